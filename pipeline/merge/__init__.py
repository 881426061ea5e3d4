"""Merge the plan with what was decided, and compose the editions that people read.

1. `apply`    decided changes, in the order of their decisions, become the plan's text as of a year
2. `overall`  the four-year plan's edition
3. `annual`   each year's edition: what changed, what is to be done, by whom and towards which goals
"""

from __future__ import annotations

from pipeline.merge.annual import annual_edition
from pipeline.merge.apply import apply_changes
from pipeline.merge.overall import overall_edition
from pipeline.model import Edition, Plan

__all__ = ["annual_edition", "apply_changes", "merge", "overall_edition"]


def merge(plan: Plan) -> tuple[Edition, ...]:
    """Return every edition: the four-year plan as changed by the latest year, then one per year.

    Raises `SourceProblem` when a change no longer fits the text.
    """
    return (overall_edition(plan), *(annual_edition(plan, year) for year in plan.years))
