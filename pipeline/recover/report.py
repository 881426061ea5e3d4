"""The report of a recovery: each page's picture with the changed words marked, beside the text read from it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract import Extraction, PageInfo, render_page
from pipeline.markdown.inlines import plain
from pipeline.model import Block, Document, Footnote, Heading, List, ListItem, Marker, Paragraph
from pipeline.pages import template
from pipeline.recover.records import Record

DPI = 80
SIGNS = {Marker.BULLET: "–", Marker.ARROW: "➢", Marker.CHECK: "✓"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A changed word on a page's picture; left, top, width and height in per cent of the page."""

    left: float
    top: float
    width: float
    height: float
    record: Record


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of recovered text: what it is (h1–h4, p, li, note), its sign, and its words."""

    kind: str
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the report."""

    info: PageInfo
    picture: str
    marks: tuple[Mark, ...]
    passages: tuple[Passage, ...]
    furniture: tuple[str, ...]


def render_report(document: Document, extraction: Extraction, records: tuple[Record, ...], path: Path) -> str:
    """Return the report as one HTML page that works offline."""
    passages = _by_page(document)
    sheets = [_sheet(info, extraction, records, passages.get(info.number, ()), path) for info in extraction.pages]
    asked = sum(record.status == "ask" for record in records)
    return template("pipeline.recover", "report.html").render(
        document=document, name=path.name, sheets=sheets, changed=len(records), asked=asked
    )


def _sheet(
    info: PageInfo, extraction: Extraction, records: tuple[Record, ...], passages: tuple[Passage, ...], path: Path
) -> Sheet:
    return Sheet(
        info=info,
        picture=_picture(extraction, path, info.number),
        marks=tuple(_mark(record, info) for record in records if record.place.page == info.number),
        passages=passages,
        furniture=tuple(line.text for line in extraction.furniture if line.place.page == info.number),
    )


def _picture(extraction: Extraction, path: Path, number: int) -> str:
    if extraction.kind != "pdf":
        return ""
    return "data:image/png;base64," + base64.b64encode(render_page(path, number, DPI)).decode("ascii")


def _mark(record: Record, info: PageInfo) -> Mark:
    box = record.place.box
    return Mark(
        left=_percent(box.x0, info.width),
        top=_percent(box.top, info.height),
        width=_percent(box.x1 - box.x0, info.width),
        height=_percent(box.bottom - box.top, info.height),
        record=record,
    )


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2)


def _by_page(document: Document) -> dict[int, tuple[Passage, ...]]:
    pages: dict[int, tuple[Passage, ...]] = {}
    for page, passage in _passages((*document.blocks, *document.notes)):
        pages[page] = (*pages.get(page, ()), passage)
    return pages


def _passages(blocks: tuple[Block | ListItem | Footnote, ...]) -> Iterator[tuple[int, Passage]]:
    for block in blocks:
        if isinstance(block, List):
            for number, item in enumerate(block.items, block.start):
                sign = SIGNS.get(block.marker, f"{number}.")
                yield _page(item), Passage("li", sign, plain(item.inlines))
                yield from _passages(item.children)
        elif isinstance(block, Heading | Paragraph | Footnote):
            kind = {Heading: "h", Paragraph: "p", Footnote: "note"}[type(block)]
            yield _page(block), Passage(kind, "", plain(block.inlines))


def _page(block: Block | ListItem | Footnote) -> int:
    place = getattr(block, "place", None)
    return place.page if place else 1
