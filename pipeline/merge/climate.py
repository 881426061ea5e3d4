"""How the year's journeys are made, and what they are estimated to emit.

The estimate is the number of persons, times the kilometres of each, times the factor of the way to travel in
climate.toml, which names its source.
"""

from __future__ import annotations

from collections.abc import Iterator

from babel.numbers import format_decimal

from pipeline.merge.compose import LOCALE, capital, figures, heading, number, paragraph, table
from pipeline.merge.view import YearView
from pipeline.model import Activity, Align, Block, Journey, Link, List, ListItem, Text, TravelMode
from pipeline.text import _, _n


def journeys(view: YearView) -> Iterator[Block]:
    """Yield the section on journeys and their emissions."""
    if not view.activities:
        return
    yield heading(1, _("Journeys and climate"), "resor-och-klimat")
    travelling = [activity for activity in view.activities if activity.travel]
    yield paragraph(" ".join(_sentences(view, len(travelling))))
    if travelling:
        head = (_("Activity"), _("Way to travel"), _("Persons"), _("Kilometres each"), _("Emissions"))
        align = (Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT)
        rows = [row for activity in travelling for row in _rows(view, activity)]
        yield table(head, rows, _("The year's journeys"), "resor", align)
        yield paragraph(_("The estimate is persons times kilometres there and back times the emissions of each way:"))
        yield List(tuple(_source(mode) for mode in _used(view)))


def emissions(view: YearView) -> int:
    """Return what a year's journeys emit, in grams of CO₂ equivalents."""
    return sum(_grams(view, journey) for activity in view.activities for journey in activity.travel)


def mass(grams: int) -> str:
    """Return emissions in words, no finer than an estimate can be: 840 kg, 7,2 ton."""
    if grams >= 1_000_000:
        return _("{n} tonnes").format(n=format_decimal(round(grams / 1_000_000, 1), "0.0", locale=LOCALE))
    kilos = round(grams / 1000)
    return _("{n} kg").format(n=round(kilos, -1) if kilos >= 100 else max(1, kilos))


def _grams(view: YearView, journey: Journey) -> int:
    mode = view.modes.get(journey.mode)
    return journey.persons * journey.distance * mode.grams if mode else 0


def _sentences(view: YearView, n: int) -> Iterator[str]:
    total = len(view.activities)
    if not n:
        yield _("None of the year's {total} activities needs a journey.").format(total=number(total))
        return
    words = _n("One of the year's {total} activities needs journeys.",
               "{n} of the year's {total} activities need journeys.", n)  # fmt: skip
    yield words.format(n=capital(number(n)), total=number(total))
    yield _("They are estimated to emit {mass} of carbon dioxide equivalents.").format(mass=mass(emissions(view)))


def _rows(view: YearView, activity: Activity) -> Iterator[tuple[str, ...]]:
    for journey in activity.travel:
        mode = view.modes.get(journey.mode)
        persons, distance = figures(journey.persons), figures(journey.distance)
        yield activity.title, mode.name if mode else "", persons, distance, mass(_grams(view, journey))


def _used(view: YearView) -> list[TravelMode]:
    used = {journey.mode for activity in view.activities for journey in activity.travel}
    return [mode for mode in view.plan.modes if mode.id in used]


def _source(mode: TravelMode) -> ListItem:
    words = _("{mode}: {grams} grams per person and kilometre (").format(mode=capital(mode.name), grams=mode.grams)
    source = Link((Text(mode.source),), mode.source) if mode.source.startswith("http") else Text(mode.source)
    return ListItem((Text(words), source, Text(")")))
