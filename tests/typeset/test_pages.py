"""Page breaking: every strip is placed once and in order, notes go with their references, what is kept stays kept."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.typeset.pdf.pages import NOTE_GAP, Sheet, paginate
from pipeline.typeset.pdf.strips import Strip

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


def test_a_table_head_is_repeated_as_an_artifact_where_the_table_goes_on() -> None:
    head = (Strip(10, keep=True),)
    sheets = paginate([*head, *(Strip(30, head=head) for _ in range(4))], {}, HEIGHT)
    assert [[placed.artifact for placed in sheet.placed] for sheet in sheets] == [[False] * 4, [True, False]]


def test_a_head_that_would_fill_the_page_is_not_repeated() -> None:
    head = (Strip(50, keep=True),)
    sheets = paginate([*head, *(Strip(30, head=head) for _ in range(3))], {}, HEIGHT)
    assert not any(placed.artifact for sheet in sheets for placed in sheet.placed)


def test_no_strips_give_no_pages() -> None:
    assert paginate([], {}, HEIGHT) == []
