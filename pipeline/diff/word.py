"""Read a Word document as a text, with every tracked change accepted: what an office sends back can be compared too."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from pipeline.errors import Problem, UnreadableInput
from pipeline.model import (
    Block,
    Break,
    Cell,
    Document,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Marker,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from pipeline.text import _
from pipeline.typeset.word.xml import Element, qualified

_GONE = tuple(map(qualified, ("w:del", "w:moveFrom")))
_FRONT = re.compile(r"Cover|Title|Subtitle|TOC|Header|Footer")
_SIGNS = {"➢": Marker.ARROW, "✓": Marker.CHECK}
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class _Item:
    """A list's item while its list is gathered: its depth, counted from 0, and its marker."""

    level: int
    marker: Marker
    item: ListItem


@dataclass(frozen=True, slots=True)
class _Caption:
    """A caption, until it is put to its table or picture."""

    inlines: tuple[Inline, ...]


def read_word(data: bytes, file: str) -> Document:
    """Return the text of a `.docx` file. Raises `UnreadableInput` when it is none."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        return _Reader({name: archive.read(name) for name in archive.namelist()}).document()
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        what = _("The file is no Word document, or is damaged ({error}).").format(error=error)
        raise UnreadableInput(Problem(file, 0, what, _("Save it again as .docx in Word."))) from error


class _Reader:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.body = etree.fromstring(parts["word/document.xml"]).find(qualified("w:body"))
        self.links = _targets(parts.get("word/_rels/document.xml.rels"))
        self.notes = _roots(parts.get("word/footnotes.xml"), "w:footnote")
        self.markers = _markers(parts.get("word/numbering.xml"))
        core = parts.get("docProps/core.xml")
        title = etree.fromstring(core).find("{http://purl.org/dc/elements/1.1/}title") if core else None
        self.title = (title.text or "") if title is not None else ""

    def document(self) -> Document:
        blocks = tuple(self._grouped(list(self._blocks())))
        notes = (Footnote(f"not-{n}", _trimmed(self._inlines(note))) for n, note in self.notes.items() if n > 0)
        return Document(self.title, blocks, tuple(notes))

    def _blocks(self) -> Iterator[Block | _Item]:
        """Yield the blocks; a caption stands before its table and after its picture."""
        made = list(self._elements())
        for before, block, after in zip([None, *made], made, [*made[1:], None], strict=False):
            if isinstance(block, _Caption):
                if not isinstance(before, Figure) and not isinstance(after, Table):
                    yield Paragraph(block.inlines)
            elif isinstance(block, Table) and isinstance(before, _Caption):
                yield replace(block, caption=before.inlines)
            elif isinstance(block, Figure) and isinstance(after, _Caption):
                yield replace(block, caption=after.inlines)
            else:
                yield block

    def _elements(self) -> Iterator[Block | _Item | _Caption]:
        for element in self.body if self.body is not None else ():
            if element.tag == qualified("w:tbl"):
                yield self._table(element)
            elif element.tag == qualified("w:p"):
                style = _value(element, "w:pPr/w:pStyle")
                inlines = tuple(self._inlines(element))
                picture = element.find(f".//{qualified('wp:docPr')}")
                if picture is not None:
                    yield Figure("", str(picture.get("descr") or ""), id=_name(element))
                if inlines and not _FRONT.match(style):
                    yield self._block(element, style, inlines)

    def _block(self, element: Element, style: str, inlines: tuple[Inline, ...]) -> Block | _Item | _Caption:
        name = _name(element)
        number = _value(element, "w:pPr/w:numPr/w:numId")
        if heading := re.fullmatch(r"Heading([1-4])", style):
            return Heading(int(heading[1]), inlines, name)
        if style == "Caption":
            return _Caption(inlines)
        if number in self.markers:
            level = int(_value(element, "w:pPr/w:numPr/w:ilvl") or 0)
            return _Item(level, self.markers[number], ListItem(inlines, name))
        return Quote((Paragraph(inlines, name),)) if style == "Quote" else Paragraph(inlines, name)

    def _grouped(self, found: list[Block | _Item]) -> Iterator[Block]:
        for are_items, group in groupby(found, key=lambda made: isinstance(made, _Item)):
            if are_items:
                yield from _lists([made for made in group if isinstance(made, _Item)])
            else:
                yield from (made for made in group if not isinstance(made, _Item))

    def _table(self, table: Element) -> Table:
        rows = [
            row for row in table.iterfind(qualified("w:tr")) if row.find(f"{qualified('w:trPr')}/{_GONE[0]}") is None
        ]
        made = [Row(tuple(self._cell(cell) for cell in row.iterfind(qualified("w:tc")))) for row in rows]
        heads = sum(row.find(f"{qualified('w:trPr')}/{qualified('w:tblHeader')}") is not None for row in rows)
        return Table(tuple(made[:heads]), tuple(made[heads:]))

    def _cell(self, cell: Element) -> Cell:
        paragraphs = [tuple(self._inlines(p)) for p in cell.iterfind(qualified("w:p"))]
        inlines = [inline for n, p in enumerate(paragraphs) for inline in ((Break(), *p) if n else p)]
        return Cell(tuple(inlines), int(_value(cell, "w:tcPr/w:gridSpan") or 1))

    def _inlines(self, parent: Element) -> Iterator[Inline]:
        """Yield the words of a paragraph, neighbouring ones with one look as one."""
        runs = (run for run in parent.iter(qualified("w:r")) if not any(a.tag in _GONE for a in run.iterancestors()))
        for (link, strong, emphasis), group in groupby(runs, key=self._look):
            inlines = tuple(_joined(inline for run in group for inline in self._run(run)))
            for wrap, wanted in ((Emphasis, emphasis), (Strong, strong)):
                inlines = (wrap(inlines),) if wanted and inlines else inlines
            yield from (Link(inlines, link),) if link and inlines else inlines

    def _look(self, run: Element) -> tuple[str, bool, bool]:
        link = next(run.iterancestors(qualified("w:hyperlink")), None)
        target = "" if link is None else self.links.get(str(link.get(_RELATIONSHIP)), "")
        found = (run.find(f"{qualified('w:rPr')}/{qualified(tag)}") for tag in ("w:b", "w:i"))
        strong, emphasis = (mark is not None and mark.get(qualified("w:val")) not in ("0", "false") for mark in found)
        return target, strong, emphasis

    def _run(self, run: Element) -> Iterator[Inline]:
        for node in run:
            if node.tag == qualified("w:t"):
                yield Text(node.text or "")
            elif node.tag == qualified("w:br"):
                yield Break()
            elif node.tag == qualified("w:footnoteReference"):
                yield NoteRef(f"not-{node.get(qualified('w:id'))}")


def _joined(inlines: Iterator[Inline]) -> Iterator[Inline]:
    for is_text, group in groupby(inlines, key=lambda inline: isinstance(inline, Text)):
        if is_text:
            yield Text("".join(inline.text for inline in group if isinstance(inline, Text)))
        else:
            yield from group


def _trimmed(inlines: Iterator[Inline]) -> tuple[Inline, ...]:
    """Return a footnote's words without the space after its number."""
    first, *rest = list(inlines) or [Text("")]
    return (Text(first.text.lstrip()), *rest) if isinstance(first, Text) else (first, *rest)


