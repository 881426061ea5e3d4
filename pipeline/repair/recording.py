"""From a choice to the record of what changed or is asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pipeline.repair.around import words_around
from pipeline.repair.candidate import Candidate
from pipeline.repair.case import spelt
from pipeline.repair.channel import LOST
from pipeline.repair.choice import Choice
from pipeline.repair.encoding.losses import Loss
from pipeline.repair.evidence import note
from pipeline.repair.marks import mark_repairs, rules_for
from pipeline.repair.records import SURE, Repair

DOUBTFUL = 0.75
"""A word left alone is asked about when it is less sure than this."""

MODESTY = 0.65
"""The exponent that makes probabilities mean what they say; fitted on the first half of the development pages."""

SETTLED = 0.999
"""A word left alone is surely not asked about when it is surer than this, before modesty."""

GUESS = 0.94
"""How sure a word may be that no lexicon has, or that needed a letter changed which damage leaves alone, or
that stands amid sound ones."""

RESPELT = 1e-4
"""How likely the spelling of a name must be for it to be asked whether it is the name's own."""

_DIGRAPHS = frozenset(("aa", "ae", "oe"))

_RULES = {
    "own": "own-word",
    "novel": "ocr-novel",
    "compound": "ocr-compound",
    "split": "ocr-split",
    "slip": "ocr-slip",
    "acronym": "ocr-acronym",
}


def record(choice: Choice, line: str, loss: Loss | None, made: Sequence[Choice]) -> Repair | None:
    """Return the record of a choice that changes its token or leaves a doubt; `made` are the paragraph's choices."""
    if _stands(choice, line):
        return None
    token, best, shares = choice.token, choice.candidates[0], calibrated(choice.shares)
    is_guess = best.source in ("slip", "novel") or choice.amid_sound or _is_respelt_name(choice)
    sure = min(shares[0], GUESS) if is_guess else shares[0]
    before, after = line[token.start : token.end], spelt(token, best)
    if LOST in before and line.isupper():
        after = after.upper()
    is_lost = LOST in after
    if after == before and not is_lost and (sure >= DOUBTFUL or len(choice.candidates) == 1):
        return None
    return Repair(
        token.start,
        token.end,
        before,
        after,
        _rule_of(best, loss),
        round(sure, 4),
        "auto" if sure >= SURE and after != before and not is_lost else "ask",
        tuple(
            (spelt(token, option), round(share, 4))
            for option, share in zip(choice.candidates[1:4], shares[1:4], strict=True)
            if share >= 0.001
        ),
        note(choice, shares, partial(words_around, choice, made)),
    )


def _stands(choice: Choice, line: str) -> bool:
    """Tell whether a token surely stands as it was written, so that there is nothing to say of it."""
    token, best = choice.token, choice.candidates[0]
    is_itself = best.text == token.text.lower() and best.source != "acronym" and LOST not in token.text
    return is_itself and choice.shares[0] > SETTLED and line[token.start : token.end] == token.text


def calibrated(shares: Sequence[float]) -> list[float]:
    """Return the probabilities made as modest as they were found to be right (on pages not used for the figures)."""
    modest = [share**MODESTY for share in shares]
    total = sum(modest)
    return [share / total for share in modest]


def _rule_of(best: Candidate, loss: Loss | None) -> str:
    """Return the name of what made the change: how the text lost its letters, or where the word is from."""
    if loss is None or best.source == "own":
        return _RULES.get(best.source, "ocr-lexicon")
    return f"lost-{loss.name}"


def _is_respelt_name(choice: Choice) -> bool:
    """Tell whether a name with aa, ae or oe may well be spelt so: Aaberg, Goethe."""
    token, best = choice.token.text, choice.candidates[0]
    if not token[0].isupper() or token.isupper() or _DIGRAPHS.isdisjoint(best.written):
        return False
    return any(
        option.text == token.lower() and share > RESPELT
        for option, share in zip(choice.candidates, choice.shares, strict=True)
    )


def add_marks(lines: Sequence[str], numbers: Sequence[int], repairs: Sequence[list[Repair]]) -> None:
    """Add the repairs of marks, such as a paragraph sign that was read as a digit, where no word is repaired."""
    rules = rules_for("\n".join(lines[number] for number in numbers))
    for number in numbers:
        made = repairs[number]
        marks = [mark for mark in mark_repairs(lines[number], rules) if not any(_overlap(mark, word) for word in made)]
        if marks:
            made += marks
            made.sort(key=lambda repair: repair.start)


def _overlap(one: Repair, other: Repair) -> bool:
    return one.start < other.end and other.start < one.end
