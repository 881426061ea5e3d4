"""Which words a damaged token may be, and how likely each is before its neighbours are asked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.repair.channel import Channel, Reading
from pipeline.repair.letters import fold
from pipeline.repair.lexicon import Word
from pipeline.repair.model import Model
from pipeline.repair.novel import letters_logp, novel_spellings

# Priors in nats.
NOVEL = math.log(3e-3)
NAME = math.log(1e-2)
FOREIGN = math.log(3e-4)
NOT_SWEDISH = -1.2
COMPOUND = math.log(1e-2)
THIRD_PART = math.log(0.2)
GENITIVE = -2.5
SLIP = -9.5
GUESSED_LETTER = -3.5
SLIP_IN_NAME = -3.0
SPLIT = -9.0
OWN_WORD = -6.0
ACRONYM = -13.0
ACRONYM_KNOWN = -9.0
CODE = -2.0
UNREADABLE = -38.0

# How good the best candidate must be for the search to stop, in nats.
KNOWN = math.log(2e-6)
RARE = -16.5
LIKELY = -19.0
HOPELESS = -27.0

FUNCTION_WORD = -6.5
LEAST_KNOWN = -19.0
LEAST_GUESS = -26.0
MOST = 8
MOST_NOVEL = 5
SHORT = 4
"""Letters; a token no longer than this is known or stays as it is."""
LONGEST = 40
"""Letters; a longer token is no word."""

SLIPS: dict[str, list[tuple[str, str]]] = {}
"""Letters that OCR mistakes whatever the language: (written, right), by the first letter written."""
for _slip in "h n, n h, l i, i l, e c, c e, vv w, rn m, m rn, f t, t f, u ii, y v, v y, li h, b h, j i, e g, c t, e t, s f".split(
    ", "
):
    SLIPS.setdefault(_slip[0], []).append((_slip.split()[0], _slip.split()[1]))


class Candidate(NamedTuple):
    """A word that a token may be: log-probabilities of the word and of the damage, and where the word came from.

    `source` is "lexicon", "genitive", "compound", "novel", "slip", "split", "acronym", "own" or "as-is".
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
        self._acronyms: dict[str, list[str]] = {}
        for word in sorted(model.acronyms):
            self._acronyms.setdefault(fold(word.lower()), []).append(word)
        self.of = lru_cache(maxsize=100_000)(self._of)

    def _of(self, token: str) -> tuple[Candidate, ...]:
        """Return the token's candidates in lower case, best first; the token as it stands is always among them."""
        if len(token) > LONGEST or not (any(map(str.isalpha, token)) or token == "4"):
            return (Candidate(token.lower(), 0.0, 0.0, "as-is"),)
        found = _Found()
        readings: list[Reading] = []
        for odd, enough in ((0, KNOWN), (1, KNOWN), (2, LIKELY)):
            more = list(self._channel.readings(token, odd))
            readings += more
            self._known(more, found)
            if found.best > enough and (odd or not found.is_confusable()):
                break
        self._acronym(token, found)
        if found.best < RARE or len(token) <= 3:
            self._lost_letters(readings[:2], found)
        if found.best < RARE and len(token) >= 3:
            self._genitives(readings[:8], found)
            self._compounds(readings[:8], found)
            if found.best < LIKELY:
                likeliest = self._likeliest(readings)
                if len(token) > SHORT:
                    self._novel(token, likeliest, found)
                if found.best < HOPELESS:
                    self._lost_letters_of_compounds(likeliest[:2], found)
                if len(token) >= 4 and not token.isupper() and found.best < LIKELY:
                    self._slips(token, likeliest, found)
                    for reading in likeliest[:1]:
                        self._splits(reading, found)
        return self._with_identity(token, found)

    def knows(self, word: str) -> bool:
        """Tell whether this is a word or name of the lexicon, an acronym or an own word, as it stands."""
        low = word.lower()
        folded = fold(low)
        return (
            any(found.text == low and found.logp > LEAST_KNOWN for found in self._model.lexicon.of_fold(folded))
            or word in self._model.acronyms
            or word in self._own.get(folded, ())
        )

    def guess(self, word: str) -> str | None:
        """Return the known word that a word with U+FFFD for its lost letters may be."""
        best = self.of(word)[0]
        return best.text if best.source in ("lexicon", "own", "compound") and best.score > LEAST_GUESS else None

    def _add(
        self, word: Word, written: tuple[str, ...], found: _Found, extra: float = 0.0, source: str = "lexicon"
    ) -> None:
        damage = self._channel.word(written, word.text) + extra
        found.add(Candidate(word.text, word.logp, damage, source, word.in_context, word.is_name))

    def _known(self, readings: Iterable[Reading], found: _Found) -> None:
        for reading in readings:
            if reading.folded in self._own:
                self._add_own(reading, found)
            for word in self._model.lexicon.of_fold(reading.folded):
                self._add(word, reading.written, found)

    def _add_own(self, reading: Reading, found: _Found, ending: str = "") -> None:
        for own in self._own.get(reading.folded.removesuffix(ending), ()):
            word = own.lower() + ending
            damage = self._channel.word(reading.written, word)
            found.add(Candidate(word, OWN_WORD, damage, "own", False, own[:1].isupper()))

    def _acronym(self, token: str, found: _Found) -> None:
        """Add the acronyms that are written so: with Å, Ä, Ö lost, or I read as l."""
        if len(token) <= 7 and token[:1].isupper():
            for written, cost in ((token, 0.0), (token.replace("l", "I"), -4.0)):
                if written.isupper():
                    for acronym in self._acronyms.get(fold(written.lower()), ()):
                        lost = sum(a != b for a, b in zip(acronym, written, strict=True))
                        found.add(Candidate(acronym.lower(), ACRONYM_KNOWN, cost - 0.3 * lost, "acronym", False, True))

    def _lost_letters(self, readings: Iterable[Reading], found: _Found) -> None:
        for folded, written in readings:
            for at in range(len(folded) + 1):
                for plain in "ao":
                    for word in self._model.lexicon.of_fold(folded[:at] + plain + folded[at:]):
                        if self._channel.can_be_lost(word.text[at]):
                            cost = 0.0 if len(folded) <= 3 else GUESSED_LETTER
                            self._add(word, (*written[:at], "", *written[at:]), found, cost)

    def _lost_letters_of_compounds(self, readings: Iterable[Reading], found: _Found) -> None:
        for folded, written in readings:
            for at in range(len(folded) + 1 if len(folded) <= 30 else 0):
                whole = (*written[:at], "", *written[at:])
                for plain in "ao":
                    for text, logp in self._parts(folded[:at] + plain + folded[at:], whole, False):
                        damage = self._channel.word(whole, text) + GUESSED_LETTER
                        found.add(Candidate(text, COMPOUND + logp, damage, "compound"))

    def _genitives(self, readings: Iterable[Reading], found: _Found) -> None:
        for reading in readings:
            folded = reading.folded
            if len(folded) > 4 and folded[-1] == "s" and folded[-2] not in "sxz":
                self._add_own(reading, found, "s")
                for word in self._model.lexicon.of_fold(folded[:-1]):
                    genitive = word._replace(text=word.text + "s", logp=word.logp + GENITIVE, in_context=False)
                    self._add(genitive, reading.written, found, source="genitive")

    def _compounds(self, readings: Iterable[Reading], found: _Found) -> None:
        """Add the compounds of two or three parts that the lexicon knows as parts of compounds."""
        for folded, written in readings:
            for text, logp in self._parts(folded, written, len(folded) >= 13):
                found.add(Candidate(text, COMPOUND + logp, self._channel.word(written, text), "compound"))

    def _parts(self, folded: str, written: tuple[str, ...], three: bool) -> Iterator[tuple[str, float]]:
        of_fold, damage = self._model.lexicon.of_fold, self._channel.word
        for at in range(3, len(folded) - 2):
            firsts = [word for word in of_fold(folded[:at]) if word.first and damage(written[:at], word.text) > -12]
            if not firsts:
                continue
            lasts = [(word.text, word.last) for word in of_fold(folded[at:]) if word.last]
            if three and len(folded) - at >= 7:
                lasts += [(t, p + THIRD_PART) for t, p in self._parts(folded[at:], written[at:], False)]
            for first in firsts:
                for last, logp in lasts:
                    yield first.text + last, first.first + logp

    def _novel(self, token: str, readings: Iterable[Reading], found: _Found) -> None:
        """Add spellings that no lexicon has: as a Swedish word, and as a name or a foreign word."""
        model, prior = self._model, NAME if token[:1].isupper() else FOREIGN
        for reading in readings:
            kinds = (
                (False, NOVEL + model.words.logp(reading.folded)),
                (True, prior + model.names.logp(reading.folded)),
            )
            for is_name, logp in kinds:
                for text, letters, damage in novel_spellings(reading, is_name, self._channel, model.spelling):
                    found.add(Candidate(text, logp + letters, damage, "novel", False, is_name))

    def _likeliest(self, readings: Iterable[Reading]) -> list[Reading]:
        """Return the readings whose folds look most like words, of those with the least damage."""
        shape, damage = self._model.words.logp, self._channel.least_damage
        least = sorted((-damage(reading.written, reading.folded), reading) for reading in readings)[:10]
        return [reading for _, reading in sorted((cost - shape(r.folded), r) for cost, r in least)[:MOST_NOVEL]]

    def _slips(self, token: str, readings: Iterable[Reading], found: _Found) -> None:
        """Add words that lie one ordinary OCR slip away: a letter mistaken, doubled or invented."""
        name = SLIP_IN_NAME if token[0].isupper() else 0.0
        for reading in readings:
            for (folded, written), cost in _one_slip(reading):
                for word in self._model.lexicon.of_fold(folded):
                    if word.logp > -17.5:
                        self._add(word, written, found, cost + name, "slip")

    def _splits(self, reading: Reading, found: _Found) -> None:
        """Add two or three words, at least one of them a small one, that lost the space between them."""
        for text, logp, damage, small in self._words(reading.folded, reading.written, 3):
            if small:
                found.add(Candidate(text, logp, damage, "split"))

    def _words(self, folded: str, written: tuple[str, ...], most: int) -> Iterator[tuple[str, float, float, bool]]:
        for at in range(1, len(folded)):
            first = self._best_part(folded[:at], written[:at])
            if first is None:
                continue
            rests = [self._best_part(folded[at:], written[at:])]
            small = first.logp > FUNCTION_WORD
            for rest in filter(None, rests):
                yield (
                    f"{first.text} {rest.text}",
                    first.logp + rest.logp,
                    first.damage + rest.damage + SPLIT,
                    small or rest.logp > FUNCTION_WORD,
                )
            if most > 2 and len(folded) - at > 4:
                for text, logp, damage, rest_small in self._words(folded[at:], written[at:], most - 1):
                    yield f"{first.text} {text}", first.logp + logp, first.damage + damage + SPLIT / 2, rest_small

    def _best_part(self, folded: str, written: tuple[str, ...]) -> Candidate | None:
        limit = -9.0 if len(folded) < 3 else -14.0
        parts = [
            Candidate(word.text, word.logp, self._channel.word(written, word.text), "split")
            for word in self._model.lexicon.of_fold(folded)
            if word.logp > limit and (len(folded) > 1 or word.text in "iåö")
        ]
        return max(parts, key=lambda part: part.score, default=None)

    def _with_identity(self, token: str, found: _Found) -> tuple[Candidate, ...]:
        """Add the token as it stands, let names and foreign words compete, and put the best first."""
        low = token.lower()
        if low not in found.words:
            found.add(self._as_is(token))
        asis = found.words[low]
        if token.isalpha() and token.isupper() and 1 < len(token) <= 5 and asis.source in ("as-is", "novel"):
            found.words[low] = asis._replace(logp=ACRONYM, damage=0.0)
        ranked = sorted(found.words.values(), key=lambda c: (-c.score, c.text))[:MOST]
        if all(candidate.text != low for candidate in ranked):
            ranked.append(found.words[low])
        return tuple(ranked)

    def _as_is(self, token: str) -> Candidate:
        low = token.lower()
        if token.isdigit():
            return Candidate(low, 0.0, 0.0, "as-is")
        if not token.isalpha():
            is_code = token[:2].isdigit() or (token[:1].isupper() and token[1:].isdigit())
            return Candidate(low, CODE if is_code else UNREADABLE, 0.0, "as-is")
        folded, model = fold(low), self._model
        prior = NAME if token[:1].isupper() else FOREIGN
        as_word = NOVEL + model.words.logp(folded) + letters_logp(low, folded, False, model.spelling)
        as_name = prior + model.names.logp(folded) + letters_logp(low, folded, True, model.spelling)
        as_foreign = prior + NOT_SWEDISH + model.names.logp(folded)
        return Candidate(low, max(as_word, as_name, as_foreign), 0.0, "as-is")


class _Found:
    """The candidates found so far, the best of each word."""

    def __init__(self) -> None:
        self.words: dict[str, Candidate] = {}
        self.best = -99.0

    def is_confusable(self) -> bool:
        """Tell whether some word found is one that damage makes of another word."""
        return any(candidate.in_context for candidate in self.words.values())

    def add(self, candidate: Candidate) -> None:
        if candidate.damage < -28:
            return
        rival = self.words.get(candidate.text)
        if rival is None or rival.score < candidate.score:
            self.words[candidate.text] = candidate
            self.best = max(self.best, candidate.score)


def _one_slip(reading: Reading) -> Iterator[tuple[Reading, float]]:
    """Yield the readings that an ordinary slip of OCR may have turned into this one, with the cost."""
    folded, written = reading
    for at in range(len(folded)):
        yield Reading(folded[:at] + folded[at + 1 :], (*written[:at], *written[at + 1 :])), SLIP + GUESSED_LETTER
        for seen, right in SLIPS.get(folded[at], ()):
            if folded.startswith(seen, at):
                after = at + len(seen)
                yield Reading(folded[:at] + right + folded[after:], (*written[:at], *right, *written[after:])), SLIP
