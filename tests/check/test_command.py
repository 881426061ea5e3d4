"""plan check and plan rules: what they print, where, and their exit codes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from pipeline.check import RULES
from pipeline.check.command import register
from tests.check.small_plan import copy_small_plan, overlay

YEAR = "2026/activities.toml"
PLACES = (("2025/activities.toml", 6), (YEAR, 1), (YEAR, 1), (YEAR, 6))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return copy_small_plan(tmp_path)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    options = parser.parse_args(arguments)
    return int(options.run(options))


def test_sources_that_keep_every_rule_give_exit_code_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0
    assert capsys.readouterr().err == ""


def test_problems_are_sorted_by_file_and_line_and_name_their_rule(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay(folder / YEAR, "[[activity]]\ngoals = []")
    overlay(folder / "2025/activities.toml", '[[activity]]\nmeeting = "fysiskt"')
    assert run("check") == 1
    lines = capsys.readouterr().err.splitlines()
    places = [line.split(": ")[0] for line in lines]
    assert places == [f"sources/2024-2027/{place}:{line}" for place, line in PLACES]
    assert [line[line.rindex("[") :] for line in lines if line.endswith("]")] == [
        "[physical-reason]",
        "[idle-goal]",
        "[idle-goal]",
        "[no-goal]",
    ]


def test_a_warning_alone_gives_exit_code_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay(folder / YEAR, '[[activity]]\nindicator = ""')
    assert run("check") == 0
    assert capsys.readouterr().err.startswith("sources/2024-2027/2026/activities.toml:6: varning: ")


def test_all_problems_of_a_file_that_cannot_be_read_come_in_one_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay(folder / YEAR, '[[activity]]\ncost = -5\nmeeting = "kanske"\ntravel = [3]\nagenda = 1\nstart = "mars"')
    assert run("check") == 1
    assert len(capsys.readouterr().err.splitlines()) == 5


def test_what_cannot_be_read_what_breaks_a_rule_and_what_does_not_fit_come_in_one_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay(folder / "2025/activities.toml", '[[activity]]\ncost = "mycket"\ngoals = []')
    overlay(folder / YEAR, '[[activity]]\npartners = ["zenica"]\ngoals = []')
    overlay(folder / "2026/changes.md", "# Beslut: KF 2026-01-26 § 1\n\n## Stryk {#borta}\n\nSkäl: Så.\n\n> Borta.")
    (folder / "funding.toml").write_text("[[programme]\n", "utf-8")
    assert run("check") == 1
    lines = capsys.readouterr().err.splitlines()
    found = [line.removeprefix("sources/2024-2027/").split(": ")[0] for line in lines]
    # The activity that cannot be read whole is not held to the rules, nor are names to the register that is broken.
    places = ["2025/activities.toml:17", f"{YEAR}:6", f"{YEAR}:6", "2026/changes.md:3", "funding.toml:1"]
    assert found == places, lines


def test_a_register_with_an_id_that_cannot_be_read_casts_no_shadow_on_those_who_name_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay(folder / "partners.toml", "[[partner]]\nid = 3")
    assert run("check") == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines, lines
    assert all(line.startswith("sources/2024-2027/partners.toml:3: ") for line in lines), lines


def test_json_holds_the_place_the_rule_and_the_remedy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay(folder / YEAR, '[[activity]]\ngoals = ["mal-1"]')
    assert run("check", "--format", "json") == 0
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["file"], problem["rule"], problem["about"]) == (f"sources/2024-2027/{YEAR}", "idle-goal", "mal-2")
    assert problem["remedy"]


def test_sarif_lists_the_rules_and_suppresses_what_is_waived(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waiver = '[[waiver]]\nrule = "idle-goal"\nnames = ["mal-2"]\nreason = "Nås ändå."'
    overlay(folder / YEAR, f'[[activity]]\ngoals = ["mal-1"]\n\n{waiver}')
    assert run("check", "--format", "sarif") == 0
    (log,) = json.loads(capsys.readouterr().out)["runs"]
    assert [rule["id"] for rule in log["tool"]["driver"]["rules"]] == [rule.name for rule in RULES]
    (result,) = log["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "Nås ändå."}]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 1


def test_github_gets_one_line_for_each_problem(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay(folder / YEAR, "[[activity]]\ngoals = []")
    assert run("check", "--format", "github") == 1
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 3
    assert out[-1].startswith(f"::error file=sources/2024-2027/{YEAR},line=6,title=no-goal::")


def test_the_rules_are_listed_with_the_plans_own_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules") == 0
    out = capsys.readouterr().out
    assert all(f"\n{rule.name} (" in f"\n{out}" for rule in RULES)
    assert "Digitala möten går före fysiska." in out
