"""What a document calls itself: on its first page, in its running lines, in its metadata, in its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter

from rapidfuzz import fuzz

from pipeline.extract.found import Found, Kind, Line

_ALIKE = 85.0  # of 100: two readings of one running line on two pages of a scan
_MOST = 20  # distinct running lines that are compared
_LEAST_LETTERS = 12  # of a running line that is a title, and no page number or date
# What word processors and printers put there: their own name before a file's, or a file's name alone.
_PROGRAM = re.compile(r"^(Microsoft (Word|PowerPoint|Excel)|Writer|Print) - ")
_FILE = re.compile(r"\S+|.+\.(docx?|pdf|odt|rtf|indd|pptx?|xlsx?)", re.IGNORECASE)


def find_title(blocks: Sequence[Found], furniture: Iterable[Line], metadata: str) -> tuple[str, tuple[Line, ...]]:
    """Return the title, and the lines that it was read from; there are none when the metadata holds it.

    A heading of the first page counts if no other is of its level, a running line before the metadata if half of the
    running lines say the same: titles of chapters do not.
    """
    first = [block for block in blocks if block.kind is Kind.HEADING and block.level == 1]
    if len(first) == 1 and first[0].lines[0].place.page == 1:
        return first[0].text, first[0].lines
    running = [line for line in furniture if sum(map(str.isalpha, line.text)) > _LEAST_LETTERS and " " in line.text]
    text, count = _most_common(Counter(line.text for line in running))
    said = _PROGRAM.sub("", metadata)
    if said and not _FILE.fullmatch(said) and 2 * count < max(1, len(running)):
        return said, ()
    if count > 1:
        return text, (next(line for line in running if line.text == text),)
    return (first[0].text, first[0].lines) if first else (said, ())


def _most_common(texts: Counter[str]) -> tuple[str, int]:
    """Return the text that most others are, or are a misreading of, and how many that is."""
    counts = {
        text: sum(count for other, count in texts.items() if fuzz.ratio(text, other) >= _ALIKE)
        for text, _count in texts.most_common(_MOST)
    }
    return max(counts.items(), key=itemgetter(1), default=("", 0))
