"""Write a document as the text of record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.markdown.inlines import render
from pipeline.model import (
    Align,
    Block,
    Cell,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    List,
    ListItem,
    Marker,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
)

MARKS = {Marker.BULLET: "-", Marker.ARROW: "➢", Marker.CHECK: "✓"}
# What would begin another kind of block if it stood first in a paragraph.
BLOCK_START = re.compile(
    r"(?=#+(?:\s|$)|[-*+•➢✓>]\s|>|:\s|\||!\[|\[\^[\w.-]+\]:|\+\+\+$|<!--|\{#)|(?P<number>\d+)(?=[.)]\s)"
)
RULE = {Align.LEFT: "---", Align.RIGHT: "--:", Align.CENTER: ":-:"}


def write(document: Document) -> str:
    """Return the text of record of a document; `read` gives the document back."""
    head = {"title": document.title, "lang": document.lang, "source": document.source, "reader": document.reader}
    lines = ["+++", *(f"{key} = {_toml(value)}" for key, value in head.items() if value), "+++"]
    parts = ["\n".join(lines), write_blocks(document.blocks), "\n".join(map(_footnote, document.notes))]
    return "\n\n".join(part for part in parts if part) + "\n"


def write_blocks(blocks: Sequence[Block]) -> str:
    """Return the Markdown of some blocks, a blank line between them."""
    parts = [part for before, block in pairwise((None, *blocks)) for part in _separated(before, block)]
    return "\n\n".join(parts)


def _separated(before: Block | None, block: Block | None) -> Iterable[str]:
    if isinstance(before, List) and isinstance(block, List) and before.marker == block.marker:
        yield "<!-- -->"
    if block is not None:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Heading(level, inlines):
            return "#" * level + " " + render(inlines) + _id(block.id)
        case Paragraph(inlines):
            return _guard(render(inlines) + _id(block.id))
        case List():
            return "\n".join(_list(block))
        case Table():
            return "\n".join(_table(block))
        case Figure(alt=alt, caption=caption, chart=chart) if chart:
            return _guard(render((*caption, Text(". " if caption else ""), Text(alt))) + _id(block.id))
        case Figure(source, alt, caption):
            words = f" {render(caption)}" if caption else ""
            return f"![{_alt(alt)}]({_target(source)}){words}{_id(block.id)}"
        case Quote(blocks):
            return "\n".join(f"> {line}".rstrip() for line in _quote(block.id, write_blocks(blocks)))


def _toml(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", escaped) + '"'


def _id(id_: str) -> str:
    return f" {{#{id_}}}" if id_ else ""


def _guard(line: str) -> str:
    return BLOCK_START.sub(lambda m: f"{m['number'] or ''}\\", line, count=1) if BLOCK_START.match(line) else line


def _alt(alt: str) -> str:
    return re.sub(r"[\\\[\]]", r"\\\g<0>", alt)


def _target(source: str) -> str:
    return source if re.fullmatch(r"[^\s<>()]*", source) else f"<{source}>"


def _quote(id_: str, text: str) -> list[str]:
    return [*([f"{{#{id_}}}"] if id_ else []), *text.split("\n")]


def _list(block: List, indent: str = "") -> Iterable[str]:
    for number, item in enumerate(block.items, block.start):
        mark = MARKS.get(block.marker) or f"{number}."
        yield f"{indent}{mark} {render(item.inlines)}{_id(item.id)}"
        yield from _children(item, indent + " " * (4 if block.marker is Marker.NUMBER else 2))


def _children(item: ListItem, indent: str) -> Iterable[str]:
    for before, child in pairwise((None, *item.children)):
        if isinstance(child, Paragraph):
            yield from ("", f"{indent}{_block(child)}", "")
        elif isinstance(child, List):
            if isinstance(before, List) and before.marker == child.marker:
                yield f"{indent}<!-- -->"
            yield from _list(child, indent)


def _table(table: Table) -> Iterable[str]:
    width = sum(cell.colspan for cell in (*table.head, *table.body)[0].cells)
    if table.caption or table.id:
        yield ": " + (render(table.caption) + _id(table.id)).strip()
    grid = [*_grid(table.head, width), *_grid(table.body, width)]
    rule = [RULE[align] for align in table.align or (Align.LEFT,) * width]
    if table.row_headings:
        rule[0] = rule[0].replace("-", "=")
    grid.insert(len(table.head), rule)
    yield from ("| " + " | ".join(row) + " |" for row in grid)


def _grid(rows: Sequence[Row], width: int) -> list[list[str]]:
    """Lay the cells out, a text for every column of every row."""
    grid: list[list[str | None]] = [[None] * width for _ in rows]
    for r, row in enumerate(rows):
        for cell in row.cells:
            _lay(grid, r, grid[r].index(None), cell)
    return [[text or "" for text in row] for row in grid]


def _lay(grid: list[list[str | None]], r: int, c: int, cell: Cell) -> None:
    for down in range(cell.rowspan):
        for right in range(cell.colspan):
            grid[r + down][c + right] = "<" if right else "^" if down else _cell(cell.inlines)


def _cell(inlines: tuple[Inline, ...]) -> str:
    text = render(inlines)
    return "\\" + text if text in ("<", "^") else text


def _footnote(note: Footnote) -> str:
    return f"[^{note.id}]: {render(note.inlines)}"
