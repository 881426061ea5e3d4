"""An edition in Typst's markup, with all of its tables, notes, links and charts: the writers do the same work."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.model import (
    Block,
    Break,
    Cell,
    Edition,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Marker,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    column_count,
)
from pipeline.typeset.charts import draw
from pipeline.typeset.charts.svg import svg_file
from pipeline.typeset.style import Style

HEAD = """#set document(title: {title})
#set text(lang: "sv", font: "Source Serif Pro", size: 11pt, hyphenate: true)
#set page(paper: "a4", numbering: "1", header: [{running}])
#show figure: set block(breakable: true)
#title()
#pagebreak()
#outline()
#pagebreak()
"""
WIDTH = 403  # points: of a chart
MARKERS = {Marker.ARROW: "[→]", Marker.CHECK: "[✓]", Marker.BULLET: "[•]"}


def write_typst(edition: Edition, style: Style, target: Path) -> None:
    """Write an edition as a source of Typst's, its charts as SVG files beside it."""
    writer = _Writer(edition, style, target)
    head = HEAD.format(title=_quoted(edition.title), running=f"#{_quoted(edition.title)}")
    target.write_text(head + "\n\n".join(map(writer.block, edition.document.blocks)), encoding="utf-8")


@dataclass
class _Writer:
    edition: Edition
    style: Style
    target: Path
    noted: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.ids = set(_ids(self.edition.document.blocks))

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, inlines, id):
                return f"#heading(level: {level}, {self.content(inlines)}){self.label(id)}"
            case Paragraph(inlines):
                return f"#par({self.content(inlines)})"
            case List(items, marker, start):
                kind = f"enum(start: {start}, " if marker is Marker.NUMBER else f"list(marker: {MARKERS[marker]}, "
                return f"#{kind}{', '.join(map(self.item, items))})"
            case Quote(blocks):
                return f"#quote(block: true)[{''.join(map(self.block, blocks))}]"
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)

    def item(self, item: ListItem) -> str:
        return f"[#{self.content(item.inlines)}{' '.join(map(self.block, item.children))}]"

    def table(self, table: Table) -> str:
        head = f"table.header({self.rows(table.head)}), " if table.head else ""
        made = f"table(columns: {column_count(table)}, {head}{self.rows(table.body)})"
        caption = f", caption: {self.content(table.caption)}" if table.caption else ""
        return f"#figure({made}{caption}){self.label(table.id)}"

    def rows(self, rows: Sequence[Row]) -> str:
        return ", ".join(self.cell(cell) for row in rows for cell in row.cells)

    def cell(self, cell: Cell) -> str:
        return f"table.cell(colspan: {cell.colspan}, rowspan: {cell.rowspan}, {self.content(cell.inlines)})"

    def figure(self, figure: Figure) -> str:
        if not figure.chart:
            return ""
        file = self.target.with_name(f"{self.target.stem}-{figure.id}.svg")
        file.write_bytes(svg_file(draw(figure.chart, self.style, WIDTH), self.style.fonts.serif.name))
        image = f"image({_quoted(file.name)}, alt: {_quoted(figure.alt)})"
        return f"#figure({image}, caption: {self.content(figure.caption)}){self.label(figure.id)}"

    def content(self, inlines: Sequence[Inline]) -> str:
        return f"[{''.join(map(self.inline, inlines))}]"

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return f"#{_quoted(text)};"
            case Break():
                return "#linebreak();"
            case NoteRef(id):
                return self.note(id)
            case Strong(inlines):
                return f"#strong{self.content(inlines)};"
            case Emphasis(inlines):
                return f"#emph{self.content(inlines)};"
            case Foreign(inlines, lang):
                return f"#text(lang: {_quoted(lang[:2])}){self.content(inlines)};"
            case Link(inlines, target) if target[0] != "#" or target[1:] in self.ids:
                to = f"<{target[1:]}>" if target[0] == "#" else _quoted(target)
                return f"#link({to}){self.content(inlines)};"
            case _:
                return "".join(map(self.inline, inline.inlines))

    def note(self, name: str) -> str:
        if name in self.noted:
            return f"#footnote(<note-{name}>);"
        self.noted.add(name)
        said = next(note.inlines for note in self.edition.document.notes if note.id == name)
        return f"#footnote{self.content(said)}<note-{name}>;"

    def label(self, name: str) -> str:
        return f" <{name}>" if name else ""


def _ids(blocks: Sequence[Block]) -> Iterator[str]:
    yield from (block.id for block in blocks if isinstance(block, Heading | Table | Figure) and block.id)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
