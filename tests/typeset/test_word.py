"""The Word writer: what it writes is read back by python-docx as defined, and says what the edition says."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from uuid import UUID

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import nsmap
from every_kind import BLOCKS, EVERY_KIND, NOTES, PICTURE, item, row, t
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import SourceProblem
from pipeline.model import (
    Block,
    Cell,
    Document,
    Doubt,
    Edition,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Link,
    List,
    Marker,
    NoteRef,
    Origin,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
)
from pipeline.typeset import typeset_word
from pipeline.typeset.style import Fonts, Style, TextStyle, read_style
from pipeline.typeset.word.fields import bookmark_name
from pipeline.typeset.word.styles import style_id
from pipeline.typeset.word.xml import qualified
from tests.strategies import documents

ROOT = Path(__file__).parents[2]
W = {"w": nsmap["w"], "r": nsmap["r"], "wp": nsmap["wp"]}


@cache
def style() -> Style:
    return read_style(ROOT / "styles" / "lulea.toml")


@cache
def light() -> Style:
    """The style with one small font to embed: the other fonts take most of the time."""
    symbol = style().fonts.symbol
    return replace(style(), fonts=Fonts(symbol, symbol, symbol))


@cache
def every_kind() -> bytes:
    return typeset_word(EVERY_KIND, style())


def edition(*blocks: Block, notes: tuple[Footnote, ...] = ()) -> Edition:
    return replace(EVERY_KIND, document=Document("Ett dokument", blocks, notes))


def part(name: str, data: bytes | None = None) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data or every_kind())) as package:
        return etree.fromstring(package.read(name))


def body(*blocks: Block, notes: tuple[Footnote, ...] = ()) -> etree._Element:
    return part("word/document.xml", typeset_word(edition(*blocks, notes=notes), light()))


def opened() -> WordDocument:
    return docx.Document(BytesIO(every_kind()))


def value(element: etree._Element | None, name: str = "val") -> str:
    assert element is not None
    return element.get(qualified(f"w:{name}"), "")


def words(element: etree._Element) -> str:
    return "".join(element.xpath(".//w:t/text()", namespaces=W))


def paragraph_with(text: str, root: etree._Element) -> etree._Element:
    return next(p for p in root.iter(qualified("w:p")) if text in words(p))


# ── The package ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert typeset_word(EVERY_KIND, style()) == every_kind()


def test_the_package_has_sorted_parts_of_one_moment_and_nothing_left_over_from_a_template() -> None:
    with zipfile.ZipFile(BytesIO(every_kind())) as package:
        names = package.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for left_over in ("stylesWithEffects", "thumbnail", "customXml", "theme"):
        assert not any(left_over in name for name in names)


def test_every_part_that_is_referred_to_is_there_and_has_a_content_type() -> None:
    with zipfile.ZipFile(BytesIO(every_kind())) as package:
        names = set(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        known = {e.get("PartName", "").lstrip("/") for e in types} | {e.get("Extension") for e in types}
        for name in names - {"[Content_Types].xml"}:
            assert name in known or name.rpartition(".")[2] in known
        for relationship in etree.fromstring(package.read("word/_rels/document.xml.rels")):
            assert relationship.get("TargetMode") == "External" or f"word/{relationship.get('Target')}" in names


def test_the_properties_say_title_subject_language_and_the_editions_date() -> None:
    properties = opened().core_properties
    assert (properties.title, properties.subject) == (EVERY_KIND.title, EVERY_KIND.subtitle)
    assert (properties.author, properties.language) == (EVERY_KIND.publisher, "sv-SE")
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.date() == EVERY_KIND.date
    assert properties.content_status == "UTKAST: 2 frågor är obesvarade; EXEMPEL"


def test_nothing_says_who_else_wrote_the_file_or_when() -> None:
    with zipfile.ZipFile(BytesIO(every_kind())) as package:
        files = [package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))]
    assert not any(word in file for file in files for word in (b"python-docx", b"mc:Ignorable", b"xmlns:v="))


def test_long_titles_and_unknown_dates_leave_sound_properties() -> None:
    odd = replace(edition(Paragraph(t("Ord"))), title="Lång \x0btitel " * 40, date=date.min)
    properties = docx.Document(BytesIO(typeset_word(odd, light()))).core_properties
    assert properties.title.startswith("Lång titel Lång")
    assert (len(properties.title), properties.created, properties.modified) == (255, None, None)


def test_fonts_are_embedded_and_can_be_unscrambled() -> None:
    fonts = part("word/fontTable.xml")
    with zipfile.ZipFile(BytesIO(every_kind())) as package:
        relations = etree.fromstring(package.read("word/_rels/fontTable.xml.rels"))
        targets = {relation.get("Id"): f"word/{relation.get('Target')}" for relation in relations}
        regular = fonts.find("w:font/w:embedRegular", W)
        scrambled = package.read(targets[regular.get(qualified("r:id"))])
    key = UUID(value(regular, "fontKey")).bytes[::-1] * 2
    plain = bytes(a ^ b for a, b in zip(scrambled, key, strict=False)) + scrambled[len(key) :]
    assert plain == style().fonts.serif.regular.read_bytes()


# ── Styles ───────────────────────────────────────────────────────────────────────────────────────────────────────────

NAMED = {
    "Normal": "body",
    "Title": "cover_title",
    "Subtitle": "cover_subtitle",
    "Heading 1": "heading1",
    "Heading 2": "heading2",
    "Heading 3": "heading3",
    "Heading 4": "heading4",
    "TOC Heading": "contents_title",
    "toc 1": "toc1",
    "toc 2": "toc2",
    "toc 3": "toc3",
    "Quote": "quote",
    "Caption": "caption",
    "footnote text": "note",
    "Header": "running",
    "Footer": "running",
    "Table Head": "table.head",
    "Table Text": "table.cell",
}


def look_of(path: str) -> TextStyle:
    found = style()
    for name in path.split("."):
        found = getattr(found, name)
    assert isinstance(found, TextStyle)
    return found


@pytest.mark.parametrize("name", NAMED)
def test_word_knows_each_style_by_its_own_name_and_as_it_is_defined(name: str) -> None:
    read, look = opened().styles[name], look_of(NAMED[name])
    assert (read.font.name, read.font.bold, read.font.italic) == (look.font.name, look.bold, look.italic)
    assert read.font.size.pt == pytest.approx(look.size, abs=0.25)
    assert str(read.font.color.rgb) == look.colour[1:].upper()
    spacing = read.paragraph_format
    assert (spacing.space_before.pt, spacing.space_after.pt) == (look.before, look.after)
    assert spacing.line_spacing.pt == look.leading


def test_styles_for_lists_tables_links_and_notes_have_the_names_that_word_knows() -> None:
    names = {style.name for style in opened().styles}
    assert names >= {"List Bullet", "List Bullet 2", "List Number", "List Number 3", "List Continue", "Table Grid"}
    assert names >= {"Hyperlink", "footnote reference", "Normal Table", "Default Paragraph Font"}


def test_every_style_that_is_used_is_defined() -> None:
    defined = set(part("word/styles.xml").xpath("//w:style/@w:styleId", namespaces=W))
    for name in ("document", "footnotes", "header1", "footer1"):
        used = part(f"word/{name}.xml").xpath("//w:pStyle/@w:val|//w:rStyle/@w:val|//w:tblStyle/@w:val", namespaces=W)
        assert set(used) <= defined


def test_the_language_is_swedish_and_foreign_words_have_their_own() -> None:
    assert value(part("word/styles.xml").find("w:docDefaults//w:lang", W)) == "sv-SE"
    assert value(part("word/settings.xml").find("w:themeFontLang", W)) == "sv-SE"
    root = body(Paragraph((Foreign(t("Union of the Baltic Cities"), "en"), Text(" och "), Foreign(t("Oulu"), "fi"))))
    langs = {words(run): value(run.find("w:rPr/w:lang", W)) for run in root.xpath("//w:r[w:rPr/w:lang]", namespaces=W)}
    assert langs == {"Union of the Baltic Cities": "en-GB", "Oulu": "fi-FI"}


# ── Bookmarks, links and fields ──────────────────────────────────────────────────────────────────────────────────────


def all_ids(blocks: tuple[object, ...]) -> list[str]:
    found = []
    for block in blocks:
        found += [block.id] if getattr(block, "id", "") else []
        for nested in ("items", "children", "blocks"):
            found += all_ids(getattr(block, nested, ()))
    return found


def test_every_block_with_an_id_carries_a_bookmark() -> None:
    names = part("word/document.xml").xpath("//w:bookmarkStart/@w:name", namespaces=W)
    assert {bookmark_name(block_id) for block_id in all_ids(BLOCKS)} <= set(names)
    assert len(names) == len(set(names))


@example(["2025-mål", "a_b", "a-b", "a.b", "x" * 41, "x" * 42, "-", "å"])
@given(st.lists(st.text("aåÖ19²_.-", min_size=1, max_size=50), unique=True))
def test_bookmarks_of_different_ids_differ_and_are_names_that_word_takes(ids: list[str]) -> None:
    names = [bookmark_name(block_id) for block_id in ids]
    assert len(set(names)) == len(ids)
    for name in names:
        assert len(name) <= 40
        assert name[0].isalpha()
        assert re.fullmatch(r"\w+", name)


def test_links_lead_out_to_urls_and_inside_to_bookmarks() -> None:
    root = part("word/document.xml")
    anchors = root.xpath("//w:hyperlink/@w:anchor", namespaces=W)
    assert set(anchors) <= set(root.xpath("//w:bookmarkStart/@w:name", namespaces=W))
    with zipfile.ZipFile(BytesIO(every_kind())) as package:
        relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    targets = {relation.get("Target") for relation in relations if relation.get("TargetMode") == "External"}
    assert "https://skr.se/internationellt?sida=1&del=2" in targets


def test_the_contents_are_a_field_with_every_entry_and_its_page() -> None:
    root = part("word/document.xml")
    contents = root.find(".//w:sdt", W)
    assert value(contents.find(".//w:docPartGallery", W)) == "Table of Contents"
    entries = contents.xpath(".//w:p[w:hyperlink]", namespaces=W)
    headings = [block for block in BLOCKS if isinstance(block, Heading) and block.level <= 3]
    assert [value(entry.find("w:pPr/w:pStyle", W)) for entry in entries] == [f"TOC{h.level}" for h in headings]
    assert [entry.find("w:hyperlink", W).get(qualified("w:anchor")) for entry in entries] == [
        bookmark_name(heading.id) for heading in headings
    ]
    pages = [int(entry.xpath("(.//w:t)[last()]/text()", namespaces=W)[0]) for entry in entries]
    assert pages == sorted(pages)
    assert pages[0] == 3


def test_word_is_not_told_to_ask_about_updating_fields() -> None:
    assert part("word/settings.xml").find("w:updateFields", W) is None


@pytest.mark.parametrize("name", ["document", "header1", "footer1", "footnotes"])
def test_fields_are_closed(name: str) -> None:
    kinds = part(f"word/{name}.xml").xpath("//w:fldChar/@w:fldCharType", namespaces=W)
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_a_document_without_headings_has_no_contents() -> None:
    assert body(Paragraph(t("Ord"))).find(".//w:sdt", W) is None


# ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def numbering_of(paragraph: etree._Element, data: bytes | None = None) -> tuple[str, str, int, int]:
    """Return a list item's format, sign, level and start, as Word finds them."""
    numbering = part("word/numbering.xml", data)
    level = value(paragraph.find("w:pPr/w:numPr/w:ilvl", W))
    number = numbering.find(f"w:num[@w:numId='{value(paragraph.find('w:pPr/w:numPr/w:numId', W))}']", W)
    definition = numbering.find(f"w:abstractNum[@w:abstractNumId='{value(number.find('w:abstractNumId', W))}']", W)
    found = definition.find(f"w:lvl[@w:ilvl='{level}']", W)
    start = number.find(f"w:lvlOverride[@w:ilvl='{level}']/w:startOverride", W)
    first = int(value(start if start is not None else found.find("w:start", W)))
    return value(found.find("w:numFmt", W)), value(found.find("w:lvlText", W)), int(level), first


