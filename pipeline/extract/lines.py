"""Step 3: tokens to strips in reading order, column by column."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.beside import untangle
from pipeline.extract.columns import columns
from pipeline.extract.rows import row_box
from pipeline.extract.sheet import Sheet, Strip, Token, strip_of


def strips(sheet: Sheet) -> tuple[Strip, ...]:
    """Return the page's lines in reading order: top to bottom, and where columns stand side by side, one by one."""
    bands = [part for band in columns(sheet.tokens, sheet.width) for part in untangle(band)]
    found: list[Strip] = []
    for column, band in enumerate(bands):
        boxes = [row_box(row) for row in band]
        left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
        found += [strip_of(sheet.number, row, column, left, right) for row in band]
    return tuple(_with_superscripts(strip) for strip in found)


def _with_superscripts(strip: Strip) -> Strip:
    """Turn small raised numbers after a word into the word's footnote reference."""
    kept: list[Token] = []
    for token in strip.tokens:
        if kept and _is_reference(token, kept[-1], strip):
            kept[-1] = replace(kept[-1], note=token.text)
        elif kept and kept[-1].note and _closes(token, kept[-1]):
            kept[-1] = replace(kept[-1], text=kept[-1].text + token.text, box=kept[-1].box | token.box)
        else:
            kept.append(token)
    return replace(strip, tokens=tuple(kept)) if len(kept) < len(strip.tokens) else strip


def _closes(token: Token, before: Token) -> bool:
    """Say whether a token is the punctuation right after a reference: it belongs to the word before that."""
    close = token.box.x0 - before.box.x1 < before.style.size
    return close and not any(map(str.isalnum, token.text)) and token.text[0] not in "–—-(["


def _is_reference(token: Token, before: Token, strip: Strip) -> bool:
    small = token.style.size <= 0.8 * before.style.size and before.style.size >= 0.9 * strip.size
    raised = token.box.bottom < before.box.bottom - 0.12 * before.style.size
    close = token.box.x0 - before.box.x1 < 0.3 * before.style.size
    return small and raised and close and token.text.isdigit() and len(token.text) <= 3
