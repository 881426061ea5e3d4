"""From a choice, or a line that was decoded, to the records of what changed and of what is asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.repair.candidate import Candidate
from pipeline.repair.case import recase
from pipeline.repair.changes import changes
from pipeline.repair.channel import LOST
from pipeline.repair.choice import Choice
from pipeline.repair.encoding import Decoded
from pipeline.repair.encoding.losses import Loss
from pipeline.repair.explain import evidence
from pipeline.repair.marks import mark_repairs, rules_for
from pipeline.repair.records import SURE, Repair, RepairedLine
from pipeline.repair.tokens import Token

DOUBTFUL = 0.75
"""A word left alone is asked about when it is less sure than this."""

MODESTY = 0.65
"""The exponent that makes probabilities mean what they say; fitted on the first half of the development pages."""

GUESS = 0.94
"""How sure a word may be that no lexicon has, or that needed a letter changed which damage leaves alone."""

RESPELT = 1e-4
"""How likely the spelling of a name must be for it to be asked whether it is the name's own."""

_DIGRAPHS = frozenset(("aa", "ae", "oe"))

DECODED = 0.999
"""How sure a change of encoding is; each is the exact inverse of a known mistake."""

_RULES = {
    "own": "own-word",
    "novel": "ocr-novel",
    "compound": "ocr-compound",
    "split": "ocr-split",
    "slip": "ocr-slip",
    "acronym": "ocr-acronym",
}


def record(choice: Choice, line: str, loss: Loss | None) -> Repair | None:
    """Return the record of a choice that changes its token or leaves a doubt."""
    token, best, shares = choice.token, choice.candidates[0], calibrated(choice.shares)
    is_guess = best.source in ("slip", "novel") or _is_respelt_name(choice)
    sure = min(shares[0], GUESS) if is_guess else shares[0]
    before, after = line[token.start : token.end], _spelt(token, best)
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
            (_spelt(token, option), round(share, 4))
            for option, share in zip(choice.candidates[1:4], shares[1:4], strict=True)
            if share >= 0.001
        ),
        evidence(choice),
    )


def calibrated(shares: Sequence[float]) -> list[float]:
    """Return the probabilities made as modest as they were found to be right (on pages not used for the figures)."""
    modest = [share**MODESTY for share in shares]
    total = sum(modest)
    return [share / total for share in modest]


def _spelt(token: Token, candidate: Candidate) -> str:
    """Return the candidate with its capitals."""
    if candidate.source == "acronym":
        return candidate.text.upper()
    capital = token.begins or candidate.is_name
    if capital and candidate.written[:1] == ("",) and not token.text.isupper():
        return candidate.text[0].upper() + candidate.text[1:]
    return recase(token.text, candidate.text, token.begins, candidate.is_name)


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


def traced(line: str, decoded: Decoded, read: RepairedLine) -> RepairedLine:
    """Return the repairs of a line that was decoded and then read, as changes of the line as it was."""
    repairs, rule = [], "mojibake:" + "+".join(decoded.rules)
    doubts = deque(_doubts(read))
    for change in changes(line, read.text):
        before, after = line[change.start : change.end], read.text[change.first : change.last]
        while doubts and doubts[0][0] < change.first:
            doubts.popleft()
        made = Repair(change.start, change.end, before, after, rule, DECODED, "auto")
        if doubts and doubts[0][0] < change.last:
            doubt = doubts[0][1]
            made = replace(made, status="ask", confidence=doubt.confidence)
            if doubt.after == after:
                made = replace(made, alternatives=doubt.alternatives, why=doubt.why)
        repairs.append(made)
    return RepairedLine(read.text, tuple(repairs))


def _doubts(read: RepairedLine) -> Iterator[tuple[int, Repair]]:
    """Yield what is asked about, each with its place in the repaired text."""
    shift = 0
    for repair in read.repairs:
        if repair.status == "ask":
            yield repair.start + shift, repair
        shift += len(repair.after) - len(repair.before)


def add_marks(lines: Sequence[str], numbers: Sequence[int], repairs: Sequence[list[Repair]]) -> None:
    """Add the repairs of marks, such as a paragraph sign that was read as a digit, where no word is repaired."""
    rules = rules_for("\n".join(lines[number] for number in numbers))
    for number in numbers:
        made = repairs[number]
        taken = {at for repair in made for at in range(repair.start, repair.end)}
        for repair in list(mark_repairs(lines[number], rules)):
            if taken.isdisjoint(range(repair.start, repair.end)):
                made.append(repair)
        made.sort(key=lambda repair: repair.start)
