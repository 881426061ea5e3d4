"""What differs between two passages, word by word: the fewest words that a reader would call changed.

1. what both begin and end with is the same
2. the longest common stretches in between are the same (`difflib`)
3. what is the same must be worth it: an island without a word, or one glued to changed letters, belongs to the change
4. passages that share little are shown as replaced, not as a mosaic
5. a change slides to where a reader would cut: between sentences, else between words
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Generic, TypeVar

from pipeline.diff.tokens import PARAGRAPH, Token
from pipeline.frozen import frozen

L = TypeVar("L")

LEAST_SHARED = 0.2  # of the words of the longer passage
SENTENCE_ENDS = ".!?:…"


class Fate(StrEnum):
    """What became of some words."""

    SAME = "same"
    STRUCK = "struck"
    ADDED = "added"


@frozen
class Span(Generic[L]):
    """Tokens with one fate; the same ones stand in both, pair by pair, since their looks may differ."""

    fate: Fate
    old: tuple[Token[L], ...] = ()
    new: tuple[Token[L], ...] = ()

    @property
    def tokens(self) -> tuple[Token[L], ...]:
        """The tokens as they read now, or last did."""
        return self.new or self.old


Hunk = tuple[int, int, int, int]  # old[a:b] became new[c:d]; what stands between hunks is the same


def compare_words(old: Sequence[Token[L]], new: Sequence[Token[L]]) -> tuple[Span[L], ...]:
    """Return the spans that make up both passages, in order; looks take no part in what is the same."""
    a, b = [token.text for token in old], [token.text for token in new]
    hunks = _without_islands(_hunks(a, b), old, new)
    if hunks and _shares_little(hunks, old, new):
        hunks = [(0, len(old), 0, len(new))]
    return tuple(_spans([_slide(hunk, a, b, hunks) for hunk in hunks], old, new))


def _hunks(a: list[str], b: list[str]) -> list[Hunk]:
    head = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest = min(len(a), len(b)) - head
    pairs = zip(reversed(a), reversed(b), strict=False)
    tail = min(next((n for n, (x, y) in enumerate(pairs) if x != y), rest), rest)
    middle = SequenceMatcher(None, a[head : len(a) - tail], b[head : len(b) - tail], autojunk=False)
    found = (op for op in middle.get_opcodes() if op[0] != "equal")
    return [(i + head, j + head, k + head, m + head) for _tag, i, j, k, m in found]


def _without_islands(hunks: list[Hunk], old: Sequence[Token[L]], new: Sequence[Token[L]]) -> list[Hunk]:
    """Join hunks between which no word is kept, and take in words that a change cuts into."""
    joined: list[Hunk] = []
    for hunk in (_whole_words(hunk, old, new) for hunk in hunks):
        if joined and _is_island(old[joined[-1][1] : hunk[0]]):
            first = joined.pop()
            joined.append((first[0], max(hunk[1], first[1]), first[2], max(hunk[3], first[3])))
        else:
            joined.append(hunk)
    return joined


def _is_island(kept: Sequence[Token[L]]) -> bool:
    return not any(token.is_word or token.text == PARAGRAPH for token in kept)


def _whole_words(hunk: Hunk, old: Sequence[Token[L]], new: Sequence[Token[L]]) -> Hunk:
    """Widen a hunk whose edge stands inside a word, as when half of a word was made bold."""
    a, b, c, d = hunk
    sides = [side for side in (old[a:b], new[c:d]) if side]
    before, after = (any(side[n].is_word for side in sides) for n in (0, -1))
    while before and a and old[a - 1].is_word:
        a, c = a - 1, c - 1
    while after and b < len(old) and old[b].is_word:
        b, d = b + 1, d + 1
    return a, b, c, d


def _shares_little(hunks: list[Hunk], old: Sequence[Token[L]], new: Sequence[Token[L]]) -> bool:
    total = max(sum(token.is_word for token in side) for side in (old, new))
    struck = sum(token.is_word for a, b, _c, _d in hunks for token in old[a:b])
    kept = sum(token.is_word for token in old) - struck
    return kept < LEAST_SHARED * total and len(hunks) > 1


def _slide(hunk: Hunk, a: list[str], b: list[str], hunks: list[Hunk]) -> Hunk:
    """Move words that were only added, or only struck, along equal ones to the best place to cut."""
    i, j, k, m = hunk
    if i < j and k < m:
        return hunk
    side, start, end = (a, i, j) if i < j else (b, k, m)
    at = hunks.index(hunk)
    back = i - (hunks[at - 1][1] if at else 0)
    ahead = (hunks[at + 1][0] if at + 1 < len(hunks) else len(a)) - j
    low = next((n for n in range(back) if side[start - n - 1] != side[end - n - 1]), back)
    high = next((n for n in range(ahead) if side[start + n] != side[end + n]), ahead)
    best = max(range(-low, high + 1), key=lambda n: (_cut(side, start + n) + _cut(side, end + n), -abs(n)))
    return i + best, j + best, k + best, m + best


def _cut(side: list[str], at: int) -> int:
    """Return how good a place it is to cut: at an end, after a sentence, between words."""
    if at in (0, len(side)):
        return 3
    left, right = side[at - 1], side[at]
    if PARAGRAPH in (left, right):
        return 3
    if left[-1] in SENTENCE_ENDS and right.isspace():
        return 2
    return int(left.isspace() or right.isspace())


def _spans(hunks: list[Hunk], old: Sequence[Token[L]], new: Sequence[Token[L]]) -> Iterator[Span[L]]:
    at, to = 0, 0
    for a, b, c, d in [*hunks, (len(old), len(old), len(new), len(new))]:
        if at < a:
            yield Span(Fate.SAME, tuple(old[at:a]), tuple(new[to:c]))
        if a < b:
            yield Span(Fate.STRUCK, old=tuple(old[a:b]))
        if c < d:
            yield Span(Fate.ADDED, new=tuple(new[c:d]))
        at, to = b, d
