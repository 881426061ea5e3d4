"""The characters of each marked content, as the fonts say that they are read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pdfplumber.pdf import PDF

from pipeline.extract.tagged.tree import Mark
from pipeline.model import Box

_BOLD, _ITALIC = re.compile("bold|black|heavy"), re.compile(r"italic|oblique|(?:-|bold|light|black)it$")


class Letter(NamedTuple):
    """A character with its page, counted from 1, its box in points, and how it is set."""

    text: str
    page: int
    box: Box
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters by their marked content; `stray` are those that are neither tagged nor artifacts.

    `heights` are the pages' heights in points, by their numbers from 1.
    """

    marked: Mapping[Mark, list[Letter]]
    stray: int
    heights: Mapping[int, float]


def read_letters(pdf: PDF) -> Letters:
    """Return the characters of all pages in the order in which they are painted."""
    marked: dict[Mark, list[Letter]] = {}
    heights: dict[int, float] = {}
    stray = 0
    for page in pdf.pages:
        heights[page.page_number] = float(page.height)
        for char in page.chars:
            if char["mcid"] is not None:
                marked.setdefault(Mark(page.page_number, char["mcid"]), []).append(_letter(char, page.page_number))
            elif char.get("tag") != "Artifact" and not char["text"].isspace():
                stray += 1
        page.close()
    return Letters(marked, stray, heights)


def _letter(char: Mapping[str, object], page: int) -> Letter:
    font = str(char["fontname"]).lower()
    box = Box(*(round(float(str(char[side])), 2) for side in ("x0", "top", "x1", "bottom")))
    return Letter(str(char["text"]), page, box, bool(_BOLD.search(font)), bool(_ITALIC.search(font)))


def _begins_line(before: Letter, letter: Letter) -> bool:
    """Say whether a character stands on another line than the one before it."""
    lower = letter.box.top - before.box.top > 0.5 * (letter.box.bottom - letter.box.top)
    return letter.page != before.page or (lower and letter.box.x0 < before.box.x1)


def ends_with_spaces(groups: Iterable[list[Letter]]) -> bool:
    """Say whether lines end with a space where words end (ISO 32000-1, 14.8.2.5), so that none has to be made up."""
    pairs = [pair for letters in groups for pair in pairwise(letters)]
    ends = [before.text for before, letter in pairs if _begins_line(before, letter)]
    return 2 * sum(text.isspace() for text in ends) >= len(ends)
