"""The search for all that a damaged token may be: near by first, and further off as long as nothing likely is found."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.repair import priors
from pipeline.repair.candidate import Candidate, Found
from pipeline.repair.channel import LOST, Channel
from pipeline.repair.compounds import Compounds
from pipeline.repair.dropped import with_letters
from pipeline.repair.identity import as_is
from pipeline.repair.known import Known
from pipeline.repair.lattice import Reading
from pipeline.repair.letters import fold
from pipeline.repair.model import Model
from pipeline.repair.novel import novel_spellings
from pipeline.repair.splits import Splits

_NUMBERED = re.compile(r"[1-35789]\d*[a-z]|[oO]\d+|[a-z]\d*[1-35789]\d*")
"""A number with its letter (1a, 12b), a letter with its number (s16; but p4 is på), or what begins with a nought."""


_INITIALS = re.compile(r"[A-ZÅÄÖ]&[A-ZÅÄÖ]")
"""Names such as R&D and H&M."""

ONE = "1"
"""The number that the word i is read as."""


class Unweighed(NamedTuple):
    """Folds whose letters a search wants weighed before it goes on: as words, or as words, as names and for å, ä, ö."""

    as_words: Sequence[str] = ()
    in_full: Sequence[str] = ()


class Search:
    """The search for candidates, by one kind of damage."""

    def __init__(self, model: Model, known: Known) -> None:
        self._model, self._known = model, known
        self._channel: Channel = model.channel
        self._compounds = Compounds(model.lexicon, model.channel)
        self._splits = Splits(model.lexicon, model.channel)

    def of(self, token: str) -> Generator[Unweighed, None, tuple[Candidate, ...]]:
        """Return the token's candidates, best first; what this yields is to be weighed before it goes on."""
        if token == ONE and self._channel.misread:
            return tuple(self._one_or_i())
        is_word = any(letter.isalpha() or letter == LOST for letter in token)
        if len(token) > priors.LONGEST or not is_word or _NUMBERED.fullmatch(token) or _INITIALS.fullmatch(token):
            return (Candidate(token.lower(), 0.0, 0.0, "as-is"),)
        readings, found = self.near(token)
        if found.best < priors.RARE and len(token) >= 3 and not (self._channel.drops and token.isupper()):
            yield from self._further(token, readings, found)
        if len(token) < priors.SHORT and found.best < priors.DUBIOUS and self._may_slip(token):
            self._known.add_slips(token, readings[:1], found, priors.SHORT_WORD)
        elif len(token) <= priors.SHORT + 1 and found.best < priors.UNCOMMON and self._may_slip(token):
            self._function_words(token, readings[:1], found)
        low = token.lower()
        if not found.is_listed(low):
            yield Unweighed(in_full=(fold(low),) if token.isalpha() else ())
            found.add(as_is(token, self._model))
        return _ranked(token, low, found)

    def near(self, token: str) -> tuple[list[Reading], Found]:
        """Return the token's readings, and the words of the lexicon, own words and acronyms among them."""
        found, readings = Found(), list[Reading]()
        for odd, more in enumerate(self._read(token)):
            readings += more
            self._known.add(more, found)
            if found.best > (priors.KNOWN if odd < 2 else priors.LIKELY) and (odd or not found.is_confusable()):
                break
        self._known.add_acronyms(token, found)
        if self._channel.drops and readings:
            readings += self._dropped(readings[0], found)
        elif (found.best < priors.RARE or len(token) <= 3) and self._may_slip(token):
            self._known.add_with_lost_letters(readings[:2], found)
        return readings, found

    def _read(self, token: str) -> Iterator[Sequence[Reading]]:
        """Yield the readings without odd places, those with one, and so on, as far as it is worth while."""
        plain = self._channel.plain(token)
        if plain:
            yield (plain,)
        lattice = self._channel.lattice(token)
        for odd in range(1 if plain else 0, 4 if _is_riddled(token) else 3):
            yield list(lattice.readings(odd))

    def _may_slip(self, token: str) -> bool:
        """Tell whether the token may be misread in other ways than its å, ä and ö; capitals seldom are."""
        return self._channel.misread and not token.isupper()

    def _one_or_i(self) -> Iterator[Candidate]:
        """Yield what a lone 1 may be: the number, or the word i; the neighbours know both."""
        yield Candidate("1", priors.NUMBER_ONE, 0.0, "as-is", True)
        for word in self._model.lexicon.of_fold("i"):
            yield Candidate(word.text, word.logp, priors.I_AS_ONE, "lexicon", word.in_context, everyday=word.everyday)

    def _dropped(self, plain: Reading, found: Found) -> list[Reading]:
        """Return the readings with one lost letter or more, as long as none of them is a word that is not rare."""
        readings: list[Reading] = []
        for lost in range(1, priors.MOST_DROPPED + 1):
            more = list(with_letters(plain, lost))
            readings += more
            self._known.add(more, found)
            if found.best > (priors.DUBIOUS if lost > 1 or len(plain.folded) < priors.SHORT else priors.KNOWN + 4):
                break
        return readings

    def _further(self, token: str, readings: Sequence[Reading], found: Found) -> Iterator[Unweighed]:
        """Add what costs more to find, as long as nothing likely is found: the search for a word no lexicon has."""
        likeliest, most = readings, priors.MOST_NOVEL if self._channel.misread else priors.MOST_LOST_NOVEL
        if len(readings) > most:
            nearest = self._nearest(readings)
            yield Unweighed(as_words=[reading.folded for _, reading in nearest])
            likeliest = self._likeliest(nearest)[:most]
        self._known.add_genitives(likeliest, found)
        found.add_all(part for reading in likeliest for part in self._compounds.of(reading))
        stands = found.words.get(token.lower())
        if found.best > priors.LIKELY or (stands and stands.score > priors.HOPELESS):
            return
        if len(token) > priors.SHORT:
            yield Unweighed(in_full=[reading.folded for reading in likeliest])
            self._novel(token, likeliest, found)
        if found.best < priors.HOPELESS:
            found.add_all(part for reading in likeliest for part in self._compounds.of(reading, loose=True))
        if found.best < priors.HOPELESS:
            found.add_all(part for reading in likeliest[:2] for part in self._compounds.with_a_lost_letter(reading))
        if found.best < priors.LIKELY and len(token) >= priors.SHORT and self._may_slip(token):
            self._known.add_slips(token, likeliest, found)
            for reading in dict.fromkeys((*likeliest[:1], *readings[:1])):
                found.add_all(self._splits.of(reading))
        if found.best < priors.HOPELESS and len(token) >= priors.LONG and self._channel.misread and token.islower():
            found.add_all(part for reading in likeliest[:1] for part in self._compounds.with_a_slip(reading))

    def _function_words(self, token: str, readings: Sequence[Reading], found: Found) -> None:
        """Add the small words that a short rare one may be: one that slipped (ull, till), or two (iden, i den)."""
        self._known.add_slips(token, readings, found, priors.FUNCTION_WORD, extra=False)
        found.add_all(pair for r in readings for pair in self._splits.of(r) if pair.logp > priors.FUNCTION_WORDS)

    def _nearest(self, readings: Sequence[Reading]) -> list[tuple[float, Reading]]:
        """Return the readings with the least damage, each with the cost of that (nats)."""
        damage = self._channel.least_damage
        least = sorted((-damage(reading.written, reading.folded), reading) for reading in readings)
        return least[: priors.NEAREST] if self._channel.misread else least

    def _likeliest(self, nearest: Sequence[tuple[float, Reading]]) -> list[Reading]:
        """Return the readings, those whose folds look most like words first."""
        shape = self._model.words.logp
        return [reading for _, reading in sorted((cost - shape(r.folded), r) for cost, r in nearest)]

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


def _ranked(token: str, low: str, found: Found) -> tuple[Candidate, ...]:
    """Return what was found, the best first; the token as it stands is let off where names and foreign words are."""
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
