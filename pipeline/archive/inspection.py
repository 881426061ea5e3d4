"""Look at anything that `plan archive` writes, whatever it is: an E-ARK package, a bag, a plain folder or a store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.bags import FOLDER_LIST
from pipeline.archive.manifests import verify_bag, verify_list
from pipeline.archive.package import ROOT_METS
from pipeline.archive.tree import Tree, opened, unreadable
from pipeline.archive.verify import verify_package
from pipeline.errors import Problem
from pipeline.text import _


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found, and in one sentence what was looked at."""

    findings: list[Problem]
    summary: str


def inspect(path: Path, digest: str = "") -> Inspected:
    """Verify what is at a path.

    `digest` is what the diarium has noted; without it, the record beside the package has it.

    Raises `UnreadableInput` when it is nothing of the kind.
    """
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
    return Inspected(findings, _summary(path, len(paths), bool(digest)))


def _package(tree: Tree, path: Path, digest: str) -> tuple[list[Problem], str]:
    digest = digest or _recorded(path)
    return verify_package(tree, digest), digest


def _recorded(path: Path) -> str:
    """Return the digest in the record beside a package, or nothing."""
    record = path.resolve().with_name(path.resolve().name.removesuffix(".zip") + ".json")
    try:
        return str(json.loads(record.read_text("utf-8"))["mets_sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _summary(path: Path, count: int, sealed: bool) -> str:
    words = _("{name} is whole: {count} files, every digest right.").format(name=path.name, count=count)
    if sealed:
        return words
    return words + " " + _("Whether it is the registered one is not known: give --digest from the diarium.")
