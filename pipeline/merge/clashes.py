"""The order of decided changes, and those of one decision that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.errors import Problem
from pipeline.model import Change, ChangeKind, Decision
from pipeline.text import _

REWORDING = (ChangeKind.REPLACE, ChangeKind.STRIKE)


def in_decision_order(changes: Iterable[Change]) -> list[Change]:
    """Return a year's changes in the order of their decisions, then as they stand in the sources."""
    return sorted(changes, key=lambda change: change.decision.date)


def find_clashes(changes: Sequence[Change]) -> Iterator[Problem]:
    """Yield a problem for each change that says what another of the same decision denies."""
    reworded: dict[tuple[Decision, str], Change] = {}
    moves: dict[tuple[Decision, str], Change] = {}
    for change in changes:
        key = (change.decision, change.target)
        if change.kind in REWORDING:
            if key in reworded:
                what = _("The same decision changes {{#{id}}} already on line {line}.")
                what = what.format(id=change.target, line=reworded[key].origin.line)
                yield problem_of(change, what, _("Make one change of the two."))
            reworded.setdefault(key, change)
        elif change.kind is ChangeKind.MOVE:
            moves[key] = change
            if _leads_back(change, moves):
                what = _("The decision moves {{#{id}}} in a circle: each passage is to stand after the other.")
                yield problem_of(change, what.format(id=change.target), _("Take one of the moves away."))


def _leads_back(change: Change, moves: dict[tuple[Decision, str], Change]) -> bool:
    """Say whether the place that a passage is moved to is itself moved after the passage, directly or not."""
    seen, after = {change.target}, change.after
    while after not in seen and (change.decision, after) in moves:
        seen.add(after)
        after = moves[change.decision, after].after
    return after == change.target


def problem_of(change: Change, what: str, remedy: str = "") -> Problem:
    """Return a problem with a change, at its place in changes.md."""
    remedy = remedy or _("Quote the text as it now stands, or decide anew.")
    return Problem(change.origin.file, change.origin.line, what, remedy)
