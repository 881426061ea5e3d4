"""The append-only store: packages that are kept for ever, and a ledger of what came in.

    DIR/ocfl/           an OCFL storage root: an object for each document, a version for each correction
    DIR/ledger.jsonl    what came in, line by line, each bound to the one before
    DIR/fixity.jsonl    when the store was verified, and what was found
    DIR/staging/        what is being put in

A version is made ready in `staging`, and only then moved into its place, in steps that can be taken again. Whatever
interrupts it, the next one who opens the store takes the remaining steps, or throws away what was never ready.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.archive.container import replace_file, sync_folder, sync_tree, write_folder, write_through
from pipeline.archive.ledger import append_line, head, read_lines, write_line
from pipeline.archive.material import Material, sha256
from pipeline.archive.ocfl import INVENTORY, SIDECAR, Note, digests_of, new_version, root_files
from pipeline.archive.outlets import Outlets
from pipeline.errors import Problem
from pipeline.frozen import frozen
from pipeline.text import _

if sys.platform != "win32":
    import fcntl

READY = "ready.json"
LOCK = ".lock"


@frozen
class Store:
    """A store's folder, and the places in it."""

    root: Path

    @property
    def objects(self) -> Path:
        """The OCFL storage root."""
        return self.root / "ocfl"

    @property
    def ledger(self) -> Path:
        """The journal of what came in."""
        return self.root / "ledger.jsonl"

    @property
    def fixity(self) -> Path:
        """The journal of verifications."""
        return self.root / "fixity.jsonl"

    @property
    def staging(self) -> Path:
        """Where a version is made ready."""
        return self.root / "staging"

    def inventory(self, object_id: str) -> dict[str, Any] | None:
        """Return an object's inventory, None when there is no such object."""
        path = self.objects / object_id / INVENTORY
        inventory: dict[str, Any] | None = json.loads(path.read_bytes()) if path.exists() else None
        return inventory


@contextmanager
def open_store(root: Path) -> Iterator[Store]:
    """Open a store alone, make it when it is not there, and finish what was interrupted.

    One that may only be read is opened as it is.
    """
    store = Store(root)
    if root.exists() and not os.access(root, os.W_OK):
        yield store
        return
    store.staging.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not store.objects.exists() and not store.ledger.exists():
            write_folder(store.objects, root_files())
        for staged in sorted(store.staging.iterdir()):
            _finish(store, staged)
        yield store


def is_store(root: Path) -> bool:
    """Say whether a folder is a store, or what is left of one."""
    return any((root / name).exists() for name in ("ocfl", "ledger.jsonl", "staging"))


def refusals(store: Store, outlets: Outlets) -> list[Problem]:
    """Return why a package may not come in: its version is there with other content, or one before it is missing."""
    entry = outlets.material.entry
    inventory = store.inventory(entry.object_id)
    number = len(inventory["versions"]) if inventory else 0
    place = (store.objects / entry.object_id).as_posix()
    if is_there(store, outlets) or entry.version == number + 1:
        return []
    if entry.version > number:
        what = _("Version {version} cannot come in: the store has {number} versions of the document.")
        remedy = _("Give the document the version that follows in arkiv.toml.")
        return [Problem(place, 0, what.format(version=entry.version, number=number), remedy)]
    what = _("Version {version} is there with other content; what is registered is never overwritten.")
    remedy = _("Register a correction in arkiv.toml: version = {next} and its reason.").format(next=number + 1)
    return [Problem(place, 0, what.format(version=entry.version), remedy)]


def is_there(store: Store, outlets: Outlets) -> bool:
    """Say whether the very same version is in the store."""
    entry = outlets.material.entry
    inventory = store.inventory(entry.object_id)
    if not inventory or entry.version > len(inventory["versions"]):
        return False
    kept = digests_of(inventory, f"v{entry.version}")
    return kept == {path: sha256(data) for path, data in outlets.package.files.items()}


def deposit(store: Store, outlets: Outlets) -> None:
    """Put a version of a document in; nothing happens when it is there. Ask `refusals` first."""
    if is_there(store, outlets):
        return
    entry = outlets.material.entry
    files = new_version(
        entry.object_id, store.inventory(entry.object_id), outlets.package.files, _note(outlets.material)
    )
    lines = read_lines(store.ledger)
    values = {
        "date": outlets.material.date.isoformat(),
        "inventory": sha256(files[INVENTORY]),
        "mets": outlets.package.digest,
        "object": entry.object_id,
        "package": outlets.package.id,
        "reason": entry.reason,
        "version": entry.version,
        "zip": outlets.zip_digest,
    }
    line = write_line(len(lines) + 1, head(lines), values)
    _finish(store, _stage(store, outlets, files, line))


def _stage(store: Store, outlets: Outlets, files: dict[str, bytes], line: bytes) -> Path:
    """Make a version ready: every byte on the disk, and last of all the note that says so."""
    entry = outlets.material.entry
    staged = store.staging / outlets.package.id
    for path, data in files.items():
        write_through(staged / "object" / path, data)
    sync_tree(staged)
    ready = {"object": entry.object_id, "version": f"v{entry.version}", "line": line.decode()}
    replace_file(staged / READY, json.dumps(ready).encode())
    return staged


def _finish(store: Store, staged: Path) -> None:
    """Move what is ready into its place; each step is skipped when it is taken already."""
    if (staged / READY).exists():
        ready = json.loads((staged / READY).read_bytes())
        new, kept = staged / "object", store.objects / ready["object"]
        if kept.exists():
            for name in (ready["version"], INVENTORY, SIDECAR):
                if (new / name).exists():
                    os.replace(new / name, kept / name)  # noqa: PTH105 (a folder that is not there yet, and files)
            sync_folder(kept)
        elif new.exists():
            new.rename(kept)
        sync_folder(store.objects)
        line = ready["line"].encode()
        if line not in [known.data for known in read_lines(store.ledger)]:
            append_line(store.ledger, line)
    shutil.rmtree(staged)


def _note(material: Material) -> Note:
    entry = material.entry
    message = entry.reason or _("Registered as {reference}.").format(reference=entry.reference)
    user = f"{entry.creator.name}, {entry.creator.unit}"
    address = f"urn:x-organisationsnummer:{entry.creator.organisation_number}"
    return Note(material.moment, message, user, address)
