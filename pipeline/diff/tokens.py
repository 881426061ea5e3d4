"""Tokens: what a passage is made of when it is compared, namely whole words, spaces, signs, and things like notes.

A compound (`EU-kommissionens`), a genitive with a colon (`EU:s`), a prefix that waits for its word (`video-`), a number
with its thousands apart (`710 000`) and an address are one token each, so that nobody is shown half of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from pipeline.frozen import frozen
from pipeline.model import Break, Doubt, Emphasis, Foreign, Inline, Link, NoteRef, Strong, Text

L = TypeVar("L")

PARAGRAPH = "\u2029"
BREAK = "\n"
OBJECT = "\ufffc"
NOTE = f"{OBJECT}note:"
TOKEN = re.compile(
    r"""https?://[^\s<>()]*[^\s<>().,;:!?]      # an address
      | \d{1,3}(?:[ \u00a0]\d{3})+(?!\w)        # 710 000
      | \w+(?:[-'’:]\w+|(?<=\d)[.,]\d+)*(?:-(?!\w))?   # a word, a compound, 2.5, video-
      | \s+
      | .""",
    re.VERBOSE | re.DOTALL,
)


@frozen
class Token(Generic[L]):
    """A word, a space, a sign, the end of a paragraph, or a thing (`OBJECT` and what it is); and how it looks."""

    text: str
    look: L

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or a digit."""
        return not self.text.startswith(OBJECT) and any(map(str.isalnum, self.text))

    @property
    def is_space(self) -> bool:
        """Whether it is nothing but space; the end of a paragraph is not."""
        return self.text.isspace() and self.text not in (PARAGRAPH, BREAK)


@frozen
class Look:
    """How a word looks and where it leads: what may change although the word stays."""

    strong: bool = False
    emphasis: bool = False
    doubt: bool = False
    lang: str = ""
    target: str = ""


PLAIN = Look()
Word = Token[Look]


def split(text: str) -> list[str]:
    """Split text into tokens, none of which is lost.

    >>> split("EU:s video- och 710 000 kr, 2024–2027.")
    ['EU:s', ' ', 'video-', ' ', 'och', ' ', '710 000', ' ', 'kr', ',', ' ', '2024', '–', '2027', '.']
    """
    return TOKEN.findall(text)


def words(inlines: Iterable[Inline], notes: Mapping[str, str] | None = None, look: Look = PLAIN) -> Iterator[Word]:
    """Yield the tokens of inlines; `notes` gives other names to footnotes, such as those of the edition compared."""
    for inline in inlines:
        match inline:
            case Text(text):
                yield from (Token(token, look) for token in split(text))
            case Break():
                yield Token(BREAK, look)
            case NoteRef(name):
                yield Token(NOTE + (notes or {}).get(name, name), look)
            case _:
                yield from words(inline.inlines, notes, _within(inline, look))


def _within(inline: Strong | Emphasis | Doubt | Foreign | Link, look: Look) -> Look:
    match inline:
        case Strong():
            return replace(look, strong=True)
        case Emphasis():
            return replace(look, emphasis=True)
        case Doubt():
            return replace(look, doubt=True)
        case Foreign():
            return replace(look, lang=inline.lang)
        case Link():
            return replace(look, target=inline.target)


def text_of(tokens: Iterable[Token[L]]) -> str:
    """Return the words of tokens as one text: notes vanish, the end of a paragraph is a line break."""
    texts = (token.text for token in tokens)
    return "".join("" if text.startswith(OBJECT) else text.replace(PARAGRAPH, BREAK) for text in texts)
