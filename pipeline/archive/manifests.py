"""Verify what is held together by a list of digests: a BagIt bag and a plain folder."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.archive.bags import DECLARATION, FOLDER_LIST, MANIFEST, TAG_MANIFEST
from pipeline.archive.findings import finding
from pipeline.archive.package import ROOT_METS
from pipeline.archive.tree import Fixity, Tree, measure, read
from pipeline.errors import Problem
from pipeline.text import _


def verify_list(tree: Tree) -> list[Problem]:
    """Return what is wrong with a plain folder."""
    measured, findings = _measure(tree)
    return sorted({*findings, *_compare(tree, FOLDER_LIST, measured, {FOLDER_LIST})})


def verify_bag(tree: Tree, digest: str = "") -> list[Problem]:
    """Return what is wrong with a bag; `digest` is its package's METS' as it was registered."""
    measured, findings = _measure(tree)
    payload = {path: fixity for path, fixity in measured.items() if path.startswith("data/")}
    tags = {path: fixity for path, fixity in measured.items() if path not in payload}
    findings += _compare(tree, MANIFEST, payload, set())
    findings += _compare(tree, TAG_MANIFEST, tags, {TAG_MANIFEST})
    if read(tree, "bagit.txt") != DECLARATION:
        findings.append(finding("bagit.txt", _("The bag's declaration is not as it was written.")))
    oxum = f"Payload-Oxum: {sum(fixity.size for fixity in payload.values())}.{len(payload)}"
    if oxum not in read(tree, "bag-info.txt").decode("utf-8", "replace").splitlines():
        findings.append(finding("bag-info.txt", _("The payload's size is not what the bag says.")))
    mets = [fixity.digest for path, fixity in payload.items() if path.count("/") == 2 and path.endswith(ROOT_METS)]
    if digest and mets != [digest.lower()]:
        findings.append(finding(ROOT_METS, _("METS.xml is not the one that was registered: its digest is another.")))
    return sorted(set(findings))


def _measure(tree: Tree) -> tuple[dict[str, Fixity], list[Problem]]:
    measured: dict[str, Fixity] = {}
    findings: list[Problem] = []
    for path in tree.paths():
        found = measure(tree, path)
        if isinstance(found, Problem):
            findings.append(found)
        else:
            measured[path] = found
    return measured, [*findings, *tree.oddities]


def _compare(tree: Tree, name: str, measured: Mapping[str, Fixity], own: set[str]) -> list[Problem]:
    """Hold files to a list of digests; the list does not hold itself."""
    findings: list[Problem] = []
    listed: dict[str, str] = {}
    for number, line in enumerate(read(tree, name).decode("utf-8", "replace").splitlines(), 1):
        digest, _space, path = line.partition("  ")
        if not path or path in listed:
            findings.append(finding(name, _("The line names no file, or one that was named before."), number))
        listed[path] = digest
    for path, digest in listed.items():
        if path not in measured:
            findings.append(finding(path, _("The file is missing; {mets} declares it.").format(mets=name)))
        elif measured[path].digest != digest:
            what = _("The file's bytes are not those that {mets} declares: the digest differs.")
            findings.append(finding(path, what.format(mets=name)))
    surplus = [path for path in measured if path not in listed and path not in own]
    what = _("The file is in the package, but nothing declares it.")
    return findings + [finding(path, what) for path in surplus]
