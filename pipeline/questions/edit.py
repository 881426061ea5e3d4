"""One answer or correction entered into the text of a review file; no other line of it is touched."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.frozen import frozen
from pipeline.questions.entries import (
    CORRECTIONS_MARK,
    SPOT,
    STALE_MARK,
    Entry,
    entries_of,
)
from pipeline.questions.review import Correction, Question, Spot
from pipeline.questions.said import NO, YES, is_slip, settled
from pipeline.questions.writing import correction_text, spot_text


@frozen
class Settlement:
    """An answer to be written: to which question, for which of its places (all when None), and the former answer.

    `was` is the answer that whoever answers has seen: where the file says something else by now, nothing is written.
    """

    question: Question
    answer: str
    was: str = ""
    spot: Spot | None = None


class Superseded(Exception):
    """The file has another answer than the one that was seen, or the question is gone: `now` is what it says."""

    def __init__(self, settlement: Settlement, now: str | None) -> None:
        super().__init__(settlement.question.before)
        self.settlement = settlement
        self.now = now


def answer_for(question: Question, words: str) -> str:
    """Return the answer by which a question settles on some words; empty words take an answer back.

    >>> answer_for(Question("vart", "vårt"), "vårt"), answer_for(Question("vart", "vårt"), " värt ")
    ('ja', 'värt')
    """
    words = " ".join(words.split())
    if not words:
        return ""
    pair = question.before, question.after
    answers = ({question.before: NO, question.after: YES}.get(words, words), f"”{words}”", f'"{words}"', f"'{words}'")
    return next((a for a in answers if settled(a, *pair) == words and not is_slip(a, *pair)), words)


def settle(text: str, settlements: Iterable[Settlement]) -> str:
    """Return the text with some answers entered, all of them or none. Raises `Superseded`."""
    for settlement in settlements:
        text = _settle(text, settlement)
    return text


def _settle(text: str, settlement: Settlement) -> str:
    entry = _find(text, settlement.question)
    if entry is None:
        raise Superseded(settlement, None)
    label = f"svar {spot_text(settlement.spot)}" if settlement.spot else "svar"
    now = entry.values.get(label, "")
    if now not in (settlement.was, settlement.answer):
        raise Superseded(settlement, now)
    return _put(text, entry, label, settlement.answer)


def _find(text: str, question: Question) -> Entry | None:
    """Return the entry of a question: of the same words, the one that shares most of its places."""
    found = [(entry, entry.question) for entry in entries_of(text)]
    same = [(entry, q) for entry, q in found if q and (q.before, q.after) == (question.before, question.after)]
    spots = set(question.spots)
    fitting = [(entry, q) for entry, q in same if spots & set(q.spots) or spots == set(q.spots)]
    return (
        max(fitting, key=lambda pair: (len(spots & set(pair[1].spots)), pair[1].answer != ""))[0] if fitting else None
    )


def _put(text: str, entry: Entry, label: str, answer: str) -> str:
    """Return the text with one line replaced, added or, for a place that has no answer of its own any more, removed."""
    lines = text.split("\n")
    ending = "\r" if lines[entry.start].endswith("\r") else ""
    line = f"{label}: {answer}".rstrip() + ending
    own, general = entry.line_of(label), entry.line_of("svar")
    if own is not None:
        lines[own : own + 1] = [line] if answer or label == "svar" else []
    elif answer:
        lines.insert(entry.end if general is None else general, line)
    return "\n".join(lines)


def add_correction(text: str, correction: Correction) -> str:
    """Return the text with a correction after those that it has."""
    head, mark, stale = text.partition(STALE_MARK)
    body = head.rstrip()
    if CORRECTIONS_MARK not in body:
        body += f"\n\n{CORRECTIONS_MARK}"
    return f"{body}\n\n{correction_text(correction)}" + (f"\n{mark}{stale}" if mark else "")


def remove_correction(text: str, correction: Correction) -> str:
    """Return the text without the last correction that says the same; unchanged when there is none."""
    entries = [entry for entry in entries_of(text) if _says(entry, correction)]
    if not entries:
        return text
    lines = text.split("\n")
    entry = entries[-1]
    end = entry.end + 1 if entry.end < len(lines) and not lines[entry.end].strip() else entry.end
    del lines[entry.start : end]
    left = "\n".join(lines)
    head, mark, rest = left.partition(f"{CORRECTIONS_MARK}\n")
    if mark and "rättelse:" not in rest.partition(STALE_MARK)[0]:
        left = head + rest.lstrip("\n")
    return left.rstrip("\n") + "\n"


def _says(entry: Entry, correction: Correction) -> bool:
    named = SPOT.match(entry.values.get("stycke", ""))
    same_block = named is not None and (int(named[1]), named[2]) == (correction.page, correction.key)
    return same_block and entry.values.get("rättelse") == correction.action
