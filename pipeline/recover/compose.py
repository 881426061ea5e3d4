"""Compose what was found and repaired into a document: lines joined, lists gathered, notes and links in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.extract import Extraction, Found, Kind, Line
from pipeline.lists import Entry, gather
from pipeline.markdown.inlines import URL, plain
from pipeline.model import (
    Block,
    Cell,
    Document,
    Doubt,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    ListItem,
    Marker,
    NoteRef,
    Paragraph,
    Place,
    Quote,
    Table,
    Text,
)
from pipeline.questions import Answers, Question, Spot, spot_key
from pipeline.recover.cells import set_cells
from pipeline.recover.hyphens import JoinHyphen, runs_together
from pipeline.recover.runs import ReadLine, Run, runs_of

HYPHENS = ("-", "\u00ad")
SURE = 0.95


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
        return tuple(_inlines(runs))

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


def note_id(number: str) -> str:
    """Return the id of a recovered footnote."""
    return f"not-{number}"


def _place(found: Found) -> Place:
    return found.lines[0].place


def _first_words(blocks: Sequence[Block]) -> str:
    return next((plain(block.inlines) for block in blocks if isinstance(block, Heading | Paragraph)), "")


def _inlines(runs: Iterable[Run]) -> Iterator[Inline]:
    """Yield the inlines of a text's runs: links around their words, addresses as links, references after their word."""
    yield from _merged(_linked(runs))


def _linked(runs: Iterable[Run]) -> Iterator[Inline]:
    for link, group in groupby(_settled(runs), key=lambda run: run.link):
        inner = [inline for run in group for inline in _inline(run, within_link=bool(link))]
        if link:
            words, mark = _without_mark(tuple(_merged(inner)))
            yield Link(words, link)
            yield from mark
        else:
            yield from inner


def _without_mark(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Text, ...]]:
    """Part a link's words from the full stop or comma that its annotation happened to cover."""
    *first, last = inlines
    match = re.fullmatch(r"(.*[^.,;:])([.,;:]+)", last.text) if isinstance(last, Text) else None
    return ((*first, Text(match[1])), (Text(match[2]),)) if match else (inlines, ())


def _settled(runs: Iterable[Run]) -> Iterator[Run]:
    """Drop the space that a text begins or ends with, and runs that hold nothing."""
    kept = [run for run in runs if run.text or run.note]
    if kept and not kept[-1].note:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
    return (run for run in kept if run.text or run.note)


def _inline(run: Run, within_link: bool) -> Iterator[Inline]:
    if run.doubt:
        yield Doubt((Text(run.text),))
    elif within_link:
        yield Text(run.text)
    else:
        yield from _addresses(run.text)
    if run.note:
        yield NoteRef(note_id(run.note))


def _addresses(text: str) -> Iterator[Inline]:
    at = 0
    for match in re.finditer(URL, text):
        yield Text(text[at : match.start()])
        yield Link((Text(match[0]),), match[0])
        at = match.end()
    yield Text(text[at:])


def _merged(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield inlines with neighbouring texts as one, so that the text of record reads them back the same."""
    for is_text, group in groupby(inlines, key=lambda inline: isinstance(inline, Text)):
        if is_text:
            text = "".join(inline.text for inline in group if isinstance(inline, Text))
            yield from [Text(text)] if text else []
        else:
            yield from group
