"""Accents that a producer set as glyphs of their own over or under a letter, as pdfTeX does: put on their letters."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import numpy as np

from pipeline.extract.pdfium import Characters

GONE = "\0"  # stands where an accent stood that is now part of its letter
_COMBINING = {
    "¨": "\u0308", "˚": "\u030a", "°": "\u030a", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302",
    "˜": "\u0303", "~": "\u0303", "ˇ": "\u030c", "¸": "\u0327", "˙": "\u0307", "˘": "\u0306", "¯": "\u0304",
}  # fmt: skip
_OVER = 0.6  # an accent lies over a letter when this share of its width does
_NEAR = 0.8  # and when their baselines differ by less than this share of the size


def compose(page: Characters) -> Characters:
    """Return the page with accents composed with the letters that they lie over, GONE in their own place."""
    places = [index for run in page.runs for index in range(run.first, run.end) if page.text[index] in _COMBINING]
    if not places:
        return page
    letters = list(page.text)
    owned = np.array([letter.isalpha() and letter not in _COMBINING for letter in letters])
    for index in places:
        letter = _under(page, owned, index)
        if letter is None:
            continue
        whole = unicodedata.normalize("NFC", letters[letter].replace("ı", "i") + _COMBINING[letters[index]])
        if len(whole) == 1:
            letters[letter], letters[index] = whole, GONE
    return replace(page, text="".join(letters))


def _under(page: Characters, owned: np.ndarray, index: int) -> int | None:
    """Return the position of the letter that an accent lies over, the one nearest to its middle."""
    boxes = page.boxes
    x0, _top, x1, bottom = boxes[index]
    size = max(float(bottom - boxes[index, 1]), 1.0)
    shared = np.minimum(boxes[:, 2], x1) - np.maximum(boxes[:, 0], x0)
    level = np.abs(boxes[:, 3] - bottom) < _NEAR * size
    over = owned & level & (shared >= _OVER * max(float(x1 - x0), 0.1))
    candidates = np.flatnonzero(over)
    if not len(candidates):
        return None
    middles = np.abs((boxes[candidates, 0] + boxes[candidates, 2]) / 2 - (x0 + x1) / 2)
    return int(candidates[int(np.argmin(middles))])
