"""The annual edition's charts: their data and, from the same data, the words for those who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.merge.compose import kronor
from pipeline.merge.view import YearView
from pipeline.model import Bar, Chart, Figure, Text
from pipeline.text import _, _n


def focus_chart(view: YearView) -> Iterator[Figure]:
    """Yield how many activities each focus area has; a year without activities has no chart."""
    counts = [(focus.name, len(view.in_focus(focus))) for focus in view.plan.focus]
    bars = tuple(Bar(name, n, _n("{n} activity", "{n} activities", n).format(n=n)) for name, n in counts)
    yield from _figure(bars, _("Activities per focus area"), "omraden-diagram")


def funding_chart(view: YearView) -> Iterator[Figure]:
    """Yield what each programme or budget pays; a year without funding has no chart."""
    parts = [f for activity in view.activities for f in activity.funding]
    sums = [(p.name, sum(f.amount for f in parts if f.programme == p.id)) for p in view.plan.programmes]
    bars = tuple(Bar(name, amount, kronor(amount)) for name, amount in sums if amount)
    yield from _figure(bars, _("Funding by programme or budget"), "finansiering-diagram")


def _figure(bars: tuple[Bar, ...], caption: str, id_: str) -> Iterator[Figure]:
    if any(bar.value for bar in bars):
        said = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
        alt = _("Bar chart. {bars}.").format(bars=said)
        yield Figure("", alt, (Text(caption),), id_, chart=Chart(bars))
