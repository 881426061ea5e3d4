"""Step 3: tokens to strips in reading order, column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.beside import untangle
from pipeline.extract.columns import columns
from pipeline.extract.rows import row_box
from pipeline.extract.sheet import Sheet, Strip, Token, strip_of

_SMALL = 0.8  # a raised number is at most this share of the size of its word
_LENGTH, _POWER = re.compile(r"(?:^|[/(\d])[kcdm]?m$"), re.compile(r"(?:^|[/(\d])[kcdm]?m[23]$")


def strips(sheet: Sheet) -> tuple[Strip, ...]:
    """Return the page's lines in reading order: top to bottom, and where columns stand side by side, one by one."""
    bands = [part for band in columns(sheet.tokens, sheet.width) for part in untangle(band)]
    found: list[Strip] = []
    for column, band in enumerate(bands):
        boxes = [row_box(row) for row in band]
        left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
        found += [strip_of(sheet.number, row, column, left, right) for row in band]
    return tuple(_with_lone_numbers([with_superscripts(strip) for strip in found]))


def _with_lone_numbers(strips: Sequence[Strip]) -> list[Strip]:
    """Return strips where a footnote's number that wrapped to a line of its own is at the word before it again."""
    kept: list[Strip] = []
    for strip in strips:
        if kept and _is_lone_number(strip, kept[-1]):
            *words, last = kept[-1].tokens
            kept[-1] = replace(kept[-1], tokens=(*words, replace(last, note=strip.text)))
        else:
            kept.append(strip)
    return kept


def _is_lone_number(strip: Strip, above: Strip) -> bool:
    number = len(strip.tokens) == 1 and strip.text.isdigit() and len(strip.text) <= 3
    small = strip.size <= _SMALL * above.size and not above.tokens[-1].note and above.column == strip.column
    near = 0 < strip.box.bottom - above.box.bottom < 1.5 * above.size
    return number and small and near and abs(strip.box.x0 - above.left) < above.size


def with_superscripts(strip: Strip) -> Strip:
    """Return a strip whose small raised numbers after a word are the word's footnote reference."""
    kept: list[Token] = []
    for token in strip.tokens:
        if kept and _is_reference(token, kept[-1], strip):
            kept[-1] = replace(kept[-1], note=token.text)
        elif kept and (_is_power(token, kept[-1], strip) or _closes(token, kept[-1])):
            kept[-1] = replace(kept[-1], text=kept[-1].text + token.text, box=kept[-1].box | token.box)
        else:
            kept.append(token)
    return replace(strip, tokens=tuple(kept)) if len(kept) < len(strip.tokens) else strip


def _closes(token: Token, before: Token) -> bool:
    """Say whether a token is the punctuation right after a raised number: it belongs to the word before that."""
    if not before.note and not _POWER.search(before.text):
        return False
    close = token.box.x0 - before.box.x1 < before.style.size
    return close and not any(map(str.isalnum, token.text)) and token.text[0] not in "–—-(["


def _is_reference(token: Token, before: Token, strip: Strip) -> bool:
    return _is_raised(token, before, strip) and not _is_power(token, before, strip)


def _is_power(token: Token, before: Token, strip: Strip) -> bool:
    """Say whether a token makes a length before it an area or a volume: cm², kWh/m²."""
    return token.text in ("2", "3") and bool(_LENGTH.search(before.text)) and _is_raised(token, before, strip)


def _is_raised(token: Token, before: Token, strip: Strip) -> bool:
    small = token.style.size <= _SMALL * before.style.size and before.style.size >= 0.9 * strip.size
    raised = token.box.bottom < before.box.bottom - 0.12 * before.style.size
    close = token.box.x0 - before.box.x1 < 0.3 * before.style.size
    return small and raised and close and token.text.isdigit() and len(token.text) <= 3
