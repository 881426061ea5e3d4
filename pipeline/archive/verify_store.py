"""Verify a store: the ledger, then object by object, so that a store of any size takes the same memory.

Each file is read once. The ledger holds the digest of every version's inventory, and an inventory that of every file,
so that a changed byte anywhere shows; `deep` looks inside of every package too.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from pipeline.archive.findings import finding
from pipeline.archive.ledger import START, Line, check_lines, read_lines
from pipeline.archive.ocfl import INVENTORY, OBJECT_DECLARATION, SIDECAR, files_of, root_files
from pipeline.archive.store import LOCK, Store
from pipeline.archive.verify import verify_package
from pipeline.errors import Problem
from pipeline.text import _

CHUNK = 1 << 20


@dataclass(slots=True)
class Tally:
    """How much was read."""

    objects: int = 0
    files: int = 0
    bytes: int = 0


def verify_store(store: Store, noted: str = "", deep: bool = False, tally: Tally | None = None) -> Iterator[Problem]:
    """Yield everything that is wrong with a store; `noted` is a head of its ledger that the diarium knows."""
    tally = tally or Tally()
    lines = read_lines(store.ledger)
    yield from check_lines(store.ledger, lines, noted)
    yield from _check_journal(store, lines)
    yield from _check_root(store)
    entries: dict[str, list[Line]] = {}
    for line in lines:
        entries.setdefault(str(line.values.get("object")), []).append(line)
    there = {path.name for path in store.objects.glob("*") if path.is_dir()}
    for name in sorted(there - entries.keys()):
        yield finding(f"ocfl/{name}", _("The object is in the store, but not in the ledger."))
    for name, own in entries.items():
        if name in there:
            yield from _check_object(store, name, own, tally)
            if deep:
                yield from _look_inside(store, name, own)
        else:
            yield finding(f"ocfl/{name}", _("The object is missing; the ledger names it."), own[0].number)


def _check_journal(store: Store, lines: list[Line]) -> Iterator[Problem]:
    """The journal of verifications, and the heads that it saw: each must still be a line of the ledger."""
    events = read_lines(store.fixity)
    yield from check_lines(store.fixity, events)
    heads = {START, *(line.digest for line in lines)}
    for event in events:
        if event.values.get("messageDigest") not in heads:
            what = _("The ledger had another head when it was verified: it has been rewritten since.")
            yield finding(store.fixity.name, what, event.number)


def _check_root(store: Store) -> Iterator[Problem]:
    expected = root_files()
    for name, data in expected.items():
        path = store.objects / name
        if not path.is_file() or path.read_bytes() != data:
            yield finding(f"ocfl/{name}", _("The file is missing or changed; it says how the store is laid out."))
    own = {path.name for path in (store.objects, store.ledger, store.fixity, store.staging)} | {LOCK}
    strays = [path for path in store.root.iterdir() if path.name not in own and not _is_passing(path)]
    strays += [path for path in store.objects.glob("*") if not path.is_dir() and path.name not in expected]
    strays += list(store.staging.glob("*"))
    for path in sorted(strays):
        yield finding(path.relative_to(store.root).as_posix(), _("The file is in the store, but nothing declares it."))


def _is_passing(path: Path) -> bool:
    """Whether an interrupted step may have left a file, which the next one overwrites."""
    return path.name.startswith(".") and path.name.endswith(".new")


def _check_object(store: Store, name: str, lines: list[Line], tally: Tally) -> Iterator[Problem]:
    """Hold one object to the ledger's lines about it."""
    root = store.objects / name
    tally.objects += 1
    found = _digests(root, tally)
    place = f"ocfl/{name}"
    versions = [f"v{line.values.get('version')}" for line in lines]
    if versions != [f"v{number}" for number in range(1, len(versions) + 1)]:
        yield finding(place, _("The ledger's versions of the object do not follow each other."), lines[0].number)
    expected = {OBJECT_DECLARATION[0]: _sha256(OBJECT_DECLARATION[1])}
    for version, line in zip(versions, lines, strict=True):
        expected |= _inventory_digests(f"{version}/", str(line.values.get("inventory")))
    expected |= _inventory_digests("", str(lines[-1].values.get("inventory")))
    if found.get(INVENTORY) == expected[INVENTORY]:
        inventory = json.loads((root / INVENTORY).read_bytes())
        expected |= {path: digest for digest, paths in inventory["manifest"].items() for path in paths}
        yield from _check_names(place, inventory, name, versions[-1])
    for path, digest in expected.items():
        if path not in found:
            yield finding(f"{place}/{path}", _("The file is missing."))
        elif found[path] != digest:
            yield finding(f"{place}/{path}", _("The file's bytes are not those that were put in."))
    for path in found:
        if path not in expected:
            yield finding(f"{place}/{path}", _("The file is in the store, but nothing declares it."))


def _check_names(place: str, inventory: Mapping[str, Any], name: str, version: str) -> Iterator[Problem]:
    if inventory["id"] != name or inventory["head"] != version:
        yield finding(f"{place}/{INVENTORY}", _("The inventory is that of another object or version."))


def _inventory_digests(folder: str, digest: str) -> dict[str, str]:
    sidecar = f"{digest} {INVENTORY}\n".encode()
    return {f"{folder}{INVENTORY}": digest, f"{folder}{SIDECAR}": _sha256(sidecar)}


def _digests(root: Path, tally: Tally) -> dict[str, str]:
    """Return the SHA-256 of every file below an object's folder; what is no file or an empty folder has none."""
    found: dict[str, str] = {}
    stack = [(str(root), "")]
    buffer = memoryview(bytearray(CHUNK))
    while stack:
        folder, below = stack.pop()
        empty = True
        with os.scandir(folder) as entries:
            for entry in entries:
                empty = False
                if entry.is_dir(follow_symlinks=False):
                    stack.append((entry.path, f"{below}{entry.name}/"))
                elif entry.is_file(follow_symlinks=False):
                    found[below + entry.name] = _digest(entry.path, buffer, tally)
                else:
                    found[below + entry.name] = ""
        if empty:
            found[below or "."] = ""
    return found


def _digest(path: str, buffer: memoryview, tally: Tally) -> str:
    total = hashlib.sha256()
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (a Path for each file would cost more than its digest)
            while size := file.readinto(buffer):
                total.update(buffer[:size])
                tally.bytes += size
    except OSError:
        return ""
    tally.files += 1
    return total.hexdigest()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(slots=True)
class Version:
    """One version of an object as the files of its package."""

    root: Path
    name: str
    places: Mapping[str, str]
    oddities: list[Problem] = field(default_factory=list)

    def paths(self) -> list[str]:
        """Return the paths of all files in the package."""
        return sorted(self.places)

    def open(self, path: str) -> IO[bytes]:
        """Open a file of the package."""
        return (self.root / self.places[path]).open("rb")


def _look_inside(store: Store, name: str, lines: list[Line]) -> Iterator[Problem]:
    inventory = store.inventory(name)
    for line in lines:
        version = f"v{line.values.get('version')}"
        if inventory and version in inventory["versions"]:
            tree = Version(store.objects / name, str(line.values.get("package")), files_of(inventory, version))
            yield from verify_package(tree, str(line.values.get("mets")))
