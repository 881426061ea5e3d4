"""The pages of a report: what each shows, what was read on it, and where on its picture each word stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import count, groupby
from operator import or_

from pipeline.extract import Extraction, Found, Line, PageInfo
from pipeline.frozen import frozen
from pipeline.model import Box, Marker, Place
from pipeline.recover.compose import Composed
from pipeline.recover.corrections import lines_of
from pipeline.recover.kinds import label_of
from pipeline.recover.records import Record
from pipeline.recover.shown import Shown, ShownWords, shown_words

SIGNS = {Marker.BULLET: "–", Marker.ARROW: "➢", Marker.CHECK: "✓"}


@frozen
class Area:
    """A part of a page's picture: left, top, width and height in per cent of the page."""

    left: float
    top: float
    width: float
    height: float


@frozen
class Part:
    """Words as read; those that were changed or are in doubt have a `number` in the report, from 1."""

    shown: Shown
    number: int = 0


Parts = tuple[Part, ...]


@frozen
class Passage:
    """A block with its number in the report, from 1, what it is called, its sign and its words.

    A picture's sign is its alternative text. A table has `rows` of cells of words instead, and the first `head_rows`
    of them name columns.
    """

    number: int
    kind: str
    level: int
    label: str
    sign: str
    words: Parts
    rows: tuple[tuple[Parts, ...], ...]
    head_rows: int
    places: tuple[Place, ...]

    @property
    def page(self) -> int:
        """The page, from 1, on which it begins."""
        return self.places[0].page if self.places else 1

    @property
    def parts(self) -> Iterator[Part]:
        """All its words, those of its cells included."""
        yield from self.words
        for row in self.rows:
            for cell in row:
                yield from cell


@frozen
class Sheet:
    """A page: the blocks that begin on it, and where on its picture blocks, changed words and furniture stand.

    `records` are those of its words. An outline's block may have begun on a page before.
    """

    info: PageInfo
    passages: tuple[Passage, ...]
    outlines: tuple[tuple[Area, Passage], ...]
    spots: tuple[tuple[Area, Part], ...]
    furniture: tuple[tuple[Area, str], ...]
    records: tuple[Record, ...]


def sheets_of(extraction: Extraction, composed: Composed, records: Sequence[Record]) -> list[Sheet]:
    """Return the pages of a recovery."""
    passages = _passages(extraction.blocks, shown_words(composed.lines.values(), composed.joins))
    return [_sheet(info, passages, extraction.furniture, records) for info in extraction.pages]


def _passages(blocks: Iterable[Found], words: ShownWords) -> list[Passage]:
    numbers = count(1)

    def parts(lines: Sequence[Line]) -> Parts:
        return tuple(Part(one, next(numbers) if one.changed else 0) for one in words.of(lines))

    return [
        Passage(
            number,
            block.kind.value,
            block.level,
            label_of(block),
            _sign(block),
            () if block.rows else parts(block.lines),
            tuple(tuple(parts(cell) for cell in row) for row in block.rows),
            block.head_rows,
            tuple(_places(block)),
        )
        for number, block in enumerate(blocks, 1)
    ]


def _sign(block: Found) -> str:
    if block.picture:
        return block.picture.alt
    return f"{block.number}." if block.number is not None else SIGNS.get(block.marker, "") if block.marker else ""


def _places(block: Found) -> Iterator[Place]:
    """Yield where a block stands: a box for each of its pages."""
    places = [word.place for word in block.mark] + [line.place for line in lines_of(block)]
    for page, group in groupby(sorted(places, key=lambda place: place.page), key=lambda place: place.page):
        yield Place(page, reduce(or_, (place.box for place in group)))


def _sheet(info: PageInfo, passages: Sequence[Passage], furniture: Sequence[Line], records: Sequence[Record]) -> Sheet:
    here = [(place, passage) for passage in passages for place in passage.places if place.page == info.number]
    parts = [part for passage in passages for part in passage.parts if part.number and part.shown.page == info.number]
    return Sheet(
        info,
        tuple(passage for passage in passages if passage.page == info.number),
        tuple((_area(place.box, info), passage) for place, passage in here),
        tuple((_area(part.shown.box, info), part) for part in parts),
        tuple((_area(line.place.box, info), line.text) for line in furniture if line.place.page == info.number),
        tuple(record for record in records if record.place.page == info.number),
    )


def _area(box: Box, info: PageInfo) -> Area:
    return Area(
        _percent(box.x0, info.width),
        _percent(box.top, info.height),
        _percent(box.x1 - box.x0, info.width),
        _percent(box.bottom - box.top, info.height),
    )


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2) if whole else 0.0  # a text without pages has no places
