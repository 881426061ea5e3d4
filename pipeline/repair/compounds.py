"""Compounds that no lexicon has: two or three known parts, as Swedish joins them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.repair import priors
from pipeline.repair.candidate import Candidate
from pipeline.repair.channel import Channel
from pipeline.repair.lattice import Reading
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.slips import slips_of

FIRST, LAST = 3, 3
"""Letters in the shortest first and last part."""

LOOSE = 4
"""Letters in the shortest part that was never seen in a compound."""

LINKING = "ou"
"""What a word's last a becomes inside a compound: fara, faropiktogram; gata, gatuplan."""

LONG = 7
"""Letters; a part this long may be as rare as any word."""

TOO_DAMAGED = -12.0
"""Log-probability of damage beyond which a first part is not followed up."""

Part = tuple[str, float]
"""A part's letters and its log-probability as such a part."""


class Compounds:
    """The compounds that a reading may be."""

    def __init__(self, lexicon: Lexicon, channel: Channel) -> None:
        self._of_fold, self._channel = lexicon.of_fold, channel
        self._firsts = lru_cache(maxsize=50_000)(self._firsts_of)
        self._lasts = lru_cache(maxsize=50_000)(self._lasts_of)

    def of(self, reading: Reading, *, loose: bool = False) -> Iterator[Candidate]:
        """Yield compounds of two parts, of three when the word is long; with `loose`, of any words."""
        folded, written = reading
        for text, logp in self._joined(folded, written, len(folded) >= 13 and not loose, loose):
            yield self._candidate(text, logp, written)

    def with_a_lost_letter(self, reading: Reading) -> Iterator[Candidate]:
        """Yield compounds of which damage dropped one å, ä or ö."""
        folded, written = reading
        for at in range(FIRST, len(folded) - LAST + 1 if len(folded) <= 30 else 0):
            firsts, lasts = self._firsts(folded[:at], False), self._lasts(folded[at:], False)
            if bool(firsts) == bool(lasts):
                continue
            damaged = folded[at:] if firsts else folded[:at]
            for place in range(len(damaged) + 1):
                for plain in "ao":
                    whole = damaged[:place] + plain + damaged[place:]
                    heads, tails = (
                        (firsts, self._lasts(whole, False)) if firsts else (self._firsts(whole, False), lasts)
                    )
                    gap = place + at * bool(firsts)
                    kept = (*written[:gap], "", *written[gap:])
                    for head, first in heads:
                        for tail, last in tails:
                            yield self._candidate(head + tail, first + last, kept, priors.GUESSED_LETTER)

    def with_a_slip(self, reading: Reading) -> Iterator[Candidate]:
        """Yield compounds of two parts of which one ordinary OCR slip mistook a letter."""
        folded, written = reading
        for start, end, right, cost in slips_of(folded):
            if start == end or not right:
                continue
            slipped = folded[:start] + right + folded[end:]
            kept = (*written[:start], *right, *written[end:])
            for text, logp in self._joined(slipped, kept, three=False, loose=False):
                yield self._candidate(text, logp, kept, cost)._replace(source="slip")

    def _candidate(self, text: str, logp: float, written: tuple[str, ...], extra: float = 0.0) -> Candidate:
        damage = self._channel.word(written, text) + extra
        return Candidate(text, priors.COMPOUND + logp, damage, "compound", written=written)

    def _joined(self, folded: str, written: tuple[str, ...], three: bool, loose: bool) -> Iterator[Part]:
        damage = self._channel.word
        for at in range(FIRST, len(folded) - LAST + 1):
            parts = self._firsts(folded[:at], loose)
            firsts = [part for part in parts if damage(written[:at], part[0]) > TOO_DAMAGED] if parts else []
            if not firsts:
                continue
            lasts = list(self._lasts(folded[at:], loose))
            if three and len(folded) - at >= 7:
                lasts += [(t, p + priors.THIRD_PART) for t, p in self._joined(folded[at:], written[at:], False, False)]
            for head, first in firsts:
                for tail, last in lasts:
                    yield head + tail, first + last

    def _firsts_of(self, folded: str, loose: bool) -> tuple[Part, ...]:
        found = {word.text: word.first for word in self._of_fold(folded) if word.first}
        if loose and len(folded) >= LOOSE:
            found = dict(self._loose_parts(folded)) | found
            if folded[-1] in LINKING:
                for word in self._of_fold(folded[:-1] + "a"):
                    if word.logp > priors.LOOSE_WORD and word.text[-1] == "a" and not word.is_name:
                        found[word.text[:-1] + folded[-1]] = priors.LINKED_PART
            if folded[-1] == "s":
                for word in self._of_fold(folded[:-1]):
                    if word.logp > priors.LOOSE_WORD:
                        found.setdefault(word.text + "s", priors.LOOSE_PART)
        return tuple(found.items())

    def _lasts_of(self, folded: str, loose: bool) -> tuple[Part, ...]:
        found = {word.text: word.last for word in self._of_fold(folded) if word.last}
        if len(folded) == LAST:
            for word in self._of_fold(folded):
                if priors.SHORT_LAST_LEAST < word.logp < priors.SHORT_LAST_MOST and not word.is_name:
                    found.setdefault(word.text, priors.SHORT_LAST + word.logp / 2)
        if loose and len(folded) >= LOOSE:
            found = dict(self._loose_parts(folded)) | found
        return tuple(found.items())

    def _loose_parts(self, folded: str) -> Iterator[Part]:
        """Yield the words that may be a part though they were never seen as one: a short one must be common."""
        for word in self._of_fold(folded):
            is_common = word.logp > priors.LOOSE_WORD
            if not word.is_name and (is_common or len(word.text) >= LONG):
                yield word.text, priors.LOOSE_PART if is_common else word.logp
