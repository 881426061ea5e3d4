"""Step 7: the numbers of numbered lists, as they were meant: counted where they were lost or misread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.draft import Draft
from pipeline.extract.found import Kind
from pipeline.model import Marker


def count_numbers(drafts: Sequence[Draft]) -> list[Draft]:
    """Give every numbered item the number that it was meant to have, by counting from those that were read."""
    found = list(drafts)
    for span in _lists(found):
        start = _start([found[index].number for index in span])
        for offset, index in enumerate(span):
            found[index] = replace(found[index], number=start + offset)
    return found


def _lists(drafts: Sequence[Draft]) -> list[list[int]]:
    """Return the positions of the numbered items of each list: they count on, or lost their numbers.

    Deeper items and what belongs to an item may stand between two of a list.
    """
    lists: list[list[int]] = []
    going: dict[int, list[int]] = {}
    for index, draft in enumerate(drafts):
        if draft.kind is Kind.HEADING:
            going = {}
        if draft.kind is not Kind.ITEM:
            continue
        going = {level: span for level, span in going.items() if level <= draft.level}
        if draft.marker is not Marker.NUMBER:
            continue
        span = going.get(draft.level)
        if span is not None and _counts_on(drafts, span, draft, index):
            span.append(index)
        else:
            going[draft.level] = [index]
            lists.append(going[draft.level])
    return lists


def _counts_on(drafts: Sequence[Draft], span: Sequence[int], draft: Draft, index: int) -> bool:
    """Say whether an item is the next of a list: by its number, or, without one, because it follows directly."""
    if draft.number is None:
        return all(drafts[between].kind is Kind.ITEM for between in range(span[-1], index))
    known = [(offset, drafts[place].number) for offset, place in enumerate(span) if drafts[place].number is not None]
    if not known:
        return True
    offset, number = known[-1]
    return draft.number == (number or 0) + len(span) - offset


def _start(numbers: Sequence[int | None]) -> int:
    """Return the first number of a list, counted back from the first that was read."""
    return next((number - index for index, number in enumerate(numbers) if number is not None), 1)