@pytest.mark.parametrize(
    ("text", "numbering"),
    [
        ("Första punkten", ("bullet", "•", 0, 1)),
        ("Undre punkt", ("bullet", "•", 1, 1)),
        ("Understa punkt", ("bullet", "•", 2, 1)),
        ("Samverkan mellan kommuner", ("bullet", "➢", 0, 1)),
        ("Ger aktiviteten mervärde?", ("bullet", "✓", 0, 1)),
        ("Nio", ("decimal", "%1.", 0, 9)),
    ],
)
def test_lists_are_numbered_by_word_with_the_plans_markers(text: str, numbering: tuple[str, str, int, int]) -> None:
    assert numbering_of(paragraph_with(text, part("word/document.xml"))) == numbering


def test_each_numbered_list_begins_anew() -> None:
    lists = [List((item(f"Punkt {n}"),), Marker.NUMBER, start) for n, start in enumerate((1, 4, 1))]
    data = typeset_word(edition(*lists), light())
    root = part("word/document.xml", data)
    found = [numbering_of(paragraph_with(f"Punkt {n}", root), data)[3] for n in range(3)]
    assert found == [1, 4, 1]


def test_footnotes_are_numbered_by_their_references_and_stand_in_a_part_of_their_own() -> None:
    root, notes = part("word/document.xml"), part("word/footnotes.xml")
    assert root.xpath("//w:footnoteReference/@w:id", namespaces=W) == ["1", "2", "3", "4"]
    texts = [words(note) for note in notes.findall("w:footnote", W)[2:]]
    assert [text.strip()[:24] for text in texts] == [
        "En varaktig not med länk",
        "En not i en lista.",
        "En not i en tabellcell. ",
        "En not i ett citat, med ",
    ]


