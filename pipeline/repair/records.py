"""What repair hands on: a line as it should read, and a record for each word that changed or is in doubt."""

from __future__ import annotations

from pipeline.frozen import frozen

SURE = 0.95
"""A change at least this sure is applied; a less sure one is applied and asked about."""


@frozen
class Repair:
    """One changed or doubtful token of a line.

    `start` and `end` are character offsets in the damaged line, `before` what stands there, `after` what should.
    `status` is "auto" (applied) or "ask" (the most likely reading, to be confirmed; `after` may equal `before`).
    `confidence` is the probability that `after` is right, `alternatives` the runners-up with theirs, best first.
    `why` is the evidence in a form for programs; `explain` makes a sentence of it. `witnesses` names what was read by
    whom, where more than the text layer was asked: pairs such as ("picture", "främja").
    """

    start: int
    end: int
    before: str
    after: str
    rule: str
    confidence: float
    status: str
    alternatives: tuple[tuple[str, float], ...] = ()
    why: str = ""
    witnesses: tuple[tuple[str, str], ...] = ()


@frozen
class RepairedLine:
    """A line as it should read; replaying the repairs on the damaged line gives `text`."""

    text: str
    repairs: tuple[Repair, ...] = ()


def replay(line: str, repairs: tuple[Repair, ...]) -> str:
    """Return the line with the repairs made; they are in order and do not overlap."""
    parts, at = [], 0
    for repair in repairs:
        parts += [line[at : repair.start], repair.after]
        at = repair.end
    return "".join([*parts, line[at:]])
