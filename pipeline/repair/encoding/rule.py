"""What a rule is, and what it may ask of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from pipeline.frozen import frozen


class Vocabulary(Protocol):
    """What the rules ask when only words can decide."""

    def knows(self, word: str) -> bool:
        """Tell whether this is a Swedish word or name as it stands."""

    def guess(self, word: str) -> str | None:
        """Return the known word that a word with U+FFFD for its lost letters may be."""

    def likelihood(self, word: str) -> float:
        """Return the log-probability (nats) of that word; of none, if there is none that is likely."""

    def logp(self, word: str) -> float:
        """Return the log-probability (nats) of a word as it stands; of an unknown word, that of none."""


@frozen
class EncodingRule:
    """A kind of damage: its name, its remedy, an example (damaged, right) and a text that it must leave alone.

    `undo` returns the text unchanged when the damage is not there. `weighs_words` says that it asks the vocabulary,
    `of_swedish` that its signs are such as code and other languages have, too: it holds only in what may be Swedish.
    """

    name: str
    undo: Callable[[str, Vocabulary], str]
    example: tuple[str, str]
    counter_example: str
    weighs_words: bool = False
    of_swedish: bool = False


COMPOUND = 10
"""Letters; a longer word may be a compound that the vocabulary does not list."""


def by_words(sources: str, text: str, vocabulary: Vocabulary, right: Callable[[str], str], least: int = 1) -> str:
    """Return the text with the words that hold one of `sources` made right, if the vocabulary bears it out.

    It does when at least `least` of these words, and half of them, are known after it and were not before.
    """

    def _is_word(better: str, word: str) -> bool:
        lost = "".join("\ufffd" if letter in hurt else letter for letter in word)
        if word[0] in "”“„" and len(word) > 4 and vocabulary.knows(word[1:]):
            return False
        return vocabulary.knows(better) or (len(word) > COMPOUND and vocabulary.guess(lost) == better.lower())

    pattern = re.compile(rf"[\w{re.escape(sources)}]+")
    hurt = frozenset(sources)
    words = {word: right(word) for word in pattern.findall(text) if len(word) > 1 and not hurt.isdisjoint(word)}
    if any(better not in (better.lower(), better.upper(), better.capitalize()) for better in words.values()):
        return text
    if len(hurt & set(text)) == 1 and all(_is_capital_inside(word, better, text) for word, better in words.items()):
        return text
    gained = [word for word, better in words.items() if _is_word(better, word) and not vocabulary.knows(word)]
    if len(gained) < least or 2 * len(gained) < len(words):
        return text
    return pattern.sub(lambda match: words.get(match[0], match[0]), text)


def _is_capital_inside(word: str, better: str, text: str) -> bool:
    """Tell whether a word would get a capital inside a sentence: one sign alone is then no evidence of a code page."""
    return (
        better[:1].isupper() and not better.isupper() and re.search(rf"[a-zåäö,%] {re.escape(word)}", text) is not None
    )


def replacing(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str, Vocabulary], str]:
    """Return a remedy that replaces each match of a pattern."""
    compiled = re.compile(pattern)
    return lambda text, _: compiled.sub(new, text)


def mapping(table: Mapping[str, str]) -> Callable[[str, Vocabulary], str]:
    """Return a remedy that replaces characters."""
    translation = str.maketrans(dict(table))
    return lambda text, _: text.translate(translation)
