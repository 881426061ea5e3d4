"""How damage writes the Swedish letters: a confusion model, read backwards.

`data/channel.json` says how often each letter is written as each one or two characters. A *reading* of a damaged token
is a folded string with, for each of its letters, the characters that were written for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pipeline.repair.letters import CHOICES, fold

KEPT = -0.0005
"""Log-probability that a letter which every alphabet has is read right."""

UNHEARD_OF = -30.0
"""Log-probability of what no damage does."""

MOST_READINGS = 60
"""Readings of one token with the same number of odd places."""

_ALIKE = {("I", "l"): -5.0, ("|", "l"): -3.0, ("1", "l"): -6.0, ("|", "i"): -5.0, ("1", "i"): -7.0, ("0", "o"): -7.0}
"""Letters that look alike in any alphabet: (written, right) with the log-probability."""


_CAPITALS = frozenset("AOÉ")
"""What is written for Å, Ä and Ö; no other capital ever is."""

LOST = "\ufffd"
"""What stands for a letter that an encoding lost."""

MARKED = -1.2
"""Log-probability that a lost letter is marked so."""


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
    """What may be read at a place: the plain letter, and the other options, the oddest first."""

    plain: Option
    others: tuple[Option, ...]


class Channel:
    """The probability of what was written for å, ä and ö (and é), given the letter.

    `intact` is how often one of them was read right; `misread` tells whether other letters may be misread as well, as
    OCR does.
    """

    def __init__(
        self, table: Mapping[str, Mapping[str, float]], intact: float = 0.002, *, misread: bool = True
    ) -> None:
        self.misread = misread
        self._rows = {
            letter: {seen: math.log(share * (1 - intact)) for seen, share in row.items()} | {letter: math.log(intact)}
            for letter, row in table.items()
        }
        for row in self._rows.values():
            row[LOST] = MARKED
        self._rows["é"] = {LOST: MARKED - 3.0, "é": math.log(0.99), "e": math.log(0.005)}
        for (seen, letter), logp in _ALIKE.items() if misread else ():
            self._rows.setdefault(letter, {letter: KEPT})[seen] = logp
        self._behind: dict[str, list[str]] = {}
        for letter, row in self._rows.items():
            for seen in row:
                if seen and (letter != "é" or seen == LOST):
                    self._behind.setdefault(seen, []).append(letter)
        self._places = lru_cache(maxsize=50_000)(self._place_of)
        self.letter = lru_cache(maxsize=50_000)(self._letter)
        self._least = lru_cache(maxsize=50_000)(self._least_of)

    @property
    def drops(self) -> bool:
        """Tell whether å, ä and ö leave nothing behind."""
        return not self.misread and self.can_be_lost("å")

    def can_be_lost(self, letter: str) -> bool:
        """Tell whether damage may drop the letter."""
        return "" in self._rows.get(letter, ())

    def _letter(self, written: str, letter: str) -> float:
        """Return the log-probability that this letter was written so."""
        row = self._rows.get(letter)
        if row is None:
            return KEPT if written == letter else UNHEARD_OF
        return row.get(written, UNHEARD_OF)

    def word(self, written: tuple[str, ...], word: str) -> float:
        """Return the log-probability that the word's letters were written so."""
        return sum(map(self.letter, written, word))

    def least_damage(self, written: tuple[str, ...], folded: str) -> float:
        """Return the highest log-probability that any letters with this fold were written so."""
        return sum(map(self._least, written, folded))

    def _least_of(self, seen: str, plain: str) -> float:
        if seen == plain:
            return 0.0
        return max(self.letter(seen, letter) for letter in CHOICES.get(plain, plain))

    def places(self, token: str) -> list[Place]:
        """Return for each place of the token what may be read there."""
        shout = len(token) > 1 and token.isupper()
        return [self._places(token[at : at + 2], at == 0, shout) for at in range(len(token))]

    def _place_of(self, pair: str, is_first: bool, shout: bool) -> Place:
        options = self._options_of(pair, is_first, shout)
        plain = next((option for option in options if option.taken == 1), UNREADABLE)
        return Place(plain, tuple(option for option in reversed(options) if option != plain))

    def _options_of(self, pair: str, is_first: bool, shout: bool) -> tuple[Option, ...]:
        here = pair[0]
        low = here.lower()
        options = {}
        if here.isalpha() and len(low) == 1:
            options[1, fold(low)] = Option(1, fold(low), low, 0)
        plain = bool(options) and here != "é"
        if not self.misread and self._behind.get(pair.lower()) and len(pair) == 2:
            return self._digraph(pair, here)
        for seen in (here, pair) if len(pair) == 2 else (here,):
            forms = [] if shout and seen.isalpha() else [seen]
            if (shout or is_first) and here in _CAPITALS:
                forms.append(seen.lower())
            for form in forms:
                for letter in self._behind.get(form, ()):
                    place = len(seen), fold(letter)
                    options.setdefault(place, Option(*place, form, int(plain)))
        return tuple(options.values())

    def _digraph(self, pair: str, here: str) -> tuple[Option, ...]:
        """Return what two letters may be that stand for one: the one before the two, in a text that has it so."""
        forms = [pair.lower()] if pair.isupper() or pair[0] in _CAPITALS else [pair]
        places = {(2, fold(letter)): form for form in forms for letter in self._behind.get(form, ())}
        single = Option(1, fold(here.lower()), here.lower(), 1)
        return (*(Option(*place, form, 0) for place, form in places.items()), single)

    def lattice(self, token: str) -> Lattice:
        """Return all that the token may be read as."""
        return Lattice(self.places(token))


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
        plain, others = places[at]
        if others or plain.odd:
            most += any(option.odd for option in (plain, *others) if option != UNREADABLE)
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
    for plain, others in reversed(places):
        steps = [option.taken for option in (plain, *others) if option != UNREADABLE]
        alive.append(any(alive[-step] for step in steps if step <= len(alive)))
    return alive[-1]
