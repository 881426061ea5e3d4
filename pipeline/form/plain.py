"""The text of record, the decided changes and the municipality's words in their one form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.form.kept import Unwritable
from pipeline.markdown import read, read_blocks, write, write_blocks
from pipeline.text import _, alphabetical

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
WORD = re.compile(r"\w+")
APART = "<!-- -->"  # what the text of record itself writes between two lists


def format_text(text: str, file: str) -> str:
    """Return a text of record in its one form. Raises `SourceProblem`, or `Unwritable` when words would be lost."""
    document = read(text, file)
    new = write(document)
    if read(new, file) != document:
        raise Unwritable(_("it would not be read as the same text"))
    return _unless_lost(text, new)


def format_changes(text: str, file: str) -> str:
    """Return decided changes in their one form. Raises `SourceProblem`, or `Unwritable` when words would be lost."""
    blocks = read_blocks(text, file)
    new = write_blocks(blocks) + "\n" if blocks else ""
    if read_blocks(new, file) != blocks:
        raise Unwritable(_("it would not be read as the same text"))
    return _unless_lost(text, new)


def _unless_lost(old: str, new: str) -> str:
    """Return the new text if it has the old one's comments and all of its words, wherever they stand."""
    comments = Counter(COMMENT.findall(old)) - Counter([*COMMENT.findall(new), *[APART] * old.count(APART)])
    if comments:
        raise Unwritable(_("it has a comment, {comment}, that would be lost").format(comment=min(comments)))
    if lost := Counter(WORD.findall(old)) - Counter(WORD.findall(new)):
        raise Unwritable(_("it has words that would be lost, such as {word}").format(word=min(lost)))
    return new


def format_words(text: str) -> str:
    """Return a list of words in its one form: each word once, each group of them in the Swedish alphabet's order."""
    new = re.sub(r"\n{3,}", "\n\n", "\n".join(_in_order(text.split("\n")))).strip("\n")
    return new + "\n" if new else ""


def _in_order(lines: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for sign, group in groupby((line.strip() for line in lines), key=lambda line: line[:1] if line[:1] in "#" else "a"):
        if sign == "a":
            words = set(group) - seen
            seen |= words
            yield from sorted(words, key=alphabetical)
        else:
            yield from group
