"""Paragraphs and tables → blocks: what each is by its style, then captions, quotes and lists gathered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.diff.word.context import Comment, Context, Stray
from pipeline.diff.word.gathering import Caption, Found, captioned, grouped
from pipeline.diff.word.inlines import figures_of, inlines_of
from pipeline.diff.word.runs import RunReader
from pipeline.diff.word.styles import value
from pipeline.diff.word.tables import read_table
from pipeline.lists import Entry
from pipeline.markdown.inlines import plain
from pipeline.model import Block, Heading, Inline, ListItem, Marker, Paragraph
from pipeline.typeset.word.xml import Element, qualified

_FRONT = re.compile(r"cover .+|title|subtitle")
_FURNITURE = re.compile(r"toc .+|contents .+|header|footer")
_LISTED = re.compile(r"list (?P<kind>bullet|number|continue)(?: (?P<depth>\d))?")
_DEEPEST_HEADING = 4
_EXCERPT = 60


class BlockReader:
    """Reads the blocks of one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.title = ""
        self.cover: list[str] = []
        self.contents: list[str] = []
        self.comments: list[Comment] = []
        self._seen: set[str] = set()

    def blocks(self, body: Element) -> tuple[Block, ...]:
        """Return the blocks of the main text."""
        found = list(self._found(body, []))
        return tuple(grouped(list(captioned(found))))

    def _found(self, parent: Element, waiting: list[Element]) -> Iterator[Found]:
        """Yield what is found; `waiting` are the bookmarks that stand before the next paragraph."""
        for element in parent:
            if element.tag == qualified("w:bookmarkStart"):
                waiting.append(element)
            elif element.tag == qualified("w:bookmarkEnd"):
                number = element.get(qualified("w:id"))
                waiting[:] = [start for start in waiting if start.get(qualified("w:id")) != number]
            elif element.tag == qualified("w:sdt"):
                for content in element.iterchildren(qualified("w:sdtContent")):
                    yield from self._found(content, waiting)
            elif element.tag in (qualified("w:customXml"), qualified("w:smartTag")):
                yield from self._found(element, waiting)
            elif element.tag == qualified("w:tbl"):
                yield self._table(element, self._ids(waiting, element))
                waiting.clear()
            elif element.tag == qualified("w:p"):
                yield from self._paragraph(element, waiting)

    def _ids(self, waiting: Sequence[Element], element: Element) -> tuple[str, ...]:
        """Return the ids at a place, each once in a document: LibreOffice repeats those around several paragraphs."""
        first = element if element.tag == qualified("w:p") else element.find(f".//{qualified('w:p')}")
        inner = () if first is None else first.iterchildren(qualified("w:bookmarkStart"))
        names = [str(start.get(qualified("w:name"))) for start in (*waiting, *inner)]
        ids = [id_ for id_ in map(self.context.id_of, names) if id_ and id_ not in self._seen]
        self._seen.update(ids)
        return tuple(ids)

    def _paragraph(self, element: Element, waiting: list[Element]) -> Iterator[Found]:
        name = self.context.styles.name(value(element, "w:pPr/w:pStyle"))
        at = len(self.context.strays)
        pieces = list(RunReader(self.context).pieces(element))
        inlines, figures = inlines_of(pieces), figures_of(pieces)
        words = plain(inlines)
        if _FRONT.fullmatch(name) or _FURNITURE.fullmatch(name):
            del self.context.strays[at:]
            if words.strip():
                (self.cover if _FRONT.fullmatch(name) else self.contents).append(words)
            self.title = self.title or (words if name == "title" else "")
            waiting.clear()
            return
        if not inlines and not figures:
            self._place(at, "", "")
            return
        ids, opens = self._ids(waiting, element), bool(waiting)
        waiting.clear()
        self._place(at, ids[0] if ids else "", words)
        for figure in figures:
            own = self._own(ids, "figure")
            yield Found(replace(figure, id=own), ids)
            ids = tuple(id_ for id_ in ids if id_ != own)
        if inlines:
            yield self._block(element, name, inlines, ids, opens)

    def _place(self, at: int, id_: str, words: str) -> None:
        """Say of what was met in a paragraph that it stands there."""
        excerpt = words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
        strays = self.context.strays
        strays[at:] = [Stray(one.kind, one.words, id_, excerpt) for one in strays[at:]]
        commented, self.context.commented = self.context.commented, []
        found = (self.context.comment_of(number, id_, excerpt) for number in commented)
        self.comments += [comment for comment in found if comment is not None]

    def _block(
        self, element: Element, name: str, inlines: tuple[Inline, ...], ids: tuple[str, ...], opens: bool
    ) -> Found:
        quoted = name.endswith("quote")
        own = self._own(ids, "")
        if name == "caption":
            return Found(Caption(inlines), ids)
        if level := self._heading_level(element, name):
            return Found(Heading(level, inlines, own), ids)
        if entry := self._entry(element, name, inlines, own):
            return Found(entry, ids, quoted, opens)
        if quoted and element.find(f"{qualified('w:pPr')}/{qualified('w:ind')}") is not None:
            return Found(Entry(-1, None, Paragraph(inlines, own)), ids, quoted, opens)
        return Found(Paragraph(inlines, own), ids, quoted, opens)

    def _own(self, ids: Sequence[str], kind: str) -> str:
        """Return the first id of a kind, or of none that is known."""
        return next((id_ for id_ in ids if self.context.names.kinds.get(id_, kind) == kind), "")

    def _heading_level(self, element: Element, name: str) -> int:
        outline = value(element, "w:pPr/w:outlineLvl")
        level = (
            int(name[-1])
            if name.startswith("heading ")
            else int(outline) + 1
            if outline in "012345678" and outline
            else 0
        )
        return min(level, _DEEPEST_HEADING) if level < 10 else 0

    def _entry(self, element: Element, name: str, inlines: tuple[Inline, ...], own: str) -> Entry | None:
        """Return a paragraph of a list: by its numbering, its style's numbering, or its style's name."""
        style = value(element, "w:pPr/w:pStyle")
        by_name = _LISTED.fullmatch(name)
        if by_name and by_name["kind"] == "continue":
            return Entry(int(by_name["depth"] or 1) - 1, None, Paragraph(inlines, own))
        properties = element.find(f"{qualified('w:pPr')}/{qualified('w:numPr')}")
        if properties is None:
            properties = self.context.styles.find(style, "w:pPr/w:numPr")
        number = "" if properties is None else value(properties, "w:numId")
        if number and number != "0":
            assert properties is not None
            level = int(value(properties, "w:ilvl") or 0)
            marker = self.context.numbering.marker(number, level)
            count = self.context.numbering.count(number, level) if marker is Marker.NUMBER else 0
            return Entry(level, marker, ListItem(inlines, own), count)
        if by_name and not number:
            marker = Marker.NUMBER if by_name["kind"] == "number" else Marker.BULLET
            return Entry(int(by_name["depth"] or 1) - 1, marker, ListItem(inlines, own))
        return None

    def _table(self, element: Element, ids: tuple[str, ...]) -> Found:
        at = len(self.context.strays)
        table = read_table(element, self.context)
        id_ = self._own(ids, "table")
        self._place(
            at, id_, " | ".join(plain(cell.inlines) for row in (*table.head, *table.body)[:1] for cell in row.cells)
        )
        return Found(replace(table, id=id_), ids)
