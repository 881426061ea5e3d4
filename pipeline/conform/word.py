"""What a Word document must be: whole, and accessible as EN 301 549 (10) and Microsoft's own checker ask."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from pipeline.conform.rule import (
    DESCRIBED,
    IN_A_LANGUAGE,
    INERT,
    LINKS_WORDED,
    ORDERED,
    TABLES_HEADED,
    TITLED,
    WHOLE,
    Format,
    are_languages,
    skips_no_level,
)
from pipeline.text import N_

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class _Word(NamedTuple):
    """A package, its text, and the styles' part."""

    package: zipfile.ZipFile
    body: etree._Element
    styles: bytes


def _open(data: bytes) -> _Word:
    package = zipfile.ZipFile(io.BytesIO(data))
    body = etree.fromstring(package.read("word/document.xml"))
    return _Word(package, body, package.read("word/styles.xml"))


def _tables(word: _Word) -> Iterator[etree._Element]:
    """Yield the tables that have more than one column; a single one is a box of text."""
    yield from (table for table in word.body.iter(f"{W}tbl") if len(table.findall(f"{W}tblGrid/{W}gridCol")) > 1)


def _is_headed(table: etree._Element) -> bool:
    """Say whether a table's first row is marked as its heading, or its look names the first column as such."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    first_column = look is not None and look.get(f"{W}firstColumn") in ("1", "true", "on")
    return first_column or table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def _levels(word: _Word) -> list[int]:
    styles = (style.get(f"{W}val", "") for style in word.body.iter(f"{W}pStyle"))
    return [int(found[1]) for style in styles if (found := re.fullmatch(r"Heading([1-9])", style))]


def _languages(word: _Word) -> list[str]:
    """Return the languages of the text and, first, the one that holds where nothing else is said."""
    usual = etree.fromstring(word.styles).find(f"{W}docDefaults//{W}lang")
    spoken = [] if usual is None else [usual, *word.body.iter(f"{W}lang")]
    return [lang.get(f"{W}val", "") for lang in spoken]


def _speaks_as_it_says(word: _Word) -> bool:
    """Say whether the text's usual language is the one that the properties name, if they name any."""
    named = etree.fromstring(word.package.read("docProps/core.xml")).findtext(f"{DC}language")
    return not named or _languages(word)[0].casefold() == named.casefold()


def _says_nothing(paragraph: etree._Element) -> bool:
    """Say whether a paragraph, or a link, is empty: a blank line that a screen reader reads as “blank”."""
    spoken = (f"{W}t", f"{W}drawing", f"{W}fldChar", f"{W}instrText", f"{W}br", f"{W}sectPr", f"{W}delText")
    return next(paragraph.iter(*spoken), None) is None


def _empty_paragraphs(word: _Word) -> Iterator[etree._Element]:
    """Yield the empty paragraphs, but for those that Word wants: before a table, and where a text ends with one."""
    paragraphs = word.body.findall(f"{W}body/{W}p")
    for paragraph in paragraphs[:-1]:
        following = next(paragraph.itersiblings(f"{W}p", f"{W}tbl"), None)
        if _says_nothing(paragraph) and (following is None or following.tag != f"{W}tbl"):
            yield paragraph


_RULES: dict[str, Callable[[_Word], bool]] = {
    WHOLE: lambda word: word.package.testzip() is None,
    N_("has a text"): lambda word: word.body.find(f"{W}body") is not None,
    TITLED: lambda word: b"<dc:title>" in word.package.read("docProps/core.xml"),
    IN_A_LANGUAGE: lambda word: are_languages(_languages(word)) and _speaks_as_it_says(word),
    INERT: lambda word: not any("vbaProject" in name for name in word.package.namelist()),
    ORDERED: lambda word: skips_no_level(_levels(word)),
    DESCRIBED: lambda word: all(picture.get("descr") for picture in word.body.iter(DRAWN)),
    TABLES_HEADED: lambda word: all(map(_is_headed, _tables(word))),
    LINKS_WORDED: lambda word: not any(map(_says_nothing, word.body.iter(f"{W}hyperlink"))),
    N_("has no empty paragraph"): lambda word: next(_empty_paragraphs(word), None) is None,
}

WORD = Format(_RULES, _open)
