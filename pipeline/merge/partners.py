"""With whom the municipality works: a map of the places, and beside it what has no place on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.merge.compose import enumerate_words, heading, number, paragraph
from pipeline.merge.figures import partner_map
from pipeline.merge.view import YearView
from pipeline.model import Block
from pipeline.text import _, _n


def partners(view: YearView) -> Iterator[Block]:
    """Yield the section on the year's partners; a year without activities has none."""
    counts = Counter(id_ for activity in view.activities for id_ in activity.partners if id_ in view.partners)
    if not counts:
        return
    yield heading(1, _("Partners"), "samarbetspartner")
    yield paragraph(" ".join(_sentences(view, counts)))
    yield from partner_map(view, counts)


def _sentences(view: YearView, counts: Counter[str]) -> Iterator[str]:
    words = _n("The year's activities are carried out with one partner.",
               "The year's activities are carried out with {n} partners.", len(counts))  # fmt: skip
    yield words.format(n=number(len(counts)))
    most = max(counts.values())
    leading = [view.partners[id_].name for id_ in view.partners if counts[id_] == most]
    if most > 1 and len(leading) <= 2:
        yield _("Most of them, {n}, are with {partners}.").format(n=number(most), partners=enumerate_words(leading))
    resting = [entry.name for entry in view.cooperating if entry.status == "vilande"]
    if resting:
        words = _n(
            "The cooperation with {partners} is dormant.", "The cooperations with {partners} are dormant.", len(resting)
        )
        yield words.format(partners=enumerate_words(resting))
