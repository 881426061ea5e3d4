"""What the last build was made from, so that the next one makes only what changed.

`output/.cache/build.json` holds the digest of all inputs (sources, styles and this program) and, for each output, the
digest of what it was made from and of its bytes. Nothing in it is needed: without it, everything is made again.
`theme` names the style in which all of it was made, so that what is made later looks the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from pipeline.frozen import frozen
from pipeline.output import digest, digest_files, write_if_changed

FILE = Path("output/.cache/build.json")
PROGRAM = Path(__file__).parent
INPUTS = ("sources", "styles")
THEME = "lulea"
FIELDS = ("inputs", "open_questions", "keys", "digests", "theme")


@frozen
class State:
    """The last build: the digest of its inputs, and of each output (path below the root) its key and its bytes."""

    inputs: str = ""
    open_questions: int = 0
    keys: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    theme: str = THEME

    @classmethod
    def read(cls, root: Path) -> State:
        """Read the state; one that is not there, or that another version wrote, is empty."""
        try:
            values: dict[str, Any] = json.loads((root / FILE).read_text(encoding="utf-8"))
            return cls(**values)
        except (OSError, ValueError, TypeError):
            return cls()

    def write(self, root: Path) -> None:
        """Write the state."""
        values = {name: getattr(self, name) for name in FIELDS}
        write_if_changed(root / FILE, json.dumps(values, indent=1, sort_keys=True).encode())

    def is_current(self, root: Path, inputs: str) -> bool:
        """Say whether the outputs are those of these inputs, and whole."""
        return self.inputs == inputs and bool(self.digests) and all(self.has(root, name) for name in self.digests)

    def has(self, root: Path, name: str, key: str = "") -> bool:
        """Say whether an output is there with the bytes that were written, and made from what `key` stands for."""
        path = root / name
        same_key = not key or self.keys.get(name) == key
        return same_key and path.is_file() and digest(path.read_bytes()) == self.digests.get(name)


def fingerprint(root: Path) -> str:
    """Return one digest of everything that a build depends on: the sources, the styles and the program itself."""
    return digest(program_digest("").encode(), *(_folder(root, name).encode() for name in INPUTS))


def program_digest(package: str) -> str:
    """Return the digest of the program, or of one of its packages."""
    folder = PROGRAM / package
    files = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return digest_files(PROGRAM, files)


def _folder(root: Path, name: str) -> str:
    files = [path for path in (root / name).rglob("*") if path.is_file() and not path.name.startswith(".")]
    return digest_files(root, files)
