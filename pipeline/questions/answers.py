"""Looking answers up, and carrying them over to a new reading.

An answer is found again by its places' keys, which depend on the damaged text alone, so that it survives a newer
version's reading; else by the word and its likely reading. An answer for one place holds there only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.questions.review import Question, Review, Spot

CONTEXTS = 3


class Answers:
    """The answers of a review, ready to be looked up."""

    def __init__(self, review: Review) -> None:
        known = [q for q in (*review.questions, *review.stale) if q.answer or q.here]
        answered = [q for q in known if q.answer]
        self._here = {(q.before, spot): q for q in known for spot, _answer in q.here}
        self._by_spot = {(q.before, spot.key): q for q in answered for spot in q.spots}
        self._by_reading = {(q.before, q.after): q for q in reversed(answered)}
        self.everywhere = {q.before: q for q in reversed(answered) if not q.spots}
        self.words = {q.before for q in known}

    def find(self, before: str, after: str, spot: Spot) -> Question | None:
        """Return the question that is answered for a word at a place, if there is one."""
        known = self._here.get((before, spot)) or self._by_spot.get((before, spot.key))
        return known or self._by_reading.get((before, after)) or self.everywhere.get(before)


def merge_reviews(asked: Iterable[Question], former: Review) -> Review:
    """Return the review of a new reading: what is asked now, with the former answers; answers that fit nothing last.

    `asked` holds a question for every place; they are gathered into distinct ones, the most frequent first.
    Corrections are as before.
    """
    gathered = _gather(asked)
    keys = {(q.before, spot.key) for q in gathered for spot in q.spots} | {(q.before, q.after) for q in gathered}
    leftover = [*_leftover(former, keys), *_lost_places(former, gathered, keys)]
    current = (*gathered, *(q for q in leftover if not q.spots))
    stale = tuple(q for q in leftover if q.spots)
    return replace(former, questions=current, stale=stale)


def _leftover(former: Review, keys: set[tuple[str, str]]) -> Iterator[Question]:
    return (q for q in (*former.questions, *former.stale) if (q.answer or q.here) and not _fits(q, keys))


def _lost_places(former: Review, gathered: list[Question], keys: set[tuple[str, str]]) -> Iterator[Question]:
    """Yield the answers for one place of questions that are still asked, but no longer at that place."""
    kept = {(q.before, spot) for q in gathered for spot, _answer in q.here}
    for question in (*former.questions, *former.stale):
        lost = tuple(pair for pair in question.here if (question.before, pair[0]) not in kept)
        if lost and _fits(question, keys):
            yield replace(question, answer="", spots=tuple(spot for spot, _answer in lost), here=lost)


def _fits(question: Question, keys: set[tuple[str, str]]) -> bool:
    spots = {(question.before, spot.key) for spot in question.spots}
    return bool(spots & keys) or (question.before, question.after) in keys


def _gather(asked: Iterable[Question]) -> list[Question]:
    distinct: dict[tuple[str, str, str], Question] = {}
    for question in asked:
        key = (question.before, question.after, question.answer)
        known = distinct.get(key)
        distinct[key] = _join(known, question) if known else question
    return sorted(distinct.values(), key=lambda q: (not q.is_open, -len(q.spots)))


def _join(first: Question, second: Question) -> Question:
    return replace(
        first,
        confidence=min(first.confidence, second.confidence),
        contexts=tuple(dict.fromkeys((*first.contexts, *second.contexts)))[:CONTEXTS],
        spots=(*first.spots, *(spot for spot in second.spots if spot not in first.spots)),
        here=(*first.here, *(pair for pair in second.here if pair not in first.here)),
    )
