"""The page numbers of Word's contents: the rules that break pages, and another program that finds the same pages."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from every_kind import BLOCKS, EVERY_KIND, NOTES, SENTENCE, row, t

from pipeline.model import Block, Figure, Footnote, Heading, Inline, List, ListItem, NoteRef, Paragraph, Table, Text
from pipeline.typeset import typeset_word
from pipeline.typeset.style import Style, read_style
from pipeline.typeset.widths import text_width
from pipeline.typeset.word.metrics import broken, line_height
from pipeline.typeset.word.pages import Notes, contents_extent, heading_pages, paginate, part_tables, parted_tables
from pipeline.typeset.word.strips import Strip, held_rows, introducing
from tests.conftest import needs_program

ROOT = Path(__file__).parents[2]


@cache
def style() -> Style:
    return read_style(ROOT / "styles" / "lulea.toml")


def lines(count: int, **properties: object) -> Strip:
    return replace(Strip([[] for _ in range(count)], height=10), **properties)


@pytest.mark.parametrize(
    ("strips", "pages"),
    [
        pytest.param([lines(5), lines(5), lines(1)], [1, 1, 2], id="a page takes as many lines as it has room for"),
        pytest.param([lines(5), lines(4, after=20), lines(1)], [1, 1, 2], id="space between paragraphs counts"),
        pytest.param([lines(9), lines(4)], [1, 2], id="one line is never left alone on a page"),
        pytest.param([lines(8), lines(4)], [1, 1], id="two lines may be left on a page"),
        pytest.param([lines(8), lines(3)], [1, 2], id="nor does one line go alone to the next page"),
        pytest.param([lines(9), lines(1, keep_next=True), lines(5)], [1, 2, 2], id="a heading goes with its text"),
        pytest.param([lines(7), lines(1, keep_next=True), lines(5)], [1, 1, 1], id="as long as two lines of it fit"),
        pytest.param([lines(8), lines(5, whole=True)], [1, 2], id="what is whole does not split"),
        pytest.param([lines(15), lines(5), lines(1)], [1, 2, 3], id="what is longer than a page goes on"),
        pytest.param([lines(10), lines(1, before=50), lines(9)], [1, 2, 2], id="a page begins without space"),
        pytest.param(
            [lines(9, keep_next=True), lines(3), lines(1)], [1, 1, 2], id="what is kept is parted on a whole page"
        ),
        pytest.param([lines(6), lines(2, closing=30), lines(1)], [1, 2, 2], id="a box is closed where a page ends"),
        pytest.param([lines(10), lines(9, repeated=10, whole=True), lines(1)], [1, 2, 3], id="headers are repeated"),
    ],
)
def test_pages_break_as_in_word(strips: list[Strip], pages: list[int]) -> None:
    assert paginate(strips, 100, Notes({}), 1) == pages


def test_footnotes_take_room_on_the_page_of_their_reference() -> None:
    strips = [Strip([["a"]], height=10), lines(5), lines(1)]
    assert paginate(strips, 100, Notes({"a": 3}, height=10), 1) == [1, 1, 2]
    assert paginate(strips, 100, Notes({"a": 1}, height=10), 1) == [1, 1, 1]


def test_the_last_lines_of_a_footnote_go_on_on_the_next_page() -> None:
    strips = [lines(7), Strip([["a"]], height=10), lines(8), lines(1)]
    assert paginate(strips, 100, Notes({"a": 1}, height=10), 1) == [1, 1, 2, 2]
    assert paginate(strips, 100, Notes({"a": 2}, height=10), 1) == [1, 1, 2, 3]
    assert paginate([lines(9), *strips[1:]], 100, Notes({"a": 1}, height=10), 1) == [1, 2, 2, 3]


def test_the_last_two_lines_of_a_paragraph_take_their_footnotes_with_them() -> None:
    strips = [lines(5), Strip([[], [], ["a"], []], height=10), lines(4), lines(1)]
    assert paginate(strips, 100, Notes({"a": 3}, height=10), 1) == [1, 1, 2, 3]


def test_a_percent_sign_is_as_wide_as_the_font_says() -> None:
    look = style().body
    assert text_width("%", look) == pytest.approx(0.861 * look.size)
    assert text_width("AV", look) < text_width("A", look) + text_width("V", look)


def test_a_line_is_as_high_as_its_font_needs() -> None:
    note = style().note
    assert line_height(note) == pytest.approx(1.371 * note.size)
    assert line_height(style().body) == style().body.leading


def test_lines_break_at_spaces_and_after_dashes_and_never_at_a_no_break_space() -> None:
    look = style().body
    room = text_width("ett längre–", look) + 0.1

    def count(text: str) -> int:
        return len(broken((Text(text),), look, room))

    assert (count("ett längre"), count("ett längre ord"), count("ett längre–ord")) == (1, 2, 2)
    assert (count("ett längre ord ord"), count("ett längre\u00a0ord ord")) == (2, 3)


def test_a_word_that_is_wider_than_a_line_goes_on_on_the_next_ones() -> None:
    look = style().body
    room = text_width("ordordor", look) + 0.1
    assert len(broken((Text("ordordordordord kort"),), look, room)) == 3
    assert len(broken((Text("kort ordordordordord"),), look, room)) == 3


def test_a_line_knows_the_footnotes_that_it_refers_to() -> None:
    inlines: tuple[Inline, ...] = (Text("Ett ord"), NoteRef("a"), Text(" och " + "flera ord " * 20), NoteRef("b"))
    found = broken(inlines, style().body, 200)
    assert (found[0], found[-1]) == (["a"], ["b"])


def test_headings_are_found_within_every_kind_of_block() -> None:
    notes = (Footnote("a", t("En not.")),)
    blocks: list[Block] = [Heading(1, t("Ett")), *(Paragraph(t(SENTENCE * 3)) for _ in range(14)), Heading(2, t("Två"))]
    blocks += [List((ListItem((Text("Punkt"), NoteRef("a"))),)), Table((row("a"),), (row("b"),)), Heading(1, t("Tre"))]
    assert heading_pages(blocks, notes, style(), 3) == [3, 6, 6]


@pytest.mark.parametrize(("entries", "extent"), [(0, (3, 0)), (10, (3, 1)), (60, (2, 1)), (300, (2, 4))])
def test_the_contents_show_three_levels_if_they_fit_on_a_page_and_else_two(
    entries: int, extent: tuple[int, int]
) -> None:
    headings = [Heading(2 + n % 2, t(f"Rubrik {n}")) for n in range(entries)]
    assert contents_extent(headings, style()) == extent


def test_a_paragraph_stays_with_what_it_introduces_and_a_short_one_with_what_follows_it_under_a_heading() -> None:
    card, listed = Table((), (row("a", "b"),)), List((ListItem(t("Punkt")),))
    short, long = Paragraph(t("Kort.")), Paragraph(t(SENTENCE * 4))
    captioned = replace(card, caption=t("Tabell"))

    def stays(*blocks: Block) -> list[bool]:
        return list(introducing(blocks, style()))

    assert stays(long, card) == stays(long, listed) == [True, False]
    assert stays(long, captioned) == stays(short, long) == [False, False]
    assert stays(Heading(2, t("Rubrik")), short, long) == [False, True, False]
    assert stays(Heading(2, t("Rubrik")), long, long) == [False, False, False]
    assert stays(Heading(2, t("Rubrik")), short, Heading(1, t("Nästa"))) == [False, False, False]
    assert stays(Heading(2, t("Rubrik")), short, Heading(3, t("Under"))) == [False, True, False]
    assert stays(Heading(2, t("Rubrik")), short, Figure("", "En bild.")) == [False, False, False]


SMALL = Table((), tuple(row(str(n)) for n in range(5)))


def kept(block: Table, *, parted: bool = False) -> str:
    return "".join("+" if hold.keep_next else "-" for hold in held_rows(block, style(), parted))


def test_small_tables_stay_whole_and_of_larger_ones_the_first_two_rows_and_the_last_two() -> None:
    large = Table((row("Nr"),), tuple(row(str(n)) for n in range(50)))
    assert kept(SMALL) == "++++-"
    assert kept(large) == "++" + "-" * 47 + "+-"
    assert kept(Table((), (row("a"),))) == "-"


def test_a_small_table_that_is_parted_is_held_as_a_large_one() -> None:
    assert kept(SMALL, parted=True) == "+--+-"
    assert kept(Table((), SMALL.body[:3]), parted=True) == "+--"


def test_a_small_table_is_parted_only_where_much_of_a_page_would_be_empty_before_it() -> None:
    card = [lines(1, keep_next=True), *[lines(1, keep_next=True, loose=True)] * 4, lines(1, keep_next=True), lines(1)]
    assert [len(part_tables([lines(used), *card], 100, Notes({}))) for used in (5, 8)] == [8, 8]
    assert paginate(part_tables([lines(5), *card], 100, Notes({})), 100, Notes({}), 1) == [1, 1, 1, 1, 1, 1, 2, 2]
    assert paginate(part_tables([lines(8), *card], 100, Notes({})), 100, Notes({}), 1) == [1, *[2] * 7]
    card_block = Table((), tuple(row(f"Rad {n}") for n in range(12)))
    filled = [Paragraph(t(SENTENCE)) for _ in range(8)]
    assert parted_tables([*filled, card_block], (), style()) == {8}
    assert parted_tables([*filled[:5], card_block], (), style()) == set()


def test_a_row_may_be_split_only_if_it_is_higher_than_a_page() -> None:
    table = Table((row("A", "B"),), (row("kort", SENTENCE * 60), row("a", SENTENCE * 9)))
    assert [hold.splits for hold in held_rows(table, style())] == [False, True, False]
    assert kept(table) == "+--"
    assert heading_pages([Heading(1, t("Rubrik")), table, Heading(1, t("Efter"))], (), style(), 1) == [1, 4]


@needs_program("soffice")
def test_libreoffice_finds_the_same_pages_and_loses_no_table_row(tmp_path: Path) -> None:
    rows = [f"Rad {n} av alla" for n in range(90)]
    tables = [
        block
        for n in range(0, 90, 6)
        for block in (
            Heading(3, t(f"Tabell {n}")),
            Paragraph(t(SENTENCE * (n % 4))),
            Table((), tuple(row(text, SENTENCE[: 17 * (n % 9)]) for text in rows[n : n + 6]), row_headings=True),
        )
    ]
    document = replace(EVERY_KIND.document, blocks=(*BLOCKS, *tables), notes=NOTES)
    (tmp_path / "a.docx").write_bytes(typeset_word(replace(EVERY_KIND, document=document), style()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "a.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
        outline = [(entry.get_title(), entry.get_dest().get_index() + 1) for entry in pdf.get_toc()]
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    found = heading_pages(document.blocks, NOTES, style(), 3)
    # The outline begins with the contents' own title, and has the headings in order.
    assert [page for _title, page in outline][-len(found) :] == found
    assert len(headings) == len(found)
    assert [text for text in rows if not any(text in page for page in texts)] == []
