"""A year's life: it begins with what is not finished, is adopted, and is not edited any more."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.check import check
from pipeline.errors import SourceProblem, UsageProblem
from pipeline.model import Decision, Plan
from pipeline.sources import load_plan, read_period
from pipeline.sources.adopt import digest_of_year
from pipeline.sources.begin import begin_year
from pipeline.verbs.keep import register
from tests.check.small_plan import copy_small_plan, overlay


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small plan's period, with its project as the current folder."""
    monkeypatch.chdir(tmp_path)
    return copy_small_plan(tmp_path)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    options = parser.parse_args(arguments)
    return int(options.run(options))


def load(folder: Path) -> Plan:
    return load_plan(folder, folder.parent.parent)


# ── A new year ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_year_carries_over_what_is_not_finished(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay(folder / "2026/activities.toml", '[[activity]]\nstatus = "pågår"\nresult = "Två klasser av fyra."')
    before = load(folder).years[1].activities[0]
    assert run("new-year", "2027") == 0
    assert capsys.readouterr().out.strip() == "sources/2024-2027/2027/activities.toml"
    year = load(folder).years[2]
    assert (year.year, year.status) == (2027, "utkast")
    assert year.activities == (replace(before, start="2027-02", end="2027-05", status="planerad", result=""),)
    assert check(load(folder)) == ()


def test_what_is_done_is_not_carried_over(folder: Path) -> None:
    assert run("new-year", "2027") == 0
    assert load(folder).years[2].activities == ()


def test_a_new_year_asks_how_the_last_one_went(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay(folder / "2026/activities.toml", '[[activity]]\nstatus = "planerad"\nresult = ""')
    assert run("new-year", "2027") == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("sources/2024-2027/2026/activities.toml:6: ")


@pytest.mark.parametrize("year", ["2026", "2028", "2030"])
def test_a_year_that_is_there_or_outside_is_not_begun(year: str, folder: Path) -> None:
    with pytest.raises(UsageProblem):
        run("new-year", year)


def test_an_activity_that_ends_later_keeps_its_end_and_a_leap_day_its_month(folder: Path) -> None:
    year = load(folder).years[1]
    long = replace(year.activities[0], status="pågår", end="2027-06")
    leap = replace(long, start="2026-02-29", end="2026-03")
    text = begin_year(replace(year, activities=(long, leap)))
    assert 'start = "2027-01"\nend = "2027-06"' in text
    assert 'start = "2027-02-28"\nend = "2027-03"' in text


# ── Adopted ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def adopt_2026(folder: Path) -> Path:
    path = folder / "2026/activities.toml"
    text = path.read_text("utf-8")
    decision = '[decision]\nbody = "Kommunstyrelsen"\ndate = 2026-02-09\n\n[[activity]]'
    path.write_text(text.replace("[[activity]]", decision, 1), "utf-8")
    assert run("adopt", "2026") == 0
    return path


def test_an_adopted_year_keeps_every_rule_until_it_is_edited(folder: Path) -> None:
    path = adopt_2026(folder)
    assert load(folder).years[1].status == "antagen"
    assert check(load(folder)) == ()
    path.write_text(path.read_text("utf-8").replace("Hela klasser deltar.", "Halva klasser deltar."), "utf-8")
    (problem,) = check(load(folder))
    assert problem.file.endswith("2026/activities.toml")


def test_how_an_adopted_year_went_may_be_written(folder: Path) -> None:
    path = adopt_2026(folder)
    path.write_text(path.read_text("utf-8").replace("Fyra klasser deltog.", "Fem klasser deltog."), "utf-8")
    assert check(load(folder)) == ()


def test_a_year_without_a_decision_cannot_be_adopted(folder: Path) -> None:
    with pytest.raises(SourceProblem):
        run("adopt", "2026")


def test_an_example_is_not_adopted(folder: Path) -> None:
    overlay(folder / "2026/activities.toml", 'status = "exempel"')
    before = (folder / "2026/activities.toml").read_bytes()
    with pytest.raises(SourceProblem, match=r"2026/activities\.toml"):
        run("adopt", "2026")
    assert (folder / "2026/activities.toml").read_bytes() == before


def test_the_digest_is_that_of_everything_that_was_decided(folder: Path) -> None:
    year = load(folder).years[0]
    activity, change = year.activities[0], year.changes[0]
    others = [
        replace(year, introduction=()),
        replace(year, evaluation=()),
        replace(year, activities=()),
        replace(year, activities=(replace(activity, cost=1),)),
        replace(year, changes=()),
        replace(year, changes=(replace(change, decision=Decision("KS", date(2025, 1, 1))),)),
    ]
    assert len({digest_of_year(other) for other in (year, *others)}) == 7
    assert digest_of_year(replace(year, activities=(replace(activity, result="Annat"),))) == digest_of_year(year)


def test_a_year_after_the_period_is_told_how_the_next_period_begins(folder: Path) -> None:
    with pytest.raises(UsageProblem, match="new-period 2028-2031"):
        run("new-year", "2028")


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(SourceProblem) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_year_that_cannot_be_read_is_that_of_its_folder(folder: Path) -> None:
    overlay(folder / "2026/activities.toml", 'year = "2026"')
    (line,) = problems_of(folder)
    assert line.startswith("sources/2024-2027/2026/activities.toml:1: year ")
    plan, unread = read_period(folder, folder.parent.parent)
    assert plan
    assert [year.year for year in plan.years] == [2025, 2026]
    assert check(plan, unread) == ()


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("start = 2026-02-30", "datumet finns inte"),
        ("a = 1\na = 2", "nyckeln står två gånger"),
        ("a 1", "det saknas ="),
        ('a = "b', "det saknas ett citattecken"),
        ("[[a]", "det saknas ]]"),
        ("a = 1 b", "något mer på raden"),
    ],
)
def test_broken_toml_is_told_in_swedish_with_its_line(broken: str, words: str, folder: Path) -> None:
    path = folder / "2026/activities.toml"
    lines = path.read_text("utf-8").count("\n")
    path.write_text(path.read_text("utf-8") + broken + "\n", "utf-8")
    (line,) = problems_of(folder)
    place, what = line.split(": ", 1)
    assert abs(int(place.rsplit(":", 1)[1]) - lines) <= 2
    assert words in what
    assert "at line" not in what


def test_a_decision_that_cannot_be_read_casts_no_shadow_on_its_changes(folder: Path) -> None:
    changes = (
        "# Beslut: Kommunfullmäktige 2026-13-26 § 1\n\n## Stryk {#kemi-text}\n\nSkäl: Så.\n\n> Kemi är en vänort.\n"
    )
    (folder / "2026/changes.md").write_text(changes, "utf-8")
    (line,) = problems_of(folder)
    assert "changes.md:1: " in line
