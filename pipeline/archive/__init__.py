"""The archive: a document and all that explains it → a package for the diarium that outlives this program.

1. `metadata`   what the diarium knows of each document: arkiv.toml, checked
2. `editions`   which documents are asked for, and which may be archived
3. `material`   the files of a document: PDF/A, Word, HTML and its sources; `gate` holds them to what they say they are
4. `package`    METS (`mets`), PREMIS (`premis`), ERMS (`erms`), the sheet (`sheet`), checksums → an E-ARK package
5. `outlets`    the package on disk: folder and zip, bag, plain folder, records for a diarium system
6. `store`      the append-only store (OCFL) with its `ledger`
7. `verify`     nothing lost, added or changed in any of them

`command` has the verbs `plan archive` and `plan verify`.
"""
