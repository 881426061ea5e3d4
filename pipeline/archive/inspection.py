"""Look at anything that `plan archive` writes, whatever it is: an E-ARK package, a bag, a plain folder or a store."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.archive.bags import FOLDER_LIST
from pipeline.archive.fixity import record
from pipeline.archive.ledger import head, read_lines
from pipeline.archive.manifests import verify_bag, verify_list
from pipeline.archive.package import ROOT_METS
from pipeline.archive.store import is_store, open_store
from pipeline.archive.tree import Tree, opened, unreadable
from pipeline.archive.verify import verify_package
from pipeline.archive.verify_store import Tally, verify_store
from pipeline.errors import Problem
from pipeline.frozen import frozen
from pipeline.shelf import JOURNAL
from pipeline.text import _


@frozen
class Inspected:
    """What was found, and in one sentence what was looked at."""

    findings: list[Problem]
    summary: str


def inspect(path: Path, digest: str = "", deep: bool = False) -> Inspected:
    """Verify what is at a path, and record that it was done.

    `digest` is what the diarium has noted: a package's digest (without it, that of the record beside the package), or
    a head of a store's ledger. With `deep`, every package of a store is looked into. Raises `UnreadableInput` when
    there is nothing of the kind.
    """
    return _inspect_store(path, digest, deep) if is_store(path) else _inspect_package(path, digest)


def _inspect_store(path: Path, digest: str, deep: bool) -> Inspected:
    tally = Tally()
    with open_store(path) as store:
        findings = list(verify_store(store, digest, deep, tally))
        newest = head(read_lines(store.ledger))
        record(store.fixity, path.resolve().name, newest, len(findings))
    words = _("{name} is whole: {objects} objects, {files} files, {bytes} bytes. Head of the ledger: {head}.")
    summary = words.format(name=path.name, objects=tally.objects, files=tally.files, bytes=tally.bytes, head=newest)
    return Inspected(findings, summary)


def _inspect_package(path: Path, digest: str) -> Inspected:
    with opened(path) as tree:
        paths = tree.paths()
        if "bagit.txt" in paths:
            findings = verify_bag(tree, digest)
        elif FOLDER_LIST in paths:
            findings = verify_list(tree)
        elif any(name.split("/")[-1] == ROOT_METS for name in paths):
            findings, digest = _package(tree, path, digest)
        else:
            raise unreadable(path)
    name = path.resolve().name
    record(path.resolve().with_name(name + JOURNAL), name, digest, len(findings))
    return Inspected(findings, _summary(path, len(paths), bool(digest)))


def _package(tree: Tree, path: Path, digest: str) -> tuple[list[Problem], str]:
    digest = digest or _recorded(path)
    return verify_package(tree, digest), digest


def _recorded(path: Path) -> str:
    """Return the digest in the record beside a package, or nothing."""
    registration = path.resolve().with_name(path.resolve().name.removesuffix(".zip") + ".json")
    try:
        return str(json.loads(registration.read_text("utf-8"))["mets_sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _summary(path: Path, count: int, sealed: bool) -> str:
    words = _("{name} is whole: {count} files, every digest right.").format(name=path.name, count=count)
    if sealed:
        return words
    return words + " " + _("Whether it is the registered one is not known: give --digest from the diarium.")
