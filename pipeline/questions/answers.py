"""Looking answers up, and carrying them over to a new reading.

An answer is found again by its places' keys, which depend on the damaged text alone, so that it survives a newer
version's reading; else by the word and its likely reading. An answer for one place holds there only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.questions.review import Question, Review, Spot

CONTEXTS = 3


class Answers:
    """The answers of a review, ready to be looked up."""

    def __init__(self, review: Review) -> None:
        known = [q for q in (*review.questions, *review.stale) if q.answer or q.here]
        answered = [q for q in known if q.answer]
        self._here = {(q.before, spot): q for q in known for spot, _answer in q.here}
        self._asked = {(q.before, q.after, spot.key): q for q in answered for spot in q.spots}
        self._by_key = {(q.before, spot.key): q for q in answered for spot in q.spots}
        self._moved = {(q.before, spot.key): q for q in known for spot, _answer in q.here}
        self._by_reading = {(q.before, q.after): q for q in reversed(answered)}
        self._everywhere = {q.before: q for q in reversed(answered) if not q.spots}
        self.words = {q.before for q in known}

    def find(self, before: str, after: str, spot: Spot) -> Question | None:
        """Return the question that is answered for a word at a place, if there is one."""
        found = (
            self._here.get((before, spot)),
            self._asked.get((before, after, spot.key)),
            self._by_key.get((before, spot.key)),
            self._moved.get((before, spot.key)),
            self._by_reading.get((before, after)),
            self._everywhere.get(before),
        )
        return next((question for question in found if question and question.settled_at(spot) is not None), None)


def merge_reviews(asked: Iterable[Question], former: Review) -> Review:
    """Return the review of a new reading: what is asked now, with the former answers; answers that fit nothing last.

    `asked` holds a question for every place; they are gathered into distinct ones, the most frequent first.
    Corrections are as before.
    """
    gathered = _gather(asked)
    noted = [q for q in (*former.questions, *former.stale) if q.notes]
    if noted:
        gathered = [_with_notes(question, noted) for question in gathered]
    leftover = list(dict.fromkeys(_leftover(former, gathered)))
    current = (*gathered, *(q for q in leftover if not q.spots))
    stale = tuple(q for q in leftover if q.spots)
    return replace(former, questions=current, stale=stale)


def _leftover(former: Review, gathered: Sequence[Question]) -> Iterator[Question]:
    """Yield the questions whose answers, or notes, no question carries any more; of some, the places that are lost."""
    carried = {(q.before, q.after, q.answer) for q in gathered}
    kept = {(q.before, spot.key) for q in gathered for spot, _answer in q.here}
    told = {(q.before, note) for q in gathered for note in q.notes}
    for question in (*former.questions, *former.stale):
        lost = tuple(pair for pair in question.here if (question.before, pair[0].key) not in kept)
        is_carried = (question.before, question.after, question.answer) in carried or not question.answer
        if not is_carried or any((question.before, note) not in told for note in question.notes):
            yield question
        elif lost:
            yield replace(question, answer="", spots=tuple(spot for spot, _answer in lost), here=lost)


def _with_notes(question: Question, noted: Sequence[Question]) -> Question:
    """Return a question with what editors had written beside it."""
    keys = {spot.key for spot in question.spots}
    same = [
        known
        for known in noted
        if known.before == question.before
        and (known.after == question.after or any(spot.key in keys for spot in known.spots))
    ]
    return replace(question, notes=tuple(dict.fromkeys(note for known in (question, *same) for note in known.notes)))


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
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
    )
