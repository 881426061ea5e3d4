"""Step 5: strips to groups that belong together, by what parts them: style, space, marks, indents and short lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.draft import Norm, ends_sentence
from pipeline.extract.markers import Mark, read_mark, split_glued
from pipeline.extract.sheet import Strip, Token

_WIDER = 1.22  # a pitch wider than this many normal pitches parts two paragraphs
_BLANK = 1.7  # and one wider than this many is a blank line inside a tagged paragraph
_SIZES = 0.07  # sizes that differ by less than this share are one size
_GO_ON = (",", ";", " och", " samt", " eller")
_DASHES = frozenset("-–—‒−")  # also stand between words, and so at a line's start by chance
# Swedish words that never end a sentence, a paragraph or an item.
_WORDS = """att av bland de den det efter eller en enligt ett från för genom hos i inom kap med mellan mot och om på
samt sina sin sitt som till under ur utan utifrån via vid är"""
LEADS_ON = frozenset(_WORDS.split())
_NEAR = 3.5  # places that differ by less than this many points are one place


def same_size(a: float, b: float) -> bool:
    """Say whether two sizes in points are one size, but for a scan's noise."""
    return abs(a - b) <= _SIZES * max(a, b)


def near(a: float, b: float) -> bool:
    """Say whether two horizontal places, in points, are one place."""
    return abs(a - b) <= _NEAR


def groups(strips: Sequence[Strip], norm: Norm) -> list[tuple[Strip, ...]]:
    """Return the strips of one page parted into groups, each a paragraph, a heading, an item or a piece of one."""
    found: list[list[Strip]] = []
    for index, strip in enumerate(strips):
        before = found[-1][-1] if found else None
        after = strips[index + 1] if index + 1 < len(strips) else None
        if before is None or parts(found[-1], strip, after, norm):
            found.append([strip])
        else:
            found[-1].append(strip)
    return [tuple(part) for group in found for part in _anew(group, norm)]


def _anew(group: list[Strip], norm: Norm) -> list[list[Strip]]:
    """Return a group of short lines that each begin anew, as in an address or an agenda, as one group each."""
    body = same_size(group[0].size, norm.size) and not _is_bold(group[0])
    if body and len(group) > 1 and all(_begins_anew(a, b) for a, b in pairwise(group)):
        return [[strip] for strip in group]
    return [group]


def _begins_anew(before: Strip, strip: Strip) -> bool:
    begins = strip.text[0].isupper() or strip.text[0].isdigit()
    return begins and is_short(before, strip) and near(before.box.x0, strip.box.x0) and before.text[-1] not in "-,­"


def parts(group: Sequence[Strip], strip: Strip, after: Strip | None, norm: Norm) -> bool:
    """Say whether a new block begins with the strip that follows the group."""
    before = group[-1]
    if strip.column != before.column or strip.page != before.page:
        return not _runs_on(before, strip)
    if _begins_note(strip, norm):
        return True
    if _stands_beside(before, strip):
        return not same_size(before.size, strip.size)
    if before.tag.element and strip.tag.element:
        return _parts_by_tag(group, strip, norm)
    return (
        not same_size(before.size, strip.size)
        or _is_bold(before) != _is_bold(strip)
        or strip.box.bottom - before.box.bottom > _WIDER * norm.pitch(strip.size)
        or strip.box.bottom < before.box.bottom - strip.size
        or _begins_item(group, strip)
        or _indents(group, strip, after)
        or _outdents(group, strip)
        or _repeats(group, strip)
        or (_is_italic(before) != _is_italic(strip) and is_short(before, strip))
        or (ends_sentence(before.text) and is_short(before, strip) and not strip.text[0].islower())
    )


def _begins_note(strip: Strip, norm: Norm) -> bool:
    """Say whether a strip of small print begins with the raised number of a footnote."""
    first = strip.tokens[0]
    mark = first.text.isdigit() and first.style.size <= 0.85 * strip.size
    return mark and len(strip.tokens) > 1 and strip.size <= 0.95 * norm.size


def _stands_beside(before: Strip, strip: Strip) -> bool:
    """Say whether the strip is the right-hand side of an entry whose left-hand side ends with the one before."""
    return strip.box.x0 >= before.box.x1 and strip.box.top < before.box.bottom - 0.5 * before.size


def _hangs(group: Sequence[Strip]) -> bool:
    """Say whether all lines of a group but the first are set in, as in a list of names."""
    inward = group[0].box.x0 + 0.6 * group[0].size
    return len(group) > 1 and all(line.box.x0 > inward for line in group[1:])


def _repeats(group: Sequence[Strip], strip: Strip) -> bool:
    """Say whether the strip begins with the word that the group began with, after a comma: `att …, att …`."""
    same = strip.tokens[0].text.casefold() == group[0].tokens[0].text.casefold()
    return same and group[-1].text.endswith(_GO_ON) and is_short(group[-1], strip)


