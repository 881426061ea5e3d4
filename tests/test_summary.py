"""A year's summary: two pages whatever the year holds, and every number from the data."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.markdown.inlines import plain
from pipeline.merge import summary, text_as_of
from pipeline.merge.summary import summary_edition
from pipeline.model import Activity, Edition, List, Plan, Table, Year
from pipeline.sources import load_plan
from pipeline.typeset import typeset_pdf
from pipeline.typeset.style import Style, read_style
from tests.conftest import ROOT

WORDS = ("samarbete", "om", "hållbara", "transporter", "över", "gränsen", "med", "skolor", "och", "näringsliv")


@cache
def plan() -> Plan:
    return load_plan(ROOT / "sources/2024-2027", ROOT)


@cache
def style(theme: str) -> Style:
    return read_style(ROOT / f"styles/{theme}.toml")


def year(number: int = 2026) -> Year:
    return next(year for year in plan().years if year.year == number)


def edition(of: Year) -> Edition:
    before, after = text_as_of(plan(), of.year - 1), text_as_of(plan(), of.year)
    years = tuple(of if other.year == of.year else other for other in plan().years)
    return summary_edition(replace(plan(), years=years), of, before, after)


def activity(n: int, focus: int, words: int) -> Activity:
    title = " ".join((f"Nr {n}:", *(WORDS[(n + k) % len(WORDS)] for k in range(words))))
    area = plan().focus[focus % len(plan().focus)].id
    return replace(year().activities[0], id=f"a{n}", title=title, focus=area, cost=(n * 37) % 11 * 10_000)


def pages(made: Edition, theme: str) -> int:
    with pikepdf.open(io.BytesIO(typeset_pdf(made, style(theme)))) as pdf:
        return len(pdf.pages)


some_activities = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 14)), max_size=60).map(
    lambda rows: tuple(activity(n, focus, words) for n, (focus, words) in enumerate(rows))
)


@settings(max_examples=25)
@given(some_activities, st.integers(0, 9), st.sampled_from(("lulea", "neutral")))
def test_it_never_takes_more_than_two_pages(activities: tuple[Activity, ...], changes: int, theme: str) -> None:
    all_changes = [change for other in plan().years for change in other.changes]
    some = tuple(all_changes[n % len(all_changes)] for n in range(changes))
    assert pages(edition(replace(year(), activities=activities, changes=some)), theme) <= 2


def test_it_would_take_more_if_all_were_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "ROOM", 1000)
    many = tuple(activity(n, n, 9) for n in range(60))
    assert pages(edition(replace(year(), activities=many)), "lulea") > 2


def named(made: Edition) -> list[str]:
    areas = next(block for block in made.document.blocks if isinstance(block, List))
    inner = [child for area in areas.items for child in area.children if isinstance(child, List)]
    return [plain(item.inlines) for child in inner for item in child.items]


def test_of_many_activities_each_area_names_those_that_cost_most() -> None:
    made = edition(replace(year(), activities=tuple(activity(n, n, 6) for n in range(40))))
    first = plan().focus[0].id
    costs = {a.title: a.cost for a in (activity(n, n, 6) for n in range(40)) if a.focus == first}
    shown = [cost for title, cost in costs.items() if any(words.startswith(f"{title},") for words in named(made))]
    assert shown and min(shown) >= sorted(costs.values())[-len(shown)]
    assert len(named(made)) < 40


def test_few_activities_are_all_named_and_nothing_is_said_of_a_choice() -> None:
    made = edition(replace(year(), activities=year().activities[:3]))
    assert sorted(words.partition(",")[0] for words in named(made)) == sorted(a.title for a in year().activities[:3])
    assert not any("kostar mest" in plain(block.inlines) for block in made.document.blocks if hasattr(block, "inlines"))


def test_the_numbers_are_counted_from_the_activities() -> None:
    def count(of: Year) -> str:
        table = next(block for block in edition(of).document.blocks if isinstance(block, Table))
        return {plain(row.cells[0].inlines): plain(row.cells[1].inlines) for row in table.body}["Aktiviteter"]

    assert count(year()) == str(len(year().activities))
    assert count(replace(year(), activities=year().activities[1:])) == str(len(year().activities) - 1)


def test_a_year_without_activities_and_changes_has_no_empty_section() -> None:
    made = edition(Year(2027, "utkast", year().introduction, (), (), ()))
    assert [type(block).__name__ for block in made.document.blocks] == ["Paragraph", "Paragraph"]
    assert made.date == date(2027, 1, 1)
