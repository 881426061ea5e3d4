"""Rules about a year: that it serves the whole plan, lies in its period and is decided."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.rule import Facts, Fault
from pipeline.merge import misfits
from pipeline.model import ADOPTED, Origin
from pipeline.sources.adopt import digest_of_year
from pipeline.text import _

RESTING, ENDED = "vilande", "avslutad"


def idle_goals(facts: Facts) -> Iterator[Fault]:
    """Find goals that no activity of a year serves."""
    for year in facts.plan.years:
        served = {goal for activity in year.activities for goal in activity.goals}
        for goal in facts.plan.goals:
            if goal.id not in served:
                what = _("No activity in {year} serves the goal {id}, “{name}”.")
                remedy = _("Add an activity, or waive the rule with a reason.")
                yield Fault(goal.id, year.origin, what.format(year=year.year, id=goal.id, name=goal.name), remedy)


def idle_focus(facts: Facts) -> Iterator[Fault]:
    """Find focus areas without an activity in a year."""
    for year in facts.plan.years:
        served = {activity.focus for activity in year.activities}
        for focus in facts.plan.focus:
            if focus.id not in served:
                what = _("No activity in {year} belongs to the focus area {id}, “{name}”.")
                remedy = _("Add an activity, or waive the rule with a reason.")
                yield Fault(focus.id, year.origin, what.format(year=year.year, id=focus.id, name=focus.name), remedy)


def years_outside(facts: Facts) -> Iterator[Fault]:
    """Find years outside the plan's period."""
    plan = facts.plan
    for year in plan.years if plan.first_year and plan.last_year else ():
        if not plan.first_year <= year.year <= plan.last_year:
            what = _("The year {year} lies outside the plan's period {first}–{last}.")
            what = what.format(year=year.year, first=plan.first_year, last=plan.last_year)
            yield Fault(str(year.year), year.origin, what, _("Move the folder to its period, or correct plan.toml."))


def undecided(facts: Facts) -> Iterator[Fault]:
    """Find adopted years without a decision."""
    for year in facts.plan.years:
        if year.status == ADOPTED and year.decision is None:
            what = _("The year is adopted, but its decision is missing.")
            yield Fault(str(year.year), year.origin, what, _("Add [decision] with body, date and paragraph."))


def edited(facts: Facts) -> Iterator[Fault]:
    """Find adopted years that were edited since, or never frozen."""
    for year in facts.plan.years:
        if year.status == ADOPTED and year.frozen != digest_of_year(year):
            if year.frozen:
                what = _("The plan of {year} was edited after it was adopted.")
                remedy = _("Take the edit back; what is decided later goes into the next year or into changes.md.")
            else:
                what = _("The plan of {year} is adopted, but not frozen.")
                remedy = _("Run plan adopt {year}.").format(year=year.year)
            yield Fault(str(year.year), year.origin, what.format(year=year.year), remedy)


def late_changes(facts: Facts) -> Iterator[Fault]:
    """Find changes that were decided after the year from which they apply."""
    for year in facts.plan.years:
        for change in year.changes:
            if change.decision.date.year > year.year:
                what = _("The change of {{#{id}}} applies from {year}, but was decided in {later}.")
                what = what.format(id=change.target, year=year.year, later=change.decision.date.year)
                yield Fault(change.target, change.origin, what, _("Move it to the year of its decision."))


def lost_changes(facts: Facts) -> Iterator[Fault]:
    """Find changes that do not fit the text or the register as it stood when they were decided."""
    for problem in misfits(facts.plan):
        yield Fault("", Origin(problem.file, problem.line), problem.what, problem.remedy)


def undecided_statuses(facts: Facts) -> Iterator[Fault]:
    """Find partners whose register entry wakes a dormant cooperation, which only a decision does."""
    for partner in facts.plan.partners:
        before = partner.status
        for year, status in partner.statuses:
            if before == RESTING and status not in (RESTING, ENDED):
                what = _(
                    "{partner} is {status} from {year} without a decision; until then the cooperation was dormant."
                )
                remedy = _("Take the year out of statuses, and decide it in changes.md under Ändra status.")
                what = what.format(partner=partner.name, status=status, year=year)
                yield Fault(partner.id, partner.origin, what, remedy)
            before = status
