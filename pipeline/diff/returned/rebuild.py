"""Blocks made anew with other ids and contents for some of their passages, which are met in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from pipeline.diff.passages import Content
from pipeline.frozen import frozen
from pipeline.model import Block, Figure, Heading, Inline, List, ListItem, Paragraph, Quote, Table


@frozen
class Given:
    """What a passage gets: its id and its content, and the id of the quote that it begins."""

    id: str
    content: Content
    quote: str = ""


def rebuild(blocks: Iterable[Block], given: Mapping[int, Given]) -> tuple[Block, ...]:
    """Return blocks with what is given to their passages, by the passages' index (see `passages`)."""
    return tuple(_Rebuilder(given).blocks(blocks))


class _Rebuilder:
    def __init__(self, given: Mapping[int, Given]) -> None:
        self.given = given
        self.indexes = count()
        self.quote = ""

    def next(self, id_: str, content: Content) -> Given:
        got = self.given.get(next(self.indexes)) or Given(id_, content)
        self.quote = self.quote or got.quote
        return got

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            match block:
                case Heading() | Paragraph():
                    yield self.words(block)
                case List():
                    yield replace(block, items=tuple(map(self.item, block.items)))
                case Quote():
                    self.quote = ""
                    inner = tuple(self.blocks(block.blocks))
                    yield replace(block, blocks=inner, id=block.id or self.quote)  # type: ignore[arg-type]
                case Table():
                    yield self.table(block)
                case Figure():
                    yield self.figure(block)

    def words(self, block: Heading | Paragraph) -> Heading | Paragraph:
        got = self.next(block.id, block.inlines)
        return replace(block, id=got.id, inlines=_inlines(got))

    def item(self, item: ListItem) -> ListItem:
        got = self.next(item.id, item.inlines)
        children = tuple(self.blocks(item.children))
        return replace(item, id=got.id, inlines=_inlines(got), children=children)  # type: ignore[arg-type]

    def table(self, table: Table) -> Table:
        caption = self.caption(table.id, table.caption)
        got = self.next(table.id, table)
        assert isinstance(got.content, Table)
        return replace(got.content, id=got.id, caption=caption)

    def figure(self, figure: Figure) -> Figure:
        got = self.next(figure.id, figure)
        assert isinstance(got.content, Figure)
        return replace(got.content, id=got.id, caption=self.caption(figure.id, figure.caption))

    def caption(self, id_: str, caption: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return _inlines(self.next(id_, caption)) if caption else ()


def _inlines(got: Given) -> tuple[Inline, ...]:
    assert isinstance(got.content, tuple)
    return got.content
