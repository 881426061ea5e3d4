"""PDFs that say themselves what everything in them is: ours come back as the plans that they were made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline.extract.tagged import read_declared
from pipeline.merge import merge
from pipeline.model import (
    Block,
    Break,
    Cell,
    Document,
    Edition,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Span,
    Strong,
    Table,
    Text,
    Timeline,
)
from pipeline.questions import Review
from pipeline.recover import recover
from pipeline.sources.plan import load_plan
from pipeline.typeset import typeset_pdf
from pipeline.typeset.style import Style, read_style
from tests.conftest import ROOT
from tests.typeset.every_kind import EVERY_KIND, SENTENCE

STYLE = read_style(ROOT / "styles/lulea.toml")
NEUTRAL = read_style(ROOT / "styles/neutral.toml")
EDITIONS = merge(load_plan(ROOT / "sources/2024-2027", ROOT))


TINY = replace(STYLE, page=replace(STYLE.page, width=220, height=180, top=20, bottom=20, left=12, right=12))


# ── What of a document a PDF can say: blocks as nested tuples, and words with all that is said of each stretch ───────


def said(inlines: tuple[Inline, ...], *marks: object) -> list[tuple[str, tuple[object, ...]]]:
    """Return the stretches of words, each with its marks in one order whatever the nesting."""
    stretches: list[tuple[str, tuple[object, ...]]] = []
    for text, found in _stretches(inlines, marks):
        if stretches and stretches[-1][1] == found:
            stretches[-1] = (stretches[-1][0] + text, found)
        elif text:
            stretches.append((text, found))
    return [*stretches[:-1], *((text.rstrip(" "), found) for text, found in stretches[-1:])]


def _stretches(inlines: tuple[Inline, ...], marks: tuple[object, ...]) -> Iterator[tuple[str, tuple[object, ...]]]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield text, tuple(sorted(map(str, marks)))
            case Break():
                yield "\n", tuple(sorted(map(str, marks)))
            case NoteRef(name):
                yield f"[^{name}]", tuple(sorted(map(str, marks)))
            case Strong(inner) | Emphasis(inner):
                yield from _stretches(inner, (*marks, type(inline).__name__))
            case Link(inner, target):
                yield from _stretches(inner, (*marks, target))
            case Foreign(inner, lang):
                yield from _stretches(inner, (*marks, lang))
            case _:
                yield from _stretches(inline.inlines, (*marks, "doubt"))


def shape(part: Any) -> Any:
    """Return a block, or what it is made of, without what no PDF says: places, a picture's file."""
    match part:
        case Heading(level, inlines, name):
            return ("heading", level, name, said(inlines))
        case Paragraph(inlines, name):
            return ("paragraph", name, said(inlines))
        case List(items, marker, start):
            return ("list", marker, start, [shape(item) for item in items])
        case ListItem(inlines, name, children):
            return (name, said(inlines), [shape(child) for child in children])
        case Table(head, body, caption, align, named, name):
            return (
                "table",
                name,
                said(caption),
                align,
                named,
                *([shape(row) for row in rows] for rows in (head, body)),
            )
        case Row(cells):
            return [shape(cell) for cell in cells]
        case Cell(inlines, colspan, rowspan):
            return (colspan, rowspan, said(inlines))
        case Figure(_source, alt, caption, name):
            return ("figure", name, alt, said(caption))
        case Quote(blocks, name):
            return ("quote", name, [shape(block) for block in blocks])


def shapes(document: Document) -> list[Any]:
    notes = {note.id: said(note.inlines) for note in document.notes}
    blocks = [block for block in document.blocks if not is_empty(block)]
    return [document.title, document.lang, *map(shape, blocks), sorted(notes.items())]


def is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph | Heading) and not block.inlines


def read_back(edition: Edition, folder: Path, style: Style = STYLE) -> Document | None:
    path = folder / "edition.pdf"
    path.write_bytes(typeset_pdf(edition, style))
    return read_declared(path)


@pytest.mark.parametrize("style", [STYLE, NEUTRAL], ids=lambda style: style.name)
@pytest.mark.parametrize("edition", [*EDITIONS, EVERY_KIND], ids=lambda edition: edition.slug)
def test_every_edition_comes_back_block_for_block(edition: Edition, style: Style, tmp_path: Path) -> None:
    found = read_back(edition, tmp_path, style)
    assert found is not None
    assert shapes(found) == shapes(replace(edition.document, title=edition.title))


def test_it_does_so_when_everything_splits(tmp_path: Path) -> None:
    found = read_back(EVERY_KIND, tmp_path, TINY)
    assert found is not None
    assert shapes(found) == shapes(replace(EVERY_KIND.document, title=EVERY_KIND.title))


