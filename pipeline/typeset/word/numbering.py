"""Lists: a definition for each marker, one more for each numbered list, nine levels each.

A numbered list has a definition of its own, so that the number which it begins with belongs to the list and not to its
first item: when a tracked change strikes or adds that item, every word processor counts the rest as it should.
"""

from __future__ import annotations

from docx.oxml.numbering import CT_Num

from pipeline.model import List, Marker
from pipeline.typeset.style import Style
from pipeline.typeset.word.properties import font, hex_colour, twips
from pipeline.typeset.word.xml import Element, w

LEVELS = 9
_MARKERS = tuple(Marker)
# The styles that bring a marker with them, each at the level of its depth.
LINKED = {Marker.BULLET: "ListBullet", Marker.NUMBER: "ListNumber"}
# Lists of the first three depths have styles of their own, which Word knows by these names.
LIST_DEPTHS = 3


class Numbering:
    """Hands out the numbers by which list items refer to their list.

    Bulleted, arrow and check lists share one number for each marker; each numbered list has its own, so that it
    begins at its own start. The first numbers are those of the markers: styles refer to them.
    """

    def __init__(self) -> None:
        self._begun: list[tuple[int, int]] = []

    def number(self, listed: List, level: int) -> int:
        """Return the number for a list whose items stand at a level, counted from 0."""
        if listed.marker is not Marker.NUMBER:
            return marker_number(listed.marker)
        self._begun.append((level, listed.start))
        return len(_MARKERS) + len(self._begun)

    def definitions(self, style: Style) -> Element:
        """Return the definitions of all lists, and then the numbers that refer to them."""
        shared = [_definition(n, marker, style, linked=True) for n, marker in enumerate(_MARKERS)]
        own = [_definition(n, Marker.NUMBER, style, begins=begun) for n, begun in enumerate(self._begun, len(_MARKERS))]
        return w("numbering", *shared, *own, *(CT_Num.new(n + 1, n) for n in range(len(shared) + len(own))))


def marker_number(marker: Marker) -> int:
    """Return the number that lists with a marker share, and that its styles refer to."""
    return _MARKERS.index(marker) + 1


def style_of(marker: Marker, level: int) -> str:
    """Return the style of a list's items at a level, counted from 0."""
    return by_depth(LINKED.get(marker, LINKED[Marker.BULLET]), level)


def by_depth(name: str, level: int) -> str:
    """Return the style of a level, counted from 0, by that of the first; the deepest serves all below it.

    >>> by_depth("ListBullet", 0), by_depth("ListBullet", 1), by_depth("ListBullet", 5)
    ('ListBullet', 'ListBullet2', 'ListBullet3')
    """
    depth = min(level + 1, LIST_DEPTHS)
    return f"{name}{depth}" if depth > 1 else name


def _definition(
    number: int, marker: Marker, style: Style, *, linked: bool = False, begins: tuple[int, int] = (0, 1)
) -> Element:
    """Return a definition; one that is linked gives the styles their marks, and `begins` is a level and its start."""
    # Word's own interface shows a list by its `nsid`; it is an identifier, so a fixed one will do.
    identity = w("nsid", val=f"{0x20240000 + number:08X}"), w("multiLevelType", val="multilevel")
    levels = (_level(n, marker, style, begins[1] if n == begins[0] else 1, linked=linked) for n in range(LEVELS))
    return w("abstractNum", *identity, *levels, abstractNumId=number)


def _level(level: int, marker: Marker, style: Style, start: int, *, linked: bool) -> Element:
    text_edge = {"left": twips(style.list.indent * (level + 1)), "hanging": twips(style.list.indent)}
    numbered = marker is Marker.NUMBER
    sign = style.list.number.format(f"%{level + 1}") if numbered else getattr(style.list, marker.value)
    family = style.body.font if numbered or marker is Marker.BULLET else style.fonts.symbol
    return w(
        "lvl",
        w("start", val=start),
        w("numFmt", val="decimal" if numbered else "bullet"),
        w("pStyle", val=style_of(marker, level)) if linked and marker in LINKED and level < LIST_DEPTHS else None,
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        w("pPr", w("ind", **text_edge)),
        w("rPr", font(family.name), None if numbered else w("b"), w("color", val=hex_colour(style.list.colour))),
        ilvl=level,
    )
