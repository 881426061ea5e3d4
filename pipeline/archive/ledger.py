"""A journal that cannot be changed unseen: one JSON object a line, with its own digest and that of the line before.

The digest of the last line, the head, stands for all lines. It is noted in the diarium; a journal that has been
rewritten from some line on, digests and all, does not lead to a head that was noted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.archive.container import replace_file
from pipeline.archive.findings import finding
from pipeline.errors import Problem
from pipeline.frozen import frozen
from pipeline.text import _

START = "0" * 64
OWN = ("n", "previous", "digest")


@frozen
class Line:
    """One line as it stands in the file, without its end: its number from 1, its bytes, and what they say."""

    number: int
    data: bytes
    values: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """The digest that the line gives itself."""
        return str(self.values.get("digest", ""))


def write_line(number: int, previous: str, values: Mapping[str, Any]) -> bytes:
    """Return a line with its number (from 1), the digest of the one before and its own, in the one way it is written.

    Its own digest is the SHA-256 of the line as it would be without it.
    """
    entry = {**values, "n": number, "previous": previous}
    return _json({**entry, "digest": hashlib.sha256(_json(entry)).hexdigest()})


def read_lines(path: Path) -> list[Line]:
    """Read a journal; a line that says nothing readable has no values. A journal that is not there is empty."""
    data = path.read_bytes() if path.exists() else b""
    return [Line(number, line, _values(line)) for number, line in enumerate(data.splitlines(), 1)]


def head(lines: list[Line]) -> str:
    """Return the digest that stands for the journal."""
    return lines[-1].digest if lines else START


def append(path: Path, values: Mapping[str, Any]) -> str:
    """Add a line to a journal, replacing the file whole, so that it is never torn; return the new head."""
    lines = read_lines(path)
    line = write_line(len(lines) + 1, head(lines), values)
    append_line(path, line)
    return head(read_lines(path))


def append_line(path: Path, line: bytes) -> None:
    """Add a line that is written already."""
    former = path.read_bytes() if path.exists() else b""
    replace_file(path, former + line + b"\n")


def check_lines(path: Path, lines: list[Line], noted: str = "") -> Iterator[Problem]:
    """Yield what is wrong with a journal; `noted` is a head that the diarium knows."""
    previous = START
    for line in lines:
        values = {key: value for key, value in line.values.items() if key not in OWN}
        if line.data != write_line(line.number, previous, values):
            what = _("The line is changed, or one before it is: it does not follow from the line before.")
            yield finding(path.name, what, line.number)
        previous = line.digest
    if path.exists() and not path.read_bytes().endswith(b"\n"):
        yield finding(path.name, _("The last line is torn."), len(lines))
    if noted and noted.lower() not in [START, *(line.digest for line in lines)]:
        yield finding(path.name, _("No line has the digest that was noted: the journal has been rewritten."))


def _json(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _values(line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