def test_a_second_reference_repeats_the_first_ones_number_by_a_field() -> None:
    note = Footnote("a", t("En not."))
    root = body(Paragraph((Text("Ett"), NoteRef("a"), Text(" två"), NoteRef("a"))), notes=(note,))
    assert len(root.xpath("//w:footnoteReference", namespaces=W)) == 1
    field = root.xpath("//w:instrText[contains(., 'NOTEREF note_a')]", namespaces=W)
    assert len(field) == 1
    assert words(paragraph_with("Ett två", root)) == "Ett två1"


def tables() -> list[etree._Element]:
    return part("word/document.xml").findall(".//w:tbl", W)


def test_the_numbers_of_two_notes_side_by_side_stand_apart() -> None:
    notes = (Footnote("a", t("Den ena.")), Footnote("b", t("Den andra.")))
    beside = body(Paragraph((Text("Ett"), NoteRef("a"), NoteRef("b"), Text(" två"), NoteRef("a"))), notes=notes)
    spaced = beside.xpath(".//w:r[w:rPr/w:spacing]", namespaces=W)
    assert [value(run.find("w:footnoteReference", W), "id") for run in spaced] == ["1"]


def test_a_row_that_is_higher_than_a_page_splits() -> None:
    tall = body(Table((), (row("kort", "ord " * 9000), row("a", "b"))))
    assert [row.find("w:trPr/w:cantSplit", W) is None for row in tall.iter(f"{{{W['w']}}}tr")] == [True, False]


