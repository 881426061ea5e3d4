"""The entries of `review.txt`: runs of labelled lines, and the questions that they hold. `file` has the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from pipeline.errors import Problem
from pipeline.frozen import frozen
from pipeline.questions.faults import stray
from pipeline.questions.review import Question, Spot
from pipeline.questions.said import words_of

ARROW = "→"
_ARROWS = re.compile("→|->|=>|⇒")
CONTEXT = "sammanhang"
LABELS = ("fråga", "säkerhet", CONTEXT, "ställen", "svar", "rättelse", "stycke")
SPOT = re.compile(r"s\. (\d+) ([0-9a-f]+)")
PLACE_LABEL = re.compile(r"svar s\. \d+ [0-9a-f]+")
_BEGINS, _INITIALS = re.compile(r"(?:fråga|rättelse)\s*:", re.IGNORECASE), ("f", "F", "r", "R")
"""The labels with which an entry begins, and their first letters."""
CONTINUED = (CONTEXT, "ställen")
"""The labels whose further lines continue the first one."""

CORRECTIONS_MARK = "# Rättelser av textens uppbyggnad"
STALE_MARK = "# Svar som inte längre passar texten"


class Block:
    """Neighbouring lines without a blank one between them, and the entry that they hold.

    The same lines hold the same entry wherever they stand: they are read once, however often the file changes round
    them. `values` has what each label says; `lines` the line of each label, counted from the block's first, of a label
    that stands several times the last one; `strays` the lines that belong to nothing, `rivals` those that say something
    else than the same label before; `notes` what editors have written for each other.
    """

    def __init__(self, text: str) -> None:
        self.values: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.strays: list[int] = []
        self.rivals: list[tuple[int, str]] = []
        self.notes: list[str] = []
        self.first = self.end = 0
        for number, line in enumerate(text.split("\n")):
            label, value = labelled(line)
            if label:
                self._add(label, value, number)
            elif not line.lstrip().startswith("#"):
                self.strays.append(number)
            elif line.strip() not in (CORRECTIONS_MARK, STALE_MARK):
                self.notes.append(line.strip())

    def _add(self, label: str, value: str, number: int) -> None:
        """Add a line; of a label that is not continued, an empty line says nothing."""
        if not self.values:
            self.first = number
        former = self.values.get(label)
        if former and label in CONTINUED:
            value = f"{former}\n{value}"
        elif former and value not in ("", former):
            self.rivals.append((number, former))
        self.end = number + 1
        if former is None or value:
            self.values[label] = value
            self.lines[label] = number

    @cached_property
    def question(self) -> Question | None:
        """The entry's question, or None when it cannot be read."""
        return _question_in(self.values, self.notes)


def labelled(line: str) -> tuple[str, str]:
    """Return the label with which a line begins, in small letters, and what it says; two empty texts if it has none."""
    label, colon, value = line.partition(":")
    label = " ".join(label.lower().split())
    return (label, value.strip()) if colon and (label in LABELS or PLACE_LABEL.fullmatch(label)) else ("", "")


@lru_cache(maxsize=1 << 14)
def _block(text: str) -> Block:
    return Block(text)


@frozen
class Entry:
    """An entry of the file: the block that holds it, and the line, from 0, with which the block begins."""

    block: Block
    at: int

    @property
    def values(self) -> Mapping[str, str]:
        """What each label says."""
        return self.block.values

    @property
    def question(self) -> Question | None:
        """The entry's question, or None when it cannot be read."""
        return self.block.question

    @property
    def start(self) -> int:
        """The line, from 0, of its first label."""
        return self.at + self.block.first

    @property
    def end(self) -> int:
        """The line, from 0, after its last label's."""
        return self.at + self.block.end

    def line_of(self, label: str) -> int | None:
        """Return the line, from 0, of a label, or None when the entry has not the label."""
        line = self.block.lines.get(label)
        return None if line is None else self.at + line


def stale_line(text: str) -> int:
    """Return the line, from 0, after which everything is what no longer fits."""
    before, mark, _after = text.partition(STALE_MARK)
    return before.count("\n") if mark else text.count("\n") + 1


def entries_of(text: str, file: str = "", problems: list[Problem] | None = None) -> Iterator[Entry]:
    """Yield the entries of a review file; each line that belongs to none is added to `problems`."""
    for at, lines in _blocks(text):
        block = _block(lines)
        if problems is not None and block.strays:
            problems.extend(stray(file, at + n, lines.split("\n")[n]) for n in block.strays)
        if block.values:
            yield Entry(block, at)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the runs of lines that are not blank, parted before each entry, with the number of their first, from 0."""
    first, run, begun = 0, list[str](), False
    for at, line in enumerate([*text.split("\n"), ""]):
        solid = line.strip()
        begins = solid.startswith(_INITIALS) and _BEGINS.match(solid) is not None
        if run and (not solid or (begins and begun)):
            yield first, "\n".join(run)
            run, begun = [], False
        if solid:
            first = first if run else at
            run.append(line)
            begun = begun or begins


def _question_in(values: Mapping[str, str], notes: Sequence[str]) -> Question | None:
    before, after = [*_ARROWS.split(values.get("fråga", ""), maxsplit=1), ""][:2]
    if not before.strip():
        return None
    percent = re.match(r"\d+(?:[.,]\d+)?", values.get("säkerhet", ""))
    here = [(spots_in(label)[0], values[label]) for label in values if PLACE_LABEL.fullmatch(label)]
    return Question(
        before=before.strip(),
        after=after.strip() or before.strip(),
        confidence=round(float(percent[0].replace(",", ".")) / 100, 4) if percent else 0.0,
        contexts=tuple(line for line in values.get("sammanhang", "").split("\n") if line),
        spots=spots_in(values.get("ställen", "")),
        answer=_answer(values.get("svar", "")),
        here=tuple((spot, answer) for spot, answer in here if _answer(answer)),
        notes=tuple(notes),
    )


def _answer(value: str) -> str:
    """Return an answer as it stands; nothing where only a comment stands."""
    return value if words_of(value) else ""


def spots_in(text: str) -> tuple[Spot, ...]:
    """Return the places that a text names."""
    return tuple(Spot(int(page), key) for page, key in SPOT.findall(text))
