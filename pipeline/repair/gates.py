"""Which paragraphs are damaged Swedish, and which of their words may change; all other text is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.repair.channel import LOST
from pipeline.repair.choice import Choice
from pipeline.repair.language import is_english, is_foreign, is_other, is_swedish, is_swedish_amid_others
from pipeline.repair.leftover import asked_leftovers, is_left_in_english, is_mixed
from pipeline.repair.sound import ENOUGH_WORDS

AT_A_TIME = 200_000
"""Characters, about thirty thousand words: so many are decided at once and listen to each other, to bound memory."""

AMID = 4
"""How many times more small words of another language than of Swedish a text has that is of that language."""

SURELY_HURT, HURT_WORDS = 0.99, 1.5
"""How sure one word of a damaged paragraph is to have been another, or how many words are likely to."""

SWEDISH_WORDS, SURELY_SWEDISH_WORDS = 0.5, 0.7
"""A paragraph with a smaller share of Swedish words is another language; the second where it has no small ones."""

_WORDS = frozenset(("lexicon", "own", "acronym", "genitive", "compound"))
"""Sources of candidates that are words."""


def paragraphs_of(lines: Sequence[str]) -> Iterator[range]:
    """Yield the numbers of the lines of each paragraph: lines that no blank one parts."""
    first = 0
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            if first < number:
                yield range(first, number)
            first = number + 1


def parts_of(paragraphs: Iterable[range], lines: Sequence[str]) -> Iterator[list[range]]:
    """Yield the paragraphs in parts of about AT_A_TIME characters."""
    part: list[range] = []
    size = 0
    for numbers in paragraphs:
        part.append(numbers)
        size += sum(len(lines[number]) for number in numbers)
        if size > AT_A_TIME:
            yield part
            part, size = [], 0
    if part:
        yield part


def swedish_paragraphs(lines: Sequence[str]) -> list[range]:
    """Return the numbers of the lines of each paragraph that may be Swedish, however damaged.

    A heading or a name amid another language is of that language, too, unless a small Swedish word stands in it.
    """
    amid_others = is_other(" ".join(lines), AMID)
    return [p for p in paragraphs_of(lines) if _may_be_swedish(lines[p.start : p.stop], amid_others)]


def _may_be_swedish(lines: Sequence[str], amid_others: bool) -> bool:
    text = "\n".join(lines)
    if amid_others:
        return is_swedish_amid_others(text)
    return not is_other(text) or any(map(is_swedish, lines))


def worth_recording(choices: Sequence[Choice], lines: Sequence[str], first: int, *, sound: bool | None) -> list[Choice]:
    """Return the choices of a paragraph that may change it: not those in English lines, nor those in sound text.

    `sound` is what `soundness` tells of it.
    """
    if sound and not is_mixed(choices):
        return [*_lost(choices), *asked_leftovers(choices)]
    if (sound is None and not _is_hurt(choices)) or _is_strange(choices, lines):
        return _lost(choices)
    all_english = is_english(" ".join(lines))
    left_alone = {
        number
        for number, line in enumerate(lines, first)
        if is_english(line) or is_foreign(line) or (all_english and not is_swedish(line))
    }
    return [choice for choice in choices if choice.token.line not in left_alone or is_left_in_english(choice)]


def _lost(choices: Sequence[Choice]) -> list[Choice]:
    return [choice for choice in choices if LOST in choice.token.text]


def _is_strange(choices: Sequence[Choice], lines: Sequence[str]) -> bool:
    """Tell whether a paragraph is another language: few of its words are Swedish, however they are read."""
    words = [choice for choice in choices if len(choice.token.text) > 1 and choice.token.text.isalpha()]
    known = sum(choice.candidates[0].source in _WORDS for choice in words)
    least = SWEDISH_WORDS if any(map(is_swedish, lines)) else SURELY_SWEDISH_WORDS
    return len(words) >= ENOUGH_WORDS and known < least * len(words)


def _is_hurt(choices: Sequence[Choice]) -> bool:
    """Tell whether a paragraph shows damage: a word that surely is another one, several that are, or too few to say."""
    if len(choices) < ENOUGH_WORDS:
        return True
    changed = [choice.shares[0] for choice in choices if choice.candidates[0].text != choice.token.text.lower()]
    return max(changed, default=0.0) > SURELY_HURT or sum(changed) > HURT_WORDS
