"""What a verification finds: which file, and what is wrong with it."""

from __future__ import annotations

from pipeline.errors import PlanError, Problem
from pipeline.text import _


class Damaged(PlanError):
    """A package or a store is not what was put into it."""

    exit_code = 1


def finding(file: str, what: str, line: int = 0) -> Problem:
    """Return one finding; what to do is always the same: bring back the whole package from another copy."""
    return Problem(file, line, what, _("Fetch the package from another copy."))