def test_a_caption_stands_nearer_to_its_figure_than_to_what_follows() -> None:
    figure = Figure(str(PICTURE), "En bild", t("Bildtext"))
    root = body(figure, Paragraph(t("Efter.")))
    picture, caption = (
        next(p for p in root.iter(qualified("w:p")) if p.find(".//w:drawing", W) is not None),
        paragraph_with("Bildtext", root),
    )
    above = [value(p.find("w:pPr/w:spacing", W), "after") for p in (picture, caption)]
    assert above[0] == "0"
    assert int(value(caption.find("w:pPr/w:spacing", W), "before")) < int(above[1])


def test_tables_side_by_side_have_as_much_space_between_them_as_after_one() -> None:
    small = Table((), (row("a", "b"),))
    between = next(body(small, small).iter(qualified("w:tbl"))).getnext()
    spacing = between.find("w:pPr/w:spacing", W)
    assert int(value(spacing, "before")) + int(value(spacing, "line")) == style().table.after * 20


def test_header_rows_repeat_and_no_row_splits() -> None:
    for table, block in zip(tables(), (b for b in BLOCKS if isinstance(b, Table)), strict=True):
        rows = table.findall("w:tr", W)
        assert all(row.find("w:trPr/w:cantSplit", W) is not None for row in rows)
        heads = [row.find("w:trPr/w:tblHeader", W) is not None for row in rows]
        assert heads == [True] * len(block.head) + [False] * len(block.body)


