"""Objects as the Oxford Common File Layout 1.1 keeps them: every version for ever, each file once.

Written here because the one maintained Python library depends on clients of cloud stores, and cannot put a version into
place in steps that survive an interruption. Its validator is used in the tests.

SHA-256, not the default SHA-512: it is the digest of METS and PREMIS, so that one reading of a file proves them all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipeline.archive.material import sha256
from pipeline.frozen import frozen

ROOT_DECLARATION = ("0=ocfl_1.1", b"ocfl_1.1\n")
OBJECT_DECLARATION = ("0=ocfl_object_1.1", b"ocfl_object_1.1\n")
LAYOUT = "0002-flat-direct-storage-layout"
TYPE = "https://ocfl.io/1.1/spec/#inventory"
INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha256"


@frozen
class Note:
    """What is said of a version: when (a time with its zone), why, and by whom (a name and an address as URI)."""

    created: str
    message: str
    user: str
    address: str


def root_files() -> dict[str, bytes]:
    """Return the files of an empty storage root, whose objects lie in folders that have their names."""
    layout = {"extension": LAYOUT, "description": "Each object is in a folder that has the object's id as its name."}
    return {ROOT_DECLARATION[0]: ROOT_DECLARATION[1], "ocfl_layout.json": _json(layout)}


def new_version(
    object_id: str, former: Mapping[str, Any] | None, files: Mapping[str, bytes], note: Note
) -> dict[str, bytes]:
    """Return the files that a version adds to an object or replaces in it, by their paths below the object's folder.

    `former` is the inventory before it, None for the first version.
    """
    number = len(former["versions"]) + 1 if former else 1
    version = f"v{number}"
    manifest: dict[str, list[str]] = dict(former["manifest"]) if former else {}
    state: dict[str, list[str]] = {}
    added: dict[str, bytes] = {}
    for path, data in sorted(files.items()):
        digest = sha256(data)
        state.setdefault(digest, []).append(path)
        if digest not in manifest:
            content = f"{version}/content/{path}"
            manifest[digest] = [content]
            added[content] = data
    stamp = {"created": note.created, "message": note.message, "state": state}
    stamp["user"] = {"name": note.user, "address": note.address}
    inventory = {
        "digestAlgorithm": "sha256",
        "head": version,
        "id": object_id,
        "manifest": manifest,
        "type": TYPE,
        "versions": {**(former["versions"] if former else {}), version: stamp},
    }
    written = _json(inventory)
    sidecar = f"{sha256(written)} {INVENTORY}\n".encode()
    both = {INVENTORY: written, SIDECAR: sidecar}
    declaration = {} if former else dict([OBJECT_DECLARATION])
    return {**added, **{f"{version}/{name}": data for name, data in both.items()}, **both, **declaration}


def files_of(inventory: Mapping[str, Any], version: str) -> dict[str, str]:
    """Return where a version's files are kept: the path below the object's folder for each path in the package."""
    state = inventory["versions"][version]["state"]
    return {path: inventory["manifest"][digest][0] for digest, paths in state.items() for path in paths}


def digests_of(inventory: Mapping[str, Any], version: str) -> dict[str, str]:
    """Return the SHA-256 of each of a version's files."""
    state = inventory["versions"][version]["state"]
    return {path: digest for digest, paths in state.items() for path in paths}


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