def test_no_space_is_lost_where_a_line_ends_with_a_hyphen_or_a_reference(tmp_path: Path) -> None:
    words = [Text("Kultur- och fritid, vänort"), NoteRef("n"), Text(" ")] * 40
    blocks = (Heading(1, (Text("Kapitel"),), "kapitel"), Paragraph((*words, Text("slut.")), "stycke"))
    edition = replace(EVERY_KIND, document=Document("Prov", blocks, (Footnote("n", (Text("En not."),)),)))
    for width in range(300, 600, 37):
        found = read_back(edition, tmp_path, replace(STYLE, page=replace(STYLE.page, width=width)))
        assert found is not None
        assert shapes(found) == shapes(replace(edition.document, title=edition.title))


def test_a_file_of_words_longer_than_its_lines_is_believed(tmp_path: Path) -> None:
    blocks = (Heading(1, (Text("Adresser"),), "adresser"), Paragraph((Text("https://a.se/" + "abc/" * 60),), "lang"))
    document = Document("Långa ord", blocks)
    (tmp_path / "plan.pdf").write_bytes(typeset_pdf(replace(EVERY_KIND, document=document), STYLE))
    found = read_declared(tmp_path / "plan.pdf")
    assert found is not None
    assert [shape(block) for block in found.blocks] == [shape(block) for block in blocks]


def test_a_figure_that_waits_for_the_next_page_comes_back_in_its_place(tmp_path: Path) -> None:
    text = [Paragraph((Text(f"Stycke {number}. {SENTENCE * 3}"),), f"s{number}") for number in range(10)]
    chart = Timeline(("Vår", "Höst"), tuple(Span(f"Aktivitet {n}", 0, 1) for n in range(18)))
    figure = Figure("", "En bild", (Text("Bildens text"),), "bilden", chart=chart)
    late = 0
    for place in range(3, 8):
        blocks = (Heading(1, (Text("Kapitel"),), "kapitel"), *text[:place], figure, *text[place:])
        edition = replace(EVERY_KIND, document=Document("Prov", blocks))
        found = read_back(edition, tmp_path)
        assert found is not None
        assert shapes(found) == shapes(replace(edition.document, title=edition.title))
        drawn, following = found.blocks[place + 1], found.blocks[place + 2]
        assert isinstance(drawn, Figure) and isinstance(following, Paragraph) and drawn.place and following.place
        late += drawn.place.page > following.place.page
    assert late


def test_what_is_believed_is_recovered_without_repair_or_question(tmp_path: Path) -> None:
    path = tmp_path / "every.pdf"
    path.write_bytes(typeset_pdf(EVERY_KIND, STYLE))
    recovery = recover(path, Review(()))
    assert recovery.records == ()
    assert recovery.review.questions == ()
    assert [shape(block)[0] for block in recovery.document.blocks] == [
        shape(block)[0] for block in EVERY_KIND.document.blocks if not is_empty(block)
    ]


# ── Trust, but verify ────────────────────────────────────────────────────────────────────────────────────────────────


def changed(change: Any, folder: Path) -> Document | None:
    """Return what is read of an edition after a change to its file."""
    path = folder / "changed.pdf"
    with pikepdf.open(BytesIO(typeset_pdf(EVERY_KIND, STYLE))) as pdf:
        change(pdf)
        pdf.save(path)
    return read_declared(path)


def claims_nothing(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:none"))


def has_words_outside(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[3]
    content, count = re.subn(rb"/P <</MCID \d+>> BDC", b"/P BMC", page.Contents.read_bytes(), count=1)
    assert count == 1
    page.Contents.write(content)


def has_words_left_out(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K.K = pikepdf.Array(list(pdf.Root.StructTreeRoot.K.K)[:-1])


def is_out_of_order(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K.K = pikepdf.Array(list(pdf.Root.StructTreeRoot.K.K)[::-1])


def never_ends(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot.K
    root.K.append(root)


@pytest.mark.parametrize(
    "change",
    [claims_nothing, has_words_outside, has_words_left_out, is_out_of_order, never_ends],
    ids=lambda c: c.__name__,
)
def test_a_file_that_does_not_hold_what_it_claims_is_not_believed(change: Any, tmp_path: Path) -> None:
    assert changed(change, tmp_path) is None


def test_a_file_that_holds_it_is_believed(tmp_path: Path) -> None:
    assert changed(lambda _pdf: None, tmp_path) is not None


def test_a_scan_is_not_believed() -> None:
    assert read_declared(ROOT / "sources/2024-2027/prior.pdf") is None
