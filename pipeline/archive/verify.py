"""Verify a package: nothing lost, nothing added, nothing changed, and every pointer leads somewhere.

1. `inventory`   METS from the outside in: every file that it declares is there with its size and digest
2. `surplus`     every file that is there is declared
3. `structure`   schemas, ids and pointers of METS, PREMIS and ERMS; names of folders
4. `agreement`   PREMIS, ERMS and the list of checksums say the same as METS
5. `seal`        METS itself is the one that was registered, when its digest is known
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.etree import XMLSyntaxError, _Element

from pipeline.archive.findings import finding
from pipeline.archive.metadata import is_organisation_number
from pipeline.archive.mets import ERMS_FILE, PREMIS_FILE
from pipeline.archive.package import CHECKSUMS, ROOT_METS
from pipeline.archive.tree import Fixity, Tree, Zip, measure, read
from pipeline.archive.xml import ERMS, METS, PREMIS, XLINK, faults, parse
from pipeline.errors import Problem
from pipeline.text import _

POINTERS = ("FILEID", "ADMID", "DMDID")


@dataclass(slots=True)
class Survey:
    """What has been seen of a package: the fixity of each file, which METS declares it, and the findings."""

    tree: Tree
    measured: dict[str, Fixity] = field(default_factory=dict)
    declared: dict[str, str] = field(default_factory=dict)
    documents: dict[str, _Element] = field(default_factory=dict)
    findings: list[Problem] = field(default_factory=list)

    def find(self, file: str, what: str, line: int = 0) -> None:
        """Note a finding."""
        self.findings.append(finding(file, what, line))


def verify_package(tree: Tree, digest: str = "") -> list[Problem]:
    """Return everything that is wrong with an E-ARK package; `digest` is its METS' SHA-256 as it was registered."""
    survey = Survey(tree)
    for path in tree.paths():
        found = measure(tree, path)
        if isinstance(found, Problem):
            survey.findings.append(found)
        else:
            survey.measured[path] = found
    survey.findings += tree.oddities
    if isinstance(tree, Zip) and not survey.findings and not tree.is_canonical():
        survey.find(tree.file.name, _("Bytes of the zip outside of its files are not as they were written."))
    survey.declared[ROOT_METS] = ""
    _inventory(survey, ROOT_METS)
    _surplus(survey)
    _metadata(survey)
    _agreement(survey)
    if digest and ROOT_METS in survey.measured and survey.measured[ROOT_METS].digest != digest.lower():
        survey.find(ROOT_METS, _("METS.xml is not the one that was registered: its digest is another."))
    return sorted(set(survey.findings))


def _inventory(survey: Survey, path: str) -> None:
    """Hold a METS to its schema and its files to it, then the METS that it leads to."""
    root = _document(survey, path)
    if root is None:
        return
    _check_ids(survey, path, root)
    base = posixpath.dirname(path)
    expected = posixpath.basename(base) or survey.tree.name
    if root.get("OBJID") != expected:
        what = _("The METS names the package {id}, but the folder is named {folder}.")
        survey.find(path, what.format(id=root.get("OBJID"), folder=expected))
    for element in root.iter(f"{{{METS}}}file", f"{{{METS}}}mdRef"):
        _check_file(survey, path, base, element)
    for pointer in root.iter(f"{{{METS}}}mptr"):
        inner = posixpath.normpath(posixpath.join(base, _href(pointer)))
        if inner in survey.declared and inner != path:
            _inventory(survey, inner)
        else:
            survey.find(path, _("It leads to {file}, which it does not declare.").format(file=inner), _line(pointer))


def _check_file(survey: Survey, mets: str, base: str, element: _Element) -> None:
    place = element.find(f"{{{METS}}}FLocat") if element.tag == f"{{{METS}}}file" else element
    path = posixpath.normpath(posixpath.join(base, _href(place)))
    line = _line(element)
    if path in survey.declared:
        survey.find(mets, _("It declares {file} twice.").format(file=path), line)
    survey.declared[path] = mets
    found = survey.measured.get(path)
    if found is None:
        survey.find(path, _("The file is missing; {mets} declares it.").format(mets=mets))
        return
    if element.get("SIZE") != str(found.size):
        what = _("The file has {size} bytes, not {declared} as {mets} says.")
        survey.find(path, what.format(size=found.size, declared=element.get("SIZE"), mets=mets))
    if element.get("CHECKSUMTYPE") != "SHA-256" or (element.get("CHECKSUM") or "").lower() != found.digest:
        survey.find(
            path, _("The file's bytes are not those that {mets} declares: the digest differs.").format(mets=mets)
        )


def _surplus(survey: Survey) -> None:
    for path in survey.measured:
        if path not in survey.declared:
            survey.find(path, _("The file is in the package, but nothing declares it."))


def _document(survey: Survey, path: str) -> _Element | None:
    """Read an XML document of the package and hold it to its schema."""
    if path not in survey.measured:
        survey.find(path, _("The file is missing."))
        return None
    try:
        root = parse(read(survey.tree, path))
    except XMLSyntaxError as error:
        survey.find(path, _("The file is no XML: {error}.").format(error=error))
        return None
    for line, message in faults(root):
        survey.find(path, _("The file breaks its schema: {message}").format(message=message), line)
    survey.documents[path] = root
    return root


def _check_ids(survey: Survey, path: str, root: _Element) -> None:
    ids: set[str] = set()
    for element in root.iter():
        name = element.get("ID") if isinstance(element.tag, str) else None
        if name in ids:
            survey.find(path, _("The id {id} is used twice.").format(id=name), _line(element))
        if name:
            ids.add(name)
    for element in root.iter():
        for pointer in POINTERS:
            for target in (element.get(pointer) or "").split():
                if target not in ids:
                    what = _("{pointer} points to {id}, which is not there.").format(pointer=pointer, id=target)
                    survey.find(path, what, _line(element))


