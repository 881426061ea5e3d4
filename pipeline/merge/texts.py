"""The plan's text and years as of a year, or as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.errors import Problem, SourceProblem
from pipeline.merge.apply import apply_changes
from pipeline.model import Change, Document, Plan, Year


def changes_until(plan: Plan, year: int) -> tuple[Change, ...]:
    """Return the changes decided up to and with a year, in the order of their years."""
    return tuple(change for folder in plan.years if folder.year <= year for change in folder.changes)


def text_as_of(plan: Plan, year: int) -> Document:
    """Return the plan's text as it stands after a year's decisions. Raises `SourceProblem` when one does not fit."""
    years = [folder for folder in plan.years if folder.year <= year]
    return texts_by_year(plan, years)[-1]


def texts_by_year(plan: Plan, years: Sequence[Year]) -> list[Document]:
    """Return the plan's text before all years, and after the decisions of each of them.

    Raises `SourceProblem` with every change that does not fit.
    """
    texts = [plan.document]
    problems: list[Problem] = []
    for n, year in enumerate(years):
        earlier = [change for before in years[:n] for change in before.changes]
        try:
            texts.append(apply_changes(texts[-1], year.changes, earlier))
        except SourceProblem as error:
            problems.extend(error.problems)
            texts.append(texts[-1])
    if problems:
        raise SourceProblem(problems)
    return texts


def as_of(plan: Plan, day: date) -> Plan:
    """Return the plan as it was known on a day: with what had been decided by then, and no more.

    A change counts from its own decision's day, also when its year's plan was decided later: of such a year, only its
    changes are known.
    """
    years = (replace(year, changes=tuple(c for c in year.changes if c.decision.date <= day)) for year in plan.years)
    return replace(plan, years=tuple(year for year in years if year.changes or is_known(year, day)))


def is_known(year: Year, day: date) -> bool:
    """Say whether a year's plan was decided on a day; one without a decision belongs to the days of its year."""
    return year.decision.date <= day if year.decision else year.year <= day.year
