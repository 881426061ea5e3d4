"""Step 6: headings: what is larger, bolder, slanted, in capitals or coloured, stands apart and is short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.draft import Draft, Norm
from pipeline.extract.found import Kind
from pipeline.extract.levels import main_size, number_depth, with_levels
from pipeline.extract.paragraphs import same_size
from pipeline.extract.reader import Entry
from pipeline.extract.sheet import Strip

_MAX_LETTERS = 250
_MAX_LINES = 4
_SENTENCE, _TITLE = 8, 15  # so many words with a full stop are a sentence, and so many large and bold ones
_RUNNING = 60  # running text has more letters than this
_LARGER, _LARGER_IN_SCANS = 1.06, 1.15  # a heading without weight is larger than the body by this factor
_COVER = 300  # a cover holds fewer letters than this in the size of running text
_HEAVIER = 1.05  # a title is larger than the headings that an outline lists by this factor
_MANY_TAGS = 5  # a file with so many tagged headings tags its headings: what it does not tag
_LARGER_IN_TAGGED = 1.15  # is one only in a style that is tagged so elsewhere, or larger than the body by this factor
_RIGHT = 0.6  # a letterhead stands to the right of this share of the text's width
_CREDIBLE = 0.3  # tags are not credible when they make this share of all letters headings
_NAME = re.compile(r"[A-ZÅÄÖ][a-zåäö-]{4,}\.")  # a bold word by itself is a heading even with a full stop
_ANNEX = re.compile(r"(?:bilaga|appendix|annex)(?:\s+[\dA-Z]{1,2})?[.:]?", re.IGNORECASE)
_TAG = re.compile(r"H[1-6]")


def find_headings(
    drafts: Sequence[Draft],
    norm: Norm,
    outline: Sequence[Entry] = (),
    contents: Sequence[Entry] = (),
    listing: Collection[int] = (),
) -> list[Draft]:
    """Turn paragraphs into headings, and give them levels: those set as headings, or credibly tagged or listed so.

    Without tags or outline, the document's own contents list says what is a heading, and of which level if it tells
    levels apart. `listing` are the pages that it was taken from; none of them is a cover.
    """
    tags = _tagged(drafts)
    listed = _listed(drafts, outline or contents)
    tagged = tags or (listed if outline or len(set(listed.values())) > 1 else {})
    styles = {drafts[index].strips[0].style for index in tags} if len(tags) >= _MANY_TAGS else set()
    found = list(drafts)
    for index, draft in enumerate(drafts):
        alike = not styles or draft.strips[0].style in styles or main_size(draft) >= _LARGER_IN_TAGGED * norm.size
        apart = _is_set_apart(drafts, index, norm) and alike
        if index in tagged or (not tags and index in listed) or (apart and not _is_letterhead(drafts, draft, norm)):
            found[index] = replace(draft, kind=Kind.HEADING)
    if not drafts or drafts[0].page not in listing:
        found = _with_one_title(found, norm)
    return _with_annexes(with_levels(found, _under_title(found, tagged), noisy=norm.noisy))


def _with_annexes(drafts: Sequence[Draft]) -> list[Draft]:
    """Give the titles that follow the labels of annexes one level, the highest that one of them has."""
    titles = [
        index
        for index, (label, draft) in enumerate(pairwise(drafts), 1)
        if draft.kind is Kind.HEADING and _ANNEX.fullmatch(label.text)
    ]
    level = min((drafts[index].level for index in titles), default=0)
    return [replace(draft, level=level) if index in titles else draft for index, draft in enumerate(drafts)]


def _under_title(drafts: Sequence[Draft], listed: Mapping[int, int]) -> dict[int, int]:
    """Return the levels of tags or an outline, one deeper if a heavier heading that they leave out comes first."""
    first = min(listed, default=0)
    largest = max((main_size(drafts[index]) for index in listed), default=0.0)
    before = [draft for draft in drafts[:first] if draft.kind is Kind.HEADING]
    deeper = any(main_size(draft) > _HEAVIER * largest for draft in before)
    return {index: level + deeper for index, level in listed.items()}


def _with_one_title(drafts: Sequence[Draft], norm: Norm) -> list[Draft]:
    """Return the blocks of a cover without headings but its largest: a subtitle, a date and a sender are no headings.

    A cover is a first page without running text.
    """
    cover = [index for index, draft in enumerate(drafts) if draft.page == drafts[0].page]
    body = sum(len(drafts[index].text) for index in cover if same_size(drafts[index].strips[0].size, norm.size))
    largest = max((main_size(drafts[index]) for index in cover if drafts[index].kind is Kind.HEADING), default=0.0)
    found = list(drafts)
    if body > _COVER or len(cover) == len(drafts):
        return found
    for index in cover:
        if found[index].kind is Kind.HEADING and main_size(found[index]) < 0.98 * largest:
            found[index] = replace(found[index], kind=Kind.PARAGRAPH)
    return found


def _is_set_apart(drafts: Sequence[Draft], index: int, norm: Norm) -> bool:
    heavy = _is_heading(drafts[index], norm)
    return heavy or _is_capital(drafts, index) or _is_slanted(drafts, index, norm)


def _is_letterhead(drafts: Sequence[Draft], draft: Draft, norm: Norm) -> bool:
    """Say whether a block stands at the right of a first page that holds running text: a number, a date, a sender."""
    strip = draft.strips[0]
    right = norm.lefts[strip.page % 2] + _RIGHT * (norm.right - norm.lefts[strip.page % 2])
    if draft.page != drafts[0].page or strip.box.x0 < right:
        return False
    body = [other for other in drafts if other.page == draft.page and other.strips[0].size == norm.size]
    return sum(len(other.text) for other in body) > _RUNNING


def _tagged(drafts: Sequence[Draft]) -> dict[int, int]:
    """Return the levels of the blocks that are tagged as headings, none if those are too much text to be credible."""
    levels = {
        index: int(draft.strips[0].tag.type[1])
        for index, draft in enumerate(drafts)
        if draft.kind is Kind.PARAGRAPH and _TAG.fullmatch(draft.strips[0].tag.type) and _is_short(draft)
    }
    letters = sum(len(draft.text) for draft in drafts if draft.kind is Kind.PARAGRAPH)
    return levels if sum(len(drafts[index].text) for index in levels) < _CREDIBLE * letters else {}


def _listed(drafts: Sequence[Draft], outline: Sequence[Entry]) -> dict[int, int]:
    """Return the levels of the blocks that an outline or a contents list names, on the page that it names.

    Pages may be printed with other numbers, all of which are as far ahead. None is returned if few are found.
    """
    ahead = _ahead(drafts, outline)
    places = {(_letters(entry.title), entry.page + ahead): entry.level for entry in outline}
    levels = {
        index: places[_letters(draft.text), draft.page]
        for index, draft in enumerate(drafts)
        if draft.kind is Kind.PARAGRAPH and (_letters(draft.text), draft.page) in places and _is_short(draft)
    }
    return levels if 2 * len(levels) >= len(places) else {}


def _ahead(drafts: Sequence[Draft], outline: Sequence[Entry]) -> int:
    """Return how far the pages of most blocks are ahead of those that the entries of the same words name."""
    pages: dict[str, set[int]] = {}
    for draft in drafts:
        pages.setdefault(_letters(draft.text), set()).add(draft.page)
    steps = Counter(page - entry.page for entry in outline for page in pages.get(_letters(entry.title), ()))
    return min(steps, key=lambda step: (-steps[step], abs(step)), default=0)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_short(draft: Draft) -> bool:
    return len(draft.text) <= _MAX_LETTERS and len(draft.strips) <= _MAX_LINES and any(map(str.isalpha, draft.text))


def _is_heading(draft: Draft, norm: Norm) -> bool:
    """Say whether a paragraph is set apart from the body as a heading is, and is short enough for one."""
    text = draft.text
    if draft.kind is not Kind.PARAGRAPH or not _is_short(draft):
        return False
    if sum(map(str.isalpha, text)) < max(2, 0.4 * len(text.replace(" ", ""))) or "=" in text:
        return False
    size, bold = main_size(draft), not norm.bold and _is_bold(draft)
    if size >= (_LARGER_IN_SCANS if norm.noisy else _LARGER) * norm.size:
        leads_on = text.endswith((",", ";")) and not (bold and number_depth(text))
        return (size >= 1.2 * norm.size or not leads_on) and not _is_sentence(text, _TITLE if bold else _SENTENCE)
    ends = text.endswith((".", ",", ";")) and not (_NAME.fullmatch(text) and not norm.noisy)
    return size >= 0.93 * norm.size and bold and not ends and (text[0].isalnum() or text[0] == "§")


def _is_sentence(text: str, words: int) -> bool:
    """Say whether a text reads as running text, large though it may be set: so many words and a full stop."""
    return len(text.split()) >= words and text.endswith((".", "!")) and not text.endswith(").")


def _is_capital(drafts: Sequence[Draft], index: int) -> bool:
    """Say whether a line in capitals stands over running text; a name in capitals under a letter does not."""
    text, after = drafts[index].text, drafts[index + 1] if index + 1 < len(drafts) else None
    capital = drafts[index].kind is Kind.PARAGRAPH and text.isupper() and len(text) > 4 and _is_short(drafts[index])
    return capital and text[-1] not in ".,;" and after is not None and _is_running(after)


def _is_running(draft: Draft) -> bool:
    return draft.kind is Kind.ITEM or (len(draft.text) > _RUNNING and draft.text[-1] in ".:;!?")


def _is_slanted(drafts: Sequence[Draft], index: int, norm: Norm) -> bool:
    """Say whether a line in italics, or in a colour of its own, stands as a heading does, with space above."""
    draft, after = drafts[index], drafts[index + 1] if index + 1 < len(drafts) else None
    if draft.kind is not Kind.PARAGRAPH or after is None or len(draft.strips) > 2 or not _is_short(draft):
        return False
    first, below = draft.strips[0], after.strips[0]
    tokens = [token for strip in draft.strips for token in strip.tokens]
    italic = not norm.italic and all(token.style.italic for token in tokens) and not below.style.italic
    color = first.style.color
    colored = color not in {norm.color, below.style.color} and all(token.style.color == color for token in tokens)
    if not italic and not colored:
        return False
    apart = not index or _is_apart(drafts[index - 1].strips[-1], first, norm)
    begins = draft.text[0].isupper() or draft.text[0].isdigit()
    return apart and begins and draft.text[-1] not in ".,;:" and first.size >= 0.93 * norm.size


def _is_apart(before: Strip, strip: Strip, norm: Norm) -> bool:
    """Say whether a strip begins its page or column, or has more space above it than a paragraph's lines have."""
    begins = before.page != strip.page or before.column != strip.column
    return begins or strip.box.bottom - before.box.bottom > 1.22 * norm.pitch(strip.size)


def _is_bold(draft: Draft) -> bool:
    """Say whether all words of a block are bold."""
    words = [token for strip in draft.strips for token in strip.tokens if any(map(str.isalpha, token.text))]
    return bool(words) and all(token.style.bold for token in words)
