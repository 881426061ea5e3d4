"""Every rule keeps quiet at its example, fires at its counter-example, and finds a planted fault at its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.check import RULES, Finding, Rule, check, find
from pipeline.sources import load_plan
from tests.check.small_plan import copy_small_plan, overlay
from tests.conftest import ROOT

PERIOD = "sources/2024-2027"
YEAR = "2025/activities.toml"

# rule → the file of the real sources, what to replace in it, by what, and the line it shows on (or that of its table)
FAULTS = {
    "duplicate-id": ("goals.toml", 'id = "mal-2"', 'id = "mal-1"'),
    "unknown-name": (YEAR, 'focus = "vanorter"', 'focus = "vanorten"'),
    "lost-section": ("partners.toml", 'section = "bottenviksbagen-bothnian"', 'section = "borta"'),
    "half-place": ("partners.toml", "longitude = 25.47", ""),
    "unknown-waiver": (YEAR, "[decision]", '[[waiver]]\nrule = "ingen"\nnames = []\nreason = "Skäl."\n\n[decision]'),
    "no-goal": (YEAR, 'goals = ["mal-6", "mal-8"]', "goals = []"),
    "no-body": (YEAR, 'body = "stadsbyggnadsforvaltningen"', 'body = ""'),
    "no-equality": (YEAR, 'equality = "', 'equality = "" # "'),
    "physical-reason": (YEAR, 'meeting = "digitalt"', 'meeting = "fysiskt"'),
    "digital-journey": (YEAR, 'meeting = "hybrid"', 'meeting = "digitalt"'),
    "unanswered-question": (YEAR, 'omvarldsbevakning = "', 'utveckling2 = "'),
    "dormant-partner": (YEAR, 'partners = ["arctic-mayors-forum"]', 'partners = ["zenica"]'),
    "ended-partner": ("2026/activities.toml", 'partners = ["ubc"]', 'partners = ["bothnian-coastal-route"]'),
    "backwards": (YEAR, 'end = "2025-12"', 'end = "2025-01"'),
    "outside-year": (YEAR, 'start = "2025-02"\nend = "2025-12"', 'start = "2026-02"\nend = "2026-12"'),
    "funding-sum": (YEAR, "cost = 40000", "cost = 50000"),
    "status-reason": (YEAR, 'status_reason = "', '# "'),
    "carried-over": (YEAR, 'result = "Kommunen deltog', 'result = "" # "Kommunen deltog'),
    "no-outcome": (YEAR, 'status = "genomförd"', 'status = "planerad"'),
    "no-indicator": (YEAR, 'indicator = "', '# "'),
    "idle-goal": ("goals.toml", 'id = "mal-9"', 'id = "mal-nio"'),
    "idle-focus": ("focus.toml", 'id = "vanorter"', 'id = "vanorterna"'),
    "year-outside-period": ("plan.toml", "last_year = 2027", "last_year = 2025"),
    "undecided-year": (YEAR, "[decision]\n", "[decision2]\n"),
    "edited-year": (YEAR, 'status = "exempel"', 'status = "antagen"\nfrozen = "sha256:0"'),
    "undecided-status": (
        "partners.toml",
        'status = "vilande"',
        'status = "vilande"\nstatuses = { 2026 = "aktiv" }',
    ),
    "late-change": ("2025/changes.md", "Kommunfullmäktige 2025", "Kommunfullmäktige 2027"),
    "lost-change": ("2026/changes.md", "tex Skype, Teams", "tex Skype"),
    "heading-level": ("plan.md", "## Tromsö", "#### Tromsö"),
    "empty-heading": ("plan.md", "# Om Planen {#planen}", "# {#planen}"),
    "no-alt-text": ("plan.md", "# Om Planen", "![](karta.svg)\n\n# Om Planen"),
    "no-table-heading": ("plan.md", "# Om Planen", "|---|---|\n| Kemi | Finland |\n\n# Om Planen"),
    "empty-heading-cell": ("plan.md", "# Om Planen", "| Ort | |\n|---|---|\n| Kemi | Finland |\n\n# Om Planen"),
    "vague-link": ("plan.md", "# Om Planen", "Läs mer [här](https://kemi.fi).\n\n# Om Planen"),
    "wordless-link": ("plan.md", "# Om Planen", "Läs mer. [ ](https://kemi.fi)\n\n# Om Planen"),
    "strange-link": ("plan.md", "# Om Planen", "Läs [avtalet](file:///avtal.pdf)\n\n# Om Planen"),
    "dead-link": ("plan.md", "# Om Planen", "Se [avsnittet om Kemi](#kemmi)\n\n# Om Planen"),
    "unknown-language": ("plan.md", "# Om Planen", "[Arctic Five]{lang=xx}\n\n# Om Planen"),
}
# Faults that show elsewhere than where they were planted: what is missing shows on the year that lacks it.
SHOWN_ON_YEARS = {"idle-goal", "idle-focus", "year-outside-period"}


def findings(folder: Path, rule: str) -> list[Finding]:
    return [finding for finding in find(load_plan(folder, folder.parent.parent)) if finding.rule == rule]


def test_the_sources_keep_every_rule() -> None:
    assert [finding for finding in find(load_plan(ROOT / PERIOD, ROOT)) if not finding.waived] == []


def test_the_small_plan_keeps_every_rule(tmp_path: Path) -> None:
    folder = copy_small_plan(tmp_path)
    assert find(load_plan(folder, tmp_path)) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_keeps_quiet_at_its_example(rule: Rule, tmp_path: Path) -> None:
    folder = copy_small_plan(tmp_path)
    overlay(folder / rule.file, rule.example)
    assert findings(folder, rule.name) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_fires_at_its_counter_example(rule: Rule, tmp_path: Path) -> None:
    folder = copy_small_plan(tmp_path)
    overlay(folder / rule.file, rule.counter)
    found = findings(folder, rule.name)
    assert found
    assert all(finding.problem.severity == rule.severity and finding.problem.remedy for finding in found)


def test_every_rule_has_a_planted_fault() -> None:
    assert [rule.name for rule in RULES] == list(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_at_its_place(name: str, tmp_path: Path) -> None:
    file, old, new = FAULTS[name]
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    path = tmp_path / PERIOD / file
    text = path.read_text("utf-8")
    assert old in text
    before = text[: text.index(old)].split("\n")
    table = max((n for n, line in enumerate(before, 1) if line.startswith(("[[", "## "))), default=1)
    text = text.replace(old, new, 1)
    if name == "undecided-year":  # a year that is adopted, and whose decision is taken out
        start = text.index("[decision2]")
        text = text[:start] + text[text.index("\n\n", start) :]
        text, before = text.replace('status = "exempel"', 'status = "antagen"'), [""]
    path.write_text(text, "utf-8")
    found = findings(tmp_path / PERIOD, name)
    assert found
    if name in SHOWN_ON_YEARS:
        assert {finding.problem.line for finding in found} == {1}
        assert all(finding.problem.file.endswith("activities.toml") for finding in found)
    else:
        assert {finding.problem.file for finding in found} == {f"{PERIOD}/{file}"}
        assert found[0].problem.line in (len(before), table, len(before) + 2)


@pytest.mark.parametrize(
    ("written", "meant"), [("kemmi", "kemi"), ("Oulu", "uleaborg"), ("Kemi", "kemi"), ("atlantis", "")]
)
def test_a_name_like_one_in_the_register_is_proposed(written: str, meant: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    path = tmp_path / PERIOD / "2026/activities.toml"
    path.write_text(path.read_text("utf-8").replace('partners = ["kemi"]', f'partners = ["{written}"]', 1), "utf-8")
    remedies = [f.problem.remedy for f in findings(tmp_path / PERIOD, "unknown-name") if written in f.problem.what]
    assert len(remedies) == 1
    assert remedies[0].startswith(f"Menade du {meant}?" if meant else "Välj")


# ── Waivers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

WAIVER = '[[waiver]]\nrule = "physical-reason"\nnames = ["klassutbyte"]\nreason = "Vana."\n'


def test_a_waived_rule_stops_nothing_and_keeps_its_reason(tmp_path: Path) -> None:
    folder = copy_small_plan(tmp_path)
    overlay(folder / YEAR, '[[activity]]\nmeeting = "fysiskt"\n\n' + WAIVER)
    (finding,) = find(load_plan(folder, tmp_path))
    assert (finding.rule, finding.waived) == ("physical-reason", "Vana.")
    assert check(load_plan(folder, tmp_path)) == ()


def test_a_waiver_holds_for_its_own_year_alone(tmp_path: Path) -> None:
    folder = copy_small_plan(tmp_path)
    overlay(folder / YEAR, WAIVER)
    overlay(folder / "2026/activities.toml", '[[activity]]\nmeeting = "fysiskt"')
    (problem,) = check(load_plan(folder, tmp_path))
    assert problem.file.endswith("2026/activities.toml")


def test_a_waiver_that_nothing_needs_is_a_warning(tmp_path: Path) -> None:
    folder = copy_small_plan(tmp_path)
    overlay(folder / YEAR, WAIVER)
    (finding,) = find(load_plan(folder, tmp_path))
    assert (finding.rule, finding.problem.severity) == ("idle-waiver", "warning")


def test_a_draft_may_be_begun_before_the_year_before_is_followed_up(tmp_path: Path) -> None:
    folder = copy_small_plan(tmp_path)
    overlay(folder / YEAR, '[[activity]]\nstatus = "pågår"\nresult = ""')
    overlay(folder / "2026/activities.toml", 'status = "utkast"')
    assert find(load_plan(folder, tmp_path)) == ()


def test_a_decision_to_take_a_cooperation_up_again_ends_its_rest(tmp_path: Path) -> None:
    folder = copy_small_plan(tmp_path)
    overlay(folder / "2026/activities.toml", '[[activity]]\npartners = ["zenica"]')
    assert len(find(load_plan(folder, tmp_path))) == 1
    status = "## Ändra status {#zenica}\n\nSkäl: Vi börjar om.\n\n> vilande\n\naktiv\n"
    (folder / "2026/changes.md").write_text("# Beslut: Kommunfullmäktige 2026-01-26 § 1\n\n" + status, "utf-8")
    assert find(load_plan(folder, tmp_path)) == ()
