"""Whatever is written, each format is made of it, conforms and holds every word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree, html

from pipeline.conform import examine
from pipeline.model import Document, Edition, Text
from pipeline.typeset import typeset_html, typeset_pdf, typeset_word
from pipeline.typeset.pdf.words import INVISIBLE
from pipeline.typeset.style import read_style
from tests.conftest import ROOT
from tests.typeset.every_kind import EVERY_KIND
from tests.typeset.hard_cases import CASES
from tests.typeset.read_pdf import read_structure

STYLE = read_style(ROOT / "styles/lulea.toml")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def edition(name: str) -> Edition:
    blocks, notes = CASES[name]
    return replace(EVERY_KIND, slug=name, title=f"Prov: {name}", document=Document("Prov", blocks, notes))


def shown(text: str) -> str:
    """Return the characters that have a form, without spaces."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if not c.isspace() and c not in INVISIBLE)


def said(part: Any) -> Iterator[str]:
    """Yield every stretch of words in a part of a document."""
    if isinstance(part, Text):
        yield shown(part.text)
    elif isinstance(part, tuple):
        for inner in part:
            yield from said(inner)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from said(getattr(part, field.name))


def lost(name: str, read: str) -> list[str]:
    found = shown(read)
    return [words for words in said(CASES[name]) if words not in found]


@pytest.mark.parametrize("name", CASES)
def test_a_pdf_conforms_and_holds_every_word(name: str) -> None:
    data = typeset_pdf(edition(name), STYLE)
    assert examine("case.pdf", data).problems == ()
    assert lost(name, read_structure(data).text) == []


@pytest.mark.parametrize("name", CASES)
def test_a_word_document_conforms_and_holds_every_word(name: str) -> None:
    data = typeset_word(edition(name), STYLE)
    assert examine("case.docx", data).problems == ()
    with ZipFile(BytesIO(data)) as package:
        parts = [etree.fromstring(package.read(f"word/{part}.xml")) for part in ("document", "footnotes")]
    assert (
        lost(name, "".join(text.text or "" for part in parts for text in part.iter(f"{W}t", f"{W}noBreakHyphen"))) == []
    )


@pytest.mark.parametrize("name", CASES)
def test_a_web_page_conforms_and_holds_every_word(name: str) -> None:
    data = typeset_html(edition(name), STYLE)
    assert examine("case.html", data).problems == ()
    assert lost(name, html.fromstring(data.decode()).text_content()) == []
