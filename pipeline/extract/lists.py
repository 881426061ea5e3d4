"""Step 7: list items: their marks, also lost and misread ones, and their nesting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.draft import Draft, Norm, ends_sentence
from pipeline.extract.found import Kind
from pipeline.extract.markers import read_mark, split_glued
from pipeline.extract.paragraphs import near, wide_gap
from pipeline.extract.sheet import Strip, strip_of
from pipeline.frozen import frozen
from pipeline.model import Marker

_MARK_LETTERS = 3  # a misread mark has at most this many characters
_REACH = 6  # an unmarked item stands at most this many blocks before the first marked one


def take_marks(drafts: Sequence[Draft]) -> list[Draft]:
    """Turn paragraphs that begin with a marker into items, their mark taken out of their text."""
    return [_take_mark(draft) if draft.kind is Kind.PARAGRAPH else draft for draft in drafts]


def _take_mark(draft: Draft) -> Draft:
    strip = draft.strips[0]
    token = strip.tokens[0]
    if glued := split_glued(token.text):
        mark = read_mark(glued[0])
        strip = _unglue(strip, glued)
    else:
        mark = read_mark(token.text) if len(strip.tokens) > 1 else None
    if mark is None or (mark.weak and not _stands_apart(draft)):
        return draft
    return _item(replace(draft, strips=(strip, *draft.strips[1:])), 1, mark.marker, mark.number)


def _item(draft: Draft, marks: int, marker: Marker, number: int | None) -> Draft:
    """Return the draft as an item whose first `marks` tokens are its mark."""
    strip = draft.strips[0]
    rest = strip_of(strip.page, strip.tokens[marks:], strip.column, strip.left, strip.right)
    mark = draft.mark + strip.tokens[:marks]
    return replace(
        draft, strips=(rest, *draft.strips[1:]), kind=Kind.ITEM, level=1, marker=marker, number=number, mark=mark
    )


def _unglue(strip: Strip, glued: tuple[str, str]) -> Strip:
    """Part the bullet from the word that it is glued to; the width is shared out by the letters."""
    token = strip.tokens[0]
    cut = token.box.x0 + (token.box.x1 - token.box.x0) / len(token.text)
    bullet = replace(token, text=glued[0], box=replace(token.box, x1=cut))
    word = replace(token, text=glued[1], box=replace(token.box, x0=cut))
    return replace(strip, tokens=(bullet, word, *strip.tokens[1:]))


def _stands_apart(draft: Draft) -> bool:
    """Say whether a letter that may be a misread bullet stands as a bullet does: followed by a wide space."""
    first, second = draft.strips[0].tokens[:2]
    return second.box.x0 - first.box.x1 > 0.3 * first.style.size


def hanging(item: Draft) -> tuple[float, float]:
    """Return where an item's mark and its text begin, in points from the left edge."""
    text = item.strips[0].box.x0
    return (item.mark[0].box.x0 if item.mark else text), text


def find_lost_marks(drafts: Sequence[Draft]) -> list[Draft]:
    """Turn paragraphs into items where their place says so: in the columns of marks and texts of a list beside them."""
    found: list[Draft] = []
    for draft in drafts:
        former = next((item for item in reversed(found[-2:]) if item.kind is Kind.ITEM), None)
        scrap = found.pop() if found and _is_scrap(found[-1], draft) else None
        found.append(_with_scrap(_beside(draft, former, found), scrap))
    return _before_lists(found)


def _is_scrap(draft: Draft, item: Draft) -> bool:
    """Say whether a block is what OCR made of part of the next item's mark: a letter or two where marks stand."""
    if item.kind is not Kind.ITEM or draft.kind is not Kind.PARAGRAPH or len(draft.text) > _MARK_LETTERS:
        return False
    box, mark = draft.strips[0].box, item.mark[0].box if item.mark else item.strips[0].box
    return near(box.x0, mark.x0) and 0 <= mark.bottom - box.top < 2.5 * item.strips[0].size


def _with_scrap(draft: Draft, scrap: Draft | None) -> Draft:
    return replace(draft, mark=scrap.strips[0].tokens + draft.mark) if scrap else draft


def _beside(draft: Draft, former: Draft | None, found: Sequence[Draft]) -> Draft:
    """Return a paragraph in the columns of the list before it as an item of that list, or as it was."""
    if former is None or draft.page != former.page:
        return draft
    mark, text = hanging(next((item for item in reversed(found) if item.kind is Kind.ITEM and item.mark), former))
    if former.marker is Marker.NUMBER and _is_misread(draft, mark):
        return replace(draft, marker=Marker.NUMBER)
    if draft.kind is not Kind.PARAGRAPH:
        return draft
    tokens = draft.strips[0].tokens
    columns = len(tokens) > 1 and near(tokens[0].box.x0, mark) and near(tokens[1].box.x0, text)
    apart = columns and (wide_gap(draft.strips[0], 1.2) or not tokens[0].text.isalpha())
    if apart and text - mark > 6 and len(tokens[0].text) <= _MARK_LETTERS:
        return _item(draft, 1, former.marker or Marker.BULLET, None)
    if found[-1] is former and text - mark > 6 and near(tokens[0].box.x0, text) and not ends_sentence(former.text):
        return _item(draft, 0, former.marker or Marker.BULLET, None)
    return draft


