"""The gate: what is built is held to its format's rules, and nothing that fails replaces what stands there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pikepdf
import pytest

from pipeline.conform import FORMATS, examine, faults
from pipeline.model import Block, Table
from pipeline.typeset import typeset_html, typeset_pdf, typeset_word
from pipeline.typeset.style import read_style
from tests.conftest import ROOT
from tests.typeset.every_kind import EVERY_KIND

WRITERS = {".pdf": typeset_pdf, ".docx": typeset_word, ".html": typeset_html}


def is_headed(block: Block) -> bool:
    return not isinstance(block, Table) or bool(block.head) or block.row_headings


@cache
def document(suffix: str, blocks: Callable[[Block], bool] = is_headed) -> bytes:
    """Typeset a document with blocks of every kind; a table without headings is what the sources' rules refuse."""
    text = replace(EVERY_KIND.document, blocks=tuple(filter(blocks, EVERY_KIND.document.blocks)))
    return WRITERS[suffix](replace(EVERY_KIND, document=text), read_style(ROOT / "styles/lulea.toml"))


def pdf_with(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(".pdf"))) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def word_with(old: str, new: str, part: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document(".docx"))) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            data = package.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            changed.writestr(name, data)
    return out.getvalue()


def page_with(old: str, new: str) -> bytes:
    page = document(".html").decode()
    assert old in page
    return page.replace(old, new, 1).encode()


def elements(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    return [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == tag]


def lose_description(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/Figure")[0]["/Alt"]


def skip_a_level(pdf: pikepdf.Pdf) -> None:
    for heading in elements(pdf, "/H2"):
        heading["/S"] = pikepdf.Name("/H4")


def lose_headings_of_tables(pdf: pikepdf.Pdf) -> None:
    for cell in elements(pdf, "/TH"):
        cell["/S"] = pikepdf.Name("/TD")


def act_on_opening(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.beep()")


def call(pdf: pikepdf.Pdf, language: str) -> None:
    pdf.Root["/Lang"] = language


EMPTY_LINK = '<w:p><w:r><w:t>Se </w:t></w:r><w:hyperlink w:anchor="a"/></w:p>'
# suffix, what was done to a sound document, how it is done, and the demand that it breaks
PLANTED: list[tuple[str, str, Callable[[], bytes], str]] = [
    (".pdf", "no language", lambda: pdf_with(lambda pdf: pdf.Root.__delitem__("/Lang")), "has a language"),
    (".pdf", "a language's own name", lambda: pdf_with(lambda pdf: call(pdf, "svenska")), "has a language"),
    (".pdf", "no metadata", lambda: pdf_with(lambda pdf: pdf.Root.__delitem__("/Metadata")), "has a title"),
    (".pdf", "no tags", lambda: pdf_with(lambda pdf: pdf.Root.__delitem__("/StructTreeRoot")), "is tagged"),
    (".pdf", "no colours", lambda: pdf_with(lambda pdf: pdf.Root.__delitem__("/OutputIntents")), "colours' profile"),
    (".pdf", "an action", lambda: pdf_with(act_on_opening), "runs nothing"),
    (".pdf", "no description", lambda: pdf_with(lose_description), "every picture"),
    (".pdf", "a level skipped", lambda: pdf_with(skip_a_level), "skip no level"),
    (".pdf", "tables without headings", lambda: pdf_with(lose_headings_of_tables), "every table"),
    (".docx", "no title", lambda: word_with("dc:title>", "dc:other>", "docProps/core.xml"), "has a title"),
    (".docx", "no language", lambda: word_with("w:lang ", "w:none ", "word/styles.xml"), "has a language"),
    (".docx", "another language", lambda: word_with('"sv-SE"', '"en-GB"', "word/styles.xml"), "has a language"),
    (".docx", "a link without words", lambda: word_with("<w:body>", f"<w:body>{EMPTY_LINK}"), "without words"),
    (".docx", "no description", lambda: word_with(" descr=", " other="), "every picture"),
    (".docx", "a level skipped", lambda: word_with('"Heading2"', '"Heading4"'), "skip no level"),
    (".docx", "a blank line", lambda: word_with("<w:body>", "<w:body><w:p/>"), "no empty paragraph"),
    (".docx", "no header rows", lambda: word_with("w:tblHeader", "w:tblOther"), "every table"),
    (".html", "no language", lambda: page_with(' lang="sv', ' data-was="sv'), "has a language"),
    (".html", "a language's own name", lambda: page_with(' lang="sv', ' lang="svenska'), "has a language"),
    (".html", "a name that is not there", lambda: page_with("<main", '<main aria-labelledby="borta"'), "not there"),
    (".html", "a script", lambda: page_with("</main>", "<script>1</script></main>"), "runs nothing"),
    (
        ".html",
        "a picture from elsewhere",
        lambda: page_with("</main>", '<img alt="" src="a.png"></main>'),
        "other file",
    ),
    (".html", "a picture without words", lambda: page_with("</main>", "<svg></svg></main>"), "every picture"),
    (".html", "a level skipped", lambda: page_with("</main>", "<h6>Sist</h6></main>"), "skip no level"),
    (".html", "a dead link", lambda: page_with("</main>", '<a href="#ingen">x</a></main>'), "not there"),
    (".html", "an empty link", lambda: page_with("</main>", '<a href="https://lulea.se"></a></main>'), "without words"),
    (".html", "a name twice", lambda: page_with("</main>", '<p id="x"></p><p id="x"></p></main>'), "no name twice"),
]


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_we_typeset_keeps_every_rule(suffix: str) -> None:
    assert list(faults(f"plan{suffix}", document(suffix))) == []


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("suffix", "name", "plant", "demand"), PLANTED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_planted_fault_is_found(suffix: str, name: str, plant: Callable[[], bytes], demand: str) -> None:
    assert any(demand in fault for fault in faults(f"plan{suffix}", plant())), name


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 50, b"PK\x03\x04", b"%PDF-1.7\n%%EOF"])
def test_what_cannot_be_read_is_a_fault(suffix: str, data: bytes) -> None:
    assert list(faults(f"plan{suffix}", data))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_in_which_some_bytes_were_turned_is_a_fault(suffix: str) -> None:
    data = document(suffix)
    for start in range(200, len(data) - 200, len(data) // 12):
        turned = data[:start] + bytes(byte ^ 0xFF for byte in data[start : start + 100]) + data[start + 100 :]
        assert list(faults(f"plan{suffix}", turned)), start


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_without_headings_is_a_fault(suffix: str) -> None:
    assert any("every table" in fault for fault in faults(f"plan{suffix}", document(suffix, lambda _block: True)))


def test_a_validator_of_others_is_asked_too() -> None:
    untied = pdf_with(lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/ParentTree"))
    assert list(faults("plan.pdf", untied)) == []
    assert examine("plan.pdf", untied).problems
