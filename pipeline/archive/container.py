"""A package on disk: a folder and a zip with the same bytes everywhere, written beside and renamed."""

from __future__ import annotations

import io
import os
import shutil
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
MODE = stat.S_IFREG | 0o644


def zip_bytes(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip below one folder.

    Nothing is compressed: packing depends on the library's version, and a stored file can be read even from a zip that
    is damaged elsewhere. Every date is the format's first, every file has the mode 644.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(files.items()):
            member = zipfile.ZipInfo(f"{folder}/{path}", FIRST_DAY)
            member.create_system = 3
            member.external_attr = MODE << 16
            archive.writestr(member, data)
    return buffer.getvalue()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet: first beside, every byte on the disk, then renamed."""
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    for path, data in files.items():
        write_through(beside / path, data)
    sync_tree(beside)
    beside.rename(folder)
    sync_folder(folder.parent)


def write_through(path: Path, data: bytes) -> None:
    """Write a new file and wait until it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o644)


def replace_file(path: Path, data: bytes) -> None:
    """Replace a file so that, whenever power fails, either the old or the new one is there, whole."""
    beside = path.with_name(f".{path.name}.new")
    write_through(beside, data)
    beside.replace(path)
    sync_folder(path.parent)


def sync_tree(folder: Path) -> None:
    """Wait until a folder and those in it are on the disk; they get the mode 755, whatever the umask."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.chmod(0o755)
            sync_folder(path)
    folder.chmod(0o755)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's list of names is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
