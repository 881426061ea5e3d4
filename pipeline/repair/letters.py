"""The letters that damage touches, and the key under which damaged and right spellings meet.

An English OCR model knows no å, ä, ö: it writes the nearest letter it knows. So a word and its damaged forms share a
*fold*: the word with å and ä as a, ö as o, and accents dropped. The lexicon is looked up by fold, and the *pattern*
says which of the folded letters carried what.
"""

from __future__ import annotations

from zlib import crc32

_FOLD = str.maketrans("åäöéèêëáàâãüóôòøæñçíúû", "aaoeeeeaaaauoooaoncíuu".replace("í", "i"))
CHOICES = {"a": "aåä", "o": "oö", "e": "eé"}
"""What a folded letter may stand for; the first is the letter itself."""

NUMBER = "0"
"""What every number is to its neighbours, and to the context model."""

ALPHABET = "^$abcdefghijklmnopqrstuvwxyzåäöé"
"""The letters of the letter model; a word begins with ^ and ends with $."""


def fold(word: str) -> str:
    """Return the lower-case word with every accented letter as its base letter."""
    return word.translate(_FOLD)


def pattern_of(word: str) -> int:
    """Return which of the folded letters were å, ä, ö or é, as one number in mixed radix (0: none)."""
    number, base = 0, 1
    for plain, letter in zip(fold(word), word, strict=True):
        choices = CHOICES.get(plain)
        if choices:
            number += base * max(choices.find(letter), 0)
            base *= len(choices)
    return number


def apply_pattern(folded: str, pattern: int) -> str | None:
    """Return the word that `pattern_of` read from this fold, or None when the number does not fit the fold."""
    letters = []
    for plain in folded:
        choices = CHOICES.get(plain)
        if choices and pattern:
            pattern, index = divmod(pattern, len(choices))
            letters.append(choices[index])
        else:
            letters.append(plain)
    return None if pattern else "".join(letters)


def key(text: str) -> int:
    """Return a 64-bit key of the text, the same on every machine: its checksums forwards and backwards."""
    data = text.encode() if text.isascii() else text.encode("utf-8", "surrogatepass")
    return crc32(data) << 32 | crc32(data[::-1])


def scattered_key(text: str) -> int:
    """Return the key of the text with every bit of it spread over the upper bits."""
    number = key(text)
    return (number ^ number >> 29) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
