"""What stands beside the editions in output/: comparisons of two editions, and packages for the diarium."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.frozen import frozen

OUTPUT = Path("output")
JOURNAL = ".fixity.jsonl"
"""What the journal of a package's verifications is called, after the package's own name."""


@frozen
class Package:
    """A package for the diarium: its name, its archive's path below output/, and when it was last verified, and how."""

    name: str
    path: str
    verified: str = ""
    passed: bool = True


@frozen
class Shelf:
    """The comparisons (folder below output/, such as diff/2025-2026) and the packages that there are, by name."""

    comparisons: tuple[str, ...] = ()
    packages: tuple[Package, ...] = ()


def read_shelf(root: Path) -> Shelf:
    """Look at what there is under a project's output/. A journal that cannot be read counts as none."""
    output = root / OUTPUT
    comparisons = sorted(page.parent.relative_to(output).as_posix() for page in output.glob("diff/*/diff.html"))
    archives = sorted(output.glob("archive/*.zip"))
    return Shelf(tuple(comparisons), tuple(_package(archive, output) for archive in archives))


def _package(archive: Path, output: Path) -> Package:
    path, journal = archive.relative_to(output).as_posix(), archive.with_name(archive.name + JOURNAL)
    try:
        event = json.loads(journal.read_text("utf-8").splitlines()[-1])
        return Package(archive.stem, path, str(event["eventDateTime"])[:10], event["eventOutcome"] == "pass")
    except (OSError, ValueError, KeyError, IndexError):
        return Package(archive.stem, path)