def test_tables_say_what_they_hold() -> None:
    first = tables()[0]
    assert value(first.find("w:tblPr/w:tblCaption", W)) == "Tabell 1. Aktiviteter under året"
    assert "Aktivitet, Ansvarig, Kostnad (tkr), Klar" in value(first.find("w:tblPr/w:tblDescription", W))
    assert value(first.find("w:tblPr/w:tblLook", W), "firstRow") == "1"
    assert value(first.find("w:tblPr/w:tblLook", W), "firstColumn") == "1"


def test_every_row_of_a_table_fills_its_grid() -> None:
    for table in tables():
        grid = len(table.findall("w:tblGrid/w:gridCol", W))
        for found in table.findall("w:tr", W):
            spans = [int(value(span)) for span in found.findall("w:tc/w:tcPr/w:gridSpan", W)]
            assert len(found.findall("w:tc", W)) - len(spans) + sum(spans) == grid


def test_cells_over_several_rows_are_merged() -> None:
    cells = tables()[1].findall("w:tr", W)[2:4]
    assert [value(found.find("w:tc/w:tcPr/w:vMerge", W)) for found in cells] == ["restart", ""]


def test_tables_are_never_neighbours_nor_last() -> None:
    plain = Table((), (row("a"),))
    kinds = [etree.QName(child).localname for child in body(plain, plain)[0]]
    assert "tbl,tbl" not in ",".join(kinds)
    assert kinds[-2:] == ["p", "sectPr"]


def test_what_is_empty_leaves_no_trace() -> None:
    empty = (Table((), ()), List(()), Quote(()), Paragraph(()))
    assert [etree.QName(child).localname for child in body(*empty)[0]].count("tbl") == 0


@pytest.mark.parametrize(
    "first",
    [
        Table((), (row("a"),), id="tabell"),
        Table((), (row("a"),), caption=t("En tabell"), id="tabell"),
        Figure(str(PICTURE), "En bild", id="bild"),
        Quote((Paragraph(t("Ett citat")),), id="citat"),
        List((item("En punkt"),)),
    ],
    ids=["table", "table with caption", "figure", "quote", "list"],
)
def test_the_text_begins_on_a_page_of_its_own_whatever_it_begins_with(first: Block) -> None:
    root = body(first, first)
    breaks = root.xpath("//w:pageBreakBefore", namespaces=W)
    assert len(breaks) == 1
    assert not root.xpath("//w:bookmarkStart/*", namespaces=W)


def test_only_what_word_needs_between_tables_is_a_paragraph_without_words() -> None:
    paragraphs = part("word/document.xml").xpath("/w:document/w:body/w:p", namespaces=W)
    assert [words(p) for p in paragraphs if not words(p) and not p.findall(".//w:drawing", W)] == []


def test_figures_have_their_alternative_text() -> None:
    described = part("word/document.xml").xpath("//wp:docPr/@descr", namespaces=W)
    assert described == [block.alt for block in BLOCKS if isinstance(block, Figure)]


def test_a_picture_that_is_not_there_is_a_problem_with_its_line() -> None:
    figure = Figure("saknas.png", "En bild", origin=Origin("sources/plan.md", 7))
    with pytest.raises(SourceProblem) as caught:
        typeset_word(edition(figure), light())
    assert caught.value.problems[0].line == 7


