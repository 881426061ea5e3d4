"""Which lines are Swedish, and which of them are damaged: clean text and other languages are left alone.

A language is told by its small words. Those that Swedish shares, as it is or as damage writes it, tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\W\d_a-zA-ZåäöÅÄÖéÉèÈàÀüÜ\ufb00-\ufb06]")


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


_ENGLISH = _words(
    "the of and to is are was were with that this these those by from or be been we our you your its not will "
    "would should have which who their they there than as into about may between within other more most such any "
    "each if when where what also only but"
)
_SWEDISH = _words(
    "och att som av en ett den det till med inte om de vi ska skall har kan eller vid var från efter sin dess samt "
    "pa ar fran sa nar dar aven vara"
)
_ONLY_SWEDISH = _words(
    "och att som av ett det inte ska skall har eller vid från efter samt fran aven genom inom är på när även"
)
"""Of these, those that stand in no other language's text, nor among the names and commands of programs."""

_OTHERS = {
    "English": _ENGLISH
    | _words(
        "a an can has use used using no all it new then see does doesn do don so how he she him her me us them some "
        "every just very about up"
    ),
    "German": _words(
        "der die das und ist nicht mit von zu ein eine für wird werden auf auch oder dem des im sich einen sind als wie"
    ),
    "Danish and Norwegian": _words("og ikke af er til at jeg et hvis eller fra bruk skal blir ble ikkje vil kunne der"),
    "Finnish": _words("ja ei on että se ovat tai joka kun niin myös sekä mutta hän voidaan tämä"),
    "Sámi": _words("ja lea leat go dat dahje ii leamaš mii maid ahte sámi"),
    "Spanish": _words("el la los las que y un una por con para es no se del al lo su"),
    "French": _words("le la les des et est une pour dans avec est sont que qui ne pas du au sur par ou"),
    "Dutch": _words("het een van is niet op aan voor zijn wordt met worden dit deze"),
    "Italian": _words("il di che per non una sono della con del nel gli lo"),
}
"""Their small words; a few of them are Swedish words, too, but not so many in a row."""

_NOT_DANISH = _words("och att ett inte ska eller vid från efter samt fran aven genom inom är när även")
"""Small words of Swedish that Danish and Norwegian do not have; against the others _ONLY_SWEDISH holds."""

_LEAST, _LEAST_OF_LONG = 0.12, 0.03
"""The share of the words of a text that are small words of its language; of running text it is twice that, but a long
one may consist of lists, names and code."""

_FEW = 2
"""So few small words may be those of a name: Union of the Baltic Cities."""

_LONG = 100
"""Words; a longer text without Swedish small words is not Swedish, in whatever language it is."""

_LEAST_LETTERS = 5
"""Letters that Swedish does not have, or has only beside å, by which a text is told from Swedish."""


def is_other(text: str, times: int = 2) -> bool:
    """Tell whether a text is in another language than Swedish, or in none: a long list, or code.

    The small words of the other language are then so many times those of Swedish.
    """
    words = _lowered(text)
    if _has_letters_of_others(text) or (len(words) > _LONG and _is_without_swedish(words)):
        return True
    return any(_is_language(words, name, small, times) for name, small in _OTHERS.items())


def _is_without_swedish(words: Sequence[str]) -> bool:
    """Tell whether a long text has hardly any small words, or none of Swedish but some of another language."""
    if _count(words, _SWEDISH | _ENGLISH) < 0.02 * len(words):
        return True
    return not _count(words, _ONLY_SWEDISH) and any(_count(words, small) > _FEW for small in _OTHERS.values())


def _is_language(words: Sequence[str], name: str, small: frozenset[str], times: int) -> bool:
    """Tell whether the small words of a language are many in a text, and many more than those of Swedish."""
    other = _count(words, small)
    if other < _FEW:
        return False
    only = _count(words, _NOT_DANISH if name.startswith("Danish") else _ONLY_SWEDISH)
    if len(words) > _LONG:
        return other > _LEAST_OF_LONG * len(words) and other > 3 * only
    swedish = 0.0 if name.startswith("Danish") else _count(words, _SWEDISH) / 2
    are_many = other > _LEAST * len(words) if other > _FEW else other >= len(words) / 4
    return are_many and other > times * max(only, swedish)


def _has_letters_of_others(text: str) -> bool:
    """Tell whether a text has letters that Swedish does not have, æ and ø, or many ä and no å (Finnish, German)."""
    low = text.lower()
    danish = low.count("æ") + low.count("ø")
    if danish >= _LEAST_LETTERS:
        return danish > low.count("ä") + low.count("ö")
    return low.count("ä") >= 2 * _LEAST_LETTERS and "å" not in low


def _lowered(text: str) -> list[str]:
    """Return the words in lower case; those of an address or a path tell of no language."""
    if "/" in text or "@" in text:
        text = " ".join(part for part in text.split() if part.count("/") < 2 and "@" not in part)
    return [word.lower() for word in _WORD.findall(text)]


def _count(words: Sequence[str], small: frozenset[str]) -> int:
    return sum(map(small.__contains__, words))


def is_swedish_amid_others(text: str) -> bool:
    """Tell whether a paragraph is Swedish although the text around is not."""
    words = _lowered(text)
    only, swedish = _count(words, _ONLY_SWEDISH), _count(words, _SWEDISH)
    other = max(_count(words, small) for small in _OTHERS.values())
    return only > 0 and max(only, swedish / 2) > 2 * other


def is_english(line: str) -> bool:
    """Tell whether a line is English: one word in four or more is one of its small words, few are Swedish ones."""
    words = _lowered(line)
    english, swedish = _count(words, _ENGLISH), _count(words, _SWEDISH)
    return english >= 2 and 4 * english >= len(words) and english > 2 * swedish


def is_swedish(line: str) -> bool:
    """Tell whether a line has a small word that only Swedish has, or one that it shares but no English one."""
    words = _lowered(line)
    if _count(words, _ONLY_SWEDISH):
        return True
    return _count(words, _SWEDISH) > 0 and not any(_count(words, small) for small in _OTHERS.values())


def is_foreign(line: str) -> bool:
    """Tell whether a line has letters that neither Swedish nor an English OCR has: it is another language, or names."""
    return _FOREIGN.search(line) is not None


def swedish_letters(lines: Sequence[str]) -> tuple[int, int]:
    """Return how many letters are å, ä or ö, and how many there are in all.

    4 to 6 in 100 are in sound Swedish, none after an English OCR.
    """
    text = "".join(lines)
    return sum(map(text.lower().count, "åäö")), sum(map(str.isalpha, text))
