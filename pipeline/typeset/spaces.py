"""Spaces at which no line ends, since what stands on either side is read as one: § 41, 26 januari, 12 %, kap. 3.

They follow "Svenska skrivregler" (Språkrådet, 2017) on numbers, signs and abbreviations. The PDF looks where they are;
in the other editions they become no-break spaces, which Word's reader takes back: the text itself does not change.
"""

from __future__ import annotations

import re
from functools import cache

NO_BREAK = "\u00a0"
THOUSANDS = r"(?<=\d{0})(?=\d{{3}}\b)"  # 1 310
# What stays with the number before it.
MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_UNITS = MONTHS + ("|kronor|kr|tkr|mnkr|mkr|miljoner|miljarder|tusen|procent|kg|ton|km|mil|gram|meter|m²|m³|ha|st|kap")
# What stays with the number after it; each is as it stands before the space.
_NUMBERED = (
    "§",
    "§§",
    "nr",
    "kap.",
    "s.",
    "kl.",
    "dnr",
    "art.",
    "punkt",
    "bilaga",
    "artikel",
    "steg",
    "Fråga",
    "Agenda",
)
# 12 %, § 41, before a dash, within 2024 – 2027, J. Berg, t. ex.
_KEPT = (
    r"(?<=\d{0})(?=(?:{units})\b|[%‰°]|§(?![ \u00a0]\d))",
    r"(?=\d)(?:{numbered})",
    r"(?=[–—-][ \u00a0])",
    r"(?<=\d{0}[–—-]{0})(?=\d)",
    r"(?<=\b[A-ZÅÄÖ]\.{0})(?=[A-ZÅÄÖ])",
    r"(?:(?<=\b[a-zåäö]\.{0})|(?<=\b[a-zåäö]{{2}}\.{0}))(?=[a-zåäö]{{1,2}}\.)",
)


@cache
def _pattern(space: str, *kept: str) -> re.Pattern[str]:
    """Return what finds the spaces; most others are passed over by what stands next to them."""
    words = [(r"\b" if word[0].isalpha() else "") + re.escape(word) for word in _NUMBERED]
    numbered = "|".join(f"(?<={word}{space})" for word in words)
    rules = "|".join(rule.format(space, units=_UNITS, numbered=numbered) for rule in kept)
    return re.compile(rf"{space}(?:(?<=[\d.]{space})|(?=[\d–—-]))(?:{rules})")


STICKY = _pattern(" ", THOUSANDS, *_KEPT)


def unbroken(text: str) -> str:
    """Return a text with no-break spaces where no line ends.

    >>> unbroken("1 310 kr enligt § 41 den 26 januari 2026")
    '1\\xa0310\\xa0kr enligt §\\xa041 den 26\\xa0januari 2026'
    """
    return STICKY.sub(NO_BREAK, text)


def held(text: str) -> str:
    """Return a text like `unbroken`, but with thousands as they are, so that `released` can give it back.

    >>> held("1 310 kr enligt § 41"), released(held("1 310 kr enligt § 41"))
    ('1 310\\xa0kr enligt §\\xa041', '1 310 kr enligt § 41')
    """
    return _pattern(" ", *_KEPT).sub(NO_BREAK, text)


def released(text: str) -> str:
    """Return a text with spaces where `held` puts no-break spaces."""
    return _pattern(NO_BREAK, *_KEPT).sub(" ", text)
