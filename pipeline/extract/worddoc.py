"""An earlier plan in Word: its paragraphs, lists, tables, footnotes and links, by their styles.

Boxes count characters and paragraphs instead of points, as in `textlayer`; everything stands on page 1, since only a
layout program knows a Word document's pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from pipeline.errors import Problem, UnreadableInput
from pipeline.extract.counting import count_numbers
from pipeline.extract.draft import Draft
from pipeline.extract.found import Kind, Picture, Rows, whole_head
from pipeline.extract.levels import MAX_LEVEL
from pipeline.extract.markers import read_mark
from pipeline.extract.sheet import Strip, Token, strip_of
from pipeline.extract.structure import Structure
from pipeline.extract.textlayer import STYLE, box_at
from pipeline.extract.wordtables import WordCell, merged_cells, place_cells
from pipeline.frozen import frozen
from pipeline.model import Marker
from pipeline.text import _

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative[@val='1']"
_HEADING = re.compile(r"(?:heading|rubrik) ?(\d)", re.IGNORECASE)
_TITLE = re.compile(r"title|titel|rubrik", re.IGNORECASE)
_LISTED = re.compile(r"(list bullet|punktlista|list number|numrerad lista)(?: (\d))?", re.IGNORECASE)
_QUOTED = re.compile(r"(?:intense )?quote|(?:starkt )?citat", re.IGNORECASE)
_CAPTION = re.compile(r"caption|beskrivning", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|innehåll) ?\d", re.IGNORECASE)


def build_word(path: Path) -> Structure:
    """Return the blocks of a .docx file; raise UnreadableInput when it is none, is encrypted or is damaged."""
    try:
        document = Document(str(path))
        notes = _notes(path)
    except (OpcError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, OSError) as error:
        raise UnreadableInput(_why_closed(path)) from error
    reader = _Reader(document, notes)
    drafts = list(reader.blocks())
    known = sorted(reader.referred, key=int)
    drafts += [reader.footnote(number) for number in known if reader.notes.get(number)]
    contents = tuple(strip for draft in reader.contents for strip in draft.strips)
    return Structure(tuple(count_numbers(drafts)), contents)


def _why_closed(path: Path) -> Problem:
    head = path.read_bytes()[:8] if path.is_file() else b""
    if not path.is_file():
        return Problem(str(path), 0, _("There is no such file."), _("Check the path."))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        what = _("The file is an old Word document (.doc), or one with a password.")
        return Problem(str(path), 0, what, _("Open it in Word and save it as .docx without a password."))
    what = _("The Word document is damaged, or it is none.") if head else _("The file is empty.")
    return Problem(str(path), 0, what, _("Open and save it anew in Word, or ask for the file again."))


def _notes(path: Path) -> dict[str, str]:
    """Return the texts of the footnotes by their ids."""
    with ZipFile(path) as package:
        if "word/footnotes.xml" not in package.namelist():
            return {}
        # No entities, no network: the file comes from outside.
        root = etree.fromstring(package.read("word/footnotes.xml"), etree.XMLParser(resolve_entities=False))
    found = {}
    for note in root.iter(f"{_W}footnote"):
        if note.get(f"{_W}type") is None:
            found[str(note.get(f"{_W}id"))] = " ".join("".join(t.text or "" for t in note.iter(f"{_W}t")).split())
    return found


@frozen
class _Listed:
    level: int
    marker: Marker


class _Reader:
    """Walks a document's body from top to bottom, counting paragraphs and footnotes."""

    def __init__(self, document: Any, notes: Mapping[str, str]) -> None:
        self.document = document
        self.notes: dict[str, str] = {}
        self.texts = notes
        self.referred: list[str] = []
        self.contents: list[Draft] = []
        self.line = 0

    def blocks(self) -> Iterator[Draft]:
        """Yield paragraphs, headings, items and tables in order."""
        for element in self.document.element.body:
            if element.tag == f"{_W}p":
                yield from self.pictures(element)
                draft = self.paragraph(element)
                if draft is not None:
                    yield draft
            elif element.tag == f"{_W}tbl":
                yield from self.table(element)

    def paragraph(self, element: Any) -> Draft | None:
        """Return a paragraph as what its style and its numbering say; None if it is empty or a contents entry."""
        strip = self.strip(element)
        if strip is None:
            return None
        draft, name = Draft((strip,)), self.style_name(element)
        if _CONTENTS.fullmatch(name):
            self.contents.append(draft)
            return None
        if heading := _HEADING.fullmatch(name):
            return replace(draft, kind=Kind.HEADING, level=min(int(heading[1]), MAX_LEVEL))
        if _TITLE.fullmatch(name):
            return replace(draft, kind=Kind.HEADING, level=1)
        if listed := self.listed(element, name):
            return replace(draft, kind=Kind.ITEM, level=listed.level, marker=listed.marker)
        kind = Kind.QUOTE if _QUOTED.fullmatch(name) else Kind.CAPTION if _CAPTION.fullmatch(name) else Kind.PARAGRAPH
        return replace(draft, kind=kind)

    def pictures(self, element: Any) -> Iterator[Draft]:
        """Yield the pictures in a paragraph; what is only for the eye, or has no file in the document, is none."""
        for drawing in element.iter(f"{_W}drawing"):
            blip, named = drawing.find(f".//{_A}blip"), drawing.find(f".//{_WP}docPr")
            relation = self.document.part.rels.get(blip.get(f"{_R}embed") or "") if blip is not None else None
            if relation is None or relation.is_external or drawing.find(f".//{_DECORATIVE}") is not None:
                continue
            alt = named.get("descr", "") if named is not None else ""
            picture = Picture(str(relation.target_part.partname).removeprefix("/"), " ".join(alt.split()))
            yield Draft((), Kind.FIGURE, picture=picture)

    def strip(self, element: Any) -> Strip | None:
        """Return the words of a paragraph as one line, with their links and footnote numbers."""
        self.line += 1
        pieces: list[tuple[str, str]] = []
        for run in element.iter(f"{_W}r"):
            parent = run.getparent()
            link = self.target(parent) if parent is not None and parent.tag == f"{_W}hyperlink" else ""
            for node in run:
                if node.tag == f"{_W}t":
                    pieces.append((node.text or "", link))
                elif node.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
                    pieces.append((" ", ""))
                elif node.tag == f"{_W}noBreakHyphen":
                    pieces.append(("-", link))
                elif node.tag == f"{_W}footnoteReference":
                    pieces.append((f"\0{self.refer(str(node.get(f'{_W}id')))}\0", link))
        tokens = list(_tokens(pieces, self.line))
        return strip_of(1, tokens) if tokens else None

    def refer(self, note: str) -> str:
        """Return the number of the footnote with this id: they count in the order of their references."""
        number = str(len(self.referred) + 1)
        self.referred.append(number)
        self.notes[number] = self.texts.get(note, "")
        return number

    def footnote(self, number: str) -> Draft:
        """Return a footnote as a block."""
        self.line += 1
        strip = strip_of(1, _tokens([(self.notes[number], "")], self.line))
        return Draft((strip,), Kind.FOOTNOTE, number=int(number))

    def target(self, hyperlink: Any) -> str:
        """Return where a link leads; nothing for one inside the document."""
        relation = self.document.part.rels.get(hyperlink.get(f"{_R}id") or "")
        return str(relation.target_ref) if relation is not None and relation.is_external else ""

    def style_name(self, element: Any) -> str:
        """Return the name of a paragraph's style."""
        found = element.find(f"{_W}pPr/{_W}pStyle")
        style = self.document.styles.element.get_by_id(found.get(f"{_W}val")) if found is not None else None
        return str(style.name_val) if style is not None and style.name_val else ""

    def listed(self, element: Any, name: str) -> _Listed | None:
        """Return the depth and the marker of a list paragraph: by its numbering, or by its style's name."""
        numbering = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if numbering is not None and numbering.get(f"{_W}val") != "0":
            level = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
            depth = int(level.get(f"{_W}val")) if level is not None else 0
            return _Listed(depth + 1, self.marker(numbering.get(f"{_W}val"), depth))
        if by_name := _LISTED.fullmatch(name):
            numbered = by_name[1].lower() in {"list number", "numrerad lista"}
            return _Listed(int(by_name[2] or 1), Marker.NUMBER if numbered else Marker.BULLET)
        return None

    def marker(self, number: str, depth: int) -> Marker:
        """Return the marker that a numbering has at a depth."""
        try:
            root = self.document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return Marker.BULLET
        path = f'{_W}num[@{_W}numId="{number}"]/{_W}abstractNumId'
        abstract = root.find(path)
        if abstract is None:
            return Marker.BULLET
        path = f'{_W}abstractNum[@{_W}abstractNumId="{abstract.get(f"{_W}val")}"]/{_W}lvl[@{_W}ilvl="{depth}"]'
        level = root.find(path)
        if level is None:
            return Marker.BULLET
        form, text = level.find(f"{_W}numFmt"), level.find(f"{_W}lvlText")
        if form is not None and form.get(f"{_W}val") not in {"bullet", "none"}:
            return Marker.NUMBER
        mark = read_mark(text.get(f"{_W}val") or "") if text is not None else None
        return mark.marker if mark and mark.marker is not Marker.NUMBER else Marker.BULLET

    def table(self, element: Any) -> Iterator[Draft]:
        """Yield a table; one of a single column is a box, whose paragraphs are read as such."""
        placed = place_cells(element)
        width = max((cell.column + cell.colspan for row in placed for cell in row), default=0)
        rows = [self.row(row, width) for row in placed]
        strips = tuple(strip for row in rows for cell in row for strip in cell)
        if width < 2 or not strips:
            yield from (Draft((strip,)) for strip in strips)
            return
        lines: Rows = tuple(tuple(tuple(strip.line() for strip in cell) for cell in row) for row in rows)
        heads = sum(row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in element.findall(f"{_W}tr"))
        merged = tuple(merged_cells(placed))
        heads = whole_head(heads or int(len(rows) > 1), merged, len(rows))
        yield Draft(strips, Kind.TABLE, rows=lines, head_rows=heads, merged=merged)

    def row(self, cells: Sequence[WordCell], width: int) -> list[Sequence[Strip]]:
        """Return the strips of a row's cells by column; what a cell covers beside its own place is empty."""
        found: list[Sequence[Strip]] = [[]] * width
        for cell in cells:
            found[cell.column] = [] if cell.is_covered else self.cell(cell.element)
        return found

    def cell(self, element: Any) -> list[Strip]:
        """Return the paragraphs of a cell."""
        strips = (self.strip(paragraph) for paragraph in element.iter(f"{_W}p"))
        return [strip for strip in strips if strip is not None]


def _tokens(pieces: list[tuple[str, str]], line: int) -> Iterator[Token]:
    """Yield the words of pieces of text with their links; a number between NULs is the note of the word before it."""
    text = "".join(piece for piece, _link in pieces)
    links = [link for piece, link in pieces for _letter in piece]
    for word in re.finditer(r"\S+", text):
        plain = re.sub(r"\0\d+\0", "", word[0])
        note = re.search(r"\0(\d+)\0", word[0])
        if plain:
            yield Token(plain, box_at(line, *word.span()), STYLE, links[word.start()], note[1] if note else "")
