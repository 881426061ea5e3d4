"""Compose what was found and repaired into a document: lines joined, lists gathered, notes and links in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.extract import Extraction, Found, Kind, Line
from pipeline.frozen import frozen
from pipeline.lists import Entry, gather
from pipeline.markdown.inlines import plain
from pipeline.model import (
    Block,
    Cell,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    ListItem,
    Marker,
    Paragraph,
    Place,
    Quote,
    Table,
)
from pipeline.questions import Answers, Question, Spot, spot_key
from pipeline.recover.cells import set_cells
from pipeline.recover.hyphens import JoinHyphen, runs_together
from pipeline.recover.inlines import inlines_of, note_id
from pipeline.recover.runs import ReadLine, Run, runs_of

HYPHENS = ("-", "\u00ad")
SURE = 0.95


@frozen
class Join:
    """A word that was broken at a line's end: its two parts, what they became, how sure that is, and its answer."""

    head: str
    tail: str
    word: str
    confidence: float
    line: Line
    answered: Question | None = None

    @property
    def before(self) -> str:
        """Return the two parts as a question shows them."""
        return f"{self.head} {self.tail}"

    @property
    def spot(self) -> Spot:
        """Return the place: its page, and its key from the damaged words of its line."""
        words = self.line.text.split(" ")
        return Spot(self.line.place.page, spot_key(self.before, words, len(words) - 1))

    @property
    def status(self) -> str:
        """Return auto, ask or answered, as a repair has it."""
        return "answered" if self.answered else "auto" if self.confidence >= SURE else "ask"


@frozen
class Composed:
    """A document, the lines that it was made of by identity, and the words joined over line ends."""

    document: Document
    lines: Mapping[int, ReadLine]
    joins: tuple[Join, ...]


def compose(
    extraction: Extraction, lines: Mapping[int, ReadLine], join_hyphen: JoinHyphen, answers: Answers
) -> Composed:
    """Return the document of an extraction; `lines` holds its repaired lines by identity."""
    composer = _Composer(lines, join_hyphen, answers)
    blocks = tuple(composer.blocks(extraction.blocks))
    notes = tuple(map(composer.footnote, (b for b in extraction.blocks if b.kind is Kind.FOOTNOTE)))
    title = " ".join(lines[id(line)].text for line in extraction.title_lines if id(line) in lines)
    document = Document(title or extraction.title or _first_words(blocks), blocks, notes)
    return Composed(document, lines, tuple(composer.joins))


class _Composer:
    def __init__(self, lines: Mapping[int, ReadLine], join_hyphen: JoinHyphen, answers: Answers) -> None:
        self.lines = lines
        self.join_hyphen = join_hyphen
        self.answers = answers
        self.joins: list[Join] = []

    def blocks(self, found: Iterable[Found]) -> Iterator[Block]:
        """Yield blocks, gathering the items of lists; footnotes are taken elsewhere."""
        body = list(_captioned(block for block in found if block.kind is not Kind.FOOTNOTE))
        for is_item, group in groupby(body, key=lambda block: block.kind is Kind.ITEM):
            members = list(group)
            yield from gather(list(map(self.item, members))) if is_item else map(self.block, members)

    def block(self, found: Found) -> Block:
        if found.kind is Kind.TABLE:
            return self.table(found)
        if found.picture:
            return Figure("", found.picture.alt, self.inlines(found.lines))
        inlines, place = self.inlines(found.lines), _place(found)
        if found.kind is Kind.HEADING:
            return Heading(found.level, inlines, place=place)
        if found.kind is Kind.QUOTE:
            return Quote((Paragraph(inlines, place=place),), place=place)
        return Paragraph(inlines, place=place)

    def item(self, found: Found) -> Entry:
        item = ListItem(self.inlines(found.lines), place=_place(found))
        return Entry(found.level, found.marker or Marker.BULLET, item, found.number or 0)

    def table(self, found: Found) -> Table:
        rows = set_cells([[Cell(self.inlines(cell)) for cell in row] for row in found.rows], found)
        place = _place(found) if found.lines else None
        return Table(rows[: found.head_rows], rows[found.head_rows :], place=place)

    def footnote(self, found: Found) -> Footnote:
        return Footnote(note_id(str(found.number)), self.inlines(found.lines), place=_place(found))

    def inlines(self, lines: Sequence[Line]) -> tuple[Inline, ...]:
        """Return the inlines of some lines, joined as one text."""
        runs = runs_of(self.lines[id(lines[0])]) if lines else []
        for before, line in pairwise(lines):
            runs = self.join(runs, runs_of(self.lines[id(line)]), before)
        return tuple(inlines_of(runs))

    def join(self, runs: list[Run], more: list[Run], line: Line) -> list[Run]:
        """Return the runs of two lines as one: with a space between them, or with their broken word settled."""
        head = "".join(run.text for run in runs).rpartition(" ")[2]
        tail = "".join(run.text for run in more).partition(" ")[0]
        link = runs[-1].link if runs and more and runs[-1].link == more[0].link else ""
        if head and tail and runs_together(head, tail):
            return [*runs, *more]
        if not head.endswith(HYPHENS) or len(head) < 2 or not tail:
            return [*runs, Run(" ", link), *more]
        join = self.settle(head, tail, line)
        self.joins.append(join)
        word = Run(join.word, link, join.status == "ask")
        return [*_without_end(runs, len(head)), word, *_without_start(more, len(tail))]

    def settle(self, head: str, tail: str, line: Line) -> Join:
        """Return what a broken word becomes: what an editor said, else what the language says."""
        word, confidence = self.join_hyphen(head, tail)
        join = Join(head, tail, word, round(confidence, 4), line)
        found = self.answers.find(join.before, word, join.spot)
        if found is None:
            return join
        return replace(join, word=found.settled_at(join.spot) or word, confidence=1.0, answered=found)


def _captioned(blocks: Iterable[Found]) -> Iterator[Found]:
    """Yield blocks; the caption below a picture becomes its lines."""
    waiting: Found | None = None
    for block in blocks:
        if waiting and block.kind is Kind.CAPTION:
            yield replace(waiting, lines=block.lines)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = block if block.kind is Kind.FIGURE else None
        if not waiting:
            yield block
    if waiting:
        yield waiting


def _without_end(runs: Sequence[Run], length: int) -> list[Run]:
    """Return runs without their last characters; a reference to a note stays."""
    kept: list[Run] = []
    for run in reversed(runs):
        cut = min(length, len(run.text))
        length -= cut
        kept.append(run._replace(text=run.text[: len(run.text) - cut]))
    return kept[::-1]


def _without_start(runs: Sequence[Run], length: int) -> list[Run]:
    """Return runs without their first characters; a reference to a note stays."""
    kept: list[Run] = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        kept.append(run._replace(text=run.text[cut:]))
    return kept


def _place(found: Found) -> Place:
    return found.lines[0].place


def _first_words(blocks: Sequence[Block]) -> str:
    return next((plain(block.inlines) for block in blocks if isinstance(block, Heading | Paragraph)), "")
