"""Ligatures that left no trace: a font without names for its fi, fl and ff loses all: nns i era (finns i flera)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.channel import LOST
from pipeline.repair.encoding.rule import EncodingRule, Vocabulary
from pipeline.repair.language import is_swedish

LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")

SURE = 2
"""Words of a line that are none without a ligature and known with one; fewer are no evidence that all are lost."""

SHORTEST = 2
"""Letters; of a shorter word too much would be guessed."""

_CONSONANTS = "bcdfghklmnpqrstvxz"
_HEADLESS = re.compile(rf"(?<![^\W_])[nlr][{_CONSONANTS}][a-zåäö]|(?<![^\W_])ck(?![^\W_])")
"""A word that begins as no Swedish word does."""

_IN_CODE = re.compile(r"[/_\d`]")
_WORD = re.compile(r"([^\W\d_]+)")


def looks_headless(line: str) -> bool:
    """Tell whether some word of the line lacks its beginning."""
    return _HEADLESS.search(line) is not None


def _restored(text: str, vocabulary: Vocabulary) -> str:
    """Return the text with its ligatures; of two known words, the more frequent was written."""
    if LOST in text or not looks_headless(text) or not is_swedish(text):
        return text
    parts, sure = _joined(_WORD.split(text), vocabulary)
    for at in range(1, len(parts), 2):
        if _IN_CODE.search(parts[at - 1][-1:] + parts[at + 1][:1]) or "." in (parts[at - 1], parts[at + 1]):
            continue
        best = max(_filled(parts[at], ""), key=vocabulary.logp, default=parts[at])
        if vocabulary.logp(best) > vocabulary.logp(parts[at]):
            sure += not vocabulary.knows(parts[at])
            parts[at] = best
    return "".join(parts) if sure >= SURE else text


def _joined(parts: list[str], vocabulary: Vocabulary) -> tuple[list[str], int]:
    """Return the parts (between words, word, …) with the halves of words joined, and how many they were."""
    joined, count = parts[:2], 0
    for between, word in zip(parts[2::2], parts[3::2], strict=False):
        halves = joined[-1], word
        whole = max(_filled(*halves), key=vocabulary.logp, default="") if between == " " else ""
        if whole and vocabulary.knows(whole) and not all(map(vocabulary.knows, halves)):
            joined[-1], count = whole, count + 1
        else:
            joined += [between, word]
    return [*joined, parts[-1]], count


def _filled(head: str, tail: str) -> Iterator[str]:
    """Yield the word with a ligature between its halves or, with one half, at each of its places."""
    if tail:
        yield from (head + ligature + tail for ligature in LIGATURES)
    elif len(head) >= SHORTEST and head.islower():
        for at in range(len(head) + 1):
            yield from (head[:at] + ligature + head[at:] for ligature in LIGATURES)


RULES = (
    EncodingRule(
        "ligature-lost",
        _restored,
        ("Information nns om identi ering i era rum", "Information finns om identifiering i flera rum"),
        "Det nns en era",
        True,
    ),
)
