"""Read a period's folder: the text of record, the registers and the years, as one `Plan`.

Every problem of every file is found in one run and raised as one `SourceProblem`; a file that is not there at all is
named with what it is for.
"""

from __future__ import annotations

from pipeline.sources.plan import find_periods, load_plan, periods_of, read_period

__all__ = ["find_periods", "load_plan", "periods_of", "read_period"]
