"""Begin a new year from the last one: what is not finished goes on, and the rest is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.errors import Problem
from pipeline.model import Activity, Year
from pipeline.sources.write import write_activity
from pipeline.text import _

GOING_ON = ("planerad", "pågår", "flyttad")


def begin_year(last: Year) -> str:
    """Return the activities.toml of the year after `last`: a draft with the activities that are not finished."""
    year = last.year + 1
    introduction = _("What the municipality will do in {year}, and what is new since {last}.")
    evaluation = _("How and when the activities of {year} are followed up.")
    head = (
        f'year = {year}\nstatus = "utkast"\n\n'
        f'introduction = """\n{introduction.format(year=year, last=last.year)}\n"""\n\n'
        f'evaluation = """\n{evaluation.format(year=year)}\n"""\n'
    )
    activities = (_next(activity, last.year) for activity in last.activities if activity.status in GOING_ON)
    return "\n".join((head, *map(write_activity, activities)))


def ask_for_follow_up(last: Year) -> Iterator[Problem]:
    """Yield a warning for each activity that does not say how it went."""
    for activity in last.activities:
        if activity.status == "planerad" or not (activity.result or activity.status_reason):
            what = _("How did {id} go? The plan of {year} prints it.").format(id=activity.id, year=last.year + 1)
            remedy = _("Set status and result.")
            yield Problem(activity.origin.file, activity.origin.line, what, remedy, severity="warning")


def _next(activity: Activity, year: int) -> Activity:
    """Return an activity as planned for the year after; one that was to end later keeps its end."""
    goes_on = activity.end[:4] > str(year)
    start = f"{year + 1}-01" if goes_on else _shift(activity.start, year)
    end = activity.end if goes_on else _shift(activity.end, year)
    return replace(activity, start=start, end=end, status="planerad", status_reason="", result="")


def _shift(period: str, year: int) -> str:
    """Return a month or day a year later; 29 February becomes the 28th."""
    return f"{year + 1}{period[4:]}".replace("-02-29", "-02-28")
