"""Which lines are Swedish, and which of them are damaged: clean text and other languages are left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\W\d_a-zA-ZåäöÅÄÖéÉèÈàÀüÜ\ufb00-\ufb06]")
_ENGLISH = frozenset(
    _WORD.findall(
        "the of and to is are was were with that this these those by from or be been we our you your its not will "
        "would should have which who their they there than as into about may between within other more most such any "
        "each if when where what also only but"
    )
)
_GERMAN = frozenset(_WORD.findall("der die das und mit nicht von zu ist ein eine einen auf wird sind als auch wie"))
_FRENCH = frozenset(_WORD.findall("la le les des et pour un une dans avec est que qui sur par au aux sont ce"))
_FINNISH = frozenset(_WORD.findall("ja on ei se ett etta sek seka ovat tai myos jotta kun kuin joka"))
_SWEDISH = frozenset(
    _WORD.findall(
        "och att som av en ett den det till med inte om de vi ska skall har kan eller vid var från efter sin dess samt "
        "pa ar fran sa nar dar aven vara"
    )
)


def is_english(line: str) -> bool:
    """Tell whether a line is English: one word in four or more is one of its small words, few are Swedish ones."""
    return _speaks(line, _ENGLISH)


def is_of_the_continent(line: str) -> bool:
    """Tell the same of German, French and Finnish, the other languages that municipalities write in most."""
    return any(_speaks(line, small) for small in (_GERMAN, _FRENCH, _FINNISH))


def _speaks(line: str, small: frozenset[str]) -> bool:
    """Tell whether one word in four or more is one of a language's small words, and few are Swedish ones."""
    words = [word.lower() for word in _WORD.findall(line)]
    theirs = sum(word in small for word in words)
    swedish = sum(word in _SWEDISH for word in words)
    return theirs >= 2 and 4 * theirs >= len(words) and theirs > 2 * swedish


def is_swedish(line: str) -> bool:
    """Tell whether a line has a small word that only Swedish has."""
    return any(word.lower() in _SWEDISH for word in _WORD.findall(line))


def is_foreign(line: str) -> bool:
    """Tell whether a line has letters that neither Swedish nor an English OCR has: it is another language, or names."""
    return _FOREIGN.search(line) is not None


def swedish_share(lines: Sequence[str]) -> float:
    """Return how many of the letters are å, ä or ö: 4 to 6 in 100 in sound Swedish, none after an English OCR."""
    text = "".join(lines)
    letters = sum(map(str.isalpha, text))
    return sum(map(text.lower().count, "åäö")) / letters if letters else 0.0
