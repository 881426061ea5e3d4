"""Page breaking: every strip is placed once and in order, notes go with their references, what is kept stays kept."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.typeset.pdf.pages import NOTE_GAP, Sheet, paginate
from pipeline.typeset.pdf.strips import Entry, Strip

HEIGHT = 100.0


@st.composite
def flows(draw: st.DrawFn) -> tuple[list[Strip], dict[str, list[Strip]]]:
    """Strips with gaps, keeps, repeated heads and footnotes of every size up to more than a page."""
    strips, notes = [], {}
    head = (Strip(8),)
    for number in range(draw(st.integers(0, 40))):
        names = ()
        if draw(st.integers(0, 5)) == 0:
            names = (f"n{number}",)
            notes[names[0]] = [Strip(7) for _ in range(draw(st.integers(1, 18)))]
        strips.append(
            Strip(
                height=draw(st.floats(1, 60)),
                before=draw(st.floats(0, 30)),
                after=draw(st.floats(0, 30)),
                keep=draw(st.booleans()),
                notes=names,
                names=(str(number),),
                head=head if draw(st.booleans()) else (),
            )
        )
    return strips, notes


@st.composite
def figured(draw: st.DrawFn) -> list[Strip]:
    """Return lines, chapters and figures; a figure's own strips have its number behind a full stop."""
    strips: list[Strip] = []
    for number in range(draw(st.integers(0, 25))):
        match draw(st.integers(0, 6)):
            case 0:
                strips.append(CHAPTER._replace(names=(f"{number}",)))
            case 1:
                caption = [Strip(5, keep=True, names=(f"{number}.1",)), Strip(5, names=(f"{number}.2",))]
                caption = caption[: draw(st.integers(0, 1)) * 2]
                lower = (20.0,) * draw(st.integers(0, 1))
                strips += figure(draw(st.floats(1, 80)), *caption, lower=lower, name=f"{number}.0")
            case _:
                strips.append(Strip(draw(st.floats(1, 40)), keep=draw(st.booleans()), names=(f"{number}",)))
    return strips


def bodies(sheet: Sheet) -> list[Strip]:
    return [placed.strip for placed in sheet.placed if not placed.artifact]


@given(flows())
@settings(deadline=None)
def test_every_strip_and_every_line_of_a_note_is_placed_once_and_in_order(
    flow: tuple[list[Strip], dict[str, list[Strip]]],
) -> None:
    strips, notes = flow
    sheets = paginate(strips, notes, HEIGHT)
    assert [strip for sheet in sheets for strip in bodies(sheet)] == strips
    wanted = [id(line) for strip in strips for name in strip.notes for line in notes[name]]
    assert [id(placed.strip) for sheet in sheets for placed in sheet.notes] == wanted


@given(flows())
@settings(deadline=None)
def test_nothing_stands_below_the_margin_or_on_something_else(flow: tuple[list[Strip], dict[str, list[Strip]]]) -> None:
    for sheet in paginate(*flow, HEIGHT):
        placed = [*sheet.placed, *sheet.notes]
        assert all(above.top + above.strip.height <= below.top + 0.02 for above, below in pairwise(placed))
        assert all(p.top + p.strip.height <= HEIGHT + 0.02 for p in placed)
        if sheet.notes and sheet.placed:
            last = sheet.placed[-1]
            assert sheet.notes[0].top - (last.top + last.strip.height) >= NOTE_GAP - 0.02


@given(flows())
@settings(deadline=None)
def test_a_page_ends_where_it_may_unless_what_is_kept_together_fills_it(
    flow: tuple[list[Strip], dict[str, list[Strip]]],
) -> None:
    pages = [strips for sheet in paginate(*flow, HEIGHT) if (strips := bodies(sheet))]
    for strips in pages[:-1]:
        assert not strips[-1].keep or all(strip.keep for strip in strips)


def test_space_between_strips_is_the_larger_one_and_none_at_the_top_of_a_page() -> None:
    (sheet,) = paginate([Strip(10, before=30, after=5), Strip(10, before=8)], {}, HEIGHT)
    assert [placed.top for placed in sheet.placed] == [0, 18]


def test_a_heading_moves_to_the_next_page_with_what_follows_it() -> None:
    sheets = paginate([Strip(80), Strip(15, keep=True), Strip(10)], {}, HEIGHT)
    assert [len(sheet.placed) for sheet in sheets] == [1, 2]


def test_a_line_moves_to_the_next_page_when_its_note_has_no_room() -> None:
    sheets = paginate([Strip(60), Strip(10, notes=("n",))], {"n": [Strip(20)]}, HEIGHT)
    assert [(len(sheet.placed), len(sheet.notes)) for sheet in sheets] == [(1, 0), (1, 1)]


