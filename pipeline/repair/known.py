"""The words that are known: those of the lexicon, the municipality's own, and acronyms, by what damage made of them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.repair import priors
from pipeline.repair.candidate import IMPOSSIBLE, Candidate, Found
from pipeline.repair.lattice import Reading
from pipeline.repair.letters import fold
from pipeline.repair.lexicon import Word
from pipeline.repair.model import Model
from pipeline.repair.slips import slips_of


class Known:
    """Adds known words to what is found for a token."""

    def __init__(self, model: Model, own_words: Iterable[str]) -> None:
        self._channel, self._of_fold = model.channel, model.lexicon.of_fold
        self._own: dict[str, list[str]] = {}
        for word in own_words:
            for part in word.split():
                self._own.setdefault(fold(part.lower()), []).append(part)
        self._acronyms: dict[str, list[str]] = {}
        for word in sorted(model.acronyms):
            self._acronyms.setdefault(fold(word.lower()), []).append(word)

    def has(self, word: str) -> bool:
        """Tell whether this is a word or name of the lexicon, an acronym or an own word, as it stands."""
        low = word.lower()
        folded = fold(low)
        return (
            any(found.text == low and found.logp > priors.LEAST_KNOWN for found in self._of_fold(folded))
            or word in self._acronyms.get(folded, ())
            or word in self._own.get(folded, ())
        )

    def logp(self, word: str) -> float:
        """Return the log-probability (nats) of a word of the lexicon as it stands; of any other, that of no word."""
        low = word.lower()
        return max((w.logp for w in self._of_fold(fold(low)) if w.text == low), default=priors.NO_WORD)

    def add(self, readings: Iterable[Reading], found: Found) -> None:
        """Add the words that have the fold of a reading."""
        for reading in readings:
            folded, written = reading
            if folded in self._own:
                self._add_own(reading, found)
            for word in self._of_fold(folded):
                self._add(word, written, found)

    def add_acronyms(self, token: str, found: Found) -> None:
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

    def add_with_lost_letters(self, readings: Iterable[Reading], found: Found) -> None:
        """Add the words of which damage dropped one å, ä or ö."""
        for folded, written in readings:
            cost = 0.0 if len(folded) <= 3 else priors.GUESSED_LETTER
            for at in range(len(folded) + 1):
                head, tail = folded[:at], folded[at:]
                for plain in "ao":
                    for word in self._of_fold(head + plain + tail):
                        if self._channel.can_be_lost(word.text[at]):
                            self._add(word, (*written[:at], "", *written[at:]), found, cost)

    def add_genitives(self, readings: Iterable[Reading], found: Found) -> None:
        """Add the words whose genitive a reading is."""
        for reading in readings:
            folded = reading.folded
            if len(folded) > 4 and folded[-1] == "s" and folded[-2] not in "sxz":
                self._add_own(reading, found, "s")
                for word in self._of_fold(folded[:-1]):
                    genitive = word._replace(text=word.text + "s", logp=word.logp + priors.GENITIVE, in_context=False)
                    self._add(genitive, reading.written, found, source="genitive")

    def add_slips(
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
        for folded, written in readings:
            for start, end, right, cost in slips_of(folded):
                if not extra and len(right) < end - start:
                    continue
                for word in self._of_fold(folded[:start] + right + folded[end:]):
                    if word.logp > least:
                        self._add(word, (*written[:start], *right, *written[end:]), found, cost + name, "slip")

    def _add(
        self, word: Word, written: tuple[str, ...], found: Found, extra: float = 0.0, source: str = "lexicon"
    ) -> None:
        damage = self._channel.word(written, word.text) + extra
        if damage >= IMPOSSIBLE:
            in_context, is_name, everyday = word.in_context, word.is_name, word.everyday
            found.add(Candidate(word.text, word.logp, damage, source, in_context, is_name, written, everyday))

    def _add_own(self, reading: Reading, found: Found, ending: str = "") -> None:
        folded = reading.folded.removesuffix(ending)
        for own in self._own.get(folded, ()):
            word = own.lower() + ending
            damage = self._channel.word(reading.written, word)
            logp, is_name = self._own_logp(own, folded), own[:1].isupper()
            found.add(Candidate(word, logp, damage, "own", False, is_name, reading.written))

    def _own_logp(self, own: str, folded: str) -> float:
        """Return the log-probability of an own word; it is less where a common word looks like it (Persön, person)."""
        rivals = [word.logp for word in self._of_fold(folded) if word.text != own.lower()]
        return priors.OWN_RIVAL if max(rivals, default=priors.RARE) > priors.KNOWN else priors.OWN_WORD
