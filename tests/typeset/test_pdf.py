"""The PDF writer: what it writes conforms, is read back in order, and keeps every word."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import page as page_validation
import pdfplumber
import pikepdf
import pytest
from every_kind import BLOCKS, EVERY_KIND, NOTES, SENTENCE
from PIL import Image
from read_pdf import Tagged, read_structure

from pipeline.errors import SourceProblem
from pipeline.model import (
    Block,
    Break,
    Cell,
    Document,
    Doubt,
    Edition,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Marker,
    NoteRef,
    Origin,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
)
from pipeline.typeset import typeset_pdf
from pipeline.typeset.charts import draw
from pipeline.typeset.charts.shapes import String
from pipeline.typeset.pdf.faces import open_face
from pipeline.typeset.pictures import open_picture
from pipeline.typeset.style import Style, read_style

ROOT = Path(__file__).parents[2]
STYLE = ROOT / "styles" / "lulea.toml"
WIDTH = 403.28  # points between the margins
TINY = ((300, 240), (260, 400), (420, 150), (150, 110))


@cache
def style() -> Style:
    return read_style(STYLE)


def tiny(width: float, height: float) -> Style:
    small = replace(style().page, width=width, height=height, top=20, bottom=20, left=12, right=12, head=12, foot=8)
    return replace(style(), page=small)


@cache
def every_kind() -> bytes:
    return typeset_pdf(EVERY_KIND, style())


@cache
def structure() -> Tagged:
    return read_structure(every_kind())


def edition(*blocks: Block, notes: tuple[Footnote, ...] = ()) -> Edition:
    return replace(EVERY_KIND, document=Document("Ett dokument", blocks, notes))


def failures(data: bytes) -> list[str]:
    reports = [page_validation.validate_pdf_bytes(data, profile=profile) for profile in ("ua1", "2a")]
    return [str(failure) for report in reports for failure in report.failures]


# ── What the model says, as (tag, text) in the order of reading ──────────────────────────────────────────────────────

Said = Iterator[tuple[str, str]]


class Reading:
    """Reads the model aloud, the way that the structure tree must."""

    def __init__(self, document: Document) -> None:
        self.notes = {note.id: note for note in document.notes}
        self.numbers: dict[str, int] = {}

    def words(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(map(self._word, inlines))

    def _word(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return text
            case Break():
                return "\u2028"
            case NoteRef(note):
                return str(self.numbers.setdefault(note, len(self.numbers) + 1))
            case Doubt(inlines):
                return self.words(inlines) + "\u00a0[?]"
            case _:
                return self.words(inline.inlines)

    def text(self, tag: str, inlines: tuple[Inline, ...]) -> Said:
        before = list(self.numbers)
        yield tag, " ".join(self.words(inlines).split(" ")).strip()
        for note in [note for note in self.numbers if note not in before]:
            yield "Lbl", str(self.numbers[note])
            yield from self.text("P", self.notes[note].inlines)

    def blocks(self, blocks: tuple[Block, ...]) -> Said:
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Said:
        match block:
            case Heading(level, inlines):
                yield from self.text(f"H{level}", inlines)
            case Paragraph(inlines):
                yield from self.text("P", inlines)
            case List(items, marker, start):
                for number, item in enumerate(items, start):
                    yield from self.item(item, marker, number)
            case Table():
                yield from self.text("Caption", block.caption) if block.caption else ()
                for cell in (cell for row in (*block.head, *block.body) for cell in row.cells if cell.inlines):
                    yield from self.text("P", cell.inlines)
            case Figure():
                shapes = draw(block.chart, style(), WIDTH).shapes if block.chart else []
                yield "Figure", " ".join(shape.text for shape in shapes if isinstance(shape, String))
                yield from self.text("Caption", block.caption) if block.caption else ()
            case Quote(inner):
                yield from self.blocks(inner)

    def item(self, item: ListItem, marker: Marker, number: int) -> Said:
        lists = style().list
        signs = {Marker.BULLET: lists.bullet, Marker.ARROW: lists.arrow, Marker.CHECK: lists.check}
        yield "Lbl", signs.get(marker, f"{number}.")
        yield from self.text("P", item.inlines)
        yield from self.blocks(item.children)


def read_aloud(tree: Tagged) -> list[tuple[str, str]]:
    """Return the document's own elements, after the cover and the contents."""
    front = 2 if tree.all("TOC") else 1
    body = Tagged("Document", {}, kids=tree.kids[front:])
    return [(e.tag, e.text) for e in body.all("H1", "H2", "H3", "H4", "P", "Lbl", "Caption", "Figure")]


