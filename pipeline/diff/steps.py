"""From what belongs together to what became of it: kept, struck, added, or moved past what stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from pipeline.diff.heaviest import heaviest
from pipeline.frozen import frozen


class Item(Protocol):
    """What can be matched."""

    @property
    def id(self) -> str:
        """Its name, if it has one."""

    @property
    def words(self) -> str:
        """Its words alone."""

    @property
    def family(self) -> str:
        """What it can be matched with."""

    @property
    def section(self) -> str:
        """What it stands under."""


I = TypeVar("I", bound=Item)  # noqa: E741


class Course(StrEnum):
    """What became of a passage as a whole."""

    KEPT = "kept"
    STRUCK = "struck"
    ADDED = "added"
    LEFT = "left"  # moved: where it stood
    ARRIVED = "arrived"  # moved: where it stands


@frozen
class Step(Generic[I]):
    """Passages that belong together and what became of them; one old and two new is a split, and so on."""

    course: Course
    old: tuple[I, ...] = ()
    new: tuple[I, ...] = ()


Group = tuple[tuple[int, ...], tuple[int, ...]]


def steps(old: Sequence[I], new: Sequence[I], groups: Sequence[Group]) -> Iterator[Step[I]]:
    """Yield what became of all passages, in the order of the new, from the groups that belong together."""
    by_new = {group[1][0]: group for group in groups}
    ordered = [by_new[j] for j in sorted(by_new)]
    staying = heaviest([group[0][0] for group in ordered], [_weight(old, group) for group in ordered])
    stays = {ordered[n][1][0] for n in staying}
    old_groups = {i: group for group in groups for i in group[0]}
    new_groups = {j: group for group in groups for j in group[1]}
    at = to = 0
    for j in [*sorted(stays), len(new)]:
        group = new_groups[j] if j < len(new) else ((len(old),), (len(new),))
        yield from _gone(old, new, range(at, group[0][0]), old_groups)
        yield from _come(old, new, range(to, j), new_groups)
        if j < len(new):
            yield Step(Course.KEPT, _pick(old, group[0]), _pick(new, group[1]))
        at, to = group[0][-1] + 1, group[1][-1] + 1


def _gone(old: Sequence[I], new: Sequence[I], places: range, groups: dict[int, Group]) -> Iterator[Step[I]]:
    for i in places:
        group = groups.get(i)
        if group is None:
            yield Step(Course.STRUCK, (old[i],))
        elif group[0][0] == i:
            yield Step(Course.LEFT, _pick(old, group[0]), _pick(new, group[1]))


def _come(old: Sequence[I], new: Sequence[I], places: range, groups: dict[int, Group]) -> Iterator[Step[I]]:
    for j in places:
        group = groups.get(j)
        if group is None:
            yield Step(Course.ADDED, (), (new[j],))
        elif group[1][0] == j:
            yield Step(Course.ARRIVED, _pick(old, group[0]), _pick(new, group[1]))


def _pick(side: Sequence[I], places: tuple[int, ...]) -> tuple[I, ...]:
    return tuple(side[n] for n in places)


def _weight(old: Sequence[I], group: Group) -> int:
    """Long passages stay and short ones move past them; a heading stays with its section."""
    return sum(8 + len(old[i].words) for i in group[0])
