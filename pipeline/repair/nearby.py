"""How å, ä and ö are read on this page: counted in its surer words, since each font and each scan has its own ways.

The shipped channel is an average over many fonts. What the surer words near a place show is laid over it as evidence:
the share of a way to write a letter is (ALIKE * shipped share + times seen) / (ALIKE + times the letter was seen).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.repair.candidate import Candidate
from pipeline.repair.channel import LOST, Channel

BLOCK = 50
"""Words whose letters are counted together."""

FADE = 0.7
"""The worth of what a block shows for the block beside it, and again for the next."""

FAINT = 0.05
"""What has faded below this is forgotten."""

ALIKE = 8.0
"""How many letters the shipped channel is worth beside those seen."""

TELLING = 0.5
"""Nats; what says less for the best candidate against the next is not named."""

SWEDISH = "åäö"

ALL = "*"
"""Stands for whatever was written."""


class Seen(NamedTuple):
    """Times that a letter was written so nearby, and times that the letter was met; nearer words count for more."""

    letter: str
    written: str
    times: float
    of: float


class Nearby:
    """What the surer words of a text show, by place; a place is a word's number."""

    def __init__(self, channel: Channel, sure: Iterable[tuple[int, Candidate]], words: int) -> None:
        self._channel = channel
        self._sure = dict(sure)
        blocks: list[dict[tuple[str, str], float]] = [defaultdict(float) for _ in range(words // BLOCK + 1)]
        for place, candidate in self._sure.items():
            for letter, written in _letters(candidate):
                blocks[place // BLOCK][letter, written] += 1
                blocks[place // BLOCK][letter, ALL] += 1
        self._blocks = _faded(blocks)
        self._shifts: list[dict[tuple[str, str], float]] = [{} for _ in blocks]

    def shift(self, place: int, candidate: Candidate) -> float:
        """Return what the letters nearby add to the log-probability of the candidate's damage, in nats."""
        ways = _letters(candidate)
        own = _letters(self._sure[place]) if ways and place in self._sure else ()
        if own:
            return sum([self._shift(place, letter, written, own) for letter, written in ways])
        shifts = self._shifts[place // BLOCK]
        for way in ways:
            if way not in shifts:
                shifts[way] = self._shift(place, *way, ())
        return sum([shifts[way] for way in ways])

    def seen(self, place: int, letter: str, written: str) -> Seen:
        """Return what the words nearby show of a letter."""
        block = self._blocks[place // BLOCK]
        return Seen(letter, written, block.get((letter, written), 0.0), block.get((letter, ALL), 0.0))

    def telling(self, place: int, best: Candidate, other: Candidate) -> Seen | None:
        """Return what was seen that speaks most for the best candidate against another; None where little does."""
        if self.shift(place, best) - self.shift(place, other) < TELLING:
            return None
        ways = {way: self.shift(place, best._replace(text=way[0], written=way[1:])) for way in _letters(best)}
        ways |= {way: -self.shift(place, best._replace(text=way[0], written=way[1:])) for way in _letters(other)}
        return self.seen(place, *max(ways, key=ways.__getitem__))

    def _shift(self, place: int, letter: str, written: str, own: Sequence[tuple[str, str]]) -> float:
        seen = self.seen(place, letter, written)
        times = max(0.0, seen.times - own.count((letter, written)))
        of = max(times, seen.of - sum(other == letter for other, _ in own))
        shipped = math.exp(self._channel.letter(written, letter))
        return math.log((ALIKE + times / shipped) / (ALIKE + of))


def _letters(candidate: Candidate) -> Sequence[tuple[str, str]]:
    """Return the candidate's å, ä and ö, each with what was written for it; a mark of loss tells nothing."""
    if candidate.text.isascii():
        return ()
    pairs = zip(candidate.text, candidate.written, strict=False)
    return [(letter, written) for letter, written in pairs if letter in SWEDISH and written != LOST]


def _faded(blocks: list[dict[tuple[str, str], float]]) -> list[dict[tuple[str, str], float]]:
    """Return the counts with those of the blocks beside, each worth less the further off it is."""
    whole = [dict(block) for block in blocks]
    for order in (range(len(blocks)), reversed(range(len(blocks)))):
        carried: dict[tuple[str, str], float] = {}
        for number in order:
            block = blocks[number]
            for key, times in carried.items():
                whole[number][key] = whole[number].get(key, 0.0) + times
            worth = ((key, FADE * (carried.get(key, 0.0) + block.get(key, 0.0))) for key in carried | block)
            carried = {key: times for key, times in worth if times > FAINT}
    return whole
