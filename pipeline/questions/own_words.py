"""The municipality's own words, `words.txt`: names, places and terms that no lexicon has, as they are spelt."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from pipeline.textfile import text_of, unquoted


def read_words(path: Path) -> tuple[str, ...]:
    """Read the municipality's own words: one word or name a line; what follows # is a comment.

    Several words parted by commas, and quotation marks around one, are understood. A file that is not there has none;
    one that is not in UTF-8 is a `SourceProblem`.
    """
    if not path.exists():
        return ()
    text = unicodedata.normalize("NFC", text_of(path.read_bytes(), path.as_posix()))
    lines = (line.partition("#")[0] for line in text.splitlines())
    return tuple(word for line in lines for part in re.split("[,;]", line) if (word := unquoted(part.strip())))


def single_words(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words that names of several words consist of, and the others."""
    return frozenset(part for name in words for part in name.split())
