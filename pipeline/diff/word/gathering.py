"""What was read one by one, gathered: captions with tables and pictures, entries into lists, paragraphs into quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.frozen import frozen
from pipeline.lists import Entry, gather
from pipeline.model import Block, Figure, Inline, List, Paragraph, Quote, Table


@frozen
class Found:
    """A block, or an entry of a list, with the names that its place carries; quoted ones are gathered into quotes."""

    node: Block | Entry | Caption
    ids: tuple[str, ...] = ()
    quoted: bool = False
    opens: bool = False


@frozen
class Caption:
    """A caption, until it is put to its table or picture."""

    inlines: tuple[Inline, ...]


def captioned(found: Sequence[Found]) -> Iterator[Found]:
    """Yield what was found with captions where they belong: before their table, after their picture."""
    last = len(found) - 1
    for n, one in enumerate(found):
        before, after = (found[n - 1] if n else None), (found[n + 1] if n < last else None)
        if isinstance(one.node, Caption):
            to_figure = before is not None and isinstance(before.node, Figure)
            if not to_figure and not (after is not None and isinstance(after.node, Table)):
                yield Found(Paragraph(one.node.inlines, one.ids[0] if one.ids else ""), one.ids)
        elif isinstance(one.node, Table) and before is not None and isinstance(before.node, Caption):
            taken = n > 1 and isinstance(found[n - 2].node, Figure)
            yield one if taken else replace(one, node=_with_caption(one.node, before))
        elif isinstance(one.node, Figure) and after is not None and isinstance(after.node, Caption):
            yield replace(one, node=replace(one.node, caption=after.node.inlines))
        else:
            yield one


def _with_caption(table: Table, caption: Found) -> Table:
    assert isinstance(caption.node, Caption)
    return replace(table, caption=caption.node.inlines, id=caption.ids[0] if caption.ids else table.id)


def grouped(found: Sequence[Found]) -> Iterator[Block]:
    """Yield the blocks: entries next to each other as lists, quoted ones as quotes."""
    for kind, group in groupby(found, key=lambda one: "quoted" if one.quoted else "item" if _is_entry(one) else ""):
        members = list(group)
        if kind == "quoted":
            yield from _quotes(members)
        elif kind == "item":
            yield from gather([one.node for one in members if isinstance(one.node, Entry)])
        else:
            yield from (one.node for one in members if not isinstance(one.node, Entry | Caption))


def _is_entry(one: Found) -> bool:
    return isinstance(one.node, Entry)


def _quotes(found: Sequence[Found]) -> Iterator[Quote]:
    """Yield the quotes that quoted paragraphs make: a bookmark that begins before a paragraph begins a new one."""
    starts = [n for n, one in enumerate(found) if n == 0 or one.opens or _names_more(one)]
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        part = found[start:end]
        own = {getattr(_node(one), "id", "") for one in part}
        id_ = next((id_ for id_ in part[0].ids if id_ not in own), "")
        yield Quote(tuple(_quoted(part)), id_)


def _names_more(one: Found) -> bool:
    """Whether a paragraph carries another name than its own: that of the quote which it begins."""
    return any(id_ != getattr(_node(one), "id", "") for id_ in one.ids)


def _node(one: Found) -> object:
    return one.node.node if isinstance(one.node, Entry) else one.node


def _quoted(part: Sequence[Found]) -> Iterator[Paragraph | List]:
    for is_entry, group in groupby(part, key=_is_entry):
        members = list(group)
        if is_entry:
            yield from gather([_at_home(one.node, members) for one in members if isinstance(one.node, Entry)])
        else:
            yield from (one.node for one in members if isinstance(one.node, Paragraph))


def _at_home(entry: Entry, members: Iterable[Found]) -> Entry:
    """Give a paragraph that continues an item in a quote the depth of that item."""
    if entry.level >= 0:
        return entry
    level = 0
    for one in members:
        if one.node is entry:
            break
        if isinstance(one.node, Entry) and one.node.marker is not None:
            level = one.node.level
    return replace(entry, level=level)