# ── Conformance ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_of_every_kind_conforms_to_pdf_ua_1_and_pdf_a_2a() -> None:
    assert failures(every_kind()) == []


@pytest.mark.parametrize("size", TINY, ids=str)
def test_pages_so_small_that_everything_splits_conform_too(size: tuple[int, int]) -> None:
    assert failures(typeset_pdf(EVERY_KIND, tiny(*size))) == []


def test_an_edition_without_blocks_marks_facts_or_subtitle_conforms() -> None:
    data = typeset_pdf(replace(edition(), subtitle="", marks=(), facts=()), style())
    assert failures(data) == []
    assert read_structure(data).all("Table") == []


def test_the_file_says_which_standards_language_and_title_it_has() -> None:
    with pikepdf.open(BytesIO(every_kind())) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20240226120000+00'00'"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"] == EVERY_KIND.title
        assert pdf.Root.Lang == "sv-SE"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_every_font_is_embedded_and_every_code_of_it_is_read_back_as_text() -> None:
    with pikepdf.open(BytesIO(every_kind())) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        codes = re.findall("> <(.{4,})>", "".join(font.ToUnicode.read_bytes().decode() for font in fonts))
    texts = [bytes.fromhex(code).decode("utf-16-be") for code in codes]
    assert "\u00a0" in texts
    assert not [text for text in texts if unicodedata.category(text[0]) in ("Cc", "Co")]


JPEG_KEPT = [("PNG", "RGBA", False), ("PNG", "LA", False), ("PNG", "P", False), ("PNG", "1", False)]
JPEG_KEPT += [("JPEG", "L", True), ("JPEG", "RGB", True), ("JPEG", "CMYK", False)]


