"""The nouns of a review: questions, their places and answers, and corrections of the text's structure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.frozen import frozen
from pipeline.questions.said import settled

AROUND = 3


@frozen
class Spot:
    """A place of a question: its page, from 1, and the key of the damaged words around it."""

    page: int
    key: str


@frozen
class Question:
    """A doubtful word: as it was read, its likely reading with its probability, where it stands, and the answer.

    `answer` holds for every place but those that have one of their own in `here`. `notes` are what editors have written
    beside it, for each other.
    """

    before: str
    after: str
    confidence: float = 0.0
    contexts: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    answer: str = ""
    here: tuple[tuple[Spot, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def settled(self) -> str | None:
        """Return the words that the answer settles on, or None while the question is open."""
        return settled(self.answer, self.before, self.after)

    @property
    def is_open(self) -> bool:
        """Say whether a place of it has no answer."""
        answered = {spot for spot, _answer in self.here}
        return not self.answer and not (self.spots and answered.issuperset(self.spots))

    def answer_at(self, spot: Spot) -> str:
        """Return the answer that holds at a place; empty while it is open there.

        A place that has moved to another page is known by its key.
        """
        own = {answer for place, answer in self._here(spot)}
        return own.pop() if len(own) == 1 else self.answer

    def _here(self, spot: Spot) -> Iterator[tuple[Spot, str]]:
        """Yield the answers for a place alone."""
        moved = spot not in self.spots
        return (pair for pair in self.here if pair[0] == spot or (moved and pair[0].key == spot.key))

    def settled_at(self, spot: Spot) -> str | None:
        """Return the words that the answer at a place settles on, or None while the question is open there."""
        return settled(self.answer_at(spot), self.before, self.after)

    def at(self, spot: Spot, context: str) -> Question:
        """Return the question as it is asked at one place."""
        own = {answer for _place, answer in self._here(spot)}
        here = ((spot, own.pop()),) if len(own) == 1 else ()
        return replace(self, contexts=(context,), spots=(spot,), here=here)


@frozen
class Correction:
    """What an editor says of a block's structure, such as `rubrik 2`; see `recover.corrections` for what can be said.

    The block is named by its page, from 1, and the key of its damaged words; `words` are its first ones, for people.
    """

    action: str
    page: int
    key: str
    words: str = ""


@frozen
class Review:
    """A whole `review.txt`: questions that are asked of the text, corrections of its structure in the order in which
    they were made, and answers and corrections that no longer fit the text.
    """

    questions: tuple[Question, ...] = ()
    stale: tuple[Question, ...] = ()
    corrections: tuple[Correction, ...] = ()
    unfit: tuple[Correction, ...] = ()

    @property
    def open(self) -> tuple[Question, ...]:
        """Return the questions that lack an answer."""
        return tuple(question for question in self.questions if question.is_open)


def spot_key(before: str, words: Sequence[str], at: int) -> str:
    """Return the key of a place: a digest of a damaged word and the damaged words around it (`words[at]` is it)."""
    around = words[max(0, at - AROUND) : at + AROUND + 1]
    return short_digest((before, *around))


def short_digest(words: Iterable[str]) -> str:
    """Return eight hexadecimal characters that stand for some words in their order."""
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:8]
