"""What stands before a list's items, and how OCR and old fonts misread it.

Rules, first match wins; each names what it reads and what it means:

1. arrows    ➢ ► → > » and the private-use code points that Wingdings gives them
2. checks    ✓ ✔ √, the letter `v` that OCR reads for them (`v`, `v'`), Wingdings' code points
3. numbers   `1.` `1)` `(1)` `a)` `iv)`; a lone `.` whose number was lost
4. bullets   • – - · ▪ ○ * and what OCR and Symbol make of them (`e`, `o`, U+F0B7, `(cid:127)`)
"""

from __future__ import annotations

import re

from pipeline.frozen import frozen
from pipeline.model import Marker

_ARROWS = frozenset("➢➤►▶→⇒➔➜➡>»›\uf0d8\uf0d2\uf0e0\uf0e8") | {">>", "=>", "->"}
_CHECKS = frozenset("✓✔√☑\uf0fc\uf0fe") | {"v", "v'", "v’", "v´", "v`", "V'", "V’"}
_BULLETS = frozenset("•‣⁃●∙·▪■□▫◦○◆◇♦*-–—‒−¢\uf0b7\uf0a7\uf06f\uf076\uf02d\uf0a8\uf07f\uf098\x7f\x98") | {
    "(cid:127)", "(cid:152)", "(cid:120)", "o", "e", "®", "©", "°"
}  # fmt: skip
_GLUED = re.compile(r"([•‣●▪■◦○➢➤►✓✔\uf0b7\uf0a7\uf0d8\uf0fc])(.+)")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]|\((\d{1,2})\)")
_LETTER = re.compile(r"\(?([a-zåäö])\)")
_ROMAN = re.compile(r"\(?([ivx]{1,5})\)")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@frozen
class Mark:
    """A marker as read: its kind, the number it gives (None when lost or none), and whether OCR may have made it up."""

    marker: Marker
    number: int | None = None
    weak: bool = False


def read_mark(text: str) -> Mark | None:
    """Return what a line's first word means as a list marker, or None.

    >>> read_mark("»").marker, read_mark("v'").marker, read_mark("12.").number
    (<Marker.ARROW: 'arrow'>, <Marker.CHECK: 'check'>, 12)
    >>> read_mark("Luleå") is None
    True
    """
    if text in _ARROWS:
        return Mark(Marker.ARROW)
    if text in _CHECKS:
        return Mark(Marker.CHECK, weak=text.isalpha())
    if text == ".":
        return Mark(Marker.NUMBER, None)
    if number := _NUMBER.fullmatch(text):
        return Mark(Marker.NUMBER, int(number[1] or number[2]))
    if text in _BULLETS:
        return Mark(Marker.BULLET, weak=text.isalpha())
    return _read_letter(text)


def _read_letter(text: str) -> Mark | None:
    """Read `a)` and `iv)`; a lone `i)`, `v)` or `x)` counts as a letter, its neighbours decide otherwise."""
    if letter := _LETTER.fullmatch(text):
        return Mark(Marker.NUMBER, "abcdefghijklmnopqrstuvwxyzåäö".index(letter[1]) + 1)
    if (roman := _ROMAN.fullmatch(text)) and roman[1] in _ROMANS:
        return Mark(Marker.NUMBER, _ROMANS.index(roman[1]) + 1)
    return None


def split_glued(text: str) -> tuple[str, str] | None:
    """Return the bullet and the word that no space parts, or None.

    >>> split_glued("•Turism")
    ('•', 'Turism')
    """
    glued = _GLUED.fullmatch(text)
    return (glued[1], glued[2]) if glued else None