def test_a_note_that_is_higher_than_the_page_goes_on_on_the_next() -> None:
    sheets = paginate([Strip(10, notes=("n",))], {"n": [Strip(30) for _ in range(5)]}, HEIGHT)
    assert [len(sheet.notes) for sheet in sheets] == [2, 2, 1]


def test_a_long_note_begins_on_the_page_of_its_reference_and_goes_on() -> None:
    sheets = paginate([Strip(10, keep=True), Strip(10, notes=("n",))], {"n": [Strip(9) for _ in range(12)]}, HEIGHT)
    assert [(len(sheet.placed), len(sheet.notes)) for sheet in sheets] == [(2, 7), (0, 5)]
    sheets = paginate([Strip(60), Strip(10, notes=("n",))], {"n": [Strip(6) for _ in range(4)]}, HEIGHT)
    assert [(len(sheet.placed), len(sheet.notes)) for sheet in sheets] == [(1, 0), (1, 4)]


def test_a_table_head_is_repeated_as_an_artifact_where_the_table_goes_on() -> None:
    head = (Strip(10, keep=True),)
    sheets = paginate([*head, *(Strip(30, head=head) for _ in range(4))], {}, HEIGHT)
    assert [[placed.artifact for placed in sheet.placed] for sheet in sheets] == [[False] * 4, [True, False]]


def test_a_head_that_would_fill_the_page_is_not_repeated() -> None:
    head = (Strip(50, keep=True),)
    sheets = paginate([*head, *(Strip(30, head=head) for _ in range(3))], {}, HEIGHT)
    assert not any(placed.artifact for sheet in sheets for placed in sheet.placed)


def test_what_would_rather_stay_whole_is_parted_only_where_much_of_a_page_would_be_empty() -> None:
    table = [Strip(10, cost=0.2), Strip(10, cost=0.2), Strip(10)]
    assert [len(sheet.placed) for sheet in paginate([Strip(90), *table], {}, HEIGHT)] == [1, 3]
    assert [len(sheet.placed) for sheet in paginate([Strip(75), *table], {}, HEIGHT)] == [3, 1]
    kept = [strip._replace(keep=True) for strip in table[:2]]
    assert [len(sheet.placed) for sheet in paginate([Strip(75), *kept, table[2]], {}, HEIGHT)] == [1, 3]


@given(st.lists(st.tuples(st.floats(1, 40), st.booleans(), st.floats(0, 0.5)), max_size=30))
@settings(deadline=None)
def test_pages_chosen_together_cost_no_more_than_those_that_are_filled_one_by_one(
    flow: list[tuple[float, bool, float]],
) -> None:
    strips = [Strip(height, keep=keep, cost=cost) for height, keep, cost in flow]
    chosen = [bodies(sheet) for sheet in paginate(strips, {}, HEIGHT)]
    assert cost(chosen) <= cost(filled(strips)) + 1e-9


def filled(strips: list[Strip]) -> list[list[Strip]]:
    """Return the pages when each ends at the lowest place where it may."""
    pages, start = [], 0
    while start < len(strips):
        end = start + 1
        while end < len(strips) and sum(strip.height for strip in strips[start : end + 1]) <= HEIGHT + 0.01:
            end += 1
        ends = [n for n in range(start + 1, end + 1) if n == len(strips) or not strips[n - 1].keep]
        pages.append(strips[start : max(ends, default=end)])
        start = max(ends, default=end)
    return pages


def cost(pages: list[list[Strip]]) -> float:
    """Return what pages cost; one whose strips are all kept together ends where it must."""
    empty = [1 - sum(strip.height for strip in page) / HEIGHT for page in pages[:-1] if not page[-1].keep]
    ends = [page[-1].cost for page in pages[:-1]]
    return sum(share**2 for share in (*empty, *ends)) + 0.01 * len(pages)


def test_a_page_ends_higher_where_the_next_one_gains_from_it() -> None:
    card = [Strip(10, keep=True), Strip(8, cost=0.19), Strip(32)]
    assert pages_of([Strip(30), Strip(50), *card]) == [4, 1]
    assert pages_of([Strip(30), Strip(50), *card, *card, *card]) == [2, 6, 3]


def test_a_page_before_a_new_chapter_may_be_less_full() -> None:
    def section(level: int) -> list[Strip]:
        return [Strip(10, keep=True, entry=Entry(level, "Rubrik", "rubrik")), Strip(8, cost=0.25), Strip(25)]

    assert pages_of([Strip(70), *section(level=1)]) == [1, 3]
    assert pages_of([Strip(70), *section(level=2)]) == [3, 1]


