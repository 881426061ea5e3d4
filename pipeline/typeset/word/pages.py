"""Which page each heading will stand on: Word's breaking of lines and pages, simulated with the document's own fonts.

Word sets the contents' page numbers only when asked; these are the ones that it finds. What is simulated: greedy
lines, two lines of a paragraph at least on either page, headings kept with what they introduce, rows that do not
split under repeated header rows, and footnotes on the page of their reference, whose last lines may go on on the next
page. Hyphens are not, so that a long paragraph may in truth be a line shorter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import ceil

from pipeline.frozen import frozen
from pipeline.model import Block, Footnote, Heading, NoteRef, Text
from pipeline.typeset.style import Style
from pipeline.typeset.word.footnotes import SEPARATOR
from pipeline.typeset.word.metrics import line_height
from pipeline.typeset.word.strips import Compositor, Strip, loosened
from pipeline.typeset.words import unlinked

# At least so many lines of a paragraph stand on either side of a page break.
_TOGETHER = 2
_TOLERANCE = 1e-6  # lines
# No more of a page than this share is left empty so that the table after it stays whole.
_EMPTIEST = 1 / 3
# The space that the contents' page numbers and their leaders need at least, in points.
_LEADER = 24.0
# The deepest levels that the contents may show, the best one first.
_LEVELS = (3, 2)


def heading_pages(blocks: Sequence[Block], notes: Sequence[Footnote], style: Style, first_page: int) -> list[int]:
    """Return the page of each heading, in order, of a text that begins at the top of a page; pages count from 1."""
    compositor = Compositor(style, notes)
    set_notes = _set_notes(notes, compositor)
    strips = part_tables(list(chain.from_iterable(compositor.text(blocks))), compositor.room, set_notes)
    pages = paginate(strips, compositor.room, set_notes, first_page)
    return [number for strip, number in zip(strips, pages, strict=True) if strip.heading]


def parted_tables(blocks: Sequence[Block], notes: Sequence[Footnote], style: Style) -> frozenset[int]:
    """Return the numbers, from 0, of the small tables that are parted, lest much of the page before them be empty."""
    compositor = Compositor(style, notes)
    made = list(compositor.text(blocks))
    strips = part_tables(list(chain.from_iterable(made)), compositor.room, _set_notes(notes, compositor))
    parted = iter(strips)
    return frozenset(n for n, before in enumerate(made) if [next(parted) for _ in before] != before)


def _set_notes(notes: Sequence[Footnote], compositor: Compositor) -> Notes:
    look = compositor.style.note
    texts = {note.id: (NoteRef(note.id), Text(" "), *note.inlines) for note in notes}  # begun by their numbers
    lines = {name: len(compositor.words(text, look).lines) for name, text in texts.items()}
    return Notes(lines, line_height(look), look.after)


def contents_extent(headings: Sequence[Heading], style: Style) -> tuple[int, int]:
    """Return the deepest level that the contents show, and how many pages they fill: one, if two levels fit on it."""
    for deepest in _LEVELS:
        count = _contents_pages([heading for heading in headings if heading.level <= deepest], style)
        if count <= 1:
            break
    return deepest, count


def _contents_pages(headings: Sequence[Heading], style: Style) -> int:
    if not headings:
        return 0
    compositor = Compositor(style)
    looks = ((unlinked(heading.inlines), style.toc(heading.level)) for heading in headings)
    entries = (compositor.words(words, look, look.indent + _LEADER) for words, look in looks)
    strips = [compositor.words((), style.contents_title), *entries]
    return paginate(strips, compositor.room, Notes({}), 1)[-1]


@frozen
class Notes:
    """The footnotes: how many lines each has, how high a line is, and the space between two notes, in points."""

    lines: Mapping[str, int]
    height: float = 0
    gap: float = 0


def part_tables(strips: list[Strip], room: float, notes: Notes) -> list[Strip]:
    """Return the strips, with a table's rows loosened where a page would be left too empty before them."""
    sheet = _Sheet(room, notes, 0)
    for number in range(len(strips)):
        if not sheet.kept and not sheet.takes(_kept(strips, number)):
            end = next((n for n in range(number, len(strips)) if not strips[n].keep_next), number)
            loose = [*strips[:number], *map(loosened, strips[number:end]), *strips[end:]]
            if sheet.emptiness > _EMPTIEST and sheet.takes(_kept(loose, number)):
                strips = loose
            else:
                sheet.turn()
        sheet.put(strips[number])
    return strips


