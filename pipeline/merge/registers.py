"""Apply decisions to the register of partners: a new name or another status from a year on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.errors import Problem
from pipeline.markdown.inlines import plain
from pipeline.model import Block, Change, ChangeKind, Entry, Plan
from pipeline.text import _

STATUSES = ("aktiv", "vilande", "avsikt", "avslutad")
OF_REGISTERS = (ChangeKind.RENAME, ChangeKind.STATUS)


def partners_of(plan: Plan, year: int) -> tuple[Entry, ...]:
    """Return the partners as the decisions until a year have them; a decision that does not fit changes nothing."""
    decided = (change for folder in plan.years if folder.year <= year for change in folder.changes)
    return change_entries(plan.partners, decided)[0]


def change_entries(
    entries: tuple[Entry, ...], changes: Iterable[Change]
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return entries after the changes that concern them, and what keeps the others from being applied."""
    known = {entry.id: entry for entry in entries}
    problems: list[Problem] = []
    for change in sorted((c for c in changes if c.kind in OF_REGISTERS), key=lambda c: c.decision.date):
        problem = _misfit(known.get(change.target), change)
        if problem:
            problems.append(problem)
        else:
            known[change.target] = _change(known[change.target], change)
    return tuple(known.values()), tuple(problems)


def new_words(blocks: Iterable[Block]) -> str:
    """Return the words of a new name or status."""
    return " ".join(plain(getattr(block, "inlines", ())) for block in blocks)


def _change(entry: Entry, change: Change) -> Entry:
    if change.kind is ChangeKind.STATUS:
        return replace(entry, status=new_words(change.new))
    return replace(entry, name=new_words(change.new), other_names=(*entry.other_names, entry.name))


def _misfit(entry: Entry | None, change: Change) -> Problem | None:
    if entry is None:
        return _problem(change, _("The register has no partner {id}.").format(id=change.target))
    now = entry.status if change.kind is ChangeKind.STATUS else entry.name
    if change.old != now:
        what = _("The change of {id} was decided on “{then}”, but the register says “{now}”.")
        return _problem(change, what.format(id=change.target, then=change.old, now=now))
    if change.kind is ChangeKind.STATUS and new_words(change.new) not in STATUSES:
        what = _("The new status {status!r} is none of {statuses}.")
        return _problem(change, what.format(status=new_words(change.new), statuses=", ".join(STATUSES)))
    return None


def _problem(change: Change, what: str) -> Problem:
    return Problem(change.origin.file, change.origin.line, what, _("Compare the change with partners.toml."))
