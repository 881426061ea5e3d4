"""Words that a line's end broke: one word or two, with or without the hyphen.

First match wins:

1. a hyphen between opposites, as in `öst-västlig`, or before another one, as in `Novéant-sur-Moselle`, is its own
2. the same word elsewhere in the text, unbroken, shows how it is written
3. the language decides (`repair`), and says how sure it is
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

JoinHyphen = Callable[[str, str], tuple[str, float]]

_CERTAIN = 0.99
_INFLECTION = 3  # a word's last letters may differ from place to place
_LEAST = 4  # letters of the second part that must agree all the same
_OPPOSITES = ({"öst", "väst"}, {"nord", "syd"}, {"norr", "söder"}, {"öster", "väster"})
_HYPHENED_NAME = re.compile(r"\w+-[A-ZÅÄÖÉ]")
_EDGES = ".,;:!?()[]»«”“’\"'"
_URL = re.compile(r"(?:https?://|www\.)\S*")


class Hyphens:
    """What a text's own words say of those that its lines break; `language` decides what they do not say."""

    def __init__(self, lines: Iterable[str], language: JoinHyphen) -> None:
        words = {word.strip(_EDGES).casefold() for line in lines for word in line.split(" ")[:-1]}
        self.hyphened = sorted(word for word in words if "-" in word.strip("-"))
        self.whole = words
        self.language = language

    def join(self, head: str, tail: str) -> tuple[str, float]:
        """Return the two parts as one, and how sure that is; `head` ends with the hyphen."""
        if _keeps(head.rstrip("-").casefold(), tail) or self._is_hyphened(head, tail):
            return head + tail, _CERTAIN
        whole = (head.rstrip("-") + tail).strip(_EDGES).casefold()
        if whole in self.whole and len(whole) > _LEAST:
            return head.rstrip("-") + tail, _CERTAIN
        return self.language(head, tail)

    def _is_hyphened(self, head: str, tail: str) -> bool:
        rest = tail.rstrip(_EDGES).casefold()
        start = head.lstrip(_EDGES).casefold() + rest[: max(_LEAST, len(rest) - _INFLECTION)]
        return len(rest) >= _LEAST and any(word.startswith(start) for word in self.hyphened)


def _keeps(stem: str, tail: str) -> bool:
    """Say whether the hyphen after a stem belongs to the word, whatever the word is."""
    for pair in _OPPOSITES:
        if stem in pair and any(tail.casefold().startswith(other) for other in pair - {stem}):
            return True
    return bool(_HYPHENED_NAME.match(tail))


def runs_together(head: str, tail: str) -> bool:
    """Say whether a line's last word and the next line's first are one without a hyphen.

    >>> runs_together("2024–", "2030"), runs_together("och/", "eller"), runs_together("Malmö –", "Lund")
    (True, True, False)
    """
    if _URL.fullmatch(head):
        return head[-1] in "/-_=&?." and not tail[0].isupper()
    before, sign = head[-2:-1], head[-1:]
    return (sign == "–" and before.isdigit() and tail[0].isdigit()) or (
        sign == "/" and before.isalnum() and tail[0].isalnum()
    )
