"""Letters and accents that were written apart: decomposed Unicode, and the accents of pdfTeX."""

from __future__ import annotations

import re
import unicodedata

from pipeline.repair.encoding.rule import EncodingRule, Vocabulary, replacing

_LETTER = {
    "°a": "å",
    "°A": "Å",
    "¨a": "ä",
    "¨o": "ö",
    "¨A": "Ä",
    "¨O": "Ö",
    "˚a": "å",
    "˚A": "Å",
    "¨u": "ü",
    "¨U": "Ü",
    "´e": "é",
    "´E": "É",
}
_BEFORE = re.compile("[¨˚´] ?[aoAOuUeE]")
_AFTER = re.compile("[aoAO][¨˚](?![aoAO])|[aoAO][¨˚](?=[aoAO][¨˚])")
_DEGREES = re.compile(r"[^\W\d_]*(?:[aA]°[^\W\d_]*)+")
_SPACED_WORD = re.compile(r"(?<![^\W\d_])([.,:;)]?)([^\W\d_]*) ([¨˚´][aoAOuUeE])([^\W\d_]*)")
_SPACED = re.compile(r" ([¨˚´][aoAOuUeE])")


def _before(text: str, _: Vocabulary) -> str:
    return _BEFORE.sub(lambda match: _LETTER.get(match[0].replace(" ", ""), match[0]), text)


def _after(text: str, vocabulary: Vocabulary) -> str:
    """Return the accents joined to the letters before them; a degree sign is one where that makes a known word."""
    joined = _AFTER.sub(lambda match: _LETTER.get(match[0][::-1], match[0]), text)
    are_accents = joined != text

    def word(match: re.Match[str]) -> str:
        right = match[0].replace("a°", "å").replace("A°", "Å")
        return right if are_accents or (len(right) > 1 and vocabulary.knows(right)) else match[0]

    return _DEGREES.sub(word, joined) if "°" in joined else joined


def _spaced(text: str, vocabulary: Vocabulary) -> str:
    """Return the accents joined to their words when none of the line stands right after a letter.

    Where the words are known apart, and not as one, the space is a space.
    """
    if len(_SPACED.findall(text)) < 1 or re.search(r"[^\W\d_][¨˚´]", text):
        return text
    apart = 0
    for before, left, letter, right in _SPACED_WORD.findall(text):
        first = _LETTER.get(letter, letter)
        apart += vocabulary.knows(first + right)
        apart -= vocabulary.knows(left + first + right) and not (before and not left)
    if apart > 0:
        return text
    return _SPACED.sub(lambda match: _LETTER.get(match[1], match[0]), text)


def _composed(text: str, _: Vocabulary) -> str:
    return unicodedata.normalize("NFC", text) if max(text, default="") >= "\u0300" else text


RULES = (
    EncodingRule(
        "nfd-space-before-mark", replacing("(?<=\\w) (?=[\u0300-\u036f])", ""), ("fo \u0308r", "fo\u0308r"), "fo r"
    ),
    EncodingRule("nfd", _composed, ("fo\u0308r", "för"), "för"),
    EncodingRule("latex-accent-after", _after, ("fo¨r Lulea˚ pa°", "för Luleå på"), "45˚ mättes, A°B"),
    EncodingRule("latex-accent-spaced", _spaced, ("f ¨or  ¨aldre", "för äldre"), "45 ˚ C"),
    EncodingRule("latex-accent-before", _before, ("f¨or ˚ar", "för år"), "45˚ mättes"),
)
