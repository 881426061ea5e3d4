"""How damage writes the Swedish letters: a confusion model, read backwards.

`data/channel.json` says how often each letter is written as each one or two characters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from pipeline.repair.lattice import UNREADABLE, Lattice, Option, Place, Reading
from pipeline.repair.letters import CHOICES, fold

KEPT = -0.0005
"""Log-probability that a letter which every alphabet has is read right."""

UNHEARD_OF = -30.0
"""Log-probability of what no damage does."""

_ALIKE = {("I", "l"): -5.0, ("|", "l"): -3.0, ("1", "l"): -6.0, ("|", "i"): -5.0, ("1", "i"): -7.0, ("0", "o"): -7.0}
"""Letters that look alike in any alphabet: (written, right) with the log-probability."""


_CAPITALS = frozenset("AOÉ")
"""What is written for Å, Ä and Ö; no other capital ever is."""

LOST = "\ufffd"
"""What stands for a letter that an encoding lost."""

MARKED = -1.2
"""Log-probability that a lost letter is marked so."""


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
        return sum([self._least(seen, plain) for seen, plain in zip(written, folded, strict=False) if seen != plain])

    def _least_of(self, seen: str, plain: str) -> float:
        return max(self.letter(seen, letter) for letter in CHOICES.get(plain, plain))

    def places(self, token: str) -> list[Place]:
        """Return for each place of the token what may be read there."""
        shout = len(token) > 1 and token.isupper()
        return [self._places(token[at : at + 2], at == 0, shout) for at in range(len(token))]

    def _place_of(self, pair: str, is_first: bool, shout: bool) -> Place:
        options = self._options_of(pair, is_first, shout)
        plain = next((option for option in options if option.taken == 1), UNREADABLE)
        others = tuple(option for option in reversed(options) if option != plain)
        return Place(plain, others, any(option.odd for option in options))

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

    def plain(self, token: str) -> Reading | None:
        """Return the one reading without odd places of a token of plain letters; None where it takes a lattice."""
        if not (self.misread and token.isascii() and token.isalpha()):
            return None
        low = token.lower()
        return Reading(low, tuple(low))

    def lattice(self, token: str) -> Lattice:
        """Return all that the token may be read as."""
        return Lattice(self.places(token))
