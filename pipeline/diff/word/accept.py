"""Tracked changes accepted in memory (ECMA-376, part 1, 17.13.5): what would stand if the sender had accepted them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.frozen import frozen
from pipeline.typeset.word.xml import Element, qualified

_IN = tuple(map(qualified, ("w:ins", "w:moveTo")))
_OUT = tuple(map(qualified, ("w:del", "w:moveFrom")))
# Marks of properties (of runs, paragraphs, rows): they say something of their parent and hold no text.
_PROPERTIES = tuple(map(qualified, ("w:rPr", "w:trPr", "w:numPr")))
_FORMER = tuple(
    map(
        qualified,
        ("w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:sectPrChange",
         "w:tblPrExChange", "w:tblGridChange", "w:numberingChange"),
    )
)  # fmt: skip
_RANGES = tuple(
    qualified(f"w:{tag}Range{end}") for tag in ("moveFrom", "moveTo") for end in ("Start", "End")
) + tuple(qualified(f"w:customXml{tag}Range{end}") for tag in ("Ins", "Del", "MoveFrom", "MoveTo")
          for end in ("Start", "End"))  # fmt: skip
_STRUCK_WORDS = tuple(map(qualified, ("w:delText", "w:delInstrText")))


@frozen(order=True)
class Tracker:
    """Who tracked changes, and on what day (as Word writes it, or nothing)."""

    author: str
    day: str


def trackers(root: Element) -> Iterator[Tracker]:
    """Yield whose each tracked change is."""
    for mark in root.iter(*_IN, *_OUT, *_FORMER, qualified("w:cellIns"), qualified("w:cellDel")):
        yield Tracker(str(mark.get(qualified("w:author")) or ""), str(mark.get(qualified("w:date")) or "")[:10])


def accept(root: Element) -> None:
    """Accept every tracked change below an element: in its words, paragraphs, rows, cells and looks."""
    for mark in list(root.iter(*_FORMER, *_RANGES)):
        _drop(mark)
    _accept_rows(root)
    gone = [p for p in root.iter(qualified("w:p")) if _mark_is_gone(p)]
    for mark in list(root.iter(*_OUT)):
        if mark.getparent() is None or mark.getparent().tag not in _PROPERTIES:  # type: ignore[union-attr]
            _drop(mark)
    for mark in list(root.iter(*_STRUCK_WORDS)):
        _drop(mark)
    for mark in list(root.iter(*_IN)):
        if mark.getparent() is not None and mark.getparent().tag not in _PROPERTIES:  # type: ignore[union-attr]
            _unwrap(mark)
    for paragraph in reversed(gone):
        _join_with_next(paragraph)


def _accept_rows(root: Element) -> None:
    for row in list(root.iter(qualified("w:tr"))):
        marks = row.find(qualified("w:trPr"))
        if marks is not None and marks.find(qualified("w:del")) is not None:
            _drop(row)
    for mark in list(root.iter(qualified("w:cellDel"))):
        _drop(next(mark.iterancestors(qualified("w:tc"))))
    for table in list(root.iter(qualified("w:tbl"))):
        if table.find(f".//{qualified('w:tc')}") is None:
            _drop(table)


def _mark_is_gone(paragraph: Element) -> bool:
    marks = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:rPr')}")
    return marks is not None and any(mark.tag in _OUT for mark in marks)


def _join_with_next(paragraph: Element) -> None:
    """Give a paragraph's words to the next one; one without words goes, with the bookmarks that were around them.

    The last paragraph of a text has no next one: its mark cannot go.
    """
    following = paragraph.getnext()
    while following is not None and following.tag not in (qualified("w:p"), qualified("w:tbl")):
        following = following.getnext()
    content = [child for child in paragraph if child.tag != qualified("w:pPr")]
    if not any(True for child in content for _run in child.iter(qualified("w:r"))):
        if following is not None or paragraph.getprevious() is not None:
            _drop_bookmarks(content)
            _drop(paragraph)
    elif following is not None and following.tag == qualified("w:p"):
        own = following.find(qualified("w:pPr"))
        at = 0 if own is None else 1
        for n, child in enumerate(content):
            following.insert(at + n, child)
        _drop(paragraph)


def _drop_bookmarks(content: list[Element]) -> None:
    """Drop the other ends of bookmarks that begin in a paragraph that goes."""
    for start in content:
        if start.tag == qualified("w:bookmarkStart"):
            number = start.get(qualified("w:id"))
            for end in list(start.getroottree().iter(qualified("w:bookmarkEnd"))):
                if end.get(qualified("w:id")) == number and end not in content:
                    _drop(end)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    for child in list(element):
        element.addprevious(child)
    _drop(element)
