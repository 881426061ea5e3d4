"""All that a damaged token may be read as: what is possible at each place, and the paths through it.

A *reading* is a folded string with, for each of its letters, the characters that were written for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

MOST_READINGS = 60
"""Readings of one token with the same number of odd places."""


class Reading(NamedTuple):
    """A folded string and the characters that were written for each of its letters."""

    folded: str
    written: tuple[str, ...]


class Option(NamedTuple):
    """What may be read at a place: the number of characters taken, the folded letter, the characters, how odd it is."""

    taken: int
    letter: str
    written: str
    odd: int


UNREADABLE = Option(1, "", "", 99)
"""What stands at a place where no single character can be read: it is too odd to be passed."""


class Place(NamedTuple):
    """What may be read at a place: the plain letter, and the other options, the oddest first; whether any is odd."""

    plain: Option
    others: tuple[Option, ...]
    has_odd: bool


class Branch(NamedTuple):
    """A place where other letters than the plain one may be read, or where that is odd itself.

    `most` is how many places may be read oddly from this one on.
    """

    at: int
    plain_odd: int
    others: tuple[Option, ...]
    most: int


class Lattice:
    """What may be read at each place of a token; a path through it is a reading."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._folded = "".join([place.plain.letter for place in places])
        self._written = tuple([place.plain.written for place in places])
        self._branches = _branches(places)
        self._plain_from = _plain_from(self._branches)
        self._can_be_read = all(place.plain != UNREADABLE for place in places) or _can_be_read(places)

    def readings(self, odd: int) -> Iterator[Reading]:
        """Yield the readings with exactly `odd` places where something else than the plain letter is read."""
        return islice(self._walk(0, 0, "", (), odd), MOST_READINGS if self._can_be_read else 0)

    def _walk(self, at: int, first: int, folded: str, written: tuple[str, ...], left: int) -> Iterator[Reading]:
        """Yield the readings that have these letters before a place, and so many odd places from there on."""
        for number in range(first, len(self._branches) if left else self._plain_from):
            place, plain_odd, others, most = self._branches[number]
            if place < at:
                continue
            if left > most:
                return
            head, kept = folded + self._folded[at:place], written + self._written[at:place]
            for taken, letter, seen, odd in others:
                end = place + taken
                if odd == left and number + 1 >= self._plain_from:
                    yield Reading(head + letter + self._folded[end:], (*kept, seen, *self._written[end:]))
                elif odd <= left:
                    yield from self._walk(end, number + 1, head + letter, (*kept, seen), left - odd)
            left -= plain_odd
            if left < 0:
                return
        if not left:
            yield Reading(folded + self._folded[at:], written + self._written[at:])


def _branches(places: Sequence[Place]) -> list[Branch]:
    found: list[Branch] = []
    most = 0
    for at in range(len(places) - 1, -1, -1):
        plain, others, has_odd = places[at]
        if others or plain.odd:
            most += has_odd
            found.append(Branch(at, plain.odd, others, most))
    return found[::-1]


def _plain_from(branches: Sequence[Branch]) -> int:
    """Return the number of the first branch from which on only the plain letters are read without odd places."""
    number = len(branches)
    while number and not branches[number - 1].plain_odd and all(other.odd for other in branches[number - 1].others):
        number -= 1
    return number


def _can_be_read(places: Sequence[Place]) -> bool:
    """Tell whether any path leads through; a token with a sign that nothing reads would be walked on all, to no end."""
    alive = [True]
    for plain, others, _ in reversed(places):
        steps = [option.taken for option in (plain, *others) if option != UNREADABLE]
        alive.append(any(alive[-step] for step in steps if step <= len(alive)))
    return alive[-1]
