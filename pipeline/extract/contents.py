"""Step 4: contents pages, which a document makes for itself: known by lines that end with page numbers, taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.reader import Entry
from pipeline.extract.sheet import Strip

_LEAST = 3  # a contents page has at least this many entries
_WRAPPED = 2  # an entry takes at most this many lines before the one with its page number
_STEP = 3.0  # entries whose left edges differ by more than this many points are of different levels
_LEADERS = re.compile(r"[.…_·‥\s]{3,}|[.…]+")
_NUMBER = re.compile(r"\d{1,3}")
_BEYOND = 20  # a page's printed number exceeds the count of pages by at most so many
_GLUED = re.compile(r".*[.…_]{4,}\s*(\d{1,3})")
_TITLE = re.compile(
    r"(?:innehåll(?:sförteckning)?|innehållsförteckning|contents|table of contents)[:.]?", re.IGNORECASE
)


def part_contents(pages: Sequence[Sequence[Strip]]) -> tuple[list[list[Strip]], list[Strip]]:
    """Return each page's strips without the entries and titles of contents lists, and those entries."""
    kept: list[list[Strip]] = []
    contents: list[Strip] = []
    for page in pages:
        out = _entries(page, len(pages))
        kept.append([strip for index, strip in enumerate(page) if index not in out])
        contents += [strip for index, strip in enumerate(page) if index in out]
    return kept, contents


def _entries(page: Sequence[Strip], pages: int) -> set[int]:
    """Return the positions of the lines of a contents list: entries, what wraps between them, and its title."""
    numbers = {index: number for index, strip in enumerate(page) if (number := entry_page(strip, pages)) is not None}
    runs: list[list[int]] = []
    for index in sorted(numbers):
        near = runs and index - runs[-1][-1] <= _WRAPPED + 1 and numbers[index] >= numbers[runs[-1][-1]]
        if near:
            runs[-1].append(index)
        else:
            runs.append([index])
    out: set[int] = set()
    for run in runs:
        if len(run) >= _LEAST and not any(_is_prose(page[index]) for index in range(run[0], run[-1] + 1)):
            first = _first(page, run[0])
            out |= set(range(first, _last(page, run[-1], pages) + 1))
    return out | _under_title(page, out)


def _under_title(page: Sequence[Strip], entries: set[int]) -> set[int]:
    """Return what stands between a contents list's title and its last entry: entries that are set in other ways."""
    title = next((index for index, strip in enumerate(page) if _TITLE.fullmatch(strip.text)), None)
    if title is None or not entries or max(entries) < title:
        return set()
    span = range(title, max(entries) + 1)
    return set() if any(_is_prose(page[index]) for index in span) else set(span)


def _last(page: Sequence[Strip], entry: int, pages: int) -> int:
    """Return the position of the last line after an entry that ends, however closely, with a page number."""
    last = entry
    for index in range(entry + 1, len(page)):
        if index - last > _WRAPPED + 1 or _is_prose(page[index]):
            break
        if _last_number(page[index], pages) is not None:
            last = index
    return last


def _last_number(strip: Strip, pages: int) -> int | None:
    """Return the page number that a line of a contents list ends with, however close to its words."""
    number = _page_number(strip, pages)
    return entry_page(strip, pages) if number is None else number


def _page_number(strip: Strip, pages: int) -> int | None:
    """Return a line's last word as a number, if words stand before it and a page may have it."""
    text = strip.tokens[-1].text
    return int(text) if len(strip.tokens) > 1 and _NUMBER.fullmatch(text) and int(text) <= pages + _BEYOND else None


def _first(page: Sequence[Strip], entry: int) -> int:
    """Return the position of the list's title if it stands close before the first entry, else the entry's."""
    back = (index for index in range(max(0, entry - 2), entry) if _TITLE.fullmatch(page[index].text))
    return next(back, entry)


def _is_prose(strip: Strip) -> bool:
    return strip.text.endswith(".") and len(strip.tokens) > 6


def read_entries(contents: Sequence[Strip], pages: int) -> list[Entry]:
    """Return the entries of the contents lists that were taken out, with the pages that are printed beside them.

    What stands further in is of a lower level. A title that wraps ends with the line that has its page.
    """
    found: list[tuple[float, str, int]] = []
    title: list[Strip] = []
    for strip in contents:
        number = _last_number(strip, pages)
        is_lost = _TITLE.fullmatch(strip.text) or strip.text.isdigit() or len(title) >= _WRAPPED
        if number is None and is_lost:
            title = []
            continue
        title.append(strip)
        if number is not None:
            found.append((title[0].box.x0, " ".join(map(_entry_title, title)), number))
            title = []
    steps: list[float] = []
    for left in sorted({left for left, _title, _number in found}):
        if not steps or left - steps[-1] > _STEP:
            steps.append(left)
    return [Entry(sum(step <= left + 1 for step in steps), title, number) for left, title, number in found]


def _entry_title(strip: Strip) -> str:
    """Return an entry's line without its leaders and its page."""
    return re.sub(r"[\s.…_·‥]*\d{0,3}$", "", strip.text)


def entry_page(strip: Strip, pages: int) -> int | None:
    """Return the page number that an entry ends with: after leaders, or far to the right of its title."""
    last = strip.tokens[-1]
    if glued := _GLUED.fullmatch(last.text):
        return int(glued[1])
    if (number := _page_number(strip, pages)) is None:
        return None
    before = strip.tokens[-2]
    far = last.box.x0 - before.box.x1 > 2.5 * strip.size and last.box.x1 > strip.right - 6 * strip.size
    return number if far or _LEADERS.fullmatch(before.text) or before.text.endswith(("....", "……")) else None
