"""Two or three words that stand together as one, since the spaces between them were lost."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.repair import priors
from pipeline.repair.candidate import Candidate
from pipeline.repair.channel import Channel
from pipeline.repair.lattice import Reading
from pipeline.repair.lexicon import Lexicon


class Splits:
    """Finds the words that lost the spaces between them."""

    def __init__(self, lexicon: Lexicon, channel: Channel) -> None:
        self._lexicon = lexicon
        self._channel = channel

    def of(self, reading: Reading) -> Iterator[Candidate]:
        """Yield two or three words, at least one of them a small one, that lost the space between them."""
        for text, logp, damage, small in self._words(reading.folded, reading.written, 3):
            if small:
                yield Candidate(text, logp, damage, "split")

    def _words(self, folded: str, written: tuple[str, ...], most: int) -> Iterator[tuple[str, float, float, bool]]:
        for at in range(1, len(folded)):
            first = self._best_part(folded[:at], written[:at])
            if first is None:
                continue
            rests = [self._best_part(folded[at:], written[at:])]
            small = first.logp > priors.FUNCTION_WORD
            for rest in filter(None, rests):
                yield (
                    f"{first.text} {rest.text}",
                    first.logp + rest.logp,
                    first.damage + rest.damage + (priors.SPLIT_AFTER_I if first.text == "i" else priors.SPLIT),
                    small or rest.logp > priors.FUNCTION_WORD,
                )
            if most > 2 and len(folded) - at > 4:
                for text, logp, damage, rest_small in self._words(folded[at:], written[at:], most - 1):
                    yield (
                        f"{first.text} {text}",
                        first.logp + logp,
                        first.damage + damage + priors.SPLIT_AGAIN,
                        rest_small,
                    )

    def _best_part(self, folded: str, written: tuple[str, ...]) -> Candidate | None:
        limit = -9.0 if len(folded) < 3 else -14.0
        parts = [
            Candidate(word.text, word.logp, self._channel.word(written, word.text), "split")
            for word in self._lexicon.of_fold(folded)
            if word.logp > limit and (len(folded) > 1 or word.text in "iåö")
        ]
        return max(parts, key=lambda part: part.score, default=None)
