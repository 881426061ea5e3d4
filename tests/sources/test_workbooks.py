"""Workbooks: what a department fills in becomes TOML exactly, and every slip is named with its cell."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.errors import Problem, SourceProblem, UnreadableInput
from pipeline.model import Activity, Funding, Journey, Plan
from pipeline.sources import load_plan
from pipeline.sources.activities import read_activity
from pipeline.sources.columns import FUNDING, LISTS, MAIN, main_columns
from pipeline.sources.gather import find_alike, gather
from pipeline.sources.sheets import read_workbook
from pipeline.sources.tables import Source, read_fields
from pipeline.sources.workbook import write_workbook
from pipeline.sources.write import update_activities, write_activity
from pipeline.text import _
from pipeline.verbs.keep import register
from tests.check.small_plan import PERIOD, SMALL, copy_small_plan
from tests.conftest import ROOT

SMALL_PLAN = load_plan(SMALL / PERIOD, SMALL.parent)
PLAN = load_plan(ROOT / "sources/2024-2027", ROOT)
EXAMPLES = [activity for year in PLAN.years for activity in year.activities]

# What a person can type into a cell: no control characters, no blanks around it.
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30).filter(
    lambda text: text == text.strip() and "_x" not in text
)
months = st.dates(date(2025, 1, 1), date(2027, 12, 31)).map(lambda day: day.isoformat())
periods = months | months.map(lambda day: day[:7])
amounts = st.integers(0, 10**9)
activities = st.builds(
    Activity,
    id=st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True),
    title=words,
    purpose=words,
    focus=st.just("vanorter"),
    partners=st.lists(st.sampled_from(["kemi", "zenica", "kustprojektet"]), unique=True).map(tuple),
    goals=st.lists(st.sampled_from(["mal-1", "mal-2"]), unique=True).map(tuple),
    body=st.sampled_from(["", "kommunstaben"]),
    contact=st.just("") | words,
    start=periods,
    end=periods,
    place=st.just("") | words,
    meeting=st.sampled_from(["digitalt", "hybrid", "fysiskt"]),
    meeting_reason=st.just("") | words,
    travel=st.lists(st.builds(Journey, st.just("buss"), amounts, amounts), max_size=2).map(tuple),
    cost=amounts,
    funding=st.lists(st.builds(Funding, st.sampled_from(["budget", "eu-fond"]), amounts), max_size=2).map(tuple),
    answers=st.lists(st.sampled_from(["nytta", "paverkan"]), unique=True).flatmap(
        lambda keys: st.tuples(*(st.tuples(st.just(key), words) for key in sorted(keys)))
    ),
    equality=st.just("") | words,
    status=st.sampled_from(["planerad", "pågår", "genomförd", "flyttad", "inställd"]),
    status_reason=st.just("") | words,
    indicator=st.just("") | words,
    result=st.just("") | words,
)


def read_toml(text: str) -> list[Activity]:
    source = Source("activities.toml", text)
    table = read_fields(source)
    assert table
    read = [read_activity(row) for row in table.tables("activity")]
    assert source.problems == []
    return read


def read_back(path: Path, plan: Plan) -> tuple[Activity, ...]:
    problems: list[Problem] = []
    read = read_workbook(path, plan, problems)
    assert problems == []
    return read


@given(activities)
def test_an_activity_that_is_written_as_toml_is_read_as_it_was(activity: Activity) -> None:
    assert read_toml(write_activity(activity)) == [activity]


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_every_text_survives_toml(text: str) -> None:
    activity = replace(EXAMPLES[0], title=text)
    assert read_toml(write_activity(activity)) == [activity]


@settings(
    max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(activities, max_size=3, unique_by=lambda activity: activity.id))
def test_what_is_written_into_a_workbook_is_read_as_it_was(tmp_path: Path, given_: list[Activity]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(SMALL_PLAN, given_))
    assert read_back(path, SMALL_PLAN) == tuple(given_)


def test_the_examples_survive_toml_and_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for year in PLAN.years:
        path.write_bytes(write_workbook(PLAN, year.activities))
        assert read_back(path, PLAN) == year.activities
        assert read_toml("\n".join(map(write_activity, year.activities))) == list(year.activities)


def test_the_same_registers_give_the_same_workbook() -> None:
    assert write_workbook(SMALL_PLAN) == write_workbook(SMALL_PLAN)


def test_lists_to_choose_from_hold_what_the_registers_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(SMALL_PLAN))
    book = load_workbook(path)
    rules = book[_(MAIN)].data_validations.dataValidation
    assert {rule.formula1 for rule in rules if rule.type == "list"} >= {f"'{_(LISTS)}'!$A$2:$A$2"}
    assert [cell.value for cell in book[_(LISTS)]["B"][1:4]] == ["Kemi", "Zenica", "Kustprojektet"]


# ── Slips ────────────────────────────────────────────────────────────────────────────────────────────────────────────

SLIPS: dict[str, tuple[Callable[[Any], object], str]] = {
    "a formula": (lambda book: cell(book, "cost").__setattr__("value", "=1+1"), "N3"),
    "a text for a number": (lambda book: cell(book, "cost").__setattr__("value", "40 tkr"), "N3"),
    "half a krona": (lambda book: cell(book, "cost").__setattr__("value", 0.5), "N3"),
    "a month in words": (lambda book: cell(book, "start").__setattr__("value", "mars"), "I3"),
    "a name that no register has": (lambda book: cell(book, "focus").__setattr__("value", "Vänort"), "D3"),
    "one unknown name of several": (lambda book: cell(book, "partners").__setattr__("value", "Kemi; X"), "E3"),
    "a needed cell that is empty": (lambda book: cell(book, "title").__setattr__("value", None), "B3"),
    "merged cells": (lambda book: book[_(MAIN)].merge_cells("B3:C3"), "B3:C3"),
    "a heading of one's own": (lambda book: book[_(MAIN)]["B1"].__setattr__("value", "Namn"), "B1"),
    "a sheet that is gone": (lambda book: book.remove(book[_(FUNDING)]), _(FUNDING)),
    "money for an unknown activity": (lambda book: book[_(FUNDING)].append(["x", "En EU-fond", 5]), "x"),
}


def cell(book: Any, key: str) -> Any:
    return book[_(MAIN)].cell(3, 1 + [column.key for column in main_columns(SMALL_PLAN)].index(key))


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_named_with_its_cell_and_a_remedy(name: str, tmp_path: Path) -> None:
    spoil, place = SLIPS[name]
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(SMALL_PLAN, SMALL_PLAN.years[0].activities))
    book = load_workbook(path)
    spoil(book)
    book.save(path)
    with pytest.raises(SourceProblem) as caught:
        gather([path], SMALL_PLAN)
    assert any(place in problem.what and problem.remedy for problem in caught.value.problems)
    assert all(problem.file == "a.xlsx" for problem in caught.value.problems)


def test_all_slips_come_in_one_run(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(SMALL_PLAN, SMALL_PLAN.years[0].activities))
    book = load_workbook(path)
    for name in ("half a krona", "a month in words", "a name that no register has"):
        SLIPS[name][0](book)
    book.save(path)
    with pytest.raises(SourceProblem) as caught:
        gather([path], SMALL_PLAN)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(("format_", "words_"), [("yyyy-mm", "2026-03"), ("yyyy-mm-dd", "2026-03-14")])
def test_a_date_that_the_program_made_of_the_text_is_read_as_what_it_shows(
    format_: str, words_: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(SMALL_PLAN, SMALL_PLAN.years[0].activities))
    book = load_workbook(path)
    start = cell(book, "start")
    start.value, start.number_format = date(2026, 3, 14), format_
    book.save(path)
    assert read_back(path, SMALL_PLAN)[0].start == words_


@pytest.mark.parametrize("data", [b"", b"id;titel\n", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_workbook_is_refused_with_a_remedy(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableInput) as caught:
        gather([path], SMALL_PLAN)
    assert caught.value.problems[0].remedy


def test_a_thousand_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    many = tuple(replace(SMALL_PLAN.years[0].activities[0], id=f"a{n}") for n in range(1000))
    path.write_bytes(write_workbook(SMALL_PLAN, many))
    assert gather([path], SMALL_PLAN) == many


# ── Many workbooks ───────────────────────────────────────────────────────────────────────────────────────────────────


def workbooks(tmp_path: Path, *lists: list[Activity]) -> list[Path]:
    paths = [tmp_path / f"{n}.xlsx" for n in range(len(lists))]
    for path, given_ in zip(paths, lists, strict=True):
        path.write_bytes(write_workbook(SMALL_PLAN, given_))
    return paths


def test_workbooks_become_one_list_in_which_the_same_activity_stands_once(tmp_path: Path) -> None:
    (one,) = SMALL_PLAN.years[0].activities
    other = replace(one, id="annan", title="Något annat")
    assert gather(workbooks(tmp_path, [one], [other, one]), SMALL_PLAN) == (one, other)


def test_one_id_for_different_contents_names_both_places(tmp_path: Path) -> None:
    (one,) = SMALL_PLAN.years[0].activities
    with pytest.raises(SourceProblem) as caught:
        gather(workbooks(tmp_path, [one], [replace(one, cost=1)]), SMALL_PLAN)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("1.xlsx", 3)
    assert "0.xlsx" in problem.what
    assert "cost" in problem.what


def test_titles_that_are_alike_are_pointed_out() -> None:
    (one,) = SMALL_PLAN.years[0].activities
    alike = replace(one, id="b", title="Klassutbyten på nätet")
    (problem,) = find_alike([one, alike, replace(one, id="c", title="Annat")])
    assert problem.severity == "warning"


# ── Into a year ──────────────────────────────────────────────────────────────────────────────────────────────────────


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    options = parser.parse_args(arguments)
    return int(options.run(options))


def test_an_import_changes_what_was_changed_and_keeps_every_other_line() -> None:
    year = PLAN.years[1]
    text = (ROOT / year.origin.file).read_text("utf-8")
    new = replace(year.activities[3], cost=1, funding=(Funding("eruf", 1),))
    added = replace(year.activities[0], id="ny")
    assert update_activities(text, year.activities, year.activities) == text
    updated = update_activities(text, year.activities, [new, added])
    read = read_toml(updated[updated.index("[[activity]]") :])
    assert read == [*year.activities[:3], new, *year.activities[4:], added]
    lines = set(text.split("\n")) - set(updated.split("\n"))
    assert all(line.startswith(("cost", "funding")) for line in lines)


def test_a_template_that_comes_back_unchanged_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = copy_small_plan(tmp_path)
    before = (folder / "2026/activities.toml").read_bytes()
    assert run("template", "blad.xlsx", "--year", "2026") == 0
    assert run("import", "blad.xlsx", "--year", "2026") == 0
    assert capsys.readouterr().out.split() == ["blad.xlsx", "sources/2024-2027/2026/activities.toml"]
    assert (folder / "2026/activities.toml").read_bytes() == before
    assert run("import", "blad.xlsx") == 0
    assert read_toml(capsys.readouterr().out) == list(load_plan(folder, tmp_path).years[1].activities)


def test_every_field_of_an_activity_has_its_place_in_toml() -> None:
    full = {name for activity in EXAMPLES for name in Activity.__slots__ if getattr(activity, name)}
    assert full == {field.name for field in fields(Activity)}


def test_merged_cells_are_told_once_with_their_row(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(PLAN, EXAMPLES[:3]))
    book = load_workbook(path)
    book[_(MAIN)].merge_cells("B4:C4")
    book.save(path)
    problems: list[Problem] = []
    assert read_workbook(path, PLAN, problems) == ()
    (problem,) = problems
    assert problem.line == 4
    assert "B4:C4" in problem.what
