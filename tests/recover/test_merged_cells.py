"""Cells that cover several columns or rows are read as such, from ruled pages and from Word."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from pipeline.extract import extract
from pipeline.markdown.inlines import plain
from pipeline.model import Table
from pipeline.questions import Review
from pipeline.recover import recover
from tests.extract.paper import Paper, prose

Cell = tuple[str, int, int]
HEAD: list[list[Cell]] = [[("Ort", 2, 1), ("Resor", 1, 2)], [("2025", 1, 1), ("2026", 1, 1)]]
BODY: list[list[Cell]] = [[("Kemi", 1, 1), ("två", 1, 1), ("tre", 1, 1)], [("Tromsö", 1, 1), ("ingen alls", 1, 2)]]
XS, YS = (70.0, 200.0, 300.0, 400.0), (200.0, 220.0, 240.0, 260.0, 280.0)


def table_of(path: Path) -> Table:
    (table,) = [block for block in recover(path, Review(())).document.blocks if isinstance(block, Table)]
    return table


def cells(table: Table) -> tuple[list[list[Cell]], list[list[Cell]]]:
    head, body = (
        [[(plain(cell.inlines), cell.rowspan, cell.colspan) for cell in row.cells] for row in rows]
        for rows in (table.head, table.body)
    )
    return head, body


def test_on_a_ruled_page_a_missing_line_merges_cells(tmp_path: Path) -> None:
    paper = Paper()
    paper.flow(70, 100, prose(60), 450)
    for y in YS:
        paper.line(200 if y == YS[1] else 70, y, 400)
    for x, ends in ((70, [(200, 280)]), (200, [(200, 280)]), (300, [(220, 260)]), (400, [(200, 280)])):
        for top, bottom in ends:
            paper.upright(x, top, bottom)
    for y, x, words in [(224, 74, "Ort"), (214, 204, "Resor"), (234, 204, "2025"), (234, 304, "2026"),
                        (254, 74, "Kemi"), (254, 204, "två"), (254, 304, "tre"),
                        (274, 74, "Tromsö"), (274, 204, "ingen alls")]:  # fmt: skip
        paper.write(x, y, words, size=10, bold=y < 250)
    assert cells(table_of(paper.save(tmp_path / "plan.pdf"))) == (HEAD, BODY)


def word(tmp_path: Path) -> Path:
    document = Document()
    document.add_paragraph(prose(20))
    table = document.add_table(4, 3)
    words = [["Ort", "Resor", ""], ["", "2025", "2026"], ["Kemi", "två", "tre"], ["Tromsö", "ingen alls", ""]]
    for row, texts in zip(table.rows, words, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(3, 1).merge(table.cell(3, 2))
    document.save(str(tmp_path / "plan.docx"))
    return tmp_path / "plan.docx"


def test_word_says_what_a_cell_covers(tmp_path: Path) -> None:
    (table,) = [block for block in extract(word(tmp_path)).blocks if block.rows]
    assert {tuple(cell) for cell in table.merged} == {(0, 0, 2, 1), (0, 1, 1, 2), (3, 1, 1, 2)}
    assert cells(table_of(word(tmp_path))) == (HEAD, BODY)


def test_no_cell_reaches_from_the_head_into_the_body(tmp_path: Path) -> None:
    document = Document(str(word(tmp_path)))
    table = document.tables[0]
    table.cell(0, 0).merge(table.cell(3, 0))
    document.save(str(tmp_path / "plan.docx"))
    head, body = cells(table_of(tmp_path / "plan.docx"))
    assert [row[0] for row in (*head, *body)] == [("Ort Kemi Tromsö", 1, 1), *[("", 1, 1)] * 3]


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999999"])
def test_a_span_that_is_no_number_of_columns_does_no_harm(span: str, tmp_path: Path) -> None:
    path = word(tmp_path)
    document = Document(str(path))
    for element in document.element.body.iter("{*}gridSpan"):
        element.set(next(iter(element.attrib)), span)
    document.save(str(path))
    words = {line.text for block in extract(path).blocks for row in block.rows for cell in row for line in cell}
    assert {"Kemi", "två", "tre", "ingen alls"} <= words
