"""Which paragraphs have the å, ä and ö of sound Swedish, or are too short to show them and stand amid such."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from pipeline.repair.language import swedish_letters

ENOUGH_WORDS = 8
"""Words; one word in four has å, ä or ö, so that a damaged paragraph this long has a word that shows it."""

SOUND_SHARE = 0.02
"""A paragraph with this share of å, ä and ö among its letters was not read by an English OCR."""

AROUND, LEAST_AROUND = 400, 100
"""Letters before a short paragraph, and after it, that tell whether it stands amid sound ones; and too few to tell."""

SHARE_AROUND = 0.01
"""With this share of å, ä and ö they are sound: there may be names and headings among them."""


Soundness = Mapping[range, bool | None]
"""Which paragraphs are sound. False: they are damaged all over. None: their letters do not tell."""


def is_sound(lines: Sequence[str]) -> bool:
    """Tell whether a paragraph has the å, ä and ö of sound Swedish."""
    return _shows(*swedish_letters(lines))


def _shows(swedish: int, letters: int) -> bool:
    return swedish >= SOUND_SHARE * max(letters, 1)


def soundness(paragraphs: Sequence[range], lines: Sequence[str]) -> Soundness:
    """Tell which paragraphs are sound, given the numbers of each one's lines, in reading order.

    A heading or a table's cell such as Rad has none of å, ä and ö to show: it is as sound as the text before and after.
    Where a paragraph has none, nor has the text around, all of it is damaged.
    """
    counts = [swedish_letters(lines[numbers.start : numbers.stop]) for numbers in paragraphs]
    before, after = _Side(counts), _Side(counts[::-1])
    found: dict[range, bool | None] = {}
    for place, numbers in enumerate(paragraphs):
        around = {before.is_sound(place), after.is_sound(len(counts) - place - 1)} - {None}
        is_short = len(" ".join(lines[numbers.start : numbers.stop]).split()) < ENOUGH_WORDS
        found[numbers] = _is_sound(*counts[place], around.pop() if len(around) == 1 else None, is_short=is_short)
    return found


def _is_sound(swedish: int, letters: int, around: bool | None, *, is_short: bool) -> bool | None:
    """Tell whether a paragraph is sound, given its letters and whether the text around is."""
    if _shows(swedish, letters):
        return True
    if swedish or around is None:
        return None
    return around if is_short or not around else None


class _Side:
    """The text on one side of each paragraph, given how many Swedish letters, and letters, each paragraph has."""

    def __init__(self, counts: Sequence[tuple[int, int]]) -> None:
        self._swedish = [0, *accumulate(swedish for swedish, _ in counts)]
        self._letters = [0, *accumulate(letters for _, letters in counts)]

    def is_sound(self, place: int) -> bool | None:
        """Tell whether the text just before a paragraph is sound; None where there is too little."""
        first = max(0, bisect_right(self._letters, self._letters[place] - AROUND) - 1)
        letters = self._letters[place] - self._letters[first]
        swedish = self._swedish[place] - self._swedish[first]
        return swedish >= SHARE_AROUND * letters if letters >= LEAST_AROUND else None
