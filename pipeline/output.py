"""Outputs: written beside and renamed, and only when their bytes differ, so that no reader ever sees half a file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


def write_if_changed(path: Path, data: bytes) -> bool:
    """Replace a file atomically if its bytes differ; return whether they did."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True


def digest(*parts: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal; the parts' borders count."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


def digest_files(root: Path, paths: Iterable[Path]) -> str:
    """Return one digest of the names and contents of files, in the order of their names."""
    named = sorted((path.relative_to(root).as_posix(), path) for path in paths)
    return digest(*(part for name, path in named for part in (name.encode(), path.read_bytes())))
