"""The annual cycle at a size that no plan will reach: 50 years of 500 activities and 5 decided changes each.

Prints the processor's seconds that checking and merging take, and how many times as long each takes as reading the same
activities with Python's own TOML reader, in the same run. Run it with `python benchmarks/cycle.py`.
"""

from __future__ import annotations

import time
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.check import find
from pipeline.merge import merge
from pipeline.model import Change, ChangeKind, Decision, Paragraph, Plan, Text, Year
from pipeline.sources import load_plan

ROOT = Path(__file__).parent.parent
YEARS, ACTIVITIES, CHANGES = 50, 500, 5
GOAL = 2.0


def large_plan(plan: Plan) -> Plan:
    """Return the example plan with its activities repeated under other names, over many years."""
    template = plan.years[-1].activities
    passages = [b for b in plan.document.blocks if isinstance(b, Paragraph) and b.id and len(b.inlines) == 1]
    partners = tuple(replace(entry, until=0) for entry in plan.partners)
    years = []
    for year in range(2000, 2000 + YEARS):
        activities = tuple(
            replace(
                template[n % len(template)],
                id=f"a{n}",
                start=f"{year}-02",
                end=f"{year}-11",
                result="Klart.",
                status="genomförd",
            )
            for n in range(ACTIVITIES)
        )
        changes = tuple(_change(passages[(year * CHANGES + n) % len(passages)], year, n) for n in range(CHANGES))
        years.append(Year(year, "förslag", (), (), changes, activities))
    return replace(plan, first_year=2000, last_year=2000 + YEARS, partners=partners, years=tuple(years))


def _change(passage: Paragraph, year: int, n: int) -> Change:
    decision = Decision("Kommunfullmäktige", date(year, 1, 27), str(n))
    new = (Paragraph((Text(f"Ny lydelse {year}."),)),)
    return Change(ChangeKind.ADD_AFTER, passage.id, "", new, "Skäl", decision)


def main() -> None:
    """Time the three steps and print them."""
    plan = load_plan(ROOT / "sources/2024-2027", ROOT)
    text = (ROOT / "sources/2024-2027/2026/activities.toml").read_text("utf-8")
    large = large_plan(plan)
    start = time.process_time()
    for _ in range(YEARS * ACTIVITIES // len(plan.years[-1].activities)):
        tomllib.loads(text)
    read = time.process_time() - start
    start = time.process_time()
    findings = find(large)
    checked = time.process_time() - start
    start = time.process_time()
    editions = merge(large)
    merged = time.process_time() - start
    print(f"{YEARS} years of {ACTIVITIES} activities: {len(findings)} findings, {len(editions)} editions")
    for name, seconds in (("read by tomllib", read), ("check", checked), ("merge", merged)):
        print(f"{name:16} {seconds:6.2f} s  {seconds / read:5.2f} × tomllib")
    total = checked + merged
    print(f"check and merge  {total:6.2f} s, {'within' if total <= GOAL else 'beyond'} the goal of {GOAL} s")


if __name__ == "__main__":
    main()
