"""Which words a damaged token may be, and how likely each is before its neighbours are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.repair import priors
from pipeline.repair.candidate import Candidate
from pipeline.repair.channel import Channel
from pipeline.repair.known import Known
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.model import Model
from pipeline.repair.search import Search, Unweighed

AT_ONCE, MOST = 500, 30_000
"""Tokens that are searched for at once, and that are remembered."""


class Candidates:
    """The candidates of tokens, remembered."""

    def __init__(self, model: Model, own_words: Iterable[str] = ()) -> None:
        self._model = model
        self._known = Known(model, own_words)
        self._search = Search(model, self._known)
        self._remembered: dict[str, tuple[Candidate, ...]] = {}

    def of(self, token: str) -> tuple[Candidate, ...]:
        """Return the token's candidates in lower case, best first; the token as it stands is always among them."""
        if token not in self._remembered:
            self.expect((token,))
        return self._remembered[token]

    def expect(self, tokens: Iterable[str]) -> None:
        """Find the candidates of many tokens, which takes less time for each than it takes for one alone."""
        new = [token for token in dict.fromkeys(tokens) if token not in self._remembered]
        if len(self._remembered) > MOST:
            self._remembered.clear()
        for first in range(0, len(new), AT_ONCE):
            self._search_in_step(new[first : first + AT_ONCE])

    def _search_in_step(self, tokens: Sequence[str]) -> None:
        """Search side by side: what the searches want weighed is weighed together."""
        searches = {token: self._search.of(token) for token in tokens}
        while searches:
            unweighed = []
            for token, search in list(searches.items()):
                try:
                    unweighed.append(next(search))
                except StopIteration as end:
                    self._remembered[token] = end.value
                    del searches[token]
            self._weigh(unweighed)

    def _weigh(self, unweighed: Iterable[Unweighed]) -> None:
        model = self._model
        in_full = [folded for wanted in unweighed for folded in wanted.in_full]
        model.words.weigh(in_full + [folded for wanted in unweighed for folded in wanted.as_words])
        model.names.weigh(in_full)
        model.spelling.weigh(in_full)

    def listed(self, token: str, least: float) -> Candidate | None:
        """Return the token's best candidate if it is a word that the lexicon has with at least this log-probability.

        Where there is none, no time is spent on what else the token may be.
        """
        if len(token) > priors.LONGEST or not self._search.near(token)[1].has_word(least):
            return None
        best = self.of(token)[0]
        return best if best.source == "lexicon" and best.logp > least else None

    @property
    def channel(self) -> Channel:
        """The damage that the candidates are weighed by."""
        return self._model.channel

    @property
    def lexicon(self) -> Lexicon:
        """The words that the candidates are taken from."""
        return self._model.lexicon

    def knows(self, word: str) -> bool:
        """Tell whether this is a word or name of the lexicon, an acronym or an own word, as it stands."""
        return self._known.has(word)

    def logp(self, word: str) -> float:
        """Return the log-probability (nats) of a word of the lexicon as it stands; of any other, that of no word."""
        return self._known.logp(word)

    def guess(self, word: str) -> str | None:
        """Return the known word that a word with U+FFFD for its lost letters may be."""
        return self.of(word)[0].text if self.likelihood(word) > priors.NO_WORD else None

    def likelihood(self, word: str) -> float:
        """Return the log-probability (nats) of the word that `guess` returns; of none, that of no word."""
        best = self.of(word)[0]
        is_known = best.source in ("lexicon", "own", "compound") and best.score > priors.LEAST_GUESS
        return best.score if is_known else priors.NO_WORD