def test_a_picture_of_another_kind_is_carried_as_png(tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415

    with Image.open(PICTURE) as picture:
        picture.convert("P").save(tmp_path / "bild.gif")
    figure = Figure(str(tmp_path / "bild.gif"), "En bild")
    with zipfile.ZipFile(BytesIO(typeset_word(edition(figure), light()))) as package:
        assert package.read("word/media/picture1.png").startswith(b"\x89PNG")


def test_a_jpeg_without_the_usual_head_is_carried_as_it_is(tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415

    with Image.open(PICTURE) as picture:
        picture.convert("CMYK").save(tmp_path / "bild.jpg")
    assert b"JFIF" not in (tmp_path / "bild.jpg").read_bytes()[:16]
    figure = Figure(str(tmp_path / "bild.jpg"), "En bild")
    with zipfile.ZipFile(BytesIO(typeset_word(edition(figure), light()))) as package:
        assert package.read("word/media/picture1.jpeg") == (tmp_path / "bild.jpg").read_bytes()


def test_doubtful_words_are_marked_by_more_than_colour() -> None:
    root = body(Paragraph((Text("att "), Doubt(t("främja")), Text(" mål"))))
    runs = root.xpath("//w:r[w:rPr/w:rStyle[starts-with(@w:val, 'Doubt')]]", namespaces=W)
    assert [words(run) for run in runs] == ["främja", "\u00a0[?]"]
    mark = part("word/styles.xml").find("w:style[@w:styleId='Doubt']/w:rPr/w:u", W)
    assert value(mark) == "dotted"


# ── Cover and furniture ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_cover_shows_publisher_marks_title_subtitle_and_facts_and_has_no_head() -> None:
    paragraphs = part("word/document.xml").xpath("/w:document/w:body/w:p", namespaces=W)
    shown = [(value(p.find("w:pPr/w:pStyle", W)), words(p)) for p in paragraphs[:9]]
    assert shown[:5] == [
        ("CoverPublisher", "Exempelkommun"),
        ("CoverMark", "UTKAST: 2 frågor är obesvarade"),
        ("CoverMark", "EXEMPEL"),
        ("Title", EVERY_KIND.title),
        ("Subtitle", EVERY_KIND.subtitle),
    ]
    assert shown[5] == ("CoverFact", "DiarienummerKLF 2023/1234")
    section = part("word/document.xml").find("w:body/w:sectPr", W)
    assert section.find("w:titlePg", W) is not None
    assert section.xpath("w:headerReference/@w:type", namespaces=W) == ["default"]
    read = opened().sections[0]
    assert read.different_first_page_header_footer
    assert read.first_page_header.is_linked_to_previous
    assert (read.page_width.pt, read.top_margin.pt) == (
        pytest.approx(style().page.width, abs=0.05),
        pytest.approx(style().page.top, abs=0.05),
    )


def test_the_running_head_shows_the_marks_and_the_foot_counts_pages() -> None:
    assert words(part("word/header1.xml")) == f"{EVERY_KIND.title}UTKAST · EXEMPEL"
    instructions = "".join(part("word/footer1.xml").xpath("//w:instrText/text()", namespaces=W)).split()
    assert instructions == ["PAGE", "NUMPAGES"]


# ── Any document ─────────────────────────────────────────────────────────────────────────────────────────────────────


@given(documents())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_is_written_with_its_words_and_read_by_python_docx(document: Document) -> None:
    blocks = tuple(replace(b, source=str(PICTURE)) if isinstance(b, Figure) else b for b in document.blocks)
    data = typeset_word(replace(EVERY_KIND, document=replace(document, blocks=blocks)), light())
    read = docx.Document(BytesIO(data))
    texts = [p.text for p in read.paragraphs]
    for block in blocks:
        if isinstance(block, Paragraph | Heading) and all(isinstance(i, Text) for i in block.inlines):
            assert "".join(i.text for i in block.inlines) in texts  # type: ignore[union-attr]


def test_characters_that_xml_cannot_carry_are_left_out() -> None:
    assert words(paragraph_with("före", body(Paragraph(t("före\x0b\x00\ufffeefter"))))) == "föreefter"


def test_a_link_and_a_row_heading_keep_their_words() -> None:
    table = Table(
        (), (Row((Cell((Link(t("Partner"), "https://example.org/"),)), Cell(t("Luleå")))),), row_headings=True
    )
    assert words(body(table)[0].find("w:tbl", W)) == "PartnerLuleå"


def test_style_ids_follow_from_the_names_that_word_gives() -> None:
    assert [style_id(name) for name in ("heading 1", "toc 3", "List Bullet 2")] == ["Heading1", "TOC3", "ListBullet2"]


def test_the_notes_of_the_cases_are_all_referred_to() -> None:
    assert len(part("word/footnotes.xml").findall("w:footnote", W)) == len(NOTES) + 2


def test_many_columns_have_smaller_letters_and_closer_sides_and_few_columns_have_not() -> None:
    def table(columns: int) -> etree._Element:
        cells = row(*["Ansvarig förvaltning"] * columns)
        return body(Table((cells,), (cells, cells)))

    sizes = {value(size) for size in table(12).findall(".//w:tbl//w:sz", nsmap)}
    assert sizes
    assert all(14 <= float(size) < 2 * style().table.cell.size for size in sizes)
    assert table(12).find(".//w:tblPr/w:tblCellMar", nsmap) is not None
    assert table(3).findall(".//w:tbl//w:sz", nsmap) == []
    assert table(3).find(".//w:tblPr/w:tblCellMar", nsmap) is None
