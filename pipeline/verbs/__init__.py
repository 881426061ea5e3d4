"""The verbs that join several steps; those of one step stand in its own package, in `command`.

- `make`: build, recover, repair and explain: from damaged plans to editions
- `keep`: change, template, import, new-year, adopt and new-period: for those who keep the sources
"""
