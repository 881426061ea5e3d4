"""Tokens: what a line falls into, and what of it a neighbour may see."""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"[^\W\d_]{3,}(?=\d{2})|[^\W_]+?[a-zåäö]{2}(?=[BCDEFHIJKLMNPQRSTUVWXYZ][a-zåäö]{2})|[^\W_]+(?:&[^\W_]+)*&?|&[^\W_]+|[^\w\s]|_+"
)
FIXED = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|\S+\.(?:se|com|org|eu|nu|net|pdf|html?)\b\S*")
"""What is never repaired: addresses on the web and of mail, file names."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark: its text and its place (line of the paragraph, character offsets)."""

    text: str
    line: int
    start: int
    end: int
    fixed: bool = False

    @property
    def is_word(self) -> bool:
        """Tell whether the token may be a word."""
        return not self.fixed and (self.text[0].isalnum() or (len(self.text) > 1 and self.text[0] == "&"))


def tokens(line: str, number: int) -> list[Token]:
    """Return the tokens of one line."""
    spans = [match.span() for match in FIXED.finditer(line)] if "." in line or "@" in line or ":" in line else []
    found, at = [], 0
    for first, last in [*spans, (len(line), len(line))]:
        found += [Token(m[0], number, m.start(), m.end()) for m in TOKEN.finditer(line, at, first)]
        if last > first:
            found.append(Token(line[first:last], number, first, last, fixed=True))
        at = last
    return found


def seen_by_neighbours(token: Token) -> str:
    """Return what the context model knows a mark, a number or an address as; empty for what it never sees."""
    text = token.text
    if token.fixed:
        return ","
    if text[0].isdigit() and text.isdigit():
        return "0"
    if text in ".!?":
        return "."
    if text == "§":
        return "§"
    return "," if text in ',;:()–—"”“' else ""
