"""How an OCR model damages what it reads: what each operation on the letters costs, in nats.

The English model of Tesseract does not know å, ä and ö; the Swedish one writes them as they are, but knows neither §
nor the letters of other languages. What no model can tell by its shape (l and I, one dash from another) says nothing.
The costs are rounded from counts on the development pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.frozen import frozen
from pipeline.repair import model

ALIKE = ("Il|1!", "§8$S5", "'’‘´`", '"”“„»«', "-–—~", "•·*", "0OoQ", ".,")
"""Signs that only their surroundings tell apart."""

_TWINS = {sign: frozenset("".join(row for row in ALIKE if sign in row)) for sign in "".join(ALIKE)}
_PER_CENT = re.compile(r"(?<!\S)\d{1,3}(?!\S)")
"""What the Swedish model makes of a per cent sign that stands alone."""

_BLURRED = frozenset((("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("w", "vv"), ("ü", "ii")))


@frozen
class Engine:
    """An OCR model: the log-probabilities of its mistakes; `swedish` those of å, ä and ö (right, written)."""

    swedish: Callable[[str, str], float]
    blind: float = -0.3
    foreign: float = -1.0
    case: float = -4.0
    blur: float = -4.5
    mark: float = -5.0
    lost_mark: float = -5.0
    space: float = -6.0
    figure: float = -6.5
    letter: float = -9.5


def _english(right: str, written: str) -> float:
    letter = model.load().channel.letter
    return max(letter(written, right), letter(written.lower(), right), ENGLISH.letter)


def _swedish(_right: str, _written: str) -> float:
    return -8.5


_KNOWN = frozenset("abcdefghijklmnopqrstuvwxyzåäöéABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉ")
ENGLISH = Engine(_english, lost_mark=-3.5)
SWEDISH = Engine(_swedish, case=-5.0, mark=-4.5, figure=-6.0)


@lru_cache(maxsize=50_000)
def written_as(right: str, written: str, engine: Engine) -> float:
    """Return the log-probability that the engine writes the second text where the first stands."""
    return sum(
        _segment(right[step.src_start : step.src_end], written[step.dest_start : step.dest_end], engine)
        for step in Levenshtein.opcodes(right, written)
        if step.tag != "equal"
    )


def _segment(right: str, written: str, engine: Engine) -> float:
    if (right, written) in _BLURRED:
        return engine.blur
    width = max(len(right), len(written))
    return sum(_letter(right[at : at + 1], written[at : at + 1], engine) for at in range(width))


def _letter(right: str, written: str, engine: Engine) -> float:
    if written in _TWINS.get(right, ()):
        return engine.blind
    if " " in (right, written):
        return engine.space
    if right.isalpha() and right not in _KNOWN:
        return engine.foreign
    if right.lower() == written.lower():
        return engine.case
    if right.isdigit() and written.isdigit():
        return engine.figure
    if not (right.isalnum() or written.isalnum()):
        return engine.mark if written else engine.lost_mark
    if right and right in "åäöÅÄÖ":
        return engine.swedish(right.lower(), written)
    return engine.letter


def clarified(seen: str, text: str) -> str:
    """Return what was seen, with the signs that no model can tell taken from the text that it is held against."""
    if "%" in text and (per_cent := _PER_CENT.sub("%", seen)).count("%") == text.count("%"):
        seen = per_cent
    parts = []
    for step in Levenshtein.opcodes(seen, text):
        here, there = seen[step.src_start : step.src_end], text[step.dest_start : step.dest_end]
        alike = step.tag == "replace" and all(b in _TWINS.get(a, ()) for a, b in zip(here, there, strict=True))
        parts.append(there if alike else here)
    return "".join(parts)