def paginate(strips: Sequence[Strip], room: float, notes: Notes, page: int) -> list[int]:
    """Return the page that each strip begins on, the first of them `page`; `room` is a page's height in points."""
    sheet, pages = _Sheet(room, notes, page), []
    for number, strip in enumerate(strips):
        # What is kept together begins a page if it must, but is parted when it is longer than one.
        if not sheet.kept and not sheet.takes(_kept(strips, number)):
            sheet.turn()
        pages.append(sheet.page)
        sheet.put(strip)
    return pages


def _kept(strips: Sequence[Strip], number: int) -> Iterator[Strip]:
    """Yield a strip and those that must follow it on the same page, the last of them cut to what must stand there."""
    for strip in strips[number:]:
        if not strip.keep_next:
            count = len(strip.lines)
            few = strip.whole or count < 2 * _TOGETHER
            yield strip if few else replace(strip, lines=strip.lines[:_TOGETHER])
            return
        yield strip


@dataclass
class _Sheet:
    """The page that is being filled: how far down the text reaches, and how high the footnotes stand, in points.

    `waiting` is the height of the notes' lines for which this page has no room; `kept` says that all that stands on the
    page must stay with what follows.
    """

    room: float
    notes: Notes
    page: int
    used: float = 0
    below: float = 0
    after: float = 0
    waiting: float = 0
    kept: bool = False

    def takes(self, strips: Iterator[Strip]) -> bool:
        """Return whether strips fit on what is left of the page; an empty page takes anything."""
        if not self.used:
            return True
        trial = replace(self)
        for strip in strips:
            trial.put(strip)
        return trial.page == self.page

    def put(self, strip: Strip) -> None:
        """Fill the page with a strip's lines, and the next pages with those that it has no room for."""
        page, waiting = self.page, self.waiting
        self.kept = strip.keep_next and (self.kept or not self.used)
        self.used += max(self.after, strip.before) if self.used else strip.repeated
        for number, notes in enumerate(strip.lines):
            if self.used and self.used + strip.height + strip.closing + self._least(notes) > self.room:
                moved = strip.lines[number - 1 : number] if number == len(strip.lines) - 1 >= _TOGETHER else ()
                self.waiting = waiting if moved else self.waiting
                self.turn()
                self.used = strip.repeated
                for above in moved:
                    self._set(strip.height, above)
            waiting = self.waiting
            self._set(strip.height, notes)
        self.kept = self.kept and self.page == page
        self.after = strip.after

    def _set(self, height: float, notes: Sequence[str]) -> None:
        """Set one line, and its footnotes: those of their lines that have no room wait for the next page."""
        self.used += height
        self.below = self._below(notes)
        over = self.used + self.below - self.room
        if over > 0 and self.notes.height:
            self.waiting += ceil(over / self.notes.height - _TOLERANCE) * self.notes.height
            self.below = self.room - self.used

    @property
    def emptiness(self) -> float:
        """The share of the page on which nothing stands yet."""
        return 1 - (self.used + self.below) / self.room

    def turn(self) -> None:
        """Begin the next page."""
        self.page += 1
        self.used = self.after = 0
        self.kept = False
        self.below, self.waiting = SEPARATOR + self.waiting if self.waiting else 0, 0

    def _below(self, notes: Sequence[str]) -> float:
        """Return the height of the footnotes with those of one more line: the first stands under the separator."""
        heights = [self.notes.lines[name] * self.notes.height for name in notes]
        gaps = len(notes) * self.notes.gap + (0 if self.below or not notes else SEPARATOR - self.notes.gap)
        return self.below + sum(heights) + gaps

    def _least(self, notes: Sequence[str]) -> float:
        """Return the height that the footnotes take at least: of the last of them, one line must stand here."""
        later = max(self.notes.lines[notes[-1]] - 1, 0) if notes else 0
        return self._below(notes) - later * self.notes.height
