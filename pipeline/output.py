"""Outputs: written beside and renamed, and only when their bytes differ, so that no reader ever sees half a file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

ATTEMPTS = 20


def write_if_changed(path: Path, data: bytes, *, durable: bool = False) -> bool:
    """Replace a file atomically if its bytes differ; return whether they did.

    What is `durable` has reached the disk before it takes the file's place: it survives a loss of power.
    """
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True


def change_file(path: Path, change: Callable[[bytes], bytes]) -> bytes:
    """Replace a file by what `change` makes of it as it is at that moment, and return that.

    Programs that call this wait for each other. One that does not, such as a text editor, may save meanwhile: then the
    change is made anew, to what it saved. A file that is not there is empty.
    """
    from filelock import FileLock  # noqa: PLC0415 (a build changes no file in place)

    with FileLock(path.with_name(f".{path.name}.lock")):
        for _attempt in range(ATTEMPTS):
            former = _bytes_of(path)
            changed = change(former)
            if changed == former:
                return changed
            if _bytes_of(path) == former:
                write_if_changed(path, changed, durable=True)
                return changed
    raise TimeoutError(path)  # someone saves the file twenty times within a moment


def _bytes_of(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


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
