"""Earlier plans in Word, in Markdown and as plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.errors import UnreadableInput
from pipeline.extract import Extraction, Kind, extract


def outline(extraction: Extraction) -> list[tuple[str, int, str | None, int | None, str]]:
    return [
        (block.kind.value, block.level, block.marker and block.marker.value, block.number, block.text)
        for block in extraction.blocks
    ]


BLOCKS = [
    ("heading", 1, None, None, "Plan för samverkan"),
    ("heading", 2, None, None, "Nätverk"),
    ("paragraph", 0, None, None, "Kommunen deltar i flera nätverk."),
    ("item", 1, "bullet", None, "möten"),
    ("item", 2, "bullet", None, "på håll"),
    ("item", 1, "number", 1, "resor"),
    ("item", 1, "number", 2, "besök"),
]


def test_a_word_document_is_read_by_its_styles(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Plan för samverkan", 1)
    document.add_heading("Nätverk", 2)
    document.add_paragraph("Kommunen deltar i flera nätverk.")
    for text, style in (("möten", "List Bullet"), ("på håll", "List Bullet 2"), ("resor", "List Number")):
        document.add_paragraph(text, style)
    document.add_paragraph("besök", "List Number")
    document.save(str(tmp_path / "plan.docx"))
    extraction = extract(tmp_path / "plan.docx")
    assert outline(extraction) == BLOCKS and extraction.kind == "docx" and extraction.title == "Plan för samverkan"


def test_a_word_table_has_its_cells_and_a_link_its_target(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(2, 2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells], ["Partner", "Land", "Kemi", "Finland"], strict=True
    ):
        cell.text = text
    paragraph = document.add_paragraph("Läs mer om ")
    target = document.part.relate_to(
        "https://www.example.se",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run("nätverket")
    link.append(run._r)
    paragraph._p.append(link)
    document.save(str(tmp_path / "plan.docx"))
    found, text = extract(tmp_path / "plan.docx").blocks
    assert [[cell[0].text for cell in row] for row in found.rows] == [["Partner", "Land"], ["Kemi", "Finland"]]
    assert [(word.text, word.link) for word in text.lines[0].words][-1] == ("nätverket", "https://www.example.se")


def test_a_file_that_is_no_word_document_is_said_not_to_be_one(tmp_path: Path, english: None) -> None:
    (tmp_path / "plan.docx").write_bytes(b"not a zip")
    with pytest.raises(UnreadableInput, match="damaged"):
        extract(tmp_path / "plan.docx")


MARKDOWN = """+++
title = "Plan"
+++
# Plan för samverkan {#plan}

## Nätverk

Kommunen deltar i flera
nätverk.

- möten
  - på håll

1. resor
2. besök
"""


def test_markdown_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(MARKDOWN, "utf-8")
    assert outline(extract(tmp_path / "plan.md")) == BLOCKS


LINKED = """Se [vår vision](https://www.example.se)[^1].

| Partner | Land |
|---|---|
| Kemi | Finland |

[^1]: Antagen i maj.
"""


def test_markdown_links_notes_and_tables_are_found(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(LINKED, "utf-8")
    paragraph, table, note = extract(tmp_path / "plan.md").blocks
    words = [(word.text, word.link, word.note) for line in paragraph.lines for word in line.words]
    assert words == [("Se", "", ""), ("vår", "https://www.example.se", ""), ("vision.", "https://www.example.se", "1")]
    assert len(table.rows) == 2 and (note.kind, note.number) == (Kind.FOOTNOTE, 1)


LAYER = """ Inledning

Kommunen samverkar med sina grannar och deltar i nätverk för små städer. Arbetet
följs upp varje höst, och resultatet visas för alla som bor här. Under året prövas

nya former för möten.

Vi ska:

- delta i möten som hålls under året, på plats och på håll, med alla våra partner i
norr

- besöka vänorter
Nätverk

Kommunen deltar i flera nätverk för små städer, och varje höst följs arbetet upp i en

rapport.
"""


def test_a_text_layer_has_pages_headings_lists_and_joined_last_lines(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(LAYER, "utf-8")
    extraction = extract(tmp_path / "plan.txt")
    kinds = [(block.kind.value, block.level, len(block.lines)) for block in extraction.blocks]
    assert kinds == [
        ("heading", 1, 1), ("paragraph", 0, 3), ("paragraph", 0, 1), ("item", 1, 2), ("item", 1, 1),
        ("heading", 1, 1), ("paragraph", 0, 2),
    ]  # fmt: skip
    assert [page.number for page in extraction.pages] == [1, 2]
    assert extraction.blocks[-1].lines[0].place.page == 2
