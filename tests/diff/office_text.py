"""What a document says in LibreOffice's own format, as plain data that can be compared."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

OFFICE, STYLE, TEXT, TABLE, DRAW, FO, XLINK, SVG = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "style", "text", "table", "drawing", "xsl-fo-compatible", "xlink", "svg-compatible")
)
XLINK = "{http://www.w3.org/1999/xlink}"
LOOKS = (f"{FO}font-weight", f"{FO}font-style", f"{FO}language", f"{STYLE}text-line-through-style")


class OfficeText:
    """Reads the text of one document: paragraphs with their style, list and number, and words by look and link."""

    def __init__(self, data: bytes) -> None:
        self.root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
        self.styles = {str(s.get(f"{STYLE}name")): s for s in self.root.iter(f"{STYLE}style")}

    def said(self) -> list:
        """Return what the document says, without its list of contents, which programs count anew."""
        body = self.root.find(f"{OFFICE}body/{OFFICE}text")
        return list(self._blocks(body, ()))

    def _blocks(self, parent: etree._Element, lists: tuple) -> Iterator[object]:
        for node in parent:
            if node.tag in (f"{TEXT}p", f"{TEXT}h"):
                words = list(self._words(node, (), ""))
                if words or lists:
                    yield self._style(node), lists, _joined(words)
            elif node.tag == f"{TEXT}list":
                yield from self._list(node, lists)
            elif node.tag == f"{TABLE}table":
                yield [[list(self._blocks(cell, ())) for cell in row if cell.tag == f"{TABLE}table-cell"]
                       for row in node.iter(f"{TABLE}table-row")]  # fmt: skip
            elif node.tag == f"{TEXT}section":
                yield from self._blocks(node, lists)

    def _list(self, node: etree._Element, lists: tuple) -> Iterator[object]:
        for item in node:
            start = item.get(f"{TEXT}start-value") or ""
            yield from self._blocks(item, (*lists, start))

    def _style(self, node: etree._Element) -> str:
        name = str(node.get(f"{TEXT}style-name"))
        style = self.styles.get(name)
        return str(style.get(f"{STYLE}parent-style-name")) if style is not None and name[1:].isdigit() else name

    def _words(self, node: etree._Element, look: tuple, target: str) -> Iterator[tuple]:
        if node.text:
            yield look, target, node.text
        for child in node:
            yield from self._child(child, look, target)
            if child.tail:
                yield look, target, child.tail

    def _child(self, child: etree._Element, look: tuple, target: str) -> Iterator[tuple]:
        if child.tag == f"{TEXT}span":
            yield from self._words(child, self._look(child) or look, target)
        elif child.tag == f"{TEXT}a":
            yield from self._words(child, look, str(child.get(f"{XLINK}href")))
        elif child.tag == f"{TEXT}s":
            yield look, target, " " * int(child.get(f"{TEXT}c") or 1)
        elif child.tag == f"{TEXT}line-break":
            yield look, target, "\n"
        elif child.tag == f"{TEXT}tab":
            yield look, target, "\t"
        elif child.tag == f"{TEXT}note":
            yield (), "", f"[^{list(self._blocks(child.find(f'{TEXT}note-body'), ()))}]"
        elif child.tag == f"{DRAW}frame":
            yield (), "", f"[picture: {child.findtext(f'{SVG}title') or ''}{child.findtext(f'{SVG}desc') or ''}]"

    def _look(self, span: etree._Element) -> tuple:
        style = self.styles.get(str(span.get(f"{TEXT}style-name")))
        found = None if style is None else style.find(f"{STYLE}text-properties")
        values = () if found is None else tuple((name, found.get(name)) for name in LOOKS if found.get(name))
        parent = "" if style is None else str(style.get(f"{STYLE}parent-style-name") or style.get(f"{STYLE}name"))
        return (*values, parent if not parent[1:].isdigit() else "")


def _joined(words: list[tuple]) -> list[tuple]:
    joined: list[tuple] = []
    for look, target, text in words:
        if joined and joined[-1][:2] == (look, target):
            joined[-1] = (look, target, joined[-1][2] + text)
        else:
            joined.append((look, target, text))
    return joined