def _parts_by_tag(group: Sequence[Strip], strip: Strip, norm: Norm) -> bool:
    """Say whether a block begins with the strip where both are tagged: with its own tag, unless the last broke off."""
    before = group[-1]
    if not same_size(before.size, strip.size) or _is_bold(before) != _is_bold(strip):
        return True
    if before.tag.element == strip.tag.element:
        return strip.box.bottom - before.box.bottom > _BLANK * norm.pitch(strip.size)
    broken = ends_open(before, strip) or (before.text[-1].isalnum() and strip.box.x0 <= before.box.x0 + _NEAR)
    return not (broken and strip.text[0].islower()) or _begins_item(group, strip)


def _is_italic(strip: Strip) -> bool:
    return all(token.style.italic for token in strip.tokens)


def _is_bold(strip: Strip) -> bool:
    return all(token.style.bold for token in strip.tokens)


def _runs_on(before: Strip, strip: Strip) -> bool:
    """Say whether a paragraph runs on from the foot of one column to the head of the next."""
    alike = same_size(before.size, strip.size) and _is_bold(before) == _is_bold(strip)
    onward = strip.page > before.page or strip.box.top < before.box.top
    if alike and onward and before.text.endswith(("-", "\u00ad")) and strip.text[0].islower():
        return True
    open_ = not ends_sentence(before.text) and not is_short(before, strip) and mark_of(strip) is None
    return alike and onward and open_


def is_short(before: Strip, strip: Strip) -> bool:
    """Say whether the next line's first word would have had room on the line before: then the break was meant."""
    first = strip.tokens[0].box
    space = 0.25 * before.size
    return before.box.x1 + space + (first.x1 - first.x0) < before.right - 0.5 * before.size


def _indents(group: Sequence[Strip], strip: Strip, after: Strip | None) -> bool:
    """Say whether the strip has a first line's indent: further in than the lines before and after it."""
    inward = strip.box.x0 - group[-1].box.x0
    if len(group) == 1 and mark_of(group[0]) is not None:
        return False
    if not is_short(group[-1], strip) and not strip.text[0].isupper():
        return False
    below = after.box.x0 if after is not None and after.column == strip.column else -1.0
    back = near(below, group[-1].box.x0)
    again = near(below, strip.box.x0) and is_short(group[-1], strip)
    return 0.6 * strip.size < inward < 4 * strip.size and (back or again or ends_sentence(group[-1].text))


def _outdents(group: Sequence[Strip], strip: Strip) -> bool:
    """Say whether the strip leaves a hanging or indented block towards the left, its last sentence not broken off."""
    if _hangs(group) and near(strip.box.x0, group[0].box.x0):
        return True
    leads_on = group[-1].text.rpartition(" ")[2] in LEADS_ON
    if (leads_on or ends_open(group[-1], strip)) and (len(group) == 1 or mark_of(group[0]) is None):
        return False
    if len(group) == 1 and mark_of(group[0]) is None:
        return strip.box.x0 < group[0].box.x0 - 4 * strip.size
    return strip.box.x0 < min(line.box.x0 for line in group[-2:]) - 0.6 * strip.size


def _begins_item(group: Sequence[Strip], strip: Strip) -> bool:
    """Say whether the strip begins with a marker that its place or its number makes credible."""
    mark = mark_of(strip)
    if mark is None:
        return False
    hangs = near(strip.box.x0, group[0].box.x0) or strip.box.x0 > group[0].box.x0
    if mark.number is None and not mark.weak:
        dash = strip.tokens[0].text in _DASHES
        return not dash or hangs or strip.box.x0 > strip.left + strip.size
    if mark.weak:
        return wide_gap(strip) and (strip.box.x0 > strip.left + 0.5 * strip.size or mark_of(group[0]) is not None)
    former = mark_of(group[0])
    counted = former is not None and former.number is not None and mark.number == former.number + 1
    return counted or wide_gap(strip) or (mark.number == 1 and not ends_open(group[-1], strip))


def ends_open(before: Strip, strip: Strip) -> bool:
    """Say whether the line before breaks off inside a sentence because it was full."""
    return not before.text.endswith((".", ":", ";", "!", "?")) and not is_short(before, strip)


def wide_gap(strip: Strip, factor: float = 1.6) -> bool:
    """Say whether the space after the first word is wider, by this factor, than the line's other spaces."""
    if len(strip.tokens) < 2:
        return False
    first, second = strip.tokens[0].box, strip.tokens[1].box
    spaces = sorted(gaps(strip.tokens[1:]))
    usual = spaces[len(spaces) // 2] if spaces else 0.25 * strip.size
    return second.x0 - first.x1 > factor * max(usual, 0.1 * strip.size)


def gaps(tokens: Sequence[Token]) -> Iterator[float]:
    """Yield the spaces between neighbouring tokens in points."""
    for a, b in pairwise(tokens):
        yield b.box.x0 - a.box.x1


def mark_of(strip: Strip) -> Mark | None:
    """Return what the strip's first token means as a marker, if text follows it."""
    first = strip.tokens[0].text
    if glued := split_glued(first):
        return read_mark(glued[0])
    return read_mark(first) if len(strip.tokens) > 1 else None
