"""Tables without a grid: level lines, a shaded head or white space alone show columns; prose and lists are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import Found, Kind, extract
from tests.extract.paper import Paper, prose

HEAD = ("Mål", "Mått", "Utfall")
ROWS = (("Fler möten", "antal", "12"), ("Kortare väg till beslut", "dagar", "31"), ("Nöjda gäster", "andel", "82 %"))
LEFTS = (74.0, 230.0, 330.0)


@pytest.fixture
def paper() -> Paper:
    page = Paper()
    page.flow(70, 100, prose(60), 450)
    page.flow(70, 500, prose(60), 450)
    return page


def write(paper: Paper, top: float, rows: tuple[tuple[str, ...], ...], pitch: float = 22) -> None:
    for number, row in enumerate(rows):
        for left, cell in zip(LEFTS, row, strict=False):
            paper.write(left, top + pitch * number, cell)


def tables(paper: Paper, tmp_path: Path) -> list[Found]:
    return [block for block in extract(paper.save(tmp_path / "plan.pdf")).blocks if block.kind is Kind.TABLE]


def cells(table: Found) -> list[tuple[str, ...]]:
    return [tuple(" ".join(line.text for line in cell) for cell in row) for row in table.rows]


def test_level_lines_alone_make_a_table(paper: Paper, tmp_path: Path) -> None:
    write(paper, 200, (HEAD, *ROWS))
    for number in range(5):
        paper.line(70, 185 + 22 * number, 450)
    assert [cells(table) for table in tables(paper, tmp_path)] == [[HEAD, *ROWS]]


def test_a_shaded_head_makes_a_table_of_the_rows_below(paper: Paper, tmp_path: Path) -> None:
    paper.shade(70, 186, 380, 20)
    write(paper, 200, (HEAD, *ROWS))
    assert [cells(table) for table in tables(paper, tmp_path)] == [[HEAD, *ROWS]]


def test_white_space_alone_makes_a_table_of_three_columns(paper: Paper, tmp_path: Path) -> None:
    write(paper, 200, (HEAD, *ROWS))
    found = tables(paper, tmp_path)
    assert [cells(table) for table in found] == [[HEAD, *ROWS]]


def test_a_cell_of_two_lines_is_one_cell(paper: Paper, tmp_path: Path) -> None:
    write(paper, 200, (HEAD, ROWS[0]))
    paper.write(LEFTS[0], 256, "Kortare väg")
    paper.write(LEFTS[0], 269, "till beslut")
    paper.write(LEFTS[1], 256, "dagar")
    paper.write(LEFTS[2], 256, "31")
    write(paper, 291, ROWS[2:])
    for top in (185, 207, 295):
        paper.line(70, top, 450)
    assert [cells(table) for table in tables(paper, tmp_path)] == [[HEAD, *ROWS]]


def test_rows_of_many_lines_that_space_alone_parts_are_rows(paper: Paper, tmp_path: Path) -> None:
    paper.shade(70, 186, 420, 20)
    write(paper, 200, (HEAD,))
    top = 224.0
    meant = []
    for name, size in (("Fler möten i norr", "antal"), ("Kortare väg", "dagar"), ("Nöjda gäster", "andel")):
        paper.write(LEFTS[0], top, name)
        paper.write(LEFTS[1], top, size)
        for number, words in enumerate(("räknas varje höst", "av dem som", "har varit med")):
            paper.write(LEFTS[2], top + 13 * number, words)
        meant.append((name, size, "räknas varje höst av dem som har varit med"))
        top += 50
    assert [cells(table) for table in tables(paper, tmp_path)] == [[HEAD, *meant]]


def test_lines_over_and_under_prose_or_a_list_make_no_table(paper: Paper, tmp_path: Path) -> None:
    paper.line(70, 185, 450)
    paper.flow(70, 200, prose(40), 380)
    paper.line(70, 260, 450)
    for number, row in enumerate(ROWS):
        paper.write(74, 280 + 22 * number, "–")
        paper.write(90, 280 + 22 * number, row[0])
        paper.line(70, 264 + 22 * number, 450)
    assert tables(paper, tmp_path) == []


def test_two_columns_with_nothing_but_white_space_are_no_table(paper: Paper, tmp_path: Path) -> None:
    write(paper, 200, tuple(row[:2] for row in ROWS))
    assert tables(paper, tmp_path) == []


def test_wide_spaces_in_justified_lines_that_happen_to_stack_are_no_columns(tmp_path: Path) -> None:
    paper = Paper()
    for top, words in ((100, ((70, "Dialogen med"), (180, "företagen sker"), (292, "genom"))),
                       (114, ((70, "näringslivsrådet,"), (188, "branschträffar"), (301, "och"))),
                       (128, ((70, "återkommande"), (170, "företagsbesök."), (296, "Under")))):  # fmt: skip
        for x, text in words:
            paper.write(x, top, text)
    paper.flow(70, 142, "strategiperioden tas årliga handlingsplaner fram av respektive nämnd.", 255)
    paper.flow(70, 500, prose(60), 450)
    assert tables(paper, tmp_path) == []


def test_a_contents_list_is_no_table(paper: Paper, tmp_path: Path) -> None:
    write(paper, 200, tuple((f"1.{number}", "Avsnitt . . . . . .", str(number + 3)) for number in range(1, 7)))
    assert tables(paper, tmp_path) == []


CODE = ("# disk   typ    flaggor", "sda1     ext4   defaults", "sda2     swap   sw", "sdb1     xfs    noatime")


def test_lines_of_code_are_no_table_unless_a_document_is_typewritten(paper: Paper, tmp_path: Path) -> None:
    for number, line in enumerate(CODE):
        paper.type(74, 200 + 14 * number, line)
    assert tables(paper, tmp_path) == []
    typed = Paper()
    for number, line in enumerate(CODE):
        typed.type(74, 200 + 14 * number, line)
    assert [len(table.rows) for table in tables(typed, tmp_path)] == [4]


def test_a_line_of_three_pieces_over_text_is_no_tables_head(paper: Paper, tmp_path: Path) -> None:
    for number, row in enumerate((("2.2", "Förslag till", "Dnr 12"), ("", "ändringar i"), ("", "reglementet"))):
        for left, cell in zip(LEFTS, row, strict=False):
            paper.write(left, 200 + 14 * number, cell)
    assert tables(paper, tmp_path) == []


def test_a_shade_behind_words_of_running_text_is_no_cell(paper: Paper, tmp_path: Path) -> None:
    start = "Den som söker stöd ska ange "
    for number, words in enumerate(("syfte, kostnader", "ort och tid för", "resan, vem som")):
        top = 200 + 14 * number
        left = paper.width(start)
        paper.shade(70 + left, top - 11, paper.width(words), 14)
        paper.shade(70, top - 11, left, 14, grey=0.95)
        paper.write(70, top, start + words)
    assert tables(paper, tmp_path) == []
    paper.shade(70, 600, 100, 18)
    paper.shade(170, 600, 100, 18, grey=0.95)
    paper.shade(70, 618, 100, 18, grey=0.95)
    paper.shade(170, 618, 100, 18)
    for number, word in enumerate(("Mål", "Mått", "Möten", "antal")):
        paper.write(74 + 100 * (number % 2), 613 + 18 * (number // 2), word)
    assert [cells(table) for table in tables(paper, tmp_path)] == [[("Mål", "Mått"), ("Möten", "antal")]]


# ── Rows that are stacked in one row of a grid ───────────────────────────────────────────────────────────────────────


def stacked(paper: Paper, names: tuple[str, ...], values: tuple[str, ...]) -> None:
    height = 14 * len(names) + 8
    for number, cell in enumerate(("Slag", "Antal")):
        paper.frame(70 + 150 * number, 300, 150, 20)
        paper.frame(70 + 150 * number, 320, 150, height)
        paper.write(74 + 150 * number, 314, cell, bold=True)
    for number, (name, value) in enumerate(zip(names, values, strict=True)):
        paper.write(74, 334 + 14 * number, name)
        paper.write(224, 334 + 14 * number, value)


def test_lines_that_stand_level_with_their_values_are_rows_of_their_own(paper: Paper, tmp_path: Path) -> None:
    stacked(paper, ("Skolor", "– för vuxna", "Bad, inne och ute"), ("12", "–", "1 300"))
    (table,) = tables(paper, tmp_path)
    assert cells(table) == [("Slag", "Antal"), ("Skolor", "12"), ("– för vuxna", "–"), ("Bad, inne och ute", "1 300")]


def test_a_name_of_several_lines_beside_text_or_two_dates_is_one_row(paper: Paper, tmp_path: Path) -> None:
    stacked(paper, ("Skolor för alla", "barn i norr"), ("2024 och", "senast 2025"))
    (table,) = tables(paper, tmp_path)
    assert cells(table)[1:] == [("Skolor för alla barn i norr", "2024 och senast 2025")]
    text = Paper()
    stacked(text, ("Skolor för", "alla barn", "i norr"), ("byggs ut", "år för år", "till hösten"))
    (table,) = tables(text, tmp_path)
    assert cells(table)[1:] == [("Skolor för alla barn i norr", "byggs ut år för år till hösten")]