def _metadata(survey: Survey) -> None:
    """Hold PREMIS and ERMS to their schemas, and the identifiers of all PREMIS files to each other."""
    _document(survey, ERMS_FILE)
    files = sorted(path for path in survey.declared if path.endswith(PREMIS_FILE))
    roots = {path: root for path in files if (root := _document(survey, path)) is not None}
    known: dict[str, str] = {}
    for path, root in roots.items():
        for kind in ("object", "event", "agent", "rightsStatement"):
            for element in root.iter(f"{{{PREMIS}}}{kind}IdentifierValue"):
                value = element.text or ""
                if value in known:
                    survey.find(path, _("The identifier {id} is used twice.").format(id=value), _line(element))
                known[value] = kind
    for path, root in roots.items():
        for element, kind in _premis_pointers(root):
            if known.get(element.text or "") != kind:
                what = _("It points to {id}, which is no {kind} of the package.")
                survey.find(path, what.format(id=element.text, kind=kind), _line(element))


def _premis_pointers(root: _Element) -> Iterator[tuple[_Element, str]]:
    names = {
        "relatedObjectIdentifierValue": "object",
        "linkingObjectIdentifierValue": "object",
        "linkingAgentIdentifierValue": "agent",
        "linkingEventIdentifierValue": "event",
    }
    for name, kind in names.items():
        for element in root.iter(f"{{{PREMIS}}}{name}"):
            yield element, kind


def _agreement(survey: Survey) -> None:
    """What is said twice must be the same: digests in PREMIS, ERMS and the list; the case's facts in METS and ERMS."""
    said = dict(_premis_digests(survey))
    for path, (where, digest) in said.items():
        if path not in survey.measured:
            survey.find(where, _("It describes {file}, which is not there.").format(file=path))
        elif survey.measured[path].digest != digest:
            survey.find(
                path, _("The file's bytes are not those that {mets} declares: the digest differs.").format(mets=where)
            )
    for path in survey.measured:
        if "/data/" in path and path not in said:
            survey.find(path, _("No PREMIS describes the file."))
    _check_list(survey)
    _check_case(survey)


def _premis_digests(survey: Survey) -> Iterator[tuple[str, tuple[str, str]]]:
    for where, root in survey.documents.items():
        for element in root.iter(f"{{{PREMIS}}}object"):
            digest = element.findtext(f".//{{{PREMIS}}}messageDigest")
            name = element.findtext(f"{{{PREMIS}}}objectIdentifier/{{{PREMIS}}}objectIdentifierValue")
            if digest and name:
                yield name.partition("/")[2], (where, digest)


def _check_list(survey: Survey) -> None:
    lines = read(survey.tree, CHECKSUMS).decode("utf-8", "replace").splitlines()
    listed = {path: digest for digest, _space, path in (line.partition("  ") for line in lines)}
    for path, fixity in survey.measured.items():
        if path != CHECKSUMS and not path.endswith(ROOT_METS) and listed.pop(path, "") != fixity.digest:
            survey.find(path, _("The digest in {list} is another.").format(list=CHECKSUMS))
    for path in listed:
        survey.find(CHECKSUMS, _("It describes {file}, which is not there.").format(file=path))


def _check_case(survey: Survey) -> None:
    mets, erms = survey.documents.get(ROOT_METS), survey.documents.get(ERMS_FILE)
    if mets is None or erms is None:
        return
    facts = {key: value for key, value in _facts_of(erms).items() if value}
    agents = {agent.get("ROLE"): agent.findtext(f"{{{METS}}}name") for agent in mets.iter(f"{{{METS}}}agent")}
    header = mets.find(f"{{{METS}}}metsHdr")
    same: Mapping[str, tuple[str | None, str | None]] = {
        "LABEL": (mets.get("LABEL"), facts.get("title")),
        "OBJID": (mets.get("OBJID"), facts.get("package")),
        "CREATEDATE": (header.get("CREATEDATE") if header is not None else None, facts.get("made")),
        "REFERENCECODE": (mets.findtext(f".//{{{METS}}}altRecordID[@TYPE='REFERENCECODE']"), facts.get("case")),
        "ARCHIVIST": (agents.get("ARCHIVIST"), facts.get("creator")),
    }
    for name, (said, meant) in same.items():
        if said is not None and said != meant:
            what = _("{name} is {said}, but erms.xml says {meant}.")
            survey.find(ROOT_METS, what.format(name=name, said=said, meant=meant))
    if not is_organisation_number(facts.get("number", "")):
        survey.find(ERMS_FILE, _("The organisation number is none."))


def _facts_of(erms: _Element) -> dict[str, str | None]:
    record, control = f".//{{{ERMS}}}record", f"{{{ERMS}}}control/{{{ERMS}}}identification"
    return {
        "title": erms.findtext(f"{record}/{{{ERMS}}}title"),
        "package": erms.findtext(f"{record}/{{{ERMS}}}extraId"),
        "made": erms.findtext(f".//{{{ERMS}}}eventDateTime"),
        "case": erms.findtext(f"{control}[@identificationType='diarienummer']"),
        "creator": erms.findtext(f"{control}[@identificationType='arkivbildare']"),
        "number": erms.findtext(f"{control}[@identificationType='organisationsnummer']"),
    }


def _href(element: _Element | None) -> str:
    return unquote(element.get(f"{{{XLINK}}}href") or "") if element is not None else ""


def _line(element: _Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0
