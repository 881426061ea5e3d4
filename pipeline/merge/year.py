"""What every edition of a year says of it: its state, its decision, its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.merge.climate import emissions, mass
from pipeline.merge.compose import decided, kronor
from pipeline.merge.funding import amount_by_kind
from pipeline.merge.overall import draft_marks
from pipeline.merge.view import YearView
from pipeline.model import DRAFT, EXAMPLE, PROPOSAL, Plan, Year
from pipeline.text import _


def dated(year: Year) -> date:
    """Return the date of the year's decision; a year without one is dated by its first day."""
    return year.decision.date if year.decision else date(year.year, 1, 1)


def marks_of(plan: Plan, year: Year) -> Iterator[str]:
    """Yield what every page must show: that the year is not decided, or that the plan under it is not certain."""
    yield from draft_marks(plan)
    if year.status == EXAMPLE:
        yield _("EXAMPLE – activities and decisions are examples")
    elif year.status == DRAFT and not any(draft_marks(plan)):
        yield _("DRAFT")
    elif year.status == PROPOSAL:
        yield _("PROPOSAL – not yet decided")


def facts_of(year: Year) -> Iterator[tuple[str, str]]:
    """Yield the cover's lines: each with its label."""
    yield _("Year"), str(year.year)
    yield from decided_facts(year)
    yield _("Activities"), str(len(year.activities))


def decided_facts(year: Year) -> Iterator[tuple[str, str]]:
    """Yield who decided the year's plan, and when: each with its label."""
    if year.decision:
        yield _("Decided"), decided(year.decision)
        if year.decision.diary_number:
            yield _("Diary number"), year.decision.diary_number


def numbers_of(view: YearView) -> Iterator[tuple[str, str]]:
    """Yield the year's numbers, all of them counted from its activities: each with its label."""
    activities = view.activities
    n, total = sum(a.meeting == "digitalt" for a in activities), len(activities)
    yield _("Activities"), str(total)
    yield _("Digital only"), _("{n} of {total} activities").format(n=n, total=total)
    yield _("Partners"), str(len({id_ for a in activities for id_ in a.partners}))
    cost = sum(a.cost for a in activities)
    if cost:
        yield _("Cost"), kronor(cost)
        if eu := amount_by_kind(view).get("EU"):
            yield _("From the EU"), kronor(eu)
    if grams := emissions(view):
        yield _("Journeys’ emissions"), mass(grams)
    if view.last and view.last.activities:
        done = sum(a.status == "genomförd" for a in view.last.activities)
        words = _("{n} of {total} activities").format(n=done, total=len(view.last.activities))
        yield _("Done in {year}").format(year=view.last.year), words
