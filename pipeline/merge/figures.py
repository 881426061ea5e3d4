"""The annual edition's charts: their data and, from the same data, the words for those who cannot see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil

from pipeline.merge.compose import enumerate_words, kronor, paragraph, period
from pipeline.merge.view import YearView
from pipeline.model import (
    Activity,
    Bar,
    BarChart,
    Chart,
    Entry,
    Figure,
    Listing,
    Matrix,
    MatrixRow,
    Paragraph,
    Pin,
    PinMap,
    Shade,
    Span,
    Text,
    Timeline,
)
from pipeline.text import N_, _, _n

QUARTERS = (N_("Jan–Mar"), N_("Apr–Jun"), N_("Jul–Sep"), N_("Oct–Dec"))
SHADES = {"digitalt": Shade.FULL, "hybrid": Shade.HALF, "fysiskt": Shade.OPEN}
NO_BREAK = "\u00a0"
TOWNS = ("vänort", "partnerstad")
ROWS = 10  # a timeline's rows, at most: a higher picture would leave half a page empty before it
LINE, LINES = 30, 30  # characters of a line beside a timeline, and lines of one, at most
# What a picture holds at most: more would be too small to be read on a page. The tables and the text hold all of it.
BARS, COLUMNS, LISTED = 16, 8, 14


def focus_chart(view: YearView) -> Iterator[Figure]:
    """Yield how many activities each focus area has; a year without activities has no chart."""
    counts = [(focus.name, len(view.in_focus(focus))) for focus in view.plan.focus]
    bars = tuple(Bar(name, n, _n("{n} activity", "{n} activities", n).format(n=n)) for name, n in counts)
    yield from _bars(bars, _("Number of activities in each focus area"), "omraden-diagram")


def funding_chart(view: YearView) -> Iterator[Figure]:
    """Yield what each programme or budget pays; a year without funding has no chart."""
    parts = [f for activity in view.activities for f in activity.funding]
    sums = [(p.name, sum(f.amount for f in parts if f.programme == p.id)) for p in view.plan.programmes]
    bars = tuple(Bar(name, amount, kronor(amount)) for name, amount in sums if amount)
    yield from _bars(bars, _("Funding by programme or budget"), "finansiering-diagram")


def timeline(view: YearView) -> Iterator[Figure]:
    """Yield when the activities take place; many of them are shared out over several charts."""
    spans = [_span(activity, view.year.year) for activity in view.activities]
    lines = sum(ceil(len(span.label) / LINE) for span in spans)
    parts = max(ceil(len(spans) / ROWS), ceil(lines / LINES))
    size = ceil(len(spans) / parts) if parts else 0
    for part in range(parts):
        here = slice(part * size, (part + 1) * size)
        said = "; ".join(f"{a.title}: {period(a.start, a.end)}, {a.meeting}" for a in view.activities[here])
        caption = _("When the activities take place, and in which form")
        if parts > 1:
            caption = _("{caption} ({part} of {parts})").format(caption=caption, part=part + 1, parts=parts)
        chart = Timeline(tuple(map(_, QUARTERS)), tuple(spans[here]))
        number = f"-{part + 1}" if parts > 1 else ""
        yield _figure(chart, _("Timeline. {spans}.").format(spans=said), caption, f"kvartal-diagram{number}")


def goals_chart(view: YearView) -> Iterator[Figure]:
    """Yield how many activities of each focus area serve each goal; a year without activities has no chart."""
    columns = [(focus.name, view.in_focus(focus)) for focus in view.plan.focus]
    rows = tuple(
        MatrixRow(goal.name, tuple(sum(goal.id in a.goals for a in activities) for _name, activities in columns))
        for goal in view.plan.goals
    )
    if any(sum(row.values) for row in rows) and len(rows) <= BARS and len(columns) <= COLUMNS:
        names = tuple(name for name, _activities in columns)
        alt = _("Matrix. {rows}.").format(rows="; ".join(_said(names, row) for row in rows))
        yield _figure(Matrix(names, rows), alt, _("Number of activities by goal and focus area"), "mal-diagram")


def partner_map(view: YearView, counts: Counter[str]) -> Iterator[Figure | Paragraph]:
    """Yield where the partners are, with the number of activities of each; without a single place there is no map.

    Those for whom there is no room beside the map are named after it.
    """
    entries = [entry for entry in view.cooperating if entry.kind in TOWNS or entry.has_place or counts[entry.id]]
    pins = [_pin(entry, counts[entry.id]) for entry in entries if entry.has_place]
    if not pins:
        return
    towns = [entry for entry in entries if entry.kind in TOWNS and not entry.has_place]
    others = [entry for entry in entries if entry.kind not in TOWNS and not entry.has_place]
    elsewhere, beside = (tuple(_partner(entry, counts[entry.id]) for entry in some) for some in (towns, others))
    said = "; ".join((*(pin.label for pin in pins), *elsewhere, *beside[:LISTED]))
    home = view.plan.home
    chart = PinMap(
        tuple(pins),
        Listing(_("Beyond the map"), elsewhere),
        Listing(_("Networks, organisations and projects"), beside[:LISTED]),
        Pin(home.name, home.latitude or 0, home.longitude or 0) if home and home.has_place else None,
    )
    alt = _("Map of Europe's north with lists. {partners}.").format(partners=said)
    yield _figure(chart, alt, _("Partners and the year's activities with them"), "partner-karta")
    if rest := beside[LISTED:]:
        yield paragraph(_("Others are {partners}.").format(partners=enumerate_words(rest)))


def _pin(entry: Entry, n: int) -> Pin:
    shade = Shade.FULL if n else Shade.OPEN
    return Pin(_partner(entry, n), entry.latitude or 0, entry.longitude or 0, shade)


def _partner(entry: Entry, n: int) -> str:
    resting = entry.status == "vilande" and not n
    words = _("dormant") if resting else _n("{n} activity", "{n} activities", n).format(n=n or _("no"))
    return f"{entry.name}: {words.replace(' ', NO_BREAK)}"


def _said(columns: Sequence[str], row: MatrixRow) -> str:
    counts = [(name, n) for name, n in zip(columns, row.values, strict=True) if n]
    return f"{row.label}: {enumerate_words([f'{name} {n}' for name, n in counts]) or _('none')}"


def _span(activity: Activity, year: int) -> Span:
    start, end = _share(activity.start, year), _share(activity.end, year, last=True)
    words = [activity.meeting]
    if start < 0:
        words.append(_("since {month}").format(month=period(activity.start, activity.start)))
    if end > 1:
        words.append(_("until {month}").format(month=period(activity.end, activity.end)))
    label = f"{activity.title} ({', '.join(words)})"
    return Span(label, max(0, start), min(1, end), SHADES.get(activity.meeting, Shade.FULL))


def _share(moment: str, year: int, last: bool = False) -> float:
    """Return which share of a year has passed when a month or day begins or, the last one, ends."""
    months = (int(moment[:4]) - year) * 12 + int(moment[5:7]) - 1
    if len(moment) == len("2025-03"):
        return (months + last) / 12
    day, days = int(moment[8:]), _days(moment)
    return (months + (day - 1 + last) / days) / 12


def _days(moment: str) -> int:
    first = date.fromisoformat(f"{moment[:7]}-01")
    return (date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days


def _bars(bars: tuple[Bar, ...], caption: str, id_: str) -> Iterator[Figure]:
    if any(bar.value for bar in bars) and len(bars) <= BARS:
        said = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
        yield _figure(BarChart(bars), _("Bar chart. {bars}.").format(bars=said), caption, id_)


def _figure(chart: Chart, alt: str, caption: str, id_: str) -> Figure:
    return Figure("", alt, (Text(caption),), id_, chart=chart)
