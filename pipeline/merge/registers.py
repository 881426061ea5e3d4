"""The register of partners as it stands in a year: with the statuses that it gives by year, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline.errors import Problem
from pipeline.markdown.inlines import plain
from pipeline.merge.clashes import in_decision_order
from pipeline.model import PARTNER_STATUSES, Block, Change, ChangeKind, Entry, Plan
from pipeline.text import _

OF_REGISTERS = (ChangeKind.RENAME, ChangeKind.STATUS)


def partners_of(plan: Plan, year: int) -> tuple[Entry, ...]:
    """Return the partners as they stand in a year; a decision that does not fit changes nothing."""
    return partners_until(plan, year)[0]


def partners_until(plan: Plan, last: int = date.max.year) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the partners as they stand in a year, and what keeps decisions until then from being applied.

    Year by year, as the text is changed: first the status that the register gives for the year, then the decisions.
    """
    entries = plan.partners
    problems: list[Problem] = []
    changes = {folder.year: folder.changes for folder in plan.years}
    years = {*changes, *(year for entry in entries for year, _status in entry.statuses)}
    for year in sorted(year for year in years if year <= last):
        entries, wrong = change_entries(tuple(_in_year(entry, year) for entry in entries), changes.get(year, ()))
        problems += wrong
    return entries, tuple(problems)


def _in_year(entry: Entry, year: int) -> Entry:
    return replace(entry, status=dict(entry.statuses).get(year, entry.status)) if entry.statuses else entry


def change_entries(
    entries: tuple[Entry, ...], changes: Iterable[Change]
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return entries after the changes that concern them, and what keeps the others from being applied."""
    known = {entry.id: entry for entry in entries}
    problems: list[Problem] = []
    for change in in_decision_order(c for c in changes if c.kind in OF_REGISTERS):
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
    if change.kind is ChangeKind.STATUS and new_words(change.new) not in PARTNER_STATUSES:
        what = _("The new status {status!r} is none of {statuses}.")
        return _problem(change, what.format(status=new_words(change.new), statuses=", ".join(PARTNER_STATUSES)))
    return None


def _problem(change: Change, what: str) -> Problem:
    return Problem(change.origin.file, change.origin.line, what, _("Compare the change with partners.toml."))
