"""Tokens: what a paragraph falls into, and what of it a neighbour may see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ORDINAL = r"\d+:[ae](?![^\W_])"
_ENDING = r"(?<=[^\W\d_])\(-?[a-z]{1,4}\)"
"""What may be added to the word before: plan(-er), mal(en)."""

_LETTER = r"(?:[^\W_]|\ufffd)"
TOKEN = re.compile(
    r"\\[A-Za-z]+"
    rf"|{_ORDINAL}|{_ENDING}"
    r"|[^\W\d_]{3,}(?=\d{2})"
    r"|[^\W_]+?[a-zåäö]{2}(?=[BCDEFHIJKLMNPQRTUVWXYZ][a-zåäö]{2})"
    r"|[^\W_]+(?:_+[^\W_]+)+"
    rf"|{_LETTER}+(?:[&@€¢]{_LETTER}+)*&?"
    rf"|(?<!\S)[&|]{_LETTER}+"
    r"|[^\w\s]|_+"
)
FIXED = re.compile(
    r"(?:https?://|www\.).+|[^@]+@[^@]+\.\w+\W*|\W*\w{3,}\.\w{2,}/\S+"
    r"|.*\.(?:se|com|org|eu|nu|net|io|dev|software)\b.*"
    r"|.*\.(?:pdf|md|html?|docx?|xlsx?|pptx?|odt|txt|csv|zip|png|jpe?g)\b.*"
    r"|\W{0,3}[A-Za-z_][\w.]*\((?:\)|['\"]).*"
    r"|\(?\.{0,2}/\w+/.*"
)
"""What is never repaired: addresses on the web and of mail, paths, file names, and calls of code such as main()."""

_ADDRESS = re.compile(
    r"\W{0,3}(?:[a-z]{2,10}://|mailto:|www\.|[a-zA-Z]:\\|\\\\\w|~?/\w+/|[\w.%+-]+@|[\w-]+(?:\.[\w-]+)+/)", re.ASCII
)
"""How an address begins; its escapes are a part of it."""

AN_ORDINAL = "tredje"
"""What the neighbours see of 25:e."""

LONGEST_FIXED = 300
"""Characters; what is longer is no address."""

NARROW = 60
"""Characters; a column this narrow tells nothing about where a sentence ends."""

LONG = 5
"""Letters; a shorter word after a number (5 År) begins no heading."""

_TITLED = frozenset(
    ["promemorian", "promemoria", "propositionen", "rapporten", "betänkandet", "betankandet", "skrivelsen"]
)

_BULLETS = frozenset("•-–—*>»➢✓v")


class Token(NamedTuple):
    """A word, a number or a mark: its text and its place (line, character offsets).

    `text` is what stands there, without the space that OCR may have put into the word.
    """

    text: str
    line: int
    start: int
    end: int
    is_word: bool
    begins: bool = False


def paragraph_tokens(lines: Sequence[str], numbers: Sequence[int]) -> list[Token]:
    """Return the tokens of a paragraph, given by the numbers of its lines; `begins` tells where a sentence does."""
    width = max(NARROW, *(len(lines[number]) for number in numbers))
    found: list[Token] = []
    begins = True
    for number in numbers:
        line, at_start = lines[number], True
        for token in _line_tokens(line, number):
            if at_start and token.text in _BULLETS:
                begins = True
                found.append(token._replace(is_word=False))
                continue
            if token.is_word:
                starts = begins or (len(token.text) >= LONG and found != [] and _opens(found[-1].text))
                found.append(token._replace(begins=starts) if starts else token)
                begins = at_start = False
            else:
                found.append(token)
                begins = begins or token.text in ".!?:"
                at_start = at_start and token.text in "'’ "
        begins = begins or len(line) < 0.7 * width
    return found


def _opens(before: str) -> bool:
    """Tell whether a heading or a title may begin after this: a number, a parenthesis, or what is called by a title."""
    return before == "(" or before.isdigit() or before.lower() in _TITLED


def _line_tokens(line: str, number: int) -> Iterator[Token]:
    at = 0
    for start, end in [*_fixed(line), (len(line), len(line))]:
        for match in TOKEN.finditer(line, at, start):
            text = match[0]
            yield Token(text, number, match.start(), match.end(), _is_word(text) or _is_lone_letter(match))
        if end > start:
            yield Token(line[start:end], number, start, end, False)
        at = end


def _is_word(text: str) -> bool:
    """Tell whether a token is a word; 25:e is none, and what has a low line inside is a name in code."""
    return (text[0].isalnum() and "_" not in text and ":" not in text) or (len(text) > 1 and text[0] in "&|\ufffd")


def _is_lone_letter(match: re.Match[str]) -> bool:
    """Tell whether a lost letter is a word by itself (å, ö): at a line's start, before a capital, it was a bullet."""
    if match[0] != "\ufffd":
        return False
    after = match.string[match.end() :][:2]
    return after[:1] in ("", " ") and (match.start() > 0 or after[1:].islower())


def _fixed(line: str) -> list[tuple[int, int]]:
    if "." not in line and "(" not in line:
        return []
    return [
        m.span()
        for m in _SOLID.finditer(line)
        if ("." in m[0] or "(" in m[0]) and m.end() - m.start() <= LONGEST_FIXED and FIXED.match(m[0])
    ]


_SOLID = re.compile(r"\S+?\](?=\()|\S+")
"""What no space divides; the target of a link in Markdown, [text](target), is apart from its text."""


def is_address(text: str) -> bool:
    """Tell whether a text without spaces is an address on the web, of mail or in a file system; a mere name is none."""
    return _ADDRESS.match(text[:LONGEST_FIXED]) is not None


def seen_by_neighbours(text: str) -> str:
    """Return what the context model knows a mark or an address as; empty for what it never sees."""
    if text in ".!?":
        return "."
    if text == "§":
        return "§"
    if text[0].isdigit() and ":" in text:
        return AN_ORDINAL
    return "," if text in ',;:()–—"”“' or len(text) > 1 else ""
