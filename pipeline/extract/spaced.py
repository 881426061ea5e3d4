"""Words that a producer drew letter by letter, apart from each other: B O K S T A V is one word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.extract.sheet import Token

_LEAST = 5  # so many letters in a row are spaced
_LETTER_GAP = 0.5  # letters of a word stand apart by less than this share of the font size
_WORD_GAP = 1.6  # and words by this many times as much as letters


def despaced(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens, runs of single letters that stand evenly apart joined to their words."""
    found: list[Token] = []
    run: list[Token] = []
    for token in tokens:
        if run and not _follows(run[-1], token):
            found += _words(run)
            run = []
        run.append(token)
    return (*found, *_words(run))


def _follows(before: Token, token: Token) -> bool:
    size = max(token.style.size, 1.0)
    level = abs(before.box.bottom - token.box.bottom) < 0.1 * size and before.style == token.style
    single = all(len(one.text) == 1 and one.text.isalpha() for one in (before, token))
    return single and level and 0 < token.box.x0 - before.box.x1 < 2 * _WORD_GAP * _LETTER_GAP * size


def _words(run: Sequence[Token]) -> Iterator[Token]:
    """Yield the words of a run of letters; those too few, or too far apart, stay as they are."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(run)]
    usual = median(gaps) if gaps else 0.0
    if len(run) < _LEAST or usual > _LETTER_GAP * run[0].style.size:
        yield from run
        return
    word = run[0]
    for token, gap in zip(run[1:], gaps, strict=True):
        if gap > _WORD_GAP * usual:
            yield word
            word = token
        else:
            word = replace(word, text=word.text + token.text, box=word.box | token.box)
    yield word
