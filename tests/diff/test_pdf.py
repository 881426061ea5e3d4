"""The PDF of what changed lists the changes first; change bars stand beside what changed, and beside nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest

from pipeline.diff.barred import Reading
from pipeline.diff.changes import compare
from pipeline.diff.match import Course
from pipeline.diff.passages import Passage
from pipeline.diff.pdf import compose, write_pdf
from pipeline.markdown.inlines import plain
from pipeline.model import Block, Edition, Figure, List, ListItem, Paragraph, Quote, Table
from pipeline.typeset.pdf.paint import BAR_GAP, BAR_WIDTH
from tests.conftest import needs_program
from tests.diff.edits import Edit, edition
from tests.diff.test_redline import EDITS, after, before, style
from tests.validators import broken_rules

TEXT = """+++
title = "Plan"
+++

# Vänorter {#vanorter}

Kommunen har fyra vänorter. {#orter}

- Tromsö {#tromso}
- Kemi {#kemi}
- Puerto Cabezas {#puerto}

: Resor {#resor}
| Ort | Resor |
|---|---|
| Tromsö | tre |
| Kemi | två |

# Ansvar {#ansvar}

Kommunstaben samordnar. {#samordnar}
"""


def barred(new: str) -> list[str]:
    """Return the lines beside which a bar stands in the comparison of a text with another."""
    return list(_barred(write_pdf([compare(edition(TEXT, "Plan"), edition(new, "Plan"))], style())))


def _barred(data: bytes) -> Iterator[str]:
    x = style().page.left - BAR_GAP
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            bars = [r for r in page.rects if abs(r["x0"] - x) < 0.1 and abs(r["width"] - BAR_WIDTH) < 0.1]
            for line in page.extract_text_lines() if bars else ():
                middle = (line["top"] + line["bottom"]) / 2
                if any(bar["top"] < middle < bar["bottom"] for bar in bars):
                    yield line["text"].lstrip("•– ")


@pytest.mark.parametrize(
    ("find", "put", "lines"),
    [
        ("fyra vänorter", "fem vänorter", ["Kommunen har fem vänorter."]),
        ("- Kemi {#kemi}", "- Kemi, Finland {#kemi}", ["Kemi, Finland"]),
        ("- Kemi {#kemi}\n", "", ["Tromsö", "Puerto Cabezas"]),
        ("| två |", "| sju |", ["Kemi sju"]),
        ("# Ansvar {", "# Ansvar och roller {", ["Ansvar och roller"]),
        ("\n# Ansvar", "\n# Nytt avsnitt {#nytt}\n\nHelt nya ord här. {#ord}\n\n# Ansvar", []),
        ("Kommunstaben", "Kommunstaben", []),
    ],
    ids=["paragraph", "item", "struck item", "table row", "heading", "a section new as a whole", "nothing"],
)
def test_a_bar_stands_beside_what_changed_alone(find: str, put: str, lines: list[str]) -> None:
    assert find in TEXT
    assert barred(TEXT.replace(find, put, 1)) == lines


def test_the_numbered_list_of_changes_comes_first() -> None:
    data = write_pdf([compare(edition(TEXT, "Plan"), edition(TEXT.replace("fyra", "fem"), "Plan"))], style())
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        words = "\n".join(page.extract_text() for page in pdf.pages[2:])
    assert words.index("1. Omformulering, stycke") < words.index("Tidigare lydelse") < words.index("som de lyder nu")


LONG = TEXT.replace("# Ansvar {", "".join(f"Stycke {n} om resor. {{#resa-{n}}}\n\n" for n in range(10)) + "# Ansvar {")


def shown(new: str, *, whole: bool = False) -> list[str]:
    """Return the words of the PDF that compares the long text with another, part by part."""
    comparison = compare(edition(LONG, "Plan"), edition(new, "Plan"))
    blocks = compose([Reading(1, comparison, whole=whole)]).document.blocks
    return [words for block in blocks for words in texts(block)]


def test_what_did_not_change_is_left_out_and_counted_unless_it_is_asked_for() -> None:
    brief = shown(LONG.replace("Stycke 4", "Avsnitt 4"))
    assert [words for words in brief if words.endswith("om resor.") and words.startswith("Stycke")] == [
        *("Stycke 4 om resor.", "Stycke 3 om resor.", "Stycke 5 om resor."),
    ]
    assert brief.count("[…]") == 2
    assert any("1 avsnitt utan ändringar visas inte" in words for words in brief)
    whole = shown(LONG.replace("Stycke 4", "Avsnitt 4"), whole=True)
    assert {f"Stycke {n} om resor." for n in range(10) if n != 4} <= set(whole)
    assert "Kommunstaben samordnar." in whole
    assert "[…]" not in whole


def test_what_is_new_among_what_stays_is_shown_once_where_it_stands() -> None:
    new = LONG.replace("Stycke 4", "Helt nytt. {#nytt}\n\nStycke 4")
    assert shown(new).count("Helt nytt.") == 1
    assert shown(new, whole=True).count("Helt nytt.") == 2


def test_changes_of_words_beside_each_other_stand_in_one_table() -> None:
    tables = [
        block
        for block in compose(
            [Reading(1, compare(edition(LONG, "Plan"), edition(LONG.replace("om resor", "om färder"), "Plan")))]
        ).document.blocks
        if isinstance(block, Table)
    ]
    assert [len(table.body) for table in tables if plain(table.head[0].cells[0].inlines) == "Ändring"] == [10]


def test_a_section_that_is_new_is_called_one() -> None:
    new = TEXT + "\n# Nytt avsnitt {#nytt}\n\nHelt nya ord. {#ord}\n"
    edition_of_changes = compose([Reading(1, compare(edition(TEXT, "Plan"), edition(new, "Plan")))])
    shown = [words for block in edition_of_changes.document.blocks for words in texts(block)]
    assert "Tillägg, avsnitt: Nytt avsnitt" in shown
    assert "1. Tillägg · avsnitt:" in shown


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_what_is_new_or_gone_is_shown_whole(edit: Edit) -> None:
    comparison = compare(before(), after(edit))
    shown = [words for block in compose([Reading(1, comparison)]).document.blocks for words in texts(block)]
    whole = [row for row in comparison.changes if row.course in (Course.ADDED, Course.STRUCK)]
    for row in whole:
        for words in (words for block in content(row.passage) for words in texts(block)):
            assert any(words in text for text in shown), words


def content(passage: Passage) -> tuple[Block, ...]:
    return (passage.content,) if isinstance(passage.content, Table | Figure) else (Paragraph(passage.content),)


def texts(block: Block | ListItem) -> Iterator[str]:
    """Yield the words of a block, part by part, without its references to footnotes."""
    match block:
        case Table():
            yield from (plain(cell.inlines) for row in (*block.head, *block.body) for cell in row.cells)
        case Figure():
            yield block.alt
        case List() | Quote():
            for part in block.items if isinstance(block, List) else block.blocks:
                yield from texts(part)
        case ListItem():
            yield plain(block.inlines)
            for child in block.children:
                yield from texts(child)
        case _:
            yield plain(block.inlines)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pdf")
    for n, edit in enumerate(EDITS):
        (folder / f"{n}.pdf").write_bytes(write_pdf([compare(before(), after(edit))], style()))
    return sorted(folder.iterdir())


@needs_program("java")
def test_verapdf_finds_nothing_in_the_pdf_of_any_edit(files: list[Path]) -> None:
    found = broken_rules(files)
    assert len(found) == 2 * len(files)
    assert not any(found.values()), found


def test_the_same_editions_give_the_same_bytes() -> None:
    assert _both() == _both()


def _both() -> bytes:
    new: Edition = after(EDITS[-1])
    return write_pdf([compare(before(), new), compare(new, before())], style())