def pages_of(strips: list[Strip]) -> list[int]:
    return [len(bodies(sheet)) for sheet in paginate(strips, {}, HEIGHT)]


def figure(
    height: float, *caption: Strip, lower: tuple[float, ...] = (), waits: bool = True, name: str = "figure"
) -> list[Strip]:
    def made(height: float) -> Strip:
        return Strip(height, keep=bool(caption), figure=1 + len(caption), names=(name,))

    return [made(height)._replace(waits=waits, lower=lambda: map(made, lower)), *caption]


LINES = [Strip(10, names=(f"{number}",)) for number in range(9)]
CHAPTER = Strip(10, keep=True, entry=Entry(1, "Kapitel", "kapitel"), names=("kapitel",))


def names(strips: list[Strip]) -> list[list[str]]:
    return [[strip.names[0] for strip in bodies(sheet)] for sheet in paginate(strips, {}, HEIGHT)]


@given(figured())
@settings(deadline=None)
def test_what_waits_keeps_its_strips_its_chapter_and_its_order(strips: list[Strip]) -> None:
    placed = [strip for sheet in paginate(strips, {}, HEIGHT) for strip in bodies(sheet)]
    order = [strip.names[0] for strip in placed]
    assert sorted(order) == sorted(strip.names[0] for strip in strips)
    for kept_order in (lambda strip: "." in strip.names[0], lambda strip: "." not in strip.names[0]):
        before = [strip.names[0] for strip in strips if kept_order(strip)]
        assert [strip.names[0] for strip in placed if kept_order(strip)] == before
    assert chapters(placed) == chapters(strips)


def chapters(strips: list[Strip]) -> dict[str, int]:
    """Return the number of the chapter in which each strip stands."""
    number, found = 0, {}
    for strip in strips:
        number += strip.entry is not None
        found[strip.names[0]] = number
    return found


def test_text_fills_the_page_before_a_figure_that_does_not_fit() -> None:
    strips = [*LINES[:6], *figure(50), *LINES[6:]]
    assert names(strips) == [["0", "1", "2", "3", "4", "5", "6", "7", "8"], ["figure"]]


def test_a_figure_is_not_passed_by_a_heading_or_another_figure() -> None:
    assert names([*LINES[:6], *figure(50), *LINES[6:8], CHAPTER, LINES[8]])[1] == ["figure", "kapitel", "8"]
    assert names([*LINES[:6], *figure(50), *figure(20), *LINES[6:]])[1] == ["figure", "figure"]
    assert names([*LINES[:6], *figure(50), *LINES[6:8], *figure(5)])[1] == ["figure", "figure"]


def test_a_figure_goes_with_the_words_that_announce_it() -> None:
    announced = [*LINES[:5], LINES[5]._replace(keep=True), *figure(50, waits=False), *LINES[6:]]
    assert names(announced)[1] == ["5", "figure", "6", "7", "8"]


def test_a_figure_whose_caption_has_a_note_is_passed_by_no_text() -> None:
    strips = [*LINES[:6], *figure(50, Strip(5, notes=("n",), names=("caption",))), *LINES[6:]]
    sheets = paginate(strips, {"n": [Strip(5)]}, HEIGHT)
    assert [len(bodies(sheet)) for sheet in sheets] == [6, 4, 1]


def test_a_heading_before_a_figure_stays_with_the_text_that_passes_it() -> None:
    strips = [*LINES[:6], CHAPTER, *figure(50), LINES[6]._replace(keep=True), *LINES[7:]]
    assert names(strips) == [["0", "1", "2", "3", "4", "5", "kapitel", "6", "7", "8"], ["figure"]]


def test_a_table_that_passes_a_figure_is_not_parted_by_it() -> None:
    head = (Strip(10, keep=True, names=("head",)),)
    table = [*head, *(Strip(10, head=head, names=("row",)) for _ in range(9))]
    assert names([*LINES[:6], *figure(50), *table]) == [
        ["0", "1", "2", "3", "4", "5"],
        ["figure", *["head"], *["row"] * 4],
        ["row"] * 5,
    ]


def test_a_figure_is_set_as_high_as_there_is_room() -> None:
    (sheet, _rest) = paginate([*LINES[:6], *figure(50, lower=(45, 40, 35)), *LINES[6:]], {}, HEIGHT)
    assert sheet.placed[-1].strip.height == 40
    (sheet, _rest) = paginate([*LINES[:6], *figure(50, lower=(45, 41)), *LINES[6:]], {}, HEIGHT)
    assert sheet.placed[-1].strip.names == ("8",)


def test_no_strips_give_no_pages() -> None:
    assert paginate([], {}, HEIGHT) == []
