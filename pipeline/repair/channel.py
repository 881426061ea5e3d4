"""How damage writes the Swedish letters: a confusion model, read backwards.

`data/channel.json` says how often each letter is written as each one or two characters. A *reading* of a damaged token
is a folded string with, for each of its letters, the characters that were written for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
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
        self._options = lru_cache(maxsize=50_000)(self._options_of)
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

    def options(self, token: str) -> list[tuple[Option, ...]]:
        """Return for each place of the token what may be read there, the plainest first."""
        shout = len(token) > 1 and token.isupper()
        return [self._options(token[at : at + 2], at == 0, shout) for at in range(len(token))]

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
        return Lattice(self.options(token))


class Lattice:
    """What may be read at each place of a token; a path through it is a reading."""

    def __init__(self, options: Sequence[tuple[Option, ...]]) -> None:
        self._options = options
        self._plain, self._odd_from = _plain_tails(options), _odd_places(options)

    def readings(self, odd: int) -> Iterator[Reading]:
        """Yield the readings with exactly `odd` places where something else than the plain letter is read."""
        options, size = self._options, len(self._options)
        stack: list[tuple[int, str, tuple[str, ...], int]] = [(0, "", (), odd)]
        count = 0
        while stack and count < MOST_READINGS:
            at, folded, written, left = stack.pop()
            if left > self._odd_from[at]:
                continue
            if not left and (tail := self._plain[at]):
                count += 1
                yield Reading(folded + tail[0], written + tail[1])
                continue
            while at < size and len(options[at]) == 1 and not options[at][0].odd:
                folded, written, at = folded + options[at][0].letter, (*written, options[at][0].written), at + 1
            if at == size:
                if not left:
                    count += 1
                    yield Reading(folded, written)
                continue
            for taken, letter, seen, oddness in options[at]:
                if oddness <= left and at + taken <= size:
                    stack.append((at + taken, folded + letter, (*written, seen), left - oddness))


def _plain_tails(options: Sequence[tuple[Option, ...]]) -> list[tuple[str, tuple[str, ...]] | None]:
    """Return for each place, and for the end, the one reading of the rest without odd places; None where not one."""
    folded, written = "", tuple[str, ...]()
    tails: list[tuple[str, tuple[str, ...]] | None] = [(folded, written)]
    for here in reversed(options):
        if tails[-1] and here and not here[0].odd and (len(here) == 1 or here[1].odd) and here[0].taken == 1:
            folded, written = here[0].letter + folded, (here[0].written, *written)
            tails.append((folded, written))
        else:
            tails.append(None)
    return tails[::-1]


def _odd_places(options: Sequence[tuple[Option, ...]]) -> list[int]:
    """Return for each place, and for the end, how many places from there on may be read oddly; -1 where none can be.

    Without the latter a token with one sign that nothing reads would be walked on all its paths, to no end.
    """
    odd, counts = 0, [0]
    for here in reversed(options):
        odd += here != () and here[-1].odd
        is_alive = any(option.taken <= len(counts) and counts[-option.taken] >= 0 for option in here)
        counts.append(odd if is_alive else -1)
    return counts[::-1]
