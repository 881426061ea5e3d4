"""Hold the sources to the rules: those of the files, and those that the plan sets for its own years.

`rules.py` is the list: each rule with an example and a counter-example. A rule of the plan can be waived for a year,
with a reason that the annual plan prints.
"""

from __future__ import annotations

from pipeline.check.findings import check, find
from pipeline.check.rule import Finding, Rule
from pipeline.check.rules import RULES

__all__ = ["RULES", "Finding", "Rule", "check", "find"]
