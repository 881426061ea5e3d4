"""What a page shows is what comes out: small pages, each for one rule."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pikepdf
import pytest

from pipeline.extract import Extraction, Kind, extract
from tests.extract.paper import HEIGHT, WIDTH, Paper, prose

WIDE = 450.0
# What turns a page's content against the turn with which the page is shown.
TURNS = {
    90: f"0 1 -1 0 {HEIGHT} 0".encode(),
    180: f"-1 0 0 -1 {WIDTH} {HEIGHT}".encode(),
    270: f"0 -1 1 0 0 {WIDTH}".encode(),
}


@pytest.fixture
def paper() -> Paper:
    return Paper()


def read(paper: Paper, tmp_path: Path) -> Extraction:
    return extract(paper.save(tmp_path / "plan.pdf"))


def outline(extraction: Extraction) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text) for block in extraction.blocks]


def words_of(extraction: Extraction) -> list[str]:
    return [word.text for block in extraction.blocks for line in block.lines for word in line.words]


def texts(extraction: Extraction, kind: Kind) -> list[str]:
    return [block.text for block in extraction.blocks if block.kind is kind]


def test_headings_rank_by_size_then_weight(paper: Paper, tmp_path: Path) -> None:
    top = paper.write(70, 80, "Plan för samverkan", size=20) + 10
    for chapter in ("Nätverk", "Vänorter"):
        top = paper.write(70, top, chapter, size=15) + 6
        top = paper.write(70, top, f"Mål för {chapter.lower()}", bold=True)
        top = paper.flow(70, top, prose(40), WIDE) + 14
    headings = [(level, text) for kind, level, text in outline(read(paper, tmp_path)) if kind == "heading"]
    assert headings == [
        (1, "Plan för samverkan"), (2, "Nätverk"), (3, "Mål för nätverk"), (2, "Vänorter"), (3, "Mål för vänorter"),
    ]  # fmt: skip


def test_a_line_in_italics_with_space_above_is_a_heading(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(40), WIDE) + 14
    top = paper.write(70, top, "Resor och möten", italic=True)
    paper.flow(70, top, prose(30, 7), WIDE)
    assert texts(read(paper, tmp_path), Kind.HEADING) == ["Resor och möten"]


def test_a_numbered_heading_is_as_deep_as_its_number(paper: Paper, tmp_path: Path) -> None:
    top = 80.0
    for title in ("1 Inledning", "1.1 Syfte", "1.2 Mål", "2 Arbete", "2.1 Resor"):
        top = paper.write(70, top, title, size=14, bold=True) + 4
        top = paper.flow(70, top, prose(30), WIDE) + 14
    levels = [block.level for block in read(paper, tmp_path).blocks if block.kind is Kind.HEADING]
    assert levels == [1, 2, 2, 1, 2]


@pytest.mark.parametrize(
    ("mark", "marker"), [("•", "bullet"), ("–", "bullet"), ("»", "arrow"), ("v'", "check"), ("1.", "number")]
)
def test_items_keep_their_lines_and_lose_their_mark(paper: Paper, tmp_path: Path, mark: str, marker: str) -> None:
    top = paper.write(70, 80, "Vi ska under året:") + 6
    for number in (1, 2, 3):
        paper.write(80, top, f"{number}." if mark == "1." else mark)
        top = paper.flow(98, top, prose(25, number), WIDE - 30)
    paper.flow(70, top + 14, prose(30), WIDE)
    extraction = read(paper, tmp_path)
    items = [block for block in extraction.blocks if block.kind is Kind.ITEM]
    assert [item.text for item in items] == [prose(25, number) for number in (1, 2, 3)]
    assert {item.marker.value for item in items if item.marker} == {marker} and {item.level for item in items} == {1}
    assert [item.number for item in items] == ([1, 2, 3] if marker == "number" else [None] * 3)


def test_what_stands_further_in_is_nested(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(30), WIDE) + 6
    for x, text in ((80, "möten"), (110, "på plats"), (110, "på håll"), (80, "resor")):
        paper.write(x, top, "•")
        top = paper.write(x + 18, top, text)
    items = [(block.level, block.text) for block in read(paper, tmp_path).blocks if block.kind is Kind.ITEM]
    assert items == [(1, "möten"), (2, "på plats"), (2, "på håll"), (1, "resor")]


def test_letters_are_nested_under_numbers_and_the_numbers_go_on(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(30), WIDE) + 6
    for mark, text in (("1.", "möten"), ("a)", "på plats"), ("b)", "på håll"), ("2.", "resor")):
        paper.write(80, top, mark)
        top = paper.write(98, top, text)
    items = [
        (block.level, block.number, block.text) for block in read(paper, tmp_path).blocks if block.kind is Kind.ITEM
    ]
    assert items == [(1, 1, "möten"), (2, 1, "på plats"), (2, 2, "på håll"), (1, 2, "resor")]


def test_a_misread_number_is_counted_and_kept_as_the_mark(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(30), WIDE) + 6
    for mark, text in (("1.", "möten"), ("N", "resor"), ("o", "utbyten"), ("4.", "besök")):
        paper.write(80, top, mark)
        top = paper.write(98, top, text) + 8
    items = [block for block in read(paper, tmp_path).blocks if block.kind is Kind.ITEM]
    assert [(item.number, item.text) for item in items] == [(1, "möten"), (2, "resor"), (3, "utbyten"), (4, "besök")]
    assert [word.text for item in items for word in item.mark] == ["1.", "N", "o", "4."]


def test_a_number_in_a_sentence_begins_no_item(paper: Paper, tmp_path: Path) -> None:
    paper.write(70, 80, "Planen antogs av kommunfullmäktige efter en lång beredning i nämnderna den")
    paper.write(70, 94, "12. Därefter gäller den tills en ny antas, och den följs upp varje höst.")
    assert [kind for kind, _level, _text in outline(read(paper, tmp_path))] == ["paragraph"]


def test_a_paragraph_goes_on_over_the_page_and_a_finished_one_does_not(paper: Paper, tmp_path: Path) -> None:
    paper.flow(70, 700, prose(40), WIDE)
    paper.write(70, 760, "Den andra texten är full ut till kanten och bryter mitt i sin mening, när sidan")
    paper.new_page()
    top = paper.write(70, 80, "tar slut och nästa börjar.") + 14
    paper.flow(70, top, prose(40, 9), WIDE)
    blocks = texts(read(paper, tmp_path), Kind.PARAGRAPH)
    assert len(blocks) == 3 and blocks[1].endswith("när sidan tar slut och nästa börjar.")


def test_heads_and_feet_are_furniture_on_left_and_right_pages(paper: Paper, tmp_path: Path) -> None:
    for number in range(1, 7):
        paper.write(70 if number % 2 else 380, 40, "Plan för samverkan")
        top = paper.flow(70, 90, prose(60, 5 * number), WIDE) + 14
        paper.flow(70, top, prose(60, 3 * number), WIDE)
        paper.write(500 if number % 2 else 70, 800, str(number + 4))
        paper.new_page()
    extraction = read(paper, tmp_path)
    assert len(extraction.furniture) == 12 and len(texts(extraction, Kind.PARAGRAPH)) == 12


def test_columns_are_read_one_after_the_other(paper: Paper, tmp_path: Path) -> None:
    paper.write(70, 70, "En rubrik över båda spalterna", size=16)
    paper.flow(70, 110, prose(90), 210)
    paper.flow(310, 110, prose(90, 5), 210)
    words = words_of(read(paper, tmp_path))
    assert words == ["En", "rubrik", "över", "båda", "spalterna", *prose(90).split(), *prose(90, 5).split()]


def test_terms_and_what_they_mean_are_read_entry_by_entry(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(40), WIDE) + 14
    for term, start in (("vänort", 1), ("nätverk", 5), ("partner", 9)):
        paper.write(70, top, term)
        top = paper.flow(180, top, prose(30, start), 330) + 10
    blocks = texts(read(paper, tmp_path), Kind.PARAGRAPH)
    assert [block.split()[0] for block in blocks[1:]] == ["vänort", "nätverk", "partner"]
    assert blocks[1] == f"vänort {prose(30, 1)}"


def test_a_title_and_a_date_at_unequal_heights_beside_it_are_not_mixed(paper: Paper, tmp_path: Path) -> None:
    for number, words in enumerate(("Policy för kommunens arbete", "med vänorter och nätverk", "i norra Europa")):
        paper.write(70, 100 + 20 * number, words, size=16)
    for number, words in enumerate(("Dnr 2026/17", "Antagen den", "9 februari 2026")):
        paper.write(430, 96 + 12 * number, words, size=9)
    paper.flow(70, 200, prose(80), WIDE)
    words = [text for _kind, _level, text in outline(read(paper, tmp_path))]
    assert words[:2] == [
        "Policy för kommunens arbete med vänorter och nätverk i norra Europa",
        "Dnr 2026/17 Antagen den 9 februari 2026",
    ]


def test_two_wordings_beside_each_other_are_read_one_after_the_other(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(60), WIDE) + 14
    for x, middle in ((70, "i första hand"), (300, "i alla lägen")):
        for line, text in enumerate(("Resor ska", middle, "ske med tåg.")):
            paper.write(x, top + 14 * line, text)
    assert [block.text for block in read(paper, tmp_path).blocks[1:]] == [
        "Resor ska i första hand ske med tåg.",
        "Resor ska i alla lägen ske med tåg.",
    ]


ROWS = [["Partner", "Land", "År"], ["Kemi", "Finland", "1940"], ["Zenica", "Bosnien", "1972"]]


def test_a_ruled_table_has_rows_cells_and_a_header(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(40), WIDE) + 6
    top = paper.table(70, top, ROWS, [150, 150, 100]) + 20
    paper.flow(70, top, prose(40, 3), WIDE)
    extraction = read(paper, tmp_path)
    assert [block.kind.value for block in extraction.blocks] == ["paragraph", "table", "paragraph"]
    table = extraction.blocks[1]
    assert [[" ".join(line.text for line in cell) for cell in row] for row in table.rows] == ROWS
    assert table.head_rows == 1


def test_a_table_goes_on_over_the_page_without_its_header_again(paper: Paper, tmp_path: Path) -> None:
    paper.table(70, 600, ROWS, [150, 150, 100])
    paper.new_page()
    paper.table(70, 80, [ROWS[0], ["Puerto Cabezas", "Nicaragua", "1984"]], [150, 150, 100])
    extraction = read(paper, tmp_path)
    (table,) = extraction.blocks
    assert len(table.rows) == 4 and table.rows[3][0][0].text == "Puerto Cabezas"
    assert [line.text for line in extraction.furniture] == ROWS[0]


def test_rows_that_stand_under_each_other_are_a_table_without_rules(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(60), WIDE) + 14
    for row in (["Mål", "2025", "2026"], ["Resor", "12", "14"], ["Möten", "30", "31"], ["Utbyten", "4", "5"]):
        for column, cell in enumerate(row):
            paper.write(70 + 120 * column, top, cell)
        top += 16
    paper.flow(70, top + 10, prose(60, 4), WIDE)
    (_before, table, _after) = read(paper, tmp_path).blocks
    assert [len(row) for row in table.rows] == [3] * 4 and table.rows[1][2][0].text == "14" and table.head_rows == 1


def test_a_footnote_and_its_raised_number_belong_together(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(60), WIDE)
    paper.write(70, top, "Detta gäller alla nätverk")
    paper.raised(186, top, "1")
    paper.raised(70, 780, "1", size=8)
    paper.write(75, 780, "Se bilagan om nätverken.", size=8)
    extraction = read(paper, tmp_path)
    notes = [(block.number, block.text) for block in extraction.blocks if block.kind is Kind.FOOTNOTE]
    marked = [word for block in extraction.blocks for line in block.lines for word in line.words if word.note]
    assert notes == [(1, "Se bilagan om nätverken.")] and [word.text for word in marked] == ["nätverk"]


def test_a_footnote_is_referred_to_from_a_cell(paper: Paper, tmp_path: Path) -> None:
    paper.flow(70, 80, prose(40), WIDE)
    paper.table(70, 200, (("Ort", "Land"), ("Tromsö", "Norge"), ("Ytan", "40 m")), [150, 150])
    paper.raised(109, 234, "1", size=10)
    paper.raised(246.5, 254, "2", size=10)
    paper.write(70, 780, "1 Vänort sedan 1950.", size=8)
    extraction = read(paper, tmp_path)
    (table,) = [block for block in extraction.blocks if block.kind is Kind.TABLE]
    noted = {word.text: word.note for row in table.rows for cell in row for line in cell for word in line.words}
    assert noted["Tromsö"] == "1"
    assert "m2" in noted
    assert texts(extraction, Kind.FOOTNOTE) == ["Vänort sedan 1950."]


def test_a_footnotes_number_that_wrapped_to_a_line_of_its_own_is_at_its_word(paper: Paper, tmp_path: Path) -> None:
    paper.write(70, 100, "Invånarnas förväntningar på välfärden förändras, vilket ställer krav på tjänster.")
    paper.write(70, 112, "1", size=7)
    paper.flow(70, 140, prose(60), WIDE)
    paper.write(70, 780, "1 Källa: bokslutet.", size=8)
    extraction = read(paper, tmp_path)
    assert [word.note for block in extraction.blocks for line in block.lines for word in line.words if word.note] == [
        "1"
    ]
    assert texts(extraction, Kind.FOOTNOTE) == ["Källa: bokslutet."]


def test_a_raised_number_without_footnote_stays_with_its_word(paper: Paper, tmp_path: Path) -> None:
    paper.flow(70, 80, prose(60), WIDE)
    paper.write(70, 170, "Ytan är 40 m")
    paper.raised(132, 170, "2")
    assert read(paper, tmp_path).blocks[-1].text.endswith("40 m2")


def test_a_contents_page_is_taken_out(paper: Paper, tmp_path: Path) -> None:
    top = paper.write(70, 80, "Innehåll", size=15) + 10
    for number, title in enumerate(("Inledning", "Nätverk", "Vänorter", "Uppföljning"), 2):
        paper.write(500, top, str(number))
        top = paper.write(70, top, title)
    paper.new_page()
    paper.write(70, 80, "Inledning", size=15)
    paper.flow(70, 110, prose(60), WIDE)
    extraction = read(paper, tmp_path)
    assert [text for _kind, _level, text in outline(extraction)] == ["Inledning", prose(60)]
    assert "Nätverk 3" in [line.text for line in extraction.furniture]


def test_a_contents_list_says_what_is_a_heading_and_how_deep(paper: Paper, tmp_path: Path) -> None:
    titles = [
        ("Inledning", 0, 3),
        ("Vårt arbete", 0, 3),
        ("Nätverk", 20, 3),
        ("Vänorter", 20, 4),
        ("Uppföljning", 0, 4),
    ]
    top = paper.write(70, 80, "Innehåll", size=15) + 10
    for title, inward, page in titles:
        paper.write(500, top, str(page))
        top = paper.write(70 + inward, top, title)
    paper.new_page()
    for title, _inward, _page in titles:
        if title == "Vänorter":
            paper.new_page()
            top = 80
        top = 80 if title == "Inledning" else top
        top = paper.flow(70, paper.write(70, top, title) + 8, prose(60), WIDE) + 10
    found = [(level, text) for kind, level, text in outline(read(paper, tmp_path)) if kind == "heading"]
    assert found == [(1 + inward // 20, title) for title, inward, _page in titles]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_has_its_boxes_where_they_are_seen(paper: Paper, tmp_path: Path, turned: int) -> None:
    paper.write(70, 80, "Inledning")
    plain = read(paper, tmp_path).blocks[0].lines[0].place.box
    with pikepdf.open(tmp_path / "plan.pdf") as document:
        page = document.pages[0]
        page.rotate(turned, relative=False)
        page.contents_add(b"q " + TURNS[turned] + b" cm", prepend=True)
        page.contents_add(b"Q")
        if turned != 180:
            page.mediabox = [0, 0, HEIGHT, WIDTH]
        document.save(tmp_path / "turned.pdf")
    extraction = extract(tmp_path / "turned.pdf")
    box, page_seen = extraction.blocks[0].lines[0].place.box, extraction.pages[0]
    assert (page_seen.width, page_seen.height) == pytest.approx((WIDTH, HEIGHT))
    assert dataclasses.astuple(box) == pytest.approx(dataclasses.astuple(plain), abs=0.1)


def test_sideways_text_is_furniture_and_said_in_the_grade(paper: Paper, tmp_path: Path) -> None:
    paper.flow(70, 80, prose(60), WIDE)
    paper.sideways(30, 500, "Antagen i februari")
    extraction = read(paper, tmp_path)
    assert {line.text for line in extraction.furniture} == {"Antagen", "i", "februari"}
    assert extraction.pages[0].grade == "fair" and extraction.pages[0].reason


def test_a_link_stands_on_the_words_that_it_covers(paper: Paper, tmp_path: Path) -> None:
    paper.write(70, 80, "Läs mer om nätverken i bilagan.")
    paper.link((127, 68, 178, 84), "https://www.example.se/natverk")
    words = [word for line in read(paper, tmp_path).blocks[0].lines for word in line.words]
    assert [word.text for word in words if word.link == "https://www.example.se/natverk"] == ["nätverken"]


def test_a_link_over_no_words_goes_to_the_words_that_it_names(paper: Paper, tmp_path: Path) -> None:
    paper.write(70, 80, "Läs mer om vår vision för skärgården i bilagan.")
    paper.link((70, 400, 370, 416), "https://www.example.se/om/vision-for-skargarden.html")
    words = [word for line in read(paper, tmp_path).blocks[0].lines for word in line.words]
    assert " ".join(word.text for word in words if word.link) == "vision för skärgården"


def test_a_link_that_finds_no_words_is_not_lost(paper: Paper, tmp_path: Path) -> None:
    paper.write(70, 80, "Läs mer i bilagan.")
    paper.link((70, 400, 370, 416), "https://www.example.se/a/b7")
    (_text, link) = read(paper, tmp_path).blocks
    assert link.text == link.lines[0].words[0].link == "https://www.example.se/a/b7"


def test_lines_that_each_begin_anew_are_paragraphs_of_their_own(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(60), WIDE) + 14
    for line in ("Mål 1 – Klimat", "Mål 2 – Kultur", "Mål 3 – Handel"):
        top = paper.write(70, top, line)
    assert texts(read(paper, tmp_path), Kind.PARAGRAPH)[1:] == ["Mål 1 – Klimat", "Mål 2 – Kultur", "Mål 3 – Handel"]


def test_a_cover_has_one_title_which_names_the_document(paper: Paper, tmp_path: Path) -> None:
    paper.write(70, 200, "Plan för samverkan", size=26)
    paper.write(70, 240, "Antagen av kommunfullmäktige", size=16)
    paper.new_page()
    for number, title in enumerate(("Inledning", "Nätverk", "Vänorter")):
        top = paper.write(70, 80 + 200 * number, title, size=15)
        paper.flow(70, top + 6, prose(60), WIDE)
    extraction = read(paper, tmp_path)
    assert texts(extraction, Kind.HEADING) == ["Plan för samverkan", "Inledning", "Nätverk", "Vänorter"]
    assert extraction.title == "Plan för samverkan"


def test_a_caption_is_told_from_a_heading(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(60), WIDE) + 14
    top = paper.write(70, top, "Tabell 1 Partner och länder", bold=True)
    paper.table(70, top, ROWS, [150, 150, 100])
    assert texts(read(paper, tmp_path), Kind.CAPTION) == ["Tabell 1 Partner och länder"]


def test_a_pulled_quotation_is_no_heading(paper: Paper, tmp_path: Path) -> None:
    top = paper.flow(70, 80, prose(60), WIDE) + 20
    top = paper.write(100, top, "”Tillsammans gör vi staden levande.”", size=15, italic=True) + 20
    paper.flow(70, top, prose(60, 5), WIDE)
    kinds = [block.kind.value for block in read(paper, tmp_path).blocks]
    assert kinds == ["paragraph", "quote", "paragraph"]


def test_an_introduction_in_large_letters_is_no_heading(paper: Paper, tmp_path: Path) -> None:
    top = paper.write(70, 80, "Inledning", size=18, bold=True) + 6
    top = paper.flow(70, top, prose(20), WIDE, size=14) + 20
    paper.flow(70, top, prose(80, 5), WIDE)
    assert texts(read(paper, tmp_path), Kind.HEADING) == ["Inledning"]


def test_the_outline_names_headings_that_look_like_text(paper: Paper, tmp_path: Path) -> None:
    top = 80.0
    for number, (title, level) in enumerate((("Inledning", 0), ("Syfte", 1), ("Resor", 1))):
        paper.listed(title, level)
        top = paper.write(70, top, title) + 8
        top = paper.flow(70, top, prose(50, 7 * number), WIDE) + 14
    headings = [(block.level, block.text) for block in read(paper, tmp_path).blocks if block.kind is Kind.HEADING]
    assert headings == [(1, "Inledning"), (2, "Syfte"), (2, "Resor")]


def test_footnotes_that_are_much_alike_on_every_page_are_no_running_foot(paper: Paper, tmp_path: Path) -> None:
    for number in range(1, 7):
        top = paper.flow(70, 90, prose(60, 5 * number), WIDE)
        paper.write(70, top, "Detta gäller alla nätverk")
        paper.raised(186, top, str(number))
        paper.raised(70, 780, str(number), size=8)
        paper.write(75, 780, f"Källa: befolkningsstatistik för år {2019 + 2 * number}.", size=8)
        paper.new_page()
    extraction = read(paper, tmp_path)
    assert len(texts(extraction, Kind.FOOTNOTE)) == 6 and not extraction.furniture


def test_three_columns_are_read_one_after_the_other(paper: Paper, tmp_path: Path) -> None:
    for column, start in enumerate((0, 5, 9)):
        paper.flow(50 + 175 * column, 110, prose(90, start), 145)
    assert words_of(read(paper, tmp_path)) == [word for start in (0, 5, 9) for word in prose(90, start).split()]


def test_a_page_that_inherits_its_size_has_its_words_where_they_stand(tmp_path: Path) -> None:
    paper = Paper()
    paper.write(70, 100, "Inledning till planen")
    path = paper.save(tmp_path / "plan.pdf")
    before = extract(path).blocks[0].lines[0].place
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.Root.Pages.MediaBox = document.pages[0].MediaBox
        del document.pages[0].MediaBox
        document.save(path)
    assert extract(path).blocks[0].lines[0].place == before


def test_a_word_that_was_drawn_letter_by_letter_is_one(tmp_path: Path) -> None:
    paper = Paper()
    left = 70.0
    for letter in "LÄNGRE FRAM":
        paper.write(left, 100, letter)
        left += paper.width(letter) + 3.5
    for number, letter in enumerate("ABCDEF"):
        paper.write(70 + 60 * number, 200, letter)
    texts = [block.text for block in extract(paper.save(tmp_path / "plan.pdf")).blocks]
    assert texts[0] == "LÄNGRE FRAM" and "ABCDEF" not in "".join(texts[1:])
