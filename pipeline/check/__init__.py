"""Hold the sources to the rules: those of the files, and those that the plan sets for its own years.

`RULES` in `rules.py` is the list; each rule is a name and a function from the plan to problems with file and line.
"""

from __future__ import annotations

from pipeline.check.rules import RULES
from pipeline.errors import Problem
from pipeline.model import Plan

__all__ = ["RULES", "check"]


def check(plan: Plan) -> tuple[Problem, ...]:
    """Return every problem in a plan's sources, sorted by file and line."""
    return tuple(sorted(problem for rule in RULES for problem in rule.find(plan)))
