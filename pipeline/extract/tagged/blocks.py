"""Elements → blocks: one small function for each kind of element."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.markers import read_mark
from pipeline.extract.sheet import around
from pipeline.extract.tagged.letters import Letters, Piece
from pipeline.extract.tagged.tree import Node
from pipeline.extract.tagged.words import Wording, usual_looks
from pipeline.model import (
    Align,
    Block,
    Box,
    Break,
    Cell,
    Figure,
    Footnote,
    Heading,
    Inline,
    List,
    ListItem,
    Marker,
    Paragraph,
    Place,
    Quote,
    Row,
    Table,
    place,
)

MAX_LEVEL = 4
ALIGNS = {"End": Align.RIGHT, "Center": Align.CENTER}
NOTE = "note:"
FRONT = {"Cover", "Contents"}
_HEADING = re.compile(r"H[1-6]?")
_GROUPS = {"Root", "Document", "Part", "Art", "Sect", "Div", "NonStruct"}
_BLOCKS = {"L", "LI", "Lbl", "Table", "Figure", "TOC"}
_TEXTS = re.compile(r"P|H[1-6]?|TH|TD|Caption|Note|BlockQuote|LBody")


class Blocks:
    """Makes the blocks of a tree; its notes are gathered on the way."""

    def __init__(self, tree: Node, letters: Letters) -> None:
        self.letters = letters
        elements = [node for node in tree.all() if node.type == "Note"]
        ids = [node.id.removeprefix(NOTE) or f"not-{number}" for number, node in enumerate(elements, 1)]
        self._notes = list(zip(elements, ids, strict=True))
        targets = {f"#{node.id}": name for node, name in self._notes if node.id}
        self.words = Wording(letters, usual_looks(_texts(tree, letters)), targets)

    def of(self, node: Node) -> Iterator[Block]:
        """Yield the blocks under an element; the cover and the contents are none."""
        kids = list(node.nodes)
        for number, kid in enumerate(kids):
            if kid.name in FRONT or kid.type in ("TOC", "Note"):
                continue
            if kid.type == "Figure":
                yield self._figure(kid, next((k for k in kids[number + 1 : number + 2] if k.type == "Caption"), None))
            elif kid.type in _GROUPS:
                yield from self.of(kid)
            elif kid.type != "Caption" or not any(k.type == "Figure" for k in kids):
                yield from self._block(kid)

    def notes(self) -> Iterator[Footnote]:
        """Yield the footnotes in the order of their references."""
        for node, name in self._notes:
            parts = [kid for kid in node.nodes if kid.type != "Lbl"]
            yield Footnote(name, self._joined(parts, "Note"), self._place(node))

    def _block(self, node: Node) -> Iterator[Block]:
        place = self._place(node)
        if _HEADING.fullmatch(node.type):
            level = min(int(node.type[1:] or 1), MAX_LEVEL)
            yield Heading(level, self.words.of(node, node.type), node.id, place)
        elif node.type == "L":
            yield self._list(node)
        elif node.type == "Table":
            yield self._table(node)
        elif node.type == "BlockQuote":
            inner = [block for block in self.of(node) if isinstance(block, Paragraph | List)]
            own = self._own(node, "BlockQuote")
            yield Quote(tuple([Paragraph(own)] if own else inner), node.id, place)
        elif words := self.words.of(node, "P"):
            yield Paragraph(words, node.id, place)

    def _list(self, node: Node) -> List:
        items = [kid for kid in node.nodes if kid.type == "LI"]
        labels = [self.words.text(kid).strip() for item in items[:1] for kid in item.nodes if kid.type == "Lbl"]
        mark = read_mark(labels[0]) if labels else None
        counted = node.attributes.get("ListNumbering") == "Decimal"
        marker = mark.marker if mark else Marker.NUMBER if counted else Marker.BULLET
        return List(tuple(map(self._item, items)), marker, (mark.number if mark else None) or 1)

    def _item(self, node: Node) -> ListItem:
        body = next((kid for kid in node.nodes if kid.type == "LBody"), node)
        own = self._own(body, "P")
        inner = [block for block in self.of(body) if isinstance(block, Paragraph | List)]
        first = inner[0] if inner and not own and isinstance(inner[0], Paragraph) else None
        words, name = (first.inlines, first.id) if first else (own, node.id)
        return ListItem(words, name, tuple(inner[1:] if first else inner), self._place(node))

    def _own(self, node: Node, kind: str) -> tuple[Inline, ...]:
        """Return the words that stand in an element without a block around them."""
        kids = tuple(kid for kid in node.kids if not (isinstance(kid, Node) and _is_block(kid)))
        return self.words.of(replace(node, kids=kids), kind)

    def _table(self, node: Node) -> Table:
        parts = [(kid.type, row) for kid in node.nodes for row in (kid.nodes or ()) if row.type == "TR"]
        rows = parts or [("TBody", kid) for kid in node.nodes if kid.type == "TR"]
        head = [row for part, row in rows if part == "THead"]
        body = [row for part, row in rows if part != "THead"]
        heads, bodies = ([self._row(row) for row in part] for part in (head, body))
        caption = [kid for kid in node.nodes if kid.type == "Caption"]
        named = bool(body) and any(cell.type == "TH" for row in body for cell in row.nodes[:1])
        return Table(
            tuple(heads),
            tuple(bodies),
            self.words.of(caption[0], "Caption") if caption else (),
            _aligns([*head, *body], heads, bodies),
            named,
            id=node.id,
            place=self._place(node),
        )

    def _row(self, node: Node) -> Row:
        return Row(tuple(map(self._cell, _cells(node))))

    def _cell(self, node: Node) -> Cell:
        reach = [int(node.attributes.get(key, 1)) for key in ("ColSpan", "RowSpan")]
        return Cell(self._joined(list(node.nodes) or [node], node.type), *reach)

    def _figure(self, node: Node, caption: Node | None) -> Figure:
        inner = next((kid for kid in node.nodes if kid.type == "Caption"), caption)
        words = self.words.of(inner, "Caption") if inner else ()
        return Figure("", node.alt, words, node.id, self._frame(node) or self._place(node))

    def _frame(self, node: Node) -> Place | None:
        """Return where a picture stands, as its box says (ISO 32000-1, 14.8.5.4.3), which counts from the foot."""
        sides, mark = node.attributes.get("BBox", "").split(), next(node.marks(), None)
        if len(sides) != 4 or not mark:
            return None
        left, foot, right, top = map(float, sides)
        height = self.letters.heights.get(mark.page, 0)
        return Place(mark.page, Box(left, round(height - top, 2), right, round(height - foot, 2)))

    def _joined(self, nodes: list[Node], kind: str) -> tuple[Inline, ...]:
        """Return the words of several elements as one text, each on a line of its own."""
        parts = [words for node in nodes if node.type != "Note" and (words := self.words.of(node, kind))]
        return tuple(inline for number, part in enumerate(parts) for inline in (*[Break()] * (number > 0), *part))

    def _place(self, node: Node) -> Place | None:
        """Return the first page on which an element stands, and the box around its characters there."""
        pieces = [piece for mark in node.marks() for piece in self.letters.marked.get(mark, [])]
        first = [piece for piece in pieces if piece.page == pieces[0].page]
        return Place(first[0].page, around([piece.box for piece in first])) if first else None


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.nodes if cell.type in ("TH", "TD")]


def _aligns(nodes: list[Node], *parts: list[Row]) -> tuple[Align, ...]:
    """Return how a table's columns are set, as most of their cells say; nothing when all are to the left.

    `parts` are the rows of the nodes. Cells over several columns do not count.
    """
    said: dict[int, Counter[Align]] = {}
    placed = [at for part in parts for row in place(part) for at in row]
    for cell, at in zip((cell for node in nodes for cell in _cells(node)), placed, strict=True):
        votes = said.setdefault(at.column + at.cell.colspan - 1, Counter())
        if at.cell.colspan == 1:
            votes[ALIGNS.get(cell.attributes.get("TextAlign", ""), Align.LEFT)] += 1
    most = {column: votes.most_common(1)[0][0] for column, votes in said.items() if votes}
    aligns = tuple(most.get(column, Align.LEFT) for column in range(max(said, default=-1) + 1))
    return aligns if set(aligns) - {Align.LEFT} else ()


def _is_block(node: Node) -> bool:
    return node.type in _GROUPS or bool(_TEXTS.fullmatch(node.type)) or node.type in _BLOCKS


def _texts(tree: Node, letters: Letters) -> Iterator[tuple[str, list[Piece]]]:
    """Yield the characters that each element has of its own, by the kind of text that they belong to."""

    def walk(node: Node, kind: str) -> Iterator[tuple[str, list[Piece]]]:
        inner = kind if node.type == "P" and kind in ("TH", "TD", "Note", "BlockQuote") else node.type
        kind = inner if _TEXTS.fullmatch(inner) else kind
        for kid in node.kids:
            if isinstance(kid, Node):
                yield from walk(kid, kind) if kid.name not in FRONT and kid.type != "TOC" else ()
            else:
                yield kind, letters.marked.get(kid, [])

    yield from walk(tree, "")