def _lists(items: list[_Item]) -> Iterator[List]:
    """Yield the lists that items make up; deeper ones belong to the item before them."""
    while items:
        first = items[0]
        made: list[ListItem] = []
        while items and items[0].level >= first.level:
            if items[0].level == first.level and items[0].marker is not first.marker:
                break
            taken = items.pop(0)
            inner = []
            while items and items[0].level > taken.level:
                inner.append(items.pop(0))
            made.append(replace(taken.item, children=tuple(_lists(inner))))
        yield List(tuple(made), first.marker)


def _value(element: Element, path: str) -> str:
    found = element.find("/".join(map(qualified, path.split("/"))))
    return "" if found is None else str(found.get(qualified("w:val")) or "")


def _name(element: Element) -> str:
    """Return the id that a paragraph's bookmark carries."""
    start = element.find(qualified("w:bookmarkStart"))
    name = "" if start is None else str(start.get(qualified("w:name")))
    return "" if name.startswith(("_", "id_", "note_")) else name.replace("_", "-")


def _targets(part: bytes | None) -> dict[str, str]:
    return {str(r.get("Id")): str(r.get("Target")) for r in etree.fromstring(part)} if part else {}


def _roots(part: bytes | None, tag: str) -> dict[int, Element]:
    found = etree.fromstring(part).iter(qualified(tag)) if part else ()
    return {int(note.get(qualified("w:id")) or 0): note for note in found}


def _markers(part: bytes | None) -> dict[str, Marker]:
    """Return the marker of each list by its number."""
    if not part:
        return {}
    root = etree.fromstring(part)
    signs = {}
    for definition in root.iter(qualified("w:abstractNum")):
        level = definition.find(qualified("w:lvl"))
        is_bullet = level is not None and _value(level, "w:numFmt") == "bullet"
        sign = "" if level is None else _value(level, "w:lvlText")
        marker = _SIGNS.get(sign, Marker.BULLET) if is_bullet else Marker.NUMBER
        signs[definition.get(qualified("w:abstractNumId"))] = marker
    nums = root.iter(qualified("w:num"))
    return {str(n.get(qualified("w:numId"))): signs.get(_value(n, "w:abstractNumId"), Marker.BULLET) for n in nums}
