"""The file of the municipality's own words: one more word, in its place in the alphabet, and nothing else touched."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.text import alphabetical

HEADING = "# Tillagda vid granskningen"


def with_word(text: str, word: str) -> str:
    """Return the text with a word among those that were added, which stand last, in alphabetical order."""
    if word in (line.strip() for line in text.splitlines()):
        return text
    return _with_line_ends(text, lambda plain: _with_word(plain, word))


def without_word(text: str, word: str) -> str:
    """Return the text without a word that was added."""
    return _with_line_ends(text, lambda plain: _without_word(plain, word))


def _with_line_ends(text: str, change: Callable[[str], str]) -> str:
    """Return the text changed; its line ends, those of Windows too, stay as they are."""
    changed = change(text.replace("\r\n", "\n"))
    return changed.replace("\n", "\r\n") if "\r\n" in text else changed


def _with_word(text: str, word: str) -> str:
    head, _heading, added = text.partition(f"{HEADING}\n")
    words = sorted({*added.split("\n"), word} - {""}, key=alphabetical)
    return f"{head.rstrip()}\n\n{HEADING}\n\n" + "\n".join(words) + "\n"


def _without_word(text: str, word: str) -> str:
    head, heading, added = text.partition(f"{HEADING}\n")
    words = [line for line in added.split("\n") if line and line != word]
    if not heading:
        return text
    return f"{head}{heading}\n" + "\n".join(words) + "\n" if words else f"{head.rstrip()}\n"
