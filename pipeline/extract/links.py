"""Step 9: link annotations on the words that they cover, or that their target names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz

from pipeline.extract.draft import Draft
from pipeline.extract.sheet import Anchor, Sheet, Strip, Token
from pipeline.frozen import frozen

_COVERS = 0.5  # an annotation covers a word when it holds this share of the word's area
_FILLED = 0.6  # words fill an annotation when they take this share of its width
_LIKE = 82.0  # how alike (0–100) a phrase and the words of a target must be for it to be the anchor
_MAX_WORDS = 12
_LEAST = 5  # a name of fewer letters says nothing


def cover(sheet: Sheet) -> tuple[Sheet, tuple[Anchor, ...]]:
    """Return the sheet with targets on the words that annotations cover, and the annotations that cover none.

    An annotation that words hardly fill was not drawn around them (as in a rebuilt scan): it covers none.
    """
    tokens, loose = list(sheet.tokens), []
    for anchor in sheet.anchors:
        covered = [index for index, token in enumerate(tokens) if _covers(anchor, token)]
        if not covered or not _is_filled(anchor, [tokens[index] for index in covered]):
            loose.append(anchor)
            continue
        for index in covered:
            tokens[index] = replace(tokens[index], link=anchor.target)
    return replace(sheet, tokens=tuple(tokens)), tuple(loose)


def _covers(anchor: Anchor, token: Token) -> bool:
    box, area = token.box, anchor.box
    width = min(box.x1, area.x1) - max(box.x0, area.x0)
    height = min(box.bottom, area.bottom) - max(box.top, area.top)
    whole = (box.x1 - box.x0) * (box.bottom - box.top)
    return width > 0 and height > 0 and whole > 0 and width * height >= _COVERS * whole


def _is_filled(anchor: Anchor, tokens: Sequence[Token]) -> bool:
    width = anchor.box.x1 - anchor.box.x0
    return max(token.box.x1 for token in tokens) - min(token.box.x0 for token in tokens) >= _FILLED * width


def names(target: str) -> tuple[str, ...]:
    """Return what the words over a link are likely to be: the last part of its path, with and without the site's name.

    Letters only, and one `0` for each number, since a page may be renamed for a later year.

    >>> names("https://www.example.se/om/var-vision-2040.html")
    ('varvision0example', 'varvision0')
    """
    parts = urlsplit(target)
    last = next((part for part in reversed(unquote(parts.path).split("/")) if part), "")
    page = _letters(re.sub(r"\.[a-z]{2,5}$", "", last))
    labels = (parts.hostname or "").split(".")
    site = _letters(labels[-2]) if len(labels) > 1 else ""
    return (page + site, page) if len(page) >= _LEAST else ()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"\d+", "0", text.casefold()))


def place_loose(
    drafts: Sequence[Draft], loose: Sequence[tuple[int, Anchor]]
) -> tuple[list[Draft], list[tuple[int, Anchor]]]:
    """Put each loose target on the words that it names, on its page or the one before; return what found no words.

    `loose` pairs the page's number with the annotation.
    """
    found, left = list(drafts), []
    for page, anchor in loose:
        phrase = _named(found, page, anchor.target)
        if phrase is None:
            left.append((page, anchor))
        else:
            found[phrase.block] = _linked(found[phrase.block], phrase, anchor.target)
    return found, left


@frozen
class Phrase:
    """Neighbouring words of a block: from the token `first` to before `end`."""

    block: int
    first: int
    end: int
    letters: str


def _named(drafts: Sequence[Draft], page: int, target: str) -> Phrase | None:
    """Return the phrase that is most like what a target names, or None when none is like it."""
    near = [(index, draft) for index, draft in enumerate(drafts) if page - 1 <= draft.page <= page]
    phrases = [phrase for index, draft in near for phrase in _phrases(index, draft)]
    for name in names(target):
        scored = [(fuzz.ratio(name, phrase.letters), -index) for index, phrase in enumerate(phrases)]
        score, index = max(scored, default=(0.0, 0))
        if score >= _LIKE:
            return phrases[-index]
    return None


def _phrases(index: int, draft: Draft) -> Iterator[Phrase]:
    words = [_letters(token.text) for strip in draft.strips for token in strip.tokens]
    for first in (first for first, word in enumerate(words) if word):
        for end in range(first + 1, min(first + _MAX_WORDS, len(words)) + 1):
            if words[end - 1]:
                yield Phrase(index, first, end, "".join(words[first:end]))


def _linked(draft: Draft, phrase: Phrase, target: str) -> Draft:
    position, strips = 0, []
    for strip in draft.strips:
        tokens = []
        for token in strip.tokens:
            tokens.append(replace(token, link=target) if phrase.first <= position < phrase.end else token)
            position += 1
        strips.append(Strip(strip.page, tuple(tokens), strip.box, strip.style, strip.column, strip.left, strip.right))
    return replace(draft, strips=tuple(strips))