def _is_misread(draft: Draft, mark: float) -> bool:
    """Say whether an item whose mark is a letter stands in a column of numbers: then the letter is a misread number."""
    letter = draft.kind is Kind.ITEM and draft.mark and draft.number is None and draft.mark[0].text.isalnum()
    return bool(letter) and near(draft.mark[0].box.x0, mark)


def _before_lists(drafts: list[Draft]) -> list[Draft]:
    """Turn the unmarked blocks between a lead-in's colon and a list's first mark into items, where texts align."""
    for index, item in enumerate(drafts):
        if item.kind is not Kind.ITEM or index == 0 or drafts[index - 1].kind is not Kind.PARAGRAPH:
            continue
        first = index
        while first and index - first < _REACH and _aligns(drafts[first - 1], item):
            first -= 1
        if first and first < index and drafts[first - 1].text.endswith(":"):
            drafts[first:index] = [_item(draft, 0, item.marker or Marker.BULLET, None) for draft in drafts[first:index]]
    return drafts


def _aligns(draft: Draft, item: Draft) -> bool:
    mark, text = hanging(item)
    same = draft.kind is Kind.PARAGRAPH and draft.page == item.page
    return same and text - mark > 6 and near(draft.strips[0].box.x0, text)


def nest(drafts: Sequence[Draft], norm: Norm) -> list[Draft]:
    """Give items their depth: one that stands further in than the item it follows is nested under it.

    Places count from the text's left edge, which may differ on left and right pages; the list that goes on over a page
    goes on at its depth.
    """
    found: list[Draft] = []
    steps: list[Step] = []
    for draft in drafts:
        if draft.kind is not Kind.ITEM:
            steps = steps if _inside(draft, steps, norm) or draft.kind is Kind.FOOTNOTE else []
            found.append(draft)
            continue
        mark, text = hanging(draft)
        place = (mark if draft.mark else text - _indent(draft, found)) - norm.left(draft.strips[0])
        if steps and (depth := _goes_on(draft, found)):
            steps = [*steps[: depth - 1], Step(place, _is_letter(draft))]
        steps = _climbed(steps, Step(place, _is_letter(draft)))
        found.append(replace(draft, level=len(steps)))
    return found


@frozen
class Step:
    """A depth of a list: where its marks stand, in points from the text's left edge, and whether they are letters."""

    place: float
    letters: bool


def _climbed(steps: Sequence[Step], step: Step) -> list[Step]:
    """Return the steps down to an item's: deeper if it stands further in, or has letters where numbers came before."""
    left = [other for other in steps if step.place >= other.place - 3.5]
    while len(left) > 1 and left[-1].letters and not step.letters and step.place <= left[-2].place + 6:
        left.pop()
    if left and step.place <= left[-1].place + 6 and left[-1].letters == step.letters:
        return left
    deeper = not left or step.place > left[-1].place + 6 or step.letters
    return [*left, step] if deeper else [*left[:-1], step]


def _is_letter(item: Draft) -> bool:
    """Say whether an item is marked by a letter: `a)`."""
    return bool(item.mark) and item.number is not None and any(map(str.isalpha, item.mark[-1].text))


def _goes_on(draft: Draft, before: Sequence[Draft]) -> int:
    """Return the depth of the list that an item at the head of a page goes on with, or 0."""
    last = next((item for item in reversed(before) if item.kind is not Kind.FOOTNOTE), draft)
    if last.kind is not Kind.ITEM or last.strips[-1].page == draft.page or last.marker != draft.marker:
        return 0
    counts = draft.number is None or last.number is None or draft.number == last.number + 1
    return last.level if counts else 0


def _inside(draft: Draft, steps: Sequence[Step], norm: Norm) -> bool:
    """Say whether a block belongs to the item before it: it is a paragraph that stands as far in as the list."""
    return bool(steps) and draft.kind is Kind.PARAGRAPH and _place(draft, norm) > steps[0].place + 6


def _place(draft: Draft, norm: Norm) -> float:
    return draft.strips[0].box.x0 - norm.left(draft.strips[0])


def _indent(draft: Draft, before: Sequence[Draft]) -> float:
    """Return how far an unmarked item's text hangs in, as in the marked item before it."""
    marked = next((item for item in reversed(before) if item.kind is Kind.ITEM and item.mark), None)
    if marked is None:
        return 0.0
    mark, text = hanging(marked)
    return text - mark if near(text, draft.strips[0].box.x0) else 0.0
