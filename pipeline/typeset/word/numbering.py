"""Lists: one definition for each marker, nine levels each, and a number of its own for each numbered list."""

from __future__ import annotations

from docx.oxml.numbering import CT_Num

from pipeline.model import List, Marker
from pipeline.typeset.style import Style
from pipeline.typeset.word.properties import font, hex_colour, twips
from pipeline.typeset.word.xml import Element, w

LEVELS = 9
_MARKERS = tuple(Marker)


class Numbering:
    """Hands out the numbers by which list items refer to their list.

    Bulleted, arrow and check lists share one number for each marker; each numbered list has its own, so that it
    begins at its own start. Word wants at least one number for each definition, hence the first ones.
    """

    def __init__(self) -> None:
        self._numbers = [CT_Num.new(n + 1, n) for n in range(len(_MARKERS))]

    def number(self, listed: List, level: int) -> int:
        """Return the number for a list whose items stand at a level, counted from 0."""
        definition = _MARKERS.index(listed.marker)
        if listed.marker is not Marker.NUMBER:
            return definition + 1
        numbered = CT_Num.new(len(self._numbers) + 1, definition)
        numbered.add_lvlOverride(level).add_startOverride(listed.start)
        self._numbers.append(numbered)
        return len(self._numbers)

    def definitions(self, style: Style) -> Element:
        """Return the definitions of all lists, and then the numbers that refer to them."""
        definitions = (_definition(number, marker, style) for number, marker in enumerate(_MARKERS))
        return w("numbering", *definitions, *self._numbers)


def _definition(number: int, marker: Marker, style: Style) -> Element:
    # Word's own interface shows a list by its `nsid`; it is an identifier, so a fixed one will do.
    identity = w("nsid", val=f"{0x20240000 + number:08X}"), w("multiLevelType", val="multilevel")
    return w("abstractNum", *identity, *(_level(n, marker, style) for n in range(LEVELS)), abstractNumId=number)


def _level(level: int, marker: Marker, style: Style) -> Element:
    text_edge = {"left": twips(style.list.indent * (level + 1)), "hanging": twips(style.list.indent)}
    numbered = marker is Marker.NUMBER
    sign = style.list.number.format(f"%{level + 1}") if numbered else getattr(style.list, marker.value)
    family = style.body.font if numbered or marker is Marker.BULLET else style.fonts.symbol
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal" if numbered else "bullet"),
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        w("pPr", w("ind", **text_edge)),
        w("rPr", font(family.name), w("color", val=hex_colour(style.list.colour))),
        ilvl=level,
    )
