"""Files to be verified, wherever they are: in a folder or in a zip. Contents are streamed, never held whole."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol
from zlib import error as ZlibError  # noqa: N812 (it is a class)

from pipeline.archive.container import zip_bytes
from pipeline.archive.findings import finding
from pipeline.errors import Problem, UnreadableInput
from pipeline.frozen import frozen
from pipeline.text import _

CHUNK = 1 << 20


@frozen
class Fixity:
    """A file's size in bytes and its SHA-256 in lower-case hexadecimal."""

    size: int
    digest: str


class Tree(Protocol):
    """Files by their paths below the package's folder, in order; `oddities` is what no such tree should have."""

    name: str
    oddities: list[Problem]

    def paths(self) -> list[str]:
        """Return the paths of all files."""

    def open(self, path: str) -> IO[bytes]:
        """Open a file. Raises `OSError`, or `BadZipFile` when its bytes are damaged."""


@dataclass(slots=True)
class Folder:
    """A folder; links, empty folders and other things than files are odd."""

    root: Path
    name: str = ""
    oddities: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take the name from the folder."""
        self.name = self.root.resolve().name

    def paths(self) -> list[str]:
        """Return the paths of all files."""
        found: list[str] = []
        for folder, folders, files in _walk(self.root):
            below = folder.relative_to(self.root)
            if not folders and not files:
                self.oddities.append(finding(below.as_posix(), _("The folder is empty; nothing declares it.")))
            for name in files:
                path = folder / name
                if path.is_symlink() or not path.is_file():
                    self.oddities.append(finding((below / name).as_posix(), _("This is no file of its own.")))
                else:
                    found.append((below / name).as_posix())
        return sorted(found)

    def open(self, path: str) -> IO[bytes]:
        """Open a file."""
        return (self.root / path).open("rb")


def _walk(root: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    folders: list[str] = []
    files: list[str] = []
    for path in sorted(root.iterdir()):
        (folders if path.is_dir() and not path.is_symlink() else files).append(path.name)
    yield root, folders, files
    for name in folders:
        yield from _walk(root / name)


@dataclass(slots=True)
class Zip:
    """A zip with one folder in it; members twice or outside of the folder are odd."""

    file: Path
    name: str = ""
    oddities: list[Problem] = field(default_factory=list)
    archive: zipfile.ZipFile = field(init=False, repr=False)
    _paths: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the zip and look at its list of members. Raises `UnreadableInput` when it has none."""
        try:
            self.archive = zipfile.ZipFile(self.file)
            members = self.archive.infolist()
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise unreadable(self.file) from error
        self.name = members[0].filename.split("/")[0] if members else ""
        for member in members:
            self._look_at(member)

    def _look_at(self, member: zipfile.ZipInfo) -> None:
        folder, _slash, path = member.filename.partition("/")
        if folder != self.name or not path or ".." in path.split("/"):
            self.oddities.append(finding(member.filename, _("The member lies outside of the package's folder.")))
        elif path in self._paths:
            self.oddities.append(finding(path, _("The zip holds two members of this name.")))
        else:
            self._paths.append(path)

    def is_canonical(self) -> bool:
        """Say whether every byte of the zip, between its members too, is as this program writes it."""
        files = {path: read(self, path) for path in self._paths}
        return zip_bytes(self.name, files) == self.file.read_bytes()

    def paths(self) -> list[str]:
        """Return the paths of all files."""
        return sorted(self._paths)

    def open(self, path: str) -> IO[bytes]:
        """Open a member."""
        return self.archive.open(f"{self.name}/{path}")


def unreadable(path: Path) -> UnreadableInput:
    """Return the error for something that is neither a package nor a store."""
    what = _("This is no package: neither a folder nor a zip with a METS.xml, a bag, or a store.")
    return UnreadableInput(Problem(path.as_posix(), 0, what, _("Name what plan archive wrote.")))


def open_tree(path: Path) -> Tree:
    """Open a folder or a zip. Raises `UnreadableInput` when it is neither."""
    if path.is_dir():
        return Folder(path)
    if path.is_file():
        return Zip(path)
    raise unreadable(path)


def measure(tree: Tree, path: str) -> Fixity | Problem:
    """Read a file through, and return its fixity, or why it cannot be read."""
    total, size = hashlib.sha256(), 0
    try:
        with tree.open(path) as file:
            while chunk := file.read(CHUNK):
                total.update(chunk)
                size += len(chunk)
    except (OSError, zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError) as error:
        return finding(path, _("The file cannot be read: {error}.").format(error=error))
    return Fixity(size, total.hexdigest())


def read(tree: Tree, path: str) -> bytes:
    """Read a small file; one that is not there or damaged is empty."""
    try:
        with tree.open(path) as file:
            return file.read()
    except (OSError, KeyError, zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError):
        return b""


@contextmanager
def opened(path: Path) -> Iterator[Tree]:
    """Open a tree for a while."""
    tree = open_tree(path)
    try:
        yield tree
    finally:
        if isinstance(tree, Zip):
            tree.archive.close()
