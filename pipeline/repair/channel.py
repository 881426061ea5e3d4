"""How damage writes the Swedish letters: a confusion model, read backwards.

`data/channel.json` says how often each letter is written as each one or two characters. A *reading* of a damaged token
is a folded string with, for each of its letters, the characters that were written for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.repair.letters import fold

KEPT = -0.0005
"""Log-probability that a letter which every alphabet has is read right."""

UNHEARD_OF = -30.0
"""Log-probability of what no damage does."""

MOST_READINGS = 48
_SOFT_LIMIT = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded string and the characters that were written for each of its letters; `lost` is a letter's place."""

    folded: str
    written: tuple[str, ...]


class Channel:
    """The probability of what was written for å, ä and ö (and é), given the letter."""

    def __init__(self, table: Mapping[str, Mapping[str, float]], intact: float = 0.002) -> None:
        self.written = {
            letter: {seen: math.log(share * (1 - intact)) for seen, share in row.items()}
            for letter, row in table.items()
        }
        for letter, row in self.written.items():
            row[letter] = math.log(intact)
        self.written["é"] = {"é": math.log(0.9), "e": math.log(0.1)}
        self.lost = {letter: row.get("", -7.0) for letter, row in self.written.items()}
        self.behind: dict[str, list[tuple[str, float]]] = {}
        for letter, row in self.written.items():
            for seen, logp in row.items():
                if seen:
                    self.behind.setdefault(seen, []).append((letter, logp))

    def letter(self, written: str, letter: str) -> float:
        """Return the log-probability that this letter was written so."""
        row = self.written.get(letter)
        if row is None:
            return KEPT if written == letter else UNHEARD_OF
        return row.get(written, UNHEARD_OF)

    def word(self, written: tuple[str, ...], word: str) -> float:
        """Return the log-probability that the word's letters were written so."""
        return sum(self.letter(seen, letter) for seen, letter in zip(written, word, strict=True))

    def options(self, token: str, at: int) -> list[tuple[int, str, str, float]]:
        """Return what may be read at a place: characters taken, folded letter, characters as written, cost (≥ 0)."""
        here, low = token[at], token[at].lower()
        options: dict[tuple[int, str], tuple[str, float]] = {}
        if here.isalpha():
            options[1, fold(low)] = (low, 0.0 if low != "é" else 3.0)
        shout = len(token) > 1 and token.isupper()
        for seen in (here, token[at : at + 2]):
            forms = [seen] if not shout or not seen.isalpha() else []
            if (at == 0 or shout) and seen.lower() != seen:
                forms.append(seen.lower())
            for form in forms:
                for letter, logp in self.behind.get(form, ()):
                    place = (len(seen), fold(letter))
                    if place not in options or (options[place][1] > -logp and options[place][1] > 0):
                        options[place] = (form, -logp)
        return [(taken, folded, written, cost) for (taken, folded), (written, cost) in options.items()]

    def readings(self, token: str) -> Iterator[Reading]:
        """Yield the token's likely readings, the plain one first, each further one with at most two odd letters."""
        size = len(token)
        per_place = [self.options(token, at) for at in range(size)]
        for allowed in range(_SOFT_LIMIT + 1):
            yield from _walk(per_place, size, allowed)


def _walk(per_place: list[list[tuple[int, str, str, float]]], size: int, allowed: int) -> Iterator[Reading]:
    """Yield the readings with exactly `allowed` places at which another option than the first is taken."""
    stack: list[tuple[int, str, tuple[str, ...], int]] = [(0, "", (), allowed)]
    count = 0
    while stack and count < MOST_READINGS:
        at, folded, written, left = stack.pop()
        if at == size:
            if left == 0:
                count += 1
                yield Reading(folded, written)
            continue
        for number, (taken, letter, seen, _) in enumerate(per_place[at]):
            price = 1 if number and per_place[at][0][3] == 0.0 else 0
            if price <= left and at + taken <= size:
                stack.append((at + taken, folded + letter, (*written, seen), left - price))
