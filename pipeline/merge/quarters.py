"""The year quarter by quarter: a picture of all of it, and in words what begins, goes on and ends in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.merge.compose import capital, enumerate_words, heading, number, paragraph, period, strong
from pipeline.merge.figures import timeline
from pipeline.merge.view import YearView
from pipeline.model import Activity, Block, List, ListItem, Text
from pipeline.text import N_, _, _n

QUARTERS = (N_("January–March"), N_("April–June"), N_("July–September"), N_("October–December"))

NAMED = 4  # so many activities that end are named; of more it is said how many there are


def by_quarter(view: YearView) -> Iterator[Block]:
    """Yield the section that shows when the activities take place; a year without activities has none."""
    if not view.activities:
        return
    yield heading(1, _("Activities by quarter"), "kvartal")
    yield paragraph(_("Digital activities are drawn as filled bars, hybrid ones half filled and physical ones empty."))
    yield from timeline(view)
    for quarter, name in enumerate(QUARTERS, 1):
        yield heading(2, _(name), f"kvartal-{quarter}")
        yield from _quarter(view, *_months(view.year.year, quarter))


def _months(year: int, quarter: int) -> tuple[str, str]:
    return f"{year}-{3 * quarter - 2:02}", f"{year}-{3 * quarter:02}"


def _quarter(view: YearView, first: str, last: str) -> Iterator[Block]:
    """Yield what begins in the months from the first to the last, and say how much goes on and what ends."""
    january = f"{view.year.year}-01"
    present = [a for a in view.activities if a.start[:7] <= last and a.end[:7] >= first]
    begun = [a for a in present if a.start[:7] >= first or (first == january and a.start < january)]
    if begun:
        yield paragraph(_n("One activity begins:", "{n} activities begin:", len(begun)).format(n=_many(len(begun))))
        yield List(tuple(_item(view, activity) for activity in begun))
    new = {activity.id for activity in begun}
    earlier = [activity for activity in present if activity.id not in new]
    ending = [activity for activity in present if activity.end[:7] <= last]
    yield paragraph(" ".join(_sentences(len(begun), len(earlier), ending)))


def _sentences(begun: int, earlier: int, ending: Sequence[Activity]) -> Iterator[str]:
    if not begun:
        yield _("No activity begins.")
    if earlier:
        words = _n("One activity goes on from before.", "{n} activities go on from before.", earlier)
        yield words.format(n=_many(earlier))
    yield _ends([_("“{title}”").format(title=activity.title) for activity in ending])


def _ends(titles: Sequence[str]) -> str:
    if not titles:
        return _("No activity ends.")
    if len(titles) > NAMED:
        return _("{n} activities end.").format(n=_many(len(titles)))
    words = _n("One activity ends: {titles}.", "{n} activities end: {titles}.", len(titles))
    return words.format(n=_many(len(titles)), titles=enumerate_words(titles))


def _many(n: int) -> str:
    return capital(number(n))


def _item(view: YearView, activity: Activity) -> ListItem:
    body = "".join(entry.name for entry in view.plan.bodies if entry.id == activity.body)
    words = ", ".join(filter(None, (period(activity.start, activity.end), activity.meeting, body)))
    return ListItem((*strong(activity.title), Text(f": {words}")))