@pytest.mark.parametrize(("form", "mode", "kept"), JPEG_KEPT)
def test_pictures_of_every_kind_conform(form: str, mode: str, kept: bool, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    Image.new(mode, (20, 10)).save(path, form)
    data = typeset_pdf(edition(Figure(str(path), "En yta")), style())
    assert failures(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        (image,) = pdf.pages[-1].Resources.XObject.values()
        assert (pikepdf.PdfImage(image).filters == ["/DCTDecode"]) == kept


@pytest.mark.needs_program("qpdf")
def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "every.pdf"
    path.write_bytes(every_kind())
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_bytes_depend_neither_on_time_zone_nor_locale_nor_hash_order() -> None:
    code = (
        "import hashlib, pathlib, sys\nfrom every_kind import EVERY_KIND\nfrom pipeline.typeset import typeset_pdf\n"
        "from pipeline.typeset.style import read_style\n"
        "print(hashlib.sha256(typeset_pdf(EVERY_KIND, read_style(pathlib.Path(sys.argv[1])))).hexdigest())"
    )
    digests = set()
    for zone, locale, seed in (("UTC", "C", "0"), ("Asia/Tokyo", "sv_SE.UTF-8", "7")):
        set_here = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        command = [sys.executable, "-c", code, STYLE]
        run = subprocess.run(command, env=os.environ | set_here, capture_output=True, text=True, check=True)
        digests.add(run.stdout)
    assert len(digests) == 1


# ── Structure and text ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_structure_tree_reads_the_document_block_for_block() -> None:
    assert read_aloud(structure()) == list(Reading(EVERY_KIND.document).blocks(BLOCKS))


@pytest.mark.parametrize("size", TINY[:2], ids=str)
def test_no_word_is_lost_or_moved_when_everything_splits(size: tuple[int, int]) -> None:
    tree = read_structure(typeset_pdf(EVERY_KIND, tiny(*size)))
    assert read_aloud(tree) == list(Reading(EVERY_KIND.document).blocks(BLOCKS))


@pytest.mark.needs_program("pdftotext")
def test_another_reader_finds_every_word_of_the_source() -> None:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=every_kind(), capture_output=True, check=True)
    found = re.sub(r"\s+", "", run.stdout.decode().replace("\u00ad\n", "").replace("\u00ad", ""))
    for _tag, text in Reading(EVERY_KIND.document).blocks(BLOCKS):
        if len(text) < 200:  # longer ones may go on on the next page, with a foot and a head between
            assert re.sub(r"\s+", "", text) in found


def test_a_heading_that_skips_a_level_is_tagged_by_its_depth() -> None:
    levels = [Heading(level, (Text(f"Nivå {level}"),)) for level in (2, 4, 3, 1, 3)]
    data = typeset_pdf(edition(*levels), style())
    assert [tag for tag, _text in read_aloud(read_structure(data))] == ["H1", "H2", "H2", "H1", "H2"]
    assert failures(data) == []


def test_a_tables_caption_is_read_before_its_footnotes() -> None:
    table = Table((), (Row((Cell((Text("a"),)),)),), (Text("Belopp per år"), NoteRef("n")))
    caption = read_structure(typeset_pdf(edition(table, notes=(Footnote("n", (Text("I kronor."),)),)), style()))
    assert [kid.tag for kid in caption.all("Caption")[0].kids] == ["Span", "Note"]


def test_spaces_of_every_width_are_set_and_read_back() -> None:
    text = "10\u202f000\u2009kr, en\u2003fyrkant"
    data = typeset_pdf(edition(Paragraph((Text(text),))), style())
    assert read_structure(data).all("P")[-1].text == text
    assert failures(data) == []


def test_headings_open_nested_sections() -> None:
    first = structure().kids[2]
    assert first.kids[0].tag == "H1"
    assert [kid.kids[0].tag for kid in first.kids if kid.tag == "Sect"][:2] == ["H2", "H2"]


def test_the_contents_name_every_heading_with_its_page() -> None:
    entries = [entry.text for entry in structure().all("TOCI")]
    pages = {e.text: e.pages[0] for e in structure().all("H1", "H2", "H3") if e.tag != "H4"}
    assert entries == [f"{text} {number}" for text, number in pages.items()]


def test_the_contents_leave_out_the_third_level_when_it_would_take_a_second_page() -> None:
    few = [Heading(level, (Text(f"Nivå {level}"),)) for level in (1, 2, 3)]
    many = [*few, *(Heading(3, (Text(f"Rubrik {number}"),)) for number in range(60))]
    assert len(read_structure(typeset_pdf(edition(*few), style())).all("TOCI")) == 3
    assert len(read_structure(typeset_pdf(edition(*many), style())).all("TOCI")) == 2


def table_after(sentences: int, rows: int) -> Tagged:
    filler = [Paragraph((Text(SENTENCE),)) for _ in range(sentences)]
    card = Table((), tuple(Row((Cell((Text(f"Rad {number}"),)),)) for number in range(rows)))
    return read_structure(typeset_pdf(edition(*filler, card), style())).all("Table")[-1]


def test_a_small_table_without_a_head_stands_on_one_page() -> None:
    assert all(len(set(table_after(sentences, rows=4).pages)) == 1 for sentences in range(6, 12))


def test_a_larger_one_goes_on_over_a_page_with_two_rows_at_least_on_each_side() -> None:
    broken = [table for table in (table_after(n, rows=8) for n in range(6, 12)) if len(set(table.pages)) > 1]
    sides = [[row.pages[0] for row in table.all("TR")].count(min(table.pages)) for table in broken]
    assert sides and all(2 <= side <= 6 for side in sides)


def test_a_fact_of_many_lines_stands_clear_of_its_name_on_the_cover() -> None:
    data = typeset_pdf(replace(edition(), facts=(("Kort", "Mycket " * 60),)), style())
    with pdfplumber.open(BytesIO(data)) as pdf:
        words = pdf.pages[0].extract_words()
    name, *fact = words[[word["text"] for word in words].index("Kort") :]
    assert min(word["x0"] for word in fact) >= name["x1"] + 8


def test_table_cells_say_what_they_head_and_how_far_they_reach() -> None:
    table = structure().all("Table")[2]
    head = [cell for row in table.all("THead")[0].all("TR") for cell in row.all("TH")]
    assert [(c.text, c.attributes.get("/RowSpan"), c.attributes.get("/ColSpan")) for c in head] == [
        ("Partner", 2, None),
        ("Mål", None, 2),
        ("Anmärkning", 2, None),
        ("Socialt", None, None),
        ("Ekologiskt", None, None),
    ]
    assert {str(cell.attributes["/Scope"]) for cell in head} == {"/Column"}
    assert [str(c.attributes["/Scope"]) for c in table.all("TBody")[0].all("TH")] == ["/Row"] * 3


def font_sizes(data: bytes) -> set[float]:
    with pdfplumber.open(BytesIO(data)) as pdf:
        return {round(char["size"], 1) for char in pdf.pages[-1].chars}


def test_letters_of_a_crowded_table_are_smaller_so_that_its_words_are_not_broken_at_random() -> None:
    def crowded(columns: int) -> bytes:
        cells = tuple(Cell((Text("Ansvarig förvaltning"),)) for _ in range(columns))
        return typeset_pdf(edition(Paragraph((Text("Före."),)), Table((Row(cells),), (Row(cells),))), style())

    usual = style().table.cell.size
    assert usual in font_sizes(crowded(4))
    assert usual not in font_sizes(crowded(12))
    assert min(font_sizes(crowded(12))) >= 7
    assert pdf_words(crowded(12), 2).count("Ansvarig") == 24


def test_a_word_of_a_heading_that_is_wider_than_the_page_is_hyphenated() -> None:
    words = "Sjökustartilleriflygspaningssimulatoranläggningsmaterielunderhållsuppföljningssystem"
    data = typeset_pdf(edition(Heading(1, (Text(words),)), Paragraph((Text("Efter."),))), style())
    assert read_structure(data).all("H1")[0].text == words
    assert pdf_words(data, 3).count("\u00ad\n") == 2


def test_a_photograph_is_set_upright(tmp_path: Path) -> None:
    path, picture = tmp_path / "turned.jpg", Image.new("RGB", (40, 20))
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(path, exif=exif)
    figure = Figure(str(path), "En bild")
    assert (open_picture(figure).width, open_picture(figure).height) == (9.6, 19.2)
    picture.save(path)
    assert (open_picture(figure).width, open_picture(figure).height) == (19.2, 9.6)
    assert open_picture(figure).data == path.read_bytes()


def test_table_cells_say_how_their_column_is_set() -> None:
    rows = structure().all("Table")[1].all("TR")
    sides = [[str(cell.attributes.get("/TextAlign", "")) for cell in row.kids] for row in rows]
    assert sides == [["", "", "/End", "/Center"]] * 4


def test_a_table_that_goes_on_repeats_its_head_only_for_the_eye() -> None:
    table = structure().all("Table")[4]
    assert len(set(table.pages)) == 2
    assert [cell.text for cell in table.all("TH")] == ["Nr", "Aktivitet", "Period"]
    run = pdf_words(every_kind(), max(table.pages))
    assert "Nr Aktivitet Period" in run


def pdf_words(data: bytes, number: int) -> str:
    with pdfplumber.open(BytesIO(data)) as pdf:
        return pdf.pages[number - 1].extract_text()


def waiting(paragraphs: int, picture: Path) -> bytes:
    """Return a page of text, a picture for which the page has no room, and some more of its chapter."""
    before = [Paragraph((Text(SENTENCE * 2),)) for _ in range(paragraphs)]
    figure = Figure(str(picture), "En bild", (Text("Bildens text"),), "bilden")
    after = [Paragraph((Text(f"Efter {n}. " + SENTENCE),)) for n in range(6)]
    return typeset_pdf(edition(*before, figure, *after, Heading(1, (Text("Nästa kapitel"),))), style())


def test_text_goes_on_before_a_picture_without_room_which_is_read_in_its_old_place(tmp_path: Path) -> None:
    picture = tmp_path / "high.png"
    Image.new("RGB", (600, 900), "teal").save(picture)
    floated = [data for data in (waiting(number, picture) for number in range(5, 8)) if placed_late(data)]
    assert floated
    for data in floated:
        order = [(tag, text[:7]) for tag, text in read_aloud(read_structure(data))]
        figure = [tag for tag, _text in order].index("Figure")
        assert order[figure + 1 : figure + 3] == [("Caption", "Bildens"), ("P", "Efter 0")]
        assert failures(data) == []


def placed_late(data: bytes) -> bool:
    tree = read_structure(data)
    figure, after = tree.all("Figure")[0], [p for p in tree.all("P") if p.text.startswith("Efter 0")]
    return figure.pages[0] > after[0].pages[0]


def test_figures_have_their_alternative_text_and_place() -> None:
    figures = structure().all("Figure")
    assert [f.attributes["/Alt"] for f in figures] == [b.alt for b in BLOCKS if isinstance(b, Figure)]
    assert all(len(f.attributes["/BBox"]) == 4 for f in figures)


def test_foreign_words_say_their_language() -> None:
    spans = [span for span in structure().all("Span") if "/Lang" in span.attributes]
    assert [(s.attributes["/Lang"], s.text) for s in spans] == [
        ("en", "Union of the Baltic Cities"),
        ("en", "Barents Regional Council"),
        ("en", "Eurotowns"),
        ("en", "English words"),
    ]


def test_a_footnote_stands_on_the_page_of_its_reference() -> None:
    notes, references = structure().all("Note"), structure().all("Reference")[-len(NOTES) :]
    assert [note.pages[0] for note in notes] == [reference.pages[0] for reference in references]


def test_links_lead_to_addresses_blocks_and_notes_and_back() -> None:
    with pikepdf.open(BytesIO(every_kind())) as pdf:
        places = {str(name) for name, _dest in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        inner = {str(link.Dest) for link in links if "/Dest" in link}
        assert inner <= places
        assert {"tabeller", "note:varaktig", "reference:varaktig"} <= inner
        assert "https://skr.se/internationellt?sida=1&del=2" in {str(link.A.URI) for link in links if "/A" in link}
        assert all(str(link.Contents) for link in links)


def test_every_link_and_its_element_know_each_other() -> None:
    with pikepdf.open(BytesIO(every_kind())) as pdf:
        owners = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        annotations = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        for annotation in annotations:
            element = owners[int(annotation.StructParent)]
            held = [kid.Obj.objgen for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
            assert element.S == "/Link"
            assert annotation.objgen in held


def test_long_numbers_of_a_list_stand_clear_of_its_text() -> None:
    words = List(tuple(ListItem((Text(f"Punkt {n}"),)) for n in range(12)), Marker.NUMBER, start=9995)
    with pdfplumber.open(BytesIO(typeset_pdf(edition(words), style()))) as pdf:
        found = pdf.pages[-1].extract_words()
    assert [word["text"] for word in found if word["text"].endswith(".")] == [f"{n}." for n in range(9995, 10007)]
    assert len({round(word["x0"]) for word in found if word["text"] == "Punkt"}) == 1


def test_lists_say_how_they_are_numbered_and_pages_are_labelled() -> None:
    assert {element.attributes["/ListNumbering"] for element in structure().all("L")} == {"/Decimal", "/Disc"}
    with pikepdf.open(BytesIO(every_kind())) as pdf:
        assert [str(label.get("/S", "")) for label in list(pdf.Root.PageLabels.Nums)[1::2]] == ["/D"]


@pytest.mark.parametrize("data", [every_kind, lambda: typeset_pdf(EVERY_KIND, tiny(420, 300))], ids=["a4", "small"])
def test_no_heading_stands_alone_at_the_end_of_a_page(data: Callable[[], bytes]) -> None:
    elements = read_structure(data()).all("H1", "H2", "H3", "H4", "P", "Lbl", "Caption", "Figure")
    for heading, following in pairwise(element for element in elements if element.pages):
        if heading.tag.startswith("H"):
            assert heading.pages[-1] == following.pages[0], heading.text


def test_bookmarks_nest_like_the_headings() -> None:
    with pikepdf.open(BytesIO(every_kind())) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Alla sorters block", "Ett andra kapitel"]
        assert [item.title for item in outline.root[0].children][:1] == ["Rubriker"]
        assert outline.root[0].children[0].children[0].children[0].title == "Rubrik på fjärde nivån"


def test_marks_stand_on_the_cover_with_their_reason_and_in_every_running_head() -> None:
    assert "UTKAST: 2 frågor är obesvarade" in pdf_words(every_kind(), 1)
    for number in (2, 3, 7):
        assert "UTKAST · EXEMPEL" in pdf_words(every_kind(), number)


def test_a_face_shows_more_characters_than_one_subset_holds() -> None:
    letters = sorted(filter(str.isalpha, open_face(style().body.font.regular).characters))
    letters = [letter for letter in letters if unicodedata.normalize("NFKC", letter) == letter]
    words = Paragraph((Text(" ".join(map("".join, zip(letters, reversed(letters), strict=True)))),))
    data = typeset_pdf(edition(words), style())
    assert len(letters) > 256
    assert read_structure(data).all("P")[-1].text == words.inlines[0].text
    assert failures(data) == []


def test_a_hyphen_at_a_line_end_is_read_back_as_a_soft_hyphen() -> None:
    words = Paragraph((Text("tillgänglighetsredogörelse hållbarhetsstrategin " * 40),))
    data = typeset_pdf(edition(words), tiny(200, 800))
    run = read_structure(data).all("P")[-1].text
    assert run == words.inlines[0].text.strip()
    assert "\u00ad" in pdf_words(data, 2)


def test_empty_blocks_leave_no_trace() -> None:
    empty = (Heading(1, ()), Paragraph(()), List(()), Table((), ()), Quote(()), List((ListItem(()),)))
    assert failures(typeset_pdf(edition(*empty, Paragraph((Text("Något."),))), style())) == []


# ── What cannot be set ───────────────────────────────────────────────────────────────────────────────────────────────

HERE = Origin("plan.md", 12)


@pytest.mark.parametrize(
    ("block", "notes", "what"),
    [
        (Paragraph((Text("😀"),), origin=HERE), (), "U+1F600"),
        (Paragraph((NoteRef("borta"),), origin=HERE), (), "borta"),
        (Paragraph((Link((Text("dit"),), "#borta"),), origin=HERE), (), "#borta"),
        (Paragraph((Text("a"),)), (Footnote("ensam", (Text("b"),), origin=HERE),), "ensam"),
        (Figure("borta.png", "x", origin=HERE), (), "borta.png"),
    ],
    ids=["no glyph", "no note", "no target", "no reference", "no picture"],
)
def test_what_cannot_be_set_is_named_with_its_line(block: Block, notes: tuple[Footnote, ...], what: str) -> None:
    with pytest.raises(SourceProblem) as caught:
        typeset_pdf(edition(block, notes=notes), style())
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("plan.md", 12)
    assert what in problem.what


def test_every_face_of_the_style_has_the_letters_of_the_plan() -> None:
    for font in (style().fonts.serif, style().fonts.sans):
        for path in (font.regular, font.bold, font.italic, font.bold_italic):
            assert set("abcåäöÅÄÖéÉüØæ§–—’”•…0123456789") <= open_face(path).characters


def test_a_document_of_two_hundred_pages_conforms() -> None:
    blocks = tuple(Paragraph((Text(f"Stycke {number}. " + SENTENCE * 3),)) for number in range(420))
    data = typeset_pdf(edition(*blocks), tiny(300, 300))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) >= 200
    assert failures(data) == []
