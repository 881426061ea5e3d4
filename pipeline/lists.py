"""Items in a row become lists: by depth, marker and number, with what is nested under each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.frozen import frozen
from pipeline.model import List, ListItem, Marker, Paragraph


@frozen
class Entry:
    """An item as it was met: its depth, its marker, and its number if that is known.

    Without a marker it is a paragraph of the item before it, as deep as that one.
    """

    level: int
    marker: Marker | None
    node: ListItem | Paragraph
    number: int = 0


def gather(entries: Sequence[Entry]) -> Iterator[List]:
    """Yield the lists that entries make: another marker, or a number out of turn, begins a new one."""
    at = 0
    while at < len(entries):
        end = at + 1
        while end < len(entries) and _continues(entries[at:end], entries[end]):
            end += 1
        yield _list(entries[at:end])
        at = end


def _continues(run: Sequence[Entry], entry: Entry) -> bool:
    first = run[0]
    if entry.level > first.level:
        return True
    if entry.level < first.level:
        return False
    siblings = sum(one.level == first.level and one.marker is not None for one in run)
    in_turn = entry.marker is not Marker.NUMBER or not entry.number or entry.number == (first.number or 1) + siblings
    return entry.marker is None or (entry.marker is first.marker and in_turn)


def _list(run: Sequence[Entry]) -> List:
    first = run[0]
    starts = [n for n, entry in enumerate(run) if (entry.level == first.level and entry.marker) or n == 0]
    parts = [run[start:end] for start, end in zip(starts, [*starts[1:], len(run)], strict=True)]
    return List(tuple(map(_item, parts)), first.marker or Marker.BULLET, first.number or 1)


def _item(part: Sequence[Entry]) -> ListItem:
    first, *inner = part
    item = first.node if isinstance(first.node, ListItem) else ListItem(first.node.inlines, first.node.id)
    children: list[List | Paragraph] = []
    for is_paragraph, group in groupby(inner, key=lambda e: e.marker is None and e.level == first.level):
        if is_paragraph:
            children += [entry.node for entry in group if isinstance(entry.node, Paragraph)]
        else:
            children += gather(list(group))
    return replace(item, children=tuple(children))
