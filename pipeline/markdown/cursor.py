"""The lines of a text as they are read: where the reader is, and the problems that it found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.errors import Problem
from pipeline.model import Footnote, Origin


@dataclass(slots=True)
class Cursor:
    """The lines that are still to be read: (number, text), and the problems found on the way."""

    file: str
    lines: list[tuple[int, str]]
    pos: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)

    @property
    def line(self) -> str:
        """The current line, or an empty one at the end."""
        return self.lines[self.pos][1] if self.pos < len(self.lines) else ""

    @property
    def number(self) -> int:
        """The current line's number, counted from 1."""
        return self.lines[min(self.pos, len(self.lines) - 1)][0] if self.lines else 1

    @property
    def more(self) -> bool:
        """Whether there are lines left."""
        return self.pos < len(self.lines)

    @property
    def origin(self) -> Origin:
        """Where the current line stands."""
        return Origin(self.file, self.number)

    def take(self) -> str:
        """Return the current line and go on to the next."""
        line = self.line
        self.pos += 1
        return line

    def problem(self, what: str, remedy: str, line: int = 0) -> None:
        """Note a problem on this line (or on another)."""
        self.problems.append(Problem(self.file, line or self.number, what, remedy))


def numbered(text: str, first: int = 1) -> list[tuple[int, str]]:
    """Return the lines of a text with their numbers, without the space at their ends."""
    return [(n, line.rstrip(" \t\r")) for n, line in enumerate(text.removeprefix("\ufeff").split("\n"), first)]
