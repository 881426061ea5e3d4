"""Which words a damaged token may be, and how likely each is before its neighbours are asked."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.repair.channel import Channel, Reading
from pipeline.repair.letters import CHOICES, fold
from pipeline.repair.model import Model
from pipeline.repair.wordshape import code_of

# Priors in nats, fitted on pages that are not used for the figures.
NOVEL = math.log(3e-3)
NAME = math.log(1e-2)
FOREIGN = math.log(3e-4)
GENITIVE = -2.5
SLIP = -9.5
SPLIT = -9.0
FUNCTION_WORD = -6.5
OWN_WORD = -6.0
ACRONYM = -6.0
CODE = -2.0
UNREADABLE = -38.0
KNOWN_ENOUGH = math.log(2e-6)
BEAM = 24
MOST = 8

SLIPS = (
    ("h", "n"), ("n", "h"), ("l", "i"), ("i", "l"), ("1", "l"), ("1", "i"), ("I", "l"), ("e", "c"), ("c", "e"),
    ("vv", "w"), ("rn", "m"), ("m", "rn"), ("f", "t"), ("t", "f"), ("u", "ii"), ("y", "v"), ("v", "y"),
    ("li", "h"), ("5", "s"), ("0", "o"), ("b", "h"), ("j", "i"), ("0", "O"),
)  # fmt: skip
"""Letters that OCR mistakes whatever the language: (written, right)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that a token may be: log-probabilities of the word and of the damage, and where the word came from.

    `source` is "lexicon", "genitive", "novel", "slip", "split", "own" or "as-is".
    """

    text: str
    logp: float
    damage: float
    source: str
    in_context: bool = False
    is_name: bool = False

    @property
    def score(self) -> float:
        """Return the log-probability of the word and its damage together."""
        return self.logp + self.damage


class Candidates:
    """The candidates of tokens, remembered."""

    def __init__(self, model: Model, own_words: Iterable[str] = ()) -> None:
        self._model = model
        self._channel: Channel = model.channel
        self._own: dict[str, list[str]] = {}
        for word in own_words:
            for part in word.split():
                self._own.setdefault(fold(part.lower()), []).append(part)
        self.of = lru_cache(maxsize=100_000)(self._of)

    def _of(self, token: str) -> tuple[Candidate, ...]:
        """Return the token's candidates in lower case, best first; the token as it stands is always among them."""
        if not any(letter.isalpha() for letter in token) and not _may_be_letter(token):
            return (Candidate(token.lower(), 0.0, 0.0, "as-is"),)
        found = _Found()
        readings = list(self._channel.readings(token))[:96] if len(token) <= 40 else []
        self._known(readings, found)
        if found.best < KNOWN_ENOUGH and len(token) <= 40:
            self._lost_letters(readings[:4], found)
            self._genitives(readings[:8], found)
            if len(token) >= 3:
                self._novel(token, found)
            if len(token) >= 4 and not token.isupper() and found.best < KNOWN_ENOUGH - 2:
                self._slips(token, found)
                self._splits(readings[:3], found)
        return self._with_identity(token, found)

    def _known(self, readings: Iterable[Reading], found: _Found) -> None:
        for reading in readings:
            for own in self._own.get(reading.folded, ()):
                self._add_own(own, reading, found)
            for word in self._model.lexicon.of_fold(reading.folded):
                damage = self._channel.word(reading.written, word.text)
                found.add(Candidate(word.text, word.logp, damage, "lexicon", word.in_context, word.is_name))

    def _add_own(self, own: str, reading: Reading, found: _Found) -> None:
        damage = self._channel.word(reading.written, own.lower())
        found.add(Candidate(own.lower(), OWN_WORD, damage, "own", False, own[:1].isupper()))

    def _lost_letters(self, readings: Iterable[Reading], found: _Found) -> None:
        for reading in readings:
            for at in range(len(reading.folded) + 1):
                for plain in "ao":
                    folded = reading.folded[:at] + plain + reading.folded[at:]
                    written = (*reading.written[:at], "", *reading.written[at:])
                    for word in self._model.lexicon.of_fold(folded):
                        if word.text[at] in self._channel.lost:
                            damage = self._channel.word(written, word.text)
                            found.add(Candidate(word.text, word.logp, damage, "lexicon", word.in_context, word.is_name))

    def _genitives(self, readings: Iterable[Reading], found: _Found) -> None:
        for reading in readings:
            if len(reading.folded) > 4 and reading.folded[-1] == "s" and reading.folded[-2] not in "sxz":
                for own in self._own.get(reading.folded[:-1], ()):
                    self._add_own(own + "s", reading, found)
                for word in self._model.lexicon.of_fold(reading.folded[:-1]):
                    damage = self._channel.word(reading.written, word.text + "s")
                    logp = word.logp + GENITIVE
                    found.add(Candidate(word.text + "s", logp, damage, "genitive", False, word.is_name))

    def _novel(self, token: str, found: _Found) -> None:
        """Add the best spellings of a word that no lexicon has: a beam over letters, judged by shape and damage."""
        size, shape = len(token), self._model.words
        beams: list[dict[str, tuple[float, float, int]]] = [{} for _ in range(size + 1)]
        beams[0][""] = (0.0, 0.0, 0)
        for at in range(size):
            options = self._channel.options(token, at)
            kept = sorted(beams[at].items(), key=lambda item: -(item[1][0] + item[1][1]))[:BEAM]
            for word, (damage, logp, before) in kept:
                for taken, folded, written, _ in options:
                    if at + taken > size:
                        continue
                    for letter in CHOICES.get(folded, folded):
                        cost = self._channel.letter(written, letter)
                        if cost < -12:
                            continue
                        code = code_of(letter)
                        state = (
                            damage + cost,
                            logp + shape.letter(before, code, min(len(word) + 1, 5)),
                            (before << 5 | code) & 0x1FFFFFF,
                        )
                        rival = beams[at + taken].get(word + letter)
                        if rival is None or rival[0] + rival[1] < state[0] + state[1]:
                            beams[at + taken][word + letter] = state
        best = sorted(beams[size].items(), key=lambda item: -(item[1][0] + item[1][1]))[:6]
        for word, (damage, _, _) in best:
            found.add(Candidate(word, NOVEL + shape.logp(word), damage, "novel"))

    def _slips(self, token: str, found: _Found) -> None:
        """Add words that lie one ordinary OCR slip away: a letter mistaken, doubled or invented."""
        for changed in _one_slip(token):
            for reading in self._channel.readings(changed):
                for word in self._model.lexicon.of_fold(reading.folded):
                    if word.logp > -17.5:
                        damage = self._channel.word(reading.written, word.text) + SLIP
                        found.add(Candidate(word.text, word.logp, damage, "slip", word.in_context, word.is_name))
                break

    def _splits(self, readings: list[Reading], found: _Found) -> None:
        """Add two words that lost the space between them."""
        for reading in readings[:1]:
            for at in range(1, len(reading.folded)):
                left, right = reading.folded[:at], reading.folded[at:]
                first, second = (
                    self._best_part(left, reading.written[:at]),
                    self._best_part(right, reading.written[at:]),
                )
                if first and second and max(first.logp, second.logp) > FUNCTION_WORD:
                    damage = first.damage + second.damage + SPLIT
                    found.add(Candidate(f"{first.text} {second.text}", first.logp + second.logp, damage, "split"))

    def _best_part(self, folded: str, written: tuple[str, ...]) -> Candidate | None:
        words = self._model.lexicon.of_fold(folded)
        limit = -9.0 if len(folded) < 3 else -14.0
        parts = [
            Candidate(word.text, word.logp, self._channel.word(written, word.text), "split")
            for word in words
            if word.logp > limit and (len(folded) > 1 or word.text in "iåö")
        ]
        return max(parts, key=lambda part: part.score, default=None)

    def _with_identity(self, token: str, found: _Found) -> tuple[Candidate, ...]:
        """Add the token as it stands, let names and foreign words compete, and put the best first."""
        low = token.lower()
        if low not in found.words:
            found.add(self._as_is(token))
        asis = found.words[low]
        if asis.source in ("as-is", "novel") and asis.logp > UNREADABLE + 1 and any(c.isalpha() for c in token):
            prior = NAME if token[:1].isupper() else FOREIGN
            for word, candidate in list(found.words.items()):
                if candidate.source in ("as-is", "novel"):
                    logp = max(candidate.logp, prior + self._model.names.logp(word))
                    found.words[word] = replace(candidate, logp=logp)
        if token.isupper() and 1 < len(token) <= 5 and asis.source in ("as-is", "novel"):
            found.words[low] = replace(asis, logp=ACRONYM, damage=0.0)
        ranked = sorted(found.words.values(), key=lambda c: (-c.score, c.text))[:MOST]
        if all(candidate.text != low for candidate in ranked):
            ranked.append(found.words[low])
        return tuple(ranked)

    def _as_is(self, token: str) -> Candidate:
        low = token.lower()
        if token.isdigit():
            return Candidate(low, 0.0, 0.0, "as-is")
        if any(not letter.isalpha() for letter in token):
            is_code = (token[0].isdigit() and token[:2].isdigit()) or (token[:1].isupper() and token[1:].isdigit())
            return Candidate(low, CODE if is_code else UNREADABLE, 0.0, "as-is")
        return Candidate(low, NOVEL + self._model.words.logp(low), 0.0, "as-is")


class _Found:
    """The candidates found so far, the best of each word."""

    def __init__(self) -> None:
        self.words: dict[str, Candidate] = {}
        self.best = -99.0

    def add(self, candidate: Candidate) -> None:
        if candidate.damage < -28:
            return
        rival = self.words.get(candidate.text)
        if rival is None or rival.score < candidate.score:
            self.words[candidate.text] = candidate
            self.best = max(self.best, candidate.score)


def _may_be_letter(token: str) -> bool:
    """Tell whether a token without letters may still be a word: 4 and 6 are read for å and ö."""
    return token == "4"


def _one_slip(token: str) -> Iterable[str]:
    """Yield the tokens that an ordinary slip of OCR may have turned into this one."""
    seen = {token}
    for at in range(len(token)):
        options = [token[:at] + token[at + 1 :]]
        for written, right in SLIPS:
            if token.startswith(written, at):
                options.append(token[:at] + right + token[at + len(written) :])
        for option in options:
            if option not in seen:
                seen.add(option)
                yield option
