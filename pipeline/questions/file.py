"""The text of `review.txt`.

An entry is a few labelled lines; entries are parted by blank lines, and lines with # are for the reader only:

    fråga: niromradet → närområdet        the word as it was read, and the likely reading
    säkerhet: 71 %
    sammanhang: fokuserar på [närområdet], den arktiska plattformen
    ställen: s. 4 k3f9a2c1, s. 6 0ab41c77 the pages, and a key of the damaged words around each place
    svar s. 6 0ab41c77: närliggande       the answer at one of the places
    svar: ja                              for the others: ja, nej (as it was read), or the right words

    rättelse: rubrik 2                    what a block is, or where it belongs
    stycke: s. 4 5e0c91aa Vårt närområde  the block's page, the key of its words, and the first of them

An editor may add an entry for a word that nobody asked about: with a question and an answer, and without places it
holds for every place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from pipeline.errors import Problem, SourceProblem
from pipeline.frozen import frozen
from pipeline.questions.review import Correction, Question, Review, Spot
from pipeline.text import _

ARROW = "→"
LABELS = ("fråga", "säkerhet", "sammanhang", "ställen", "svar", "rättelse", "stycke")
SPOT = re.compile(r"s\. (\d+) ([0-9a-f]+)")
PLACE_LABEL = re.compile(r"svar s\. \d+ [0-9a-f]+")

CORRECTIONS_MARK = "# Rättelser av textens uppbyggnad"
STALE_MARK = "# Svar som inte längre passar texten"


class Block:
    """Neighbouring lines without a blank one between them, and the entry that they hold.

    The same lines hold the same entry wherever they stand: they are read once, however often the file changes round
    them. `values` has what each label says; `lines` the line of each label, counted from the block's first, of a label
    that stands several times the last one; `strays` the lines that belong to nothing.
    """

    def __init__(self, text: str) -> None:
        self.values: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.strays: list[int] = []
        self.first = self.end = 0
        for number, line in enumerate(text.split("\n")):
            label, colon, value = (part.strip() for part in line.partition(":"))
            if colon and (label in LABELS or PLACE_LABEL.fullmatch(label)):
                self._add(label, value, number)
            elif not line.startswith("#"):
                self.strays.append(number)

    def _add(self, label: str, value: str, number: int) -> None:
        """Add a line; a label's further lines continue its value."""
        if not self.values:
            self.first = number
        self.values[label] = f"{self.values[label]}\n{value}" if label in self.values else value
        self.lines[label] = number
        self.end = number + 1

    @cached_property
    def question(self) -> Question | None:
        """The entry's question, or None when it cannot be read."""
        return _question_in(self.values)


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


def read_review(path: Path, file: str = "") -> Review:
    """Read a review file (`file` names it in messages). One that is not there is empty; one in another encoding or
    with lines that mean nothing is a `SourceProblem`.
    """
    if not path.exists():
        return Review()
    try:
        return parse_review(path.read_bytes().decode("utf-8-sig"), file or path.as_posix())
    except UnicodeDecodeError as error:
        what = _("The file is not in UTF-8, so å, ä and ö cannot be read.")
        raise SourceProblem(Problem(file or path.as_posix(), 0, what, _("Save it as UTF-8."))) from error


def parse_review(text: str, file: str = "review.txt") -> Review:
    """Read the text of a review file. Raises `SourceProblem` with every line that means nothing."""
    problems: list[Problem] = []
    entries = list(entries_of(text, file, problems))
    first_stale = stale_line(text)
    questions: tuple[list[Question], list[Question]] = ([], [])
    corrections: tuple[list[Correction], list[Correction]] = ([], [])
    for entry in entries:
        is_stale = entry.start > first_stale
        if "rättelse" in entry.values or "stycke" in entry.values:
            corrections[is_stale].extend(_correction(entry, file, problems))
        else:
            questions[is_stale].extend(_question(entry, file, problems))
    if problems:
        raise SourceProblem(problems)
    return Review(tuple(questions[0]), tuple(questions[1]), tuple(corrections[0]), tuple(corrections[1]))


def stale_line(text: str) -> int:
    """Return the line, from 0, after which everything is what no longer fits."""
    before, mark, _after = text.partition(STALE_MARK)
    return before.count("\n") if mark else text.count("\n") + 1


def entries_of(text: str, file: str = "", problems: list[Problem] | None = None) -> Iterator[Entry]:
    """Yield the entries of a review file; each line that belongs to none is added to `problems`."""
    for at, lines in _blocks(text):
        block = _block(lines)
        if problems is not None and block.strays:
            problems.extend(_stray(file, at + n, lines.split("\n")[n]) for n in block.strays)
        if block.values:
            yield Entry(block, at)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the runs of lines that are not blank, each with the number of its first line, from 0."""
    first, run = 0, list[str]()
    for at, line in enumerate([*text.split("\n"), ""]):
        if line.strip():
            first = first if run else at
            run.append(line)
        elif run:
            yield first, "\n".join(run)
            run = []


def _stray(file: str, number: int, line: str) -> Problem:
    what = _("The line {line!r} belongs to no entry.").format(line=line.strip())
    return Problem(file, number + 1, what, _("Begin it with svar: or put # before it."))


def _question(entry: Entry, file: str, problems: list[Problem]) -> Iterator[Question]:
    if entry.question:
        yield entry.question
    else:
        what = _("The entry's question cannot be read.")
        problems.append(Problem(file, entry.start + 1, what, _("Write fråga: ord → läsning.")))


def _question_in(values: Mapping[str, str]) -> Question | None:
    before, _arrow, after = values.get("fråga", "").partition(ARROW)
    if not before.strip():
        return None
    percent = re.match(r"\d+(?:[.,]\d+)?", values.get("säkerhet", ""))
    here = [(_spots(label)[0], values[label]) for label in values if PLACE_LABEL.fullmatch(label) and values[label]]
    return Question(
        before=before.strip(),
        after=after.strip() or before.strip(),
        confidence=round(float(percent[0].replace(",", ".")) / 100, 4) if percent else 0.0,
        contexts=tuple(line for line in values.get("sammanhang", "").split("\n") if line),
        spots=_spots(values.get("ställen", "")),
        answer=values.get("svar", ""),
        here=tuple(here),
    )


def _correction(entry: Entry, file: str, problems: list[Problem]) -> Iterator[Correction]:
    action, block = entry.values.get("rättelse", ""), entry.values.get("stycke", "")
    match = re.match(rf"{SPOT.pattern}\s*(.*)", block)
    if action and match:
        yield Correction(action, int(match[1]), match[2], match[3])
    else:
        what = _("The entry's correction cannot be read.")
        remedy = _("Write rättelse: and what the block is, and stycke: with the block's page and key.")
        problems.append(Problem(file, entry.start + 1, what, remedy))


def _spots(text: str) -> tuple[Spot, ...]:
    return tuple(Spot(int(page), key) for page, key in SPOT.findall(text))
