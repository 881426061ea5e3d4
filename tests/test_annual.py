"""The annual plan: every number comes from the activities, no section is empty, and Swedish is said rightly."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

import pytest

from pipeline.markdown.inlines import plain
from pipeline.merge import merge
from pipeline.merge.blocks import find_blocks
from pipeline.merge.climate import mass
from pipeline.merge.compose import kronor, number, percent
from pipeline.merge.figures import focus_chart, funding_chart, goals_chart, timeline
from pipeline.merge.partners import partners
from pipeline.merge.view import YearView
from pipeline.model import (
    Activity,
    BarChart,
    Document,
    Edition,
    Figure,
    Funding,
    Heading,
    Journey,
    List,
    Matrix,
    Paragraph,
    PinMap,
    Plan,
    Shade,
    Table,
    Timeline,
)
from pipeline.sources import load_plan
from pipeline.typeset.charts import draw
from pipeline.typeset.style import read_style
from tests.check.small_plan import PERIOD, SMALL
from tests.conftest import ROOT

PLAN = load_plan(ROOT / "sources/2024-2027", ROOT)
EDITIONS = merge(PLAN)[1:]


@pytest.fixture
def small() -> Plan:
    return load_plan(SMALL / PERIOD, SMALL.parent)


def with_activities(plan: Plan, year: int, *activities: Activity) -> Plan:
    years = [replace(y, activities=activities) if y.year == year else y for y in plan.years]
    return replace(plan, years=tuple(years))


def annual(plan: Plan, year: int) -> Document:
    return next(edition.document for edition in merge(plan) if edition.slug == f"aktivitetsplan-{year}")


def sentences(document: Document) -> list[str]:
    return [plain(block.inlines) for block in document.blocks if isinstance(block, Paragraph)]


def rows(document: Document, id_: str) -> list[list[str]]:
    (table,) = (block for block in document.blocks if isinstance(block, Table) and block.id == id_)
    return [[plain(cell.inlines) for cell in row.cells] for row in table.body]


def under(document: Document, id_: str) -> list[str]:
    """Return the words of the blocks between a heading and the next one."""
    blocks = list(document.blocks)
    first = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.id == id_) + 1
    section = takewhile(lambda block: not isinstance(block, Heading), blocks[first:])
    parts = [item for block in section for item in (block.items if isinstance(block, List) else (block,))]
    return [plain(getattr(part, "inlines", ())) for part in parts]


def headings(document: Document) -> list[str]:
    return [plain(block.inlines) for block in document.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.slug)
def test_no_section_is_empty(edition: Edition) -> None:
    blocks = edition.document.blocks
    for block, following in zip(blocks, (*blocks[1:], Heading(1, ())), strict=True):
        if isinstance(block, Heading) and isinstance(following, Heading):
            assert following.level > block.level, plain(block.inlines)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.slug)
def test_every_cell_but_a_matrix_mark_says_something(edition: Edition) -> None:
    for block in edition.document.blocks:
        if isinstance(block, Table) and block.id not in ("matris",):
            assert all(plain(cell.inlines) for row in block.body for cell in row.cells), block.id


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.slug)
def test_an_id_is_used_once(edition: Edition) -> None:
    ids = [id_ for block in find_blocks(edition.document.blocks) if (id_ := getattr(block, "id", ""))]
    assert len(ids) == len(set(ids))


def test_a_year_without_activities_has_no_section_about_them(small: Plan) -> None:
    document = annual(with_activities(small, 2026), 2026)
    assert headings(document) == [
        "Inledning",
        "Beslutade ändringar i den övergripande aktivitetsplanen",
        "Aktiviteter per fokusområde",
        "Vänorter",
        "Uppföljning av 2025",
        "Vänorter",
        "Utfall per mål",
        "Alla har ett arbete",
        "Naturen finns kvar",
        "Utvärdering",
    ]


def test_what_is_paid_adds_up_in_the_table_and_the_text(small: Plan) -> None:
    (activity,) = small.years[1].activities
    paid = replace(activity, cost=200, funding=(Funding("eu-fond", 130), Funding("budget", 70)))
    document = annual(with_activities(small, 2026, paid), 2026)
    assert rows(document, "finansiering") == [
        ["Ordinarie budget", "1", "70 kronor", "35 procent"],
        ["En EU-fond", "1", "130 kronor", "65 procent"],
        ["Sammanlagt", "1", "200 kronor", "100 procent"],
    ]
    assert any("EU:s program betalar 130 kronor, 65 procent av kostnaden." in words for words in sentences(document))


def test_emissions_are_persons_times_kilometres_times_the_factor(small: Plan) -> None:
    (activity,) = small.years[1].activities
    by_bus = replace(activity, meeting="hybrid", travel=(Journey("buss", 4, 500),))
    document = annual(with_activities(small, 2026, by_bus), 2026)
    assert rows(document, "resor") == [["Klassutbyte på nätet", "buss", "4", "500", "54 kg"]]
    assert any(words.startswith("En av årets två aktiviteter") for words in sentences(
        annual(with_activities(small, 2026, by_bus, replace(activity, id="annan")), 2026)))  # fmt: skip


def test_last_year_is_followed_up_by_activity_and_goal(small: Plan) -> None:
    (activity,) = small.years[0].activities
    ended = replace(activity, id="b", status="inställd", status_reason="För få.", result="", goals=("mal-2",))
    document = annual(with_activities(small, 2025, activity, ended), 2026)
    assert "Av de två aktiviteterna 2025 är en genomförd och en inställd." in sentences(document)
    assert [row[1:] for row in rows(document, "utfall-vanorter")] == [
        ["Genomförd, fortsätter", "Antal klasser", "Fyra klasser deltog."],
        ["Inställd", "Antal klasser", "För få."],
    ]
    assert under(document, "utfall-mal-1") == [
        "Aktiviteten är genomförd.",
        "Klassutbyte på nätet: Fyra klasser deltog.",
    ]
    assert under(document, "utfall-mal-2") == [
        "En av de två aktiviteterna är genomförd.",
        "Klassutbyte på nätet: Fyra klasser deltog.",
        "Klassutbyte på nätet (inställd): För få.",
    ]


@pytest.mark.parametrize(("statuses", "words"), [
    ("", "Ingen aktivitet bidrog till målet."),
    ("g", "Aktiviteten är genomförd."),
    ("i", "Aktiviteten är inte genomförd."),
    ("gg", "Båda aktiviteterna är genomförda."),
    ("ii", "Ingen av de två aktiviteterna är genomförd."),
    ("gggi", "Tre av de fyra aktiviteterna är genomförda."),
    ("ggg", "Alla tre aktiviteter är genomförda."),
])  # fmt: skip
def test_the_outcome_of_a_goal_is_counted_in_good_swedish(small: Plan, statuses: str, words: str) -> None:
    (activity,) = small.years[0].activities
    names = {"g": "genomförd", "i": "inställd"}
    last = [replace(activity, id=f"a{n}", status=names[s], goals=("mal-1",)) for n, s in enumerate(statuses)]
    rest = replace(activity, id="annan", goals=("mal-2",))
    assert under(annual(with_activities(small, 2025, *last, rest), 2026), "utfall-mal-1")[0] == words


def test_how_a_year_went_does_not_change_its_own_plan(small: Plan) -> None:
    (activity,) = small.years[0].activities
    before = replace(activity, status="planerad", result="")
    assert annual(with_activities(small, 2025, before), 2025) == annual(small, 2025)


def test_each_quarter_says_what_begins_goes_on_and_ends(small: Plan) -> None:
    (activity,) = small.years[1].activities
    early = replace(activity, start="2025-11-30", end="2026-04-01")
    late = replace(activity, id="b", title="En mässa", start="2026-04", end="2026-12")
    document = annual(with_activities(small, 2026, early, late), 2026)
    assert under(document, "kvartal-1") == [
        "En aktivitet börjar:",
        "Klassutbyte på nätet: 30 november 2025–1 april 2026, digitalt, Kommunstaben",
        "Ingen aktivitet avslutas.",
    ]
    assert under(document, "kvartal-2") == [
        "En aktivitet börjar:",
        "En mässa: april–december 2026, digitalt, Kommunstaben",
        "En aktivitet pågår sedan tidigare. En aktivitet avslutas: ”Klassutbyte på nätet”.",
    ]
    assert under(document, "kvartal-3") == [
        "Ingen ny aktivitet börjar. En aktivitet pågår sedan tidigare. Ingen aktivitet avslutas."
    ]


def test_the_timeline_shows_each_activity_from_its_first_to_its_last_day(small: Plan) -> None:
    (activity,) = small.years[1].activities
    spans = [("2026-01", "2026-12"), ("2026-04-16", "2026-06-30"), ("2025-11", "2027-02")]
    activities = [replace(activity, id=start, start=start, end=end) for start, end in spans]
    view = YearView.of(small, replace(small.years[1], activities=tuple(activities)))
    (figure,) = timeline(view)
    assert isinstance(figure.chart, Timeline)
    drawn = [(span.start, span.end) for span in figure.chart.spans]
    assert drawn == [(0, 1), (0, 1), (pytest.approx(0.25 + 1 / 24), 0.5)]
    assert figure.chart.spans[0].label.endswith("(digitalt, sedan november 2025, till februari 2027)")


def test_the_names_of_the_quarters_are_not_broken_even_in_a_wide_face() -> None:
    (first, *_others) = timeline(YearView.of(PLAN, PLAN.years[-1]))
    assert isinstance(first.chart, Timeline)
    drawing = draw(first.chart, read_style(ROOT / "styles/lulea.toml"), 403, 1.35)
    assert set(first.chart.periods) <= {getattr(shape, "text", "") for shape in drawing.shapes}


def test_many_activities_are_shared_out_evenly_over_several_timelines(small: Plan) -> None:
    (activity,) = small.years[1].activities
    many = tuple(replace(activity, id=f"nr-{n}", title=f"Nr {n}") for n in range(35))
    figures = list(timeline(YearView.of(small, replace(small.years[1], activities=many))))
    assert [len(figure.chart.spans) for figure in figures if isinstance(figure.chart, Timeline)] == [9, 9, 9, 8]
    assert plain(figures[3].caption).endswith("(4 av 4)")
    assert all(f"Nr {n}: " in " ".join(figure.alt for figure in figures) for n in range(35))


def test_the_matrix_counts_the_activities_of_each_focus_area_for_each_goal() -> None:
    year = PLAN.years[-1]
    (figure,) = goals_chart(YearView.of(PLAN, year))
    assert isinstance(figure.chart, Matrix)
    drawn = sum(sum(row.values) for row in figure.chart.rows)
    assert drawn == sum(len(activity.goals) for activity in year.activities)
    assert "Luleås invånare har en god och jämlik hälsa: Inom den Europeiska unionen 2;" in figure.alt


def test_the_map_shows_the_places_and_tells_what_has_none(small: Plan) -> None:
    (activity,) = small.years[1].activities
    kemi = small.partners[0]
    placed = replace(kemi, kind="vänort", latitude=65.74, longitude=24.56)
    town = replace(kemi, id="ort", name="En ort", kind="vänort")
    resting = replace(placed, id="vila", name="Zenica", status="vilande")
    network = replace(kemi, id="natverk", name="Ett nätverk", kind="nätverk")
    over = replace(placed, id="slut", name="Ett projekt", until=2025)
    plan = replace(small, partners=(placed, town, resting, network, over))
    view = YearView.of(plan, replace(small.years[1], activities=(replace(activity, partners=(kemi.id, "natverk")),)))
    (figure,) = (block for block in partners(view) if isinstance(block, Figure))
    assert isinstance(figure.chart, PinMap)
    assert [pin.label for pin in figure.chart.pins] == ["Kemi: 1\u00a0aktivitet", "Zenica: vilande"]
    assert [pin.shade for pin in figure.chart.pins] == [Shade.FULL, Shade.OPEN]
    assert figure.chart.elsewhere.entries == ("En ort: inga\u00a0aktiviteter",)
    assert figure.chart.others.entries == ("Ett nätverk: 1\u00a0aktivitet",)
    assert all(pin.label in figure.alt for pin in figure.chart.pins)
    assert "Ett projekt" not in figure.alt
    without = YearView.of(small, view.year)
    assert not any(isinstance(block, Figure) for block in partners(without))


def test_no_picture_holds_more_than_can_be_read_on_a_page(small: Plan) -> None:
    (activity,) = small.years[1].activities
    long = "Ett mycket långt namn på något som årets aktiviteter handlar om och som inte ryms på en rad "
    (kemi, *_others), (goal, *_more) = small.partners, small.goals
    towns = [replace(kemi, id=f"ort-{n}", name=f"Ort {n}", latitude=60 + n / 3, longitude=20 + n) for n in range(12)]
    networks = [replace(kemi, id=f"n{n}", name=f"{long} {n}", kind="nätverk") for n in range(40)]
    ids = tuple(entry.id for entry in (*towns, *networks))
    plan = replace(small, partners=(*towns, *networks), goals=tuple(replace(goal, id=f"m{n}") for n in range(30)))
    many = tuple(replace(activity, id=f"a{n}", title=long * 2, partners=ids, goals=("m1",)) for n in range(9))
    view = YearView.of(plan, replace(small.years[1], activities=many))
    blocks = [*timeline(view), *goals_chart(view), *partners(view)]
    style = read_style(ROOT / "styles/lulea.toml")
    page = style.page.height - style.page.top - style.page.bottom
    heights = [draw(block.chart, style, 403).height for block in blocks if isinstance(block, Figure) and block.chart]
    assert all(style.table.cell.size * min(1, 0.9 * page / height) >= 8 for height in heights)
    assert not any(goals_chart(view))
    said = " ".join(f"{getattr(b, 'alt', '')} {plain(getattr(b, 'inlines', ()))}" for b in blocks)
    assert all(f"{entry.name}: 9" in said for entry in (*towns, *networks))


def test_waived_rules_are_printed_with_their_reason() -> None:
    document = EDITIONS[0].document
    (row,) = rows(document, "undantag-tabell")
    assert row[1] == "Luleås invånare är delaktiga i samhällets utveckling"
    assert row[2].startswith("Arbetet med invånarnas delaktighet")
    assert not any("Undantag" in words for edition in EDITIONS[1:] for words in headings(edition.document))


def test_the_text_is_in_swedish(small: Plan) -> None:
    english = {"the", "activities", "year", "of", "and"}
    for edition in merge(small):
        words = {word for block in find_blocks(edition.document.blocks) for word in words_in(block)}
        assert words.isdisjoint(english)


def words_in(block: object) -> list[str]:
    inlines = [getattr(block, "inlines", ()), getattr(block, "caption", ())]
    inlines += [cell.inlines for row in getattr(block, "body", ()) for cell in row.cells]
    return [word for part in inlines for word in plain(part).lower().split()]


def test_numbers_are_said_the_swedish_way() -> None:
    assert [number(n) for n in (2, 12, 13, 1200)] == ["två", "tolv", "13", "1\u00a0200"]
    assert (kronor(1250000), percent(1, 3)) == ("1\u00a0250\u00a0000 kronor", "33 procent")
    assert [mass(grams) for grams in (300, 64_400, 864_000, 1_940_000)] == ["1 kg", "64 kg", "860 kg", "1,9 ton"]


def test_the_charts_say_in_words_what_they_draw_and_a_year_without_activities_has_none(small: Plan) -> None:
    view = YearView.of(small, small.years[0])
    for figure in (*focus_chart(view), *funding_chart(view)):
        assert isinstance(figure.chart, BarChart)
        assert all(f"{bar.label}: {bar.words}" in figure.alt for bar in figure.chart.bars)
    assert any(focus_chart(view))
    nothing = YearView.of(small, replace(small.years[0], activities=()))
    assert not any(focus_chart(nothing))
    assert not any(timeline(nothing))
    assert not any(goals_chart(nothing))
    assert not any(funding_chart(nothing))
