"""Every rule fires on a planted fault, at the right place, and on nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.check import RULES, check
from pipeline.errors import Problem
from pipeline.sources import load_plan
from tests.conftest import ROOT

PERIOD = "sources/2024-2027"

# rule → the file, what to replace in it, and by what
FAULTS = {
    "duplicate-id": ("goals.toml", 'id = "mal-2"', 'id = "mal-1"'),
    "unknown-name": ("2025/activities.toml", 'focus = "vanorter"', 'focus = "vanorten"'),
    "lost-section": ("partners.toml", 'section = "bottenviksbagen-bothnian"', 'section = "borta"'),
    "no-goal": ("2025/activities.toml", 'goals = ["mal-6", "mal-8"]', "goals = []"),
    "resting-partner": ("2025/activities.toml", 'partners = ["arctic-mayors-forum"]', 'partners = ["zenica"]'),
    "physical-reason": ("2025/activities.toml", 'meeting = "digitalt"', 'meeting = "fysiskt"'),
    "unanswered-question": ("2025/activities.toml", 'omvarldsbevakning = "', 'annat = "'),
    "outside-year": (
        "2025/activities.toml",
        'start = "2025-02"\nend = "2025-12"',
        'start = "2026-02"\nend = "2026-12"',
    ),
    "year-outside-period": ("plan.toml", "last_year = 2027", "last_year = 2025"),
    "adopted-without-decision": ("2025/activities.toml", 'status = "exempel"', 'status = "antagen"'),
    "heading-level": ("plan.md", "## Tromsö", "#### Tromsö"),
    "no-alt-text": ("plan.md", "# Om Planen", "![](karta.svg)\n\n# Om Planen"),
}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    return tmp_path


def problems(root: Path) -> tuple[Problem, ...]:
    return check(load_plan(root / PERIOD, root))


def test_the_sources_keep_every_rule() -> None:
    assert problems(ROOT) == ()


def test_every_rule_has_a_planted_fault() -> None:
    assert [rule.name for rule in RULES] == list(FAULTS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_fires_on_its_fault_alone_and_names_the_place(rule, sources: Path) -> None:
    file, old, new = FAULTS[rule.name]
    path = sources / PERIOD / file
    text = path.read_text("utf-8")
    assert old in text
    before = text[: text.index(old)].split("\n")
    table_line = max((n for n, line in enumerate(before, 1) if line.startswith("[[")), default=1)
    text = text.replace(old, new, 1)
    if rule.name == "adopted-without-decision":
        start, end = text.index("[decision]"), text.index("\n\n", text.index("[decision]"))
        text = text[:start] + text[end:]
    path.write_text(text, "utf-8")
    found = tuple(rule.find(load_plan(sources / PERIOD, sources)))
    assert found
    assert all(problem.remedy for problem in found)
    if rule.name == "year-outside-period":  # the fault in plan.toml shows on the year that it leaves outside
        assert [problem.file for problem in found] == [f"{PERIOD}/2026/activities.toml"]
    else:
        assert {problem.file for problem in found} == {f"{PERIOD}/{file}"}
        assert found[0].line in (len(before), table_line)
