"""Which words a damaged token may be, and how likely each is before its neighbours are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pipeline.repair import priors
from pipeline.repair.candidate import Candidate, Found
from pipeline.repair.channel import LOST, Channel, Reading
from pipeline.repair.compounds import Compounds
from pipeline.repair.dropped import with_letters
from pipeline.repair.identity import as_is
from pipeline.repair.letters import fold
from pipeline.repair.lexicon import Lexicon, Word
from pipeline.repair.model import Model
from pipeline.repair.novel import novel_spellings
from pipeline.repair.slips import one_slip
from pipeline.repair.splits import Splits

_NUMBERED = re.compile(r"[1-35789]\d*[a-z]|[oO]\d+")
"""A number with its letter (1a, 12b), or one that begins with a nought."""


_INITIALS = re.compile(r"[A-ZÅÄÖ]&[A-ZÅÄÖ]")
"""Names such as R&D and H&M."""

ONE = "1"
"""The number that the word i is read as."""


class Candidates:
    """The candidates of tokens, remembered."""

    def __init__(self, model: Model, own_words: Iterable[str] = ()) -> None:
        self._model = model
        self._channel: Channel = model.channel
        self._compounds = Compounds(model.lexicon, model.channel)
        self._splits = Splits(model.lexicon, model.channel)
        self._own: dict[str, list[str]] = {}
        for word in own_words:
            for part in word.split():
                self._own.setdefault(fold(part.lower()), []).append(part)
        self._acronyms: dict[str, list[str]] = {}
        for word in sorted(model.acronyms):
            self._acronyms.setdefault(fold(word.lower()), []).append(word)
        self.of = lru_cache(maxsize=30_000)(self._of)

    def _of(self, token: str) -> tuple[Candidate, ...]:
        """Return the token's candidates in lower case, best first; the token as it stands is always among them."""
        if token == ONE and self._channel.misread:
            return tuple(self._one_or_i())
        is_word = any(letter.isalpha() or letter == LOST for letter in token)
        if len(token) > priors.LONGEST or not is_word or _NUMBERED.fullmatch(token) or _INITIALS.fullmatch(token):
            return (Candidate(token.lower(), 0.0, 0.0, "as-is"),)
        readings, found = self._near(token)
        if found.best < priors.RARE and len(token) >= 3 and not (self._channel.drops and token.isupper()):
            self._search_further(token, readings, found)
        if len(token) < priors.SHORT and found.best < priors.DUBIOUS and self._may_slip(token):
            self._slips(token, readings[:1], found, priors.SHORT_WORD)
        elif len(token) <= priors.SHORT + 1 and found.best < priors.UNCOMMON and self._may_slip(token):
            self._function_words(token, readings[:1], found)
        return self._with_identity(token, found)

    def _near(self, token: str) -> tuple[list[Reading], Found]:
        """Return the token's readings, and the words of the lexicon, own words and acronyms among them."""
        found, lattice = Found(), self._channel.lattice(token)
        readings: list[Reading] = []
        for odd, enough in enumerate((priors.KNOWN, priors.KNOWN, *[priors.LIKELY] * (2 if _is_riddled(token) else 1))):
            more = list(lattice.readings(odd))
            readings += more
            self._known(more, found)
            if found.best > enough and (odd or not found.is_confusable()):
                break
        self._acronym(token, found)
        if self._channel.drops and readings:
            readings += self._dropped(readings[0], found)
        elif (found.best < priors.RARE or len(token) <= 3) and self._may_slip(token):
            self._lost_letters(readings[:2], found)
        return readings, found

    def _may_slip(self, token: str) -> bool:
        """Tell whether the token may be misread in other ways than its å, ä and ö; capitals seldom are."""
        return self._channel.misread and not token.isupper()

    def _dropped(self, plain: Reading, found: Found) -> list[Reading]:
        """Return the readings with one lost letter or more, as long as none of them is a word that is not rare."""
        readings: list[Reading] = []
        for lost in range(1, priors.MOST_DROPPED + 1):
            more = list(with_letters(plain, lost))
            readings += more
            self._known(more, found)
            if found.best > (priors.DUBIOUS if lost > 1 or len(plain.folded) < priors.SHORT else priors.KNOWN + 4):
                break
        return readings

    def listed(self, token: str, least: float) -> Candidate | None:
        """Return the token's best candidate if it is a word that the lexicon has with at least this log-probability.

        Where there is none, no time is spent on what else the token may be.
        """
        if len(token) > priors.LONGEST or not self._near(token)[1].has_word(least):
            return None
        best = self.of(token)[0]
        return best if best.source == "lexicon" and best.logp > least else None

    def _one_or_i(self) -> Iterator[Candidate]:
        """Yield what a lone 1 may be: the number, or the word i; the neighbours know both."""
        yield Candidate("1", priors.NUMBER_ONE, 0.0, "as-is", True)
        for word in self._model.lexicon.of_fold("i"):
            yield Candidate(word.text, word.logp, priors.I_AS_ONE, "lexicon", word.in_context)

    def _search_further(self, token: str, readings: list[Reading], found: Found) -> None:
        """Add what costs more to find, as long as nothing likely is found: the search for a word no lexicon has."""
        likeliest = self._likeliest(readings)
        self._genitives(likeliest, found)
        found.add_all(part for reading in likeliest for part in self._compounds.of(reading))
        if found.best > priors.LIKELY or token.lower() in found.words:
            return
        if len(token) > priors.SHORT:
            self._novel(token, likeliest, found)
        if found.best < priors.HOPELESS:
            found.add_all(part for reading in likeliest for part in self._compounds.of(reading, loose=True))
        if found.best < priors.HOPELESS:
            found.add_all(part for reading in likeliest[:2] for part in self._compounds.with_a_lost_letter(reading))
        if found.best < priors.LIKELY and len(token) >= priors.SHORT and self._may_slip(token):
            self._slips(token, likeliest, found)
            for reading in dict.fromkeys((*likeliest[:1], *readings[:1])):
                found.add_all(self._splits.of(reading))

    def expect(self, tokens: Iterable[str]) -> None:
        """Weigh the letters of the tokens that are no words as they stand all at once, since that is quicker."""
        low = dict.fromkeys(token.lower() for token in tokens if token.isalpha() and len(token) <= priors.LONGEST)
        of_fold, folds = self._model.lexicon.of_fold, zip(low, map(fold, low), strict=True)
        self._model.spelling.weigh(f for word, f in folds if all(found.text != word for found in of_fold(f)))

    @property
    def channel(self) -> Channel:
        """The damage that the candidates are weighed by."""
        return self._channel

    @property
    def lexicon(self) -> Lexicon:
        """The words that the candidates are taken from."""
        return self._model.lexicon

    def knows(self, word: str) -> bool:
        """Tell whether this is a word or name of the lexicon, an acronym or an own word, as it stands."""
        low = word.lower()
        folded = fold(low)
        return (
            any(found.text == low and found.logp > priors.LEAST_KNOWN for found in self._model.lexicon.of_fold(folded))
            or word in self._model.acronyms
            or word in self._own.get(folded, ())
        )

    def logp(self, word: str) -> float:
        """Return the log-probability (nats) of a word of the lexicon as it stands; of any other, that of no word."""
        low = word.lower()
        return max((w.logp for w in self._model.lexicon.of_fold(fold(low)) if w.text == low), default=priors.NO_WORD)

    def guess(self, word: str) -> str | None:
        """Return the known word that a word with U+FFFD for its lost letters may be."""
        return self.of(word)[0].text if self.likelihood(word) > priors.NO_WORD else None

    def likelihood(self, word: str) -> float:
        """Return the log-probability (nats) of the word that `guess` returns; of none, that of no word."""
        best = self.of(word)[0]
        is_known = best.source in ("lexicon", "own", "compound") and best.score > priors.LEAST_GUESS
        return best.score if is_known else priors.NO_WORD

    def _add(
        self, word: Word, written: tuple[str, ...], found: Found, extra: float = 0.0, source: str = "lexicon"
    ) -> None:
        damage = self._channel.word(written, word.text) + extra
        found.add(Candidate(word.text, word.logp, damage, source, word.in_context, word.is_name, written))

    def _known(self, readings: Iterable[Reading], found: Found) -> None:
        for reading in readings:
            if reading.folded in self._own:
                self._add_own(reading, found)
            for word in self._model.lexicon.of_fold(reading.folded):
                self._add(word, reading.written, found)

    def _add_own(self, reading: Reading, found: Found, ending: str = "") -> None:
        folded = reading.folded.removesuffix(ending)
        for own in self._own.get(folded, ()):
            word = own.lower() + ending
            damage = self._channel.word(reading.written, word)
            logp, is_name = self._own_logp(own, folded), own[:1].isupper()
            found.add(Candidate(word, logp, damage, "own", False, is_name, reading.written))

    def _own_logp(self, own: str, folded: str) -> float:
        """Return the log-probability of an own word; it is less where a common word looks like it (Persön, person)."""
        rivals = [word.logp for word in self._model.lexicon.of_fold(folded) if word.text != own.lower()]
        return priors.OWN_RIVAL if max(rivals, default=priors.RARE) > priors.KNOWN else priors.OWN_WORD

    def _acronym(self, token: str, found: Found) -> None:
        """Add the acronyms that are written so: with Å, Ä, Ö lost, or I read as l."""
        if len(token) <= 7 and token[:1].isupper():
            for written, cost in ((token, 0.0), (token.replace("l", "I"), priors.SMALL_L_FOR_I)):
                if written.isupper():
                    for acronym in self._acronyms.get(fold(written.lower()), ()):
                        lost = sum(a != b for a, b in zip(acronym, written, strict=True))
                        if lost and not self._channel.misread:
                            continue
                        found.add(
                            Candidate(acronym.lower(), priors.ACRONYM_KNOWN, cost - 0.3 * lost, "acronym", False, True)
                        )

    def _lost_letters(self, readings: Iterable[Reading], found: Found) -> None:
        for folded, written in readings:
            for at in range(len(folded) + 1):
                for plain in "ao":
                    for word in self._model.lexicon.of_fold(folded[:at] + plain + folded[at:]):
                        if self._channel.can_be_lost(word.text[at]):
                            cost = 0.0 if len(folded) <= 3 else priors.GUESSED_LETTER
                            self._add(word, (*written[:at], "", *written[at:]), found, cost)

    def _genitives(self, readings: Iterable[Reading], found: Found) -> None:
        for reading in readings:
            folded = reading.folded
            if len(folded) > 4 and folded[-1] == "s" and folded[-2] not in "sxz":
                self._add_own(reading, found, "s")
                for word in self._model.lexicon.of_fold(folded[:-1]):
                    genitive = word._replace(text=word.text + "s", logp=word.logp + priors.GENITIVE, in_context=False)
                    self._add(genitive, reading.written, found, source="genitive")

    def _novel(self, token: str, readings: Iterable[Reading], found: Found) -> None:
        """Add spellings that no lexicon has: as a Swedish word, and as a name or a foreign word."""
        model, prior = self._model, priors.NAME if token[:1].isupper() else priors.FOREIGN
        for reading in readings:
            kinds = (
                (False, priors.NOVEL + model.words.logp(reading.folded)),
                (True, prior + priors.SWEDISH_NAME + model.names.logp(reading.folded)),
            )
            for is_name, logp in kinds:
                for text, letters, damage in novel_spellings(reading, is_name, self._channel, model.spelling):
                    found.add(Candidate(text, logp + letters, damage, "novel", False, is_name, reading.written))

    def _likeliest(self, readings: Sequence[Reading]) -> list[Reading]:
        """Return the readings whose folds look most like words, of those with the least damage."""
        shape, damage = self._model.words.logp, self._channel.least_damage
        most = priors.MOST_NOVEL if self._channel.misread else priors.MOST_LOST_NOVEL
        if len(readings) <= most:
            return list(readings)
        least = sorted((-damage(reading.written, reading.folded), reading) for reading in readings)
        near = least[:10] if self._channel.misread else least
        return [reading for _, reading in sorted((cost - shape(r.folded), r) for cost, r in near)[:most]]

    def _slips(
        self,
        token: str,
        readings: Iterable[Reading],
        found: Found,
        least: float = priors.SLIPPED_WORD,
        *,
        extra: bool = True,
    ) -> None:
        """Add words that lie one ordinary OCR slip away: a letter mistaken, doubled or, if `extra`, invented."""
        name = priors.SLIP_IN_NAME if token[0].isupper() else 0.0
        for reading in readings:
            for (folded, written), cost in one_slip(reading):
                if not extra and len(folded) < len(reading.folded):
                    continue
                for word in self._model.lexicon.of_fold(folded):
                    if word.logp > least:
                        self._add(word, written, found, cost + name, "slip")

    def _function_words(self, token: str, readings: Sequence[Reading], found: Found) -> None:
        """Add the small words that a short rare one may be: one that slipped (ull, till), or two (iden, i den)."""
        self._slips(token, readings, found, priors.FUNCTION_WORD, extra=False)
        found.add_all(pair for r in readings for pair in self._splits.of(r) if pair.logp > priors.FUNCTION_WORDS)

    def _with_identity(self, token: str, found: Found) -> tuple[Candidate, ...]:
        """Add the token as it stands, let names and foreign words compete, and put the best first."""
        low = token.lower()
        if low not in found.words or found.words[low].source == "novel":
            found.add(as_is(token, self._model))
        asis = found.words[low]
        if asis.source in ("as-is", "novel") and token.isalpha():
            if token.isupper() and 1 < len(token) <= 5:
                found.words[low] = asis._replace(logp=priors.ACRONYM, damage=0.0)
            elif token.islower() and token.isascii():
                found.words[low] = asis._replace(logp=asis.logp + priors.INTACT)
        ranked = sorted(found.words.values(), key=lambda c: (-c.score, c.text))[: priors.MOST]
        if all(candidate.text != low for candidate in ranked):
            ranked.append(found.words[low])
        return tuple(ranked)


def _is_riddled(token: str) -> bool:
    """Tell whether a token has, among its letters, two or more signs that no Swedish word has."""
    return len(token) > priors.RIDDLED and sum(map(token.count, "0146é&@")) > 1
