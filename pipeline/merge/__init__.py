"""Merge the plan with what was decided, and compose the editions that people read.

1. `apply`      decided changes, in the order of their decisions, become the plan's text as of a year;
   `registers`  … and its partners as of a year
2. `overall`    the four-year plan's edition
3. `annual`     each year's edition: `activities`, `goals`, `funding`, `climate`, `followup` of last year, `decisions`
4. `summary`    each year on two pages
"""

from __future__ import annotations

from datetime import date

from pipeline.errors import Problem, SourceProblem
from pipeline.garbage import uncollected
from pipeline.merge.annual import annual_edition
from pipeline.merge.apply import apply_changes
from pipeline.merge.overall import overall_edition
from pipeline.merge.registers import partners_until
from pipeline.merge.summary import summary_edition
from pipeline.merge.texts import as_of, is_known, text_as_of, texts_by_year
from pipeline.model import Document, Edition, Plan

__all__ = ["annual_edition", "apply_changes", "as_of", "merge", "misfits", "overall_edition", "text_as_of"]


def merge(plan: Plan, on: date | None = None) -> tuple[Edition, ...]:
    """Return every edition: the four-year plan as changed by the latest year, then each year's plan and its summary.

    With `on`, they are the editions of that day. Raises `SourceProblem` with every change that no longer fits the text
    or the register.
    """
    with uncollected():
        plan = as_of(plan, on) if on else plan
        texts, problems = _settled(plan)
        if problems:
            raise SourceProblem(problems)
        years = [(year, texts[n : n + 2]) for n, year in enumerate(plan.years) if on is None or is_known(year, on)]
        pairs = [(annual_edition(plan, year, around), summary_edition(plan, year, *around)) for year, around in years]
        return (overall_edition(plan, on), *(edition for pair in pairs for edition in pair))


def misfits(plan: Plan) -> tuple[Problem, ...]:
    """Return what keeps decided changes from being applied: to the register of partners, and to the text."""
    return _settled(plan)[1]


def _settled(plan: Plan) -> tuple[list[Document], tuple[Problem, ...]]:
    """Return the plan's text before and after each year, and every change that does not fit it or the register."""
    _partners, problems = partners_until(plan)
    try:
        return texts_by_year(plan, plan.years), problems
    except SourceProblem as error:
        return [], (*problems, *error.problems)
