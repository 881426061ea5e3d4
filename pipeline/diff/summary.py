"""What changed in one line, fit for the subject of a commit or a message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.diff.changes import Comparison, Row, Sort
from pipeline.diff.passages import Kind
from pipeline.merge.compose import enumerate_words
from pipeline.text import _, _n

MOST_SECTIONS = 3
# The first of these that a change is, it counts as.
MAIN = (Sort.ADDED, Sort.STRUCK, Sort.MOVED, Sort.SPLIT, Sort.MERGED, Sort.REWORDED, Sort.RESET, Sort.RELINKED,
        Sort.FORMATTED, Sort.DOUBTED)  # fmt: skip


def summarize(comparisons: Sequence[Comparison]) -> str:
    """Return the number of changes by what they are, and the sections that they are in."""
    changes = [change for comparison in comparisons for change in distinct(comparison.changes)]
    if not changes:
        return _("No changes.")
    n = len(changes)
    total = _n("{n} change", "{n} changes", n).format(n=n)
    return f"{total}: {', '.join(_counts(changes))}{_sections(changes)}"


def distinct(changes: Sequence[Row]) -> list[Row]:
    """Return the first passage of each change."""
    return list({change.number: change for change in reversed(changes)}.values())[::-1]


def _counts(changes: Sequence[Row]) -> Iterator[str]:
    counts = Counter(_main(change) for change in changes)
    for sort, n in ((sort, counts[sort]) for sort in Sort if counts[sort]):
        yield _count(sort, n).format(n=n)


def _main(change: Row) -> Sort:
    """Return the sort that a change is counted as: what moved and was reworded has moved."""
    return next(sort for sort in MAIN if sort in change.sorts)


def _count(sort: Sort, n: int) -> str:
    return {
        Sort.REWORDED: _n("{n} reworded", "{n} reworded", n),
        Sort.ADDED: _n("{n} new", "{n} new", n),
        Sort.STRUCK: _n("{n} struck", "{n} struck", n),
        Sort.MOVED: _n("{n} moved", "{n} moved", n),
        Sort.SPLIT: _n("{n} split", "{n} split", n),
        Sort.MERGED: _n("{n} merged", "{n} merged", n),
        Sort.FORMATTED: _n("{n} emphasized anew", "{n} emphasized anew", n),
        Sort.DOUBTED: _n("{n} marked as doubtful or no longer", "{n} marked as doubtful or no longer", n),
        Sort.RELINKED: _n("{n} link led elsewhere", "{n} links led elsewhere", n),
        Sort.RESET: _n("{n} set in another way", "{n} set in another way", n),
    }[sort]


def _sections(changes: Sequence[Row]) -> str:
    """Return the sections with the most changes, in reading order."""
    within = [change for change in changes if change.form.kind is not Kind.COVER]
    count = Counter(change.passage.section for change in within or changes if change.passage.section)
    if not count:
        return ""
    most = [section for section, _count in count.most_common(MOST_SECTIONS)]
    names = [section for section in count if section in most]
    if len(count) > len(names):
        names.append(
            _n("{n} more section", "{n} more sections", len(count) - len(names)).format(n=len(count) - len(names))
        )
    return _("; concerns {sections}").format(sections=enumerate_words(names))
