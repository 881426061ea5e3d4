"""Read an activity: a table of activities.toml becomes an `Activity`."""

from __future__ import annotations

from datetime import date

from pipeline.model import Activity, Funding, Journey
from pipeline.sources.tables import Fields
from pipeline.text import _

MEETINGS = ("digitalt", "hybrid", "fysiskt")
STATUSES = ("planerad", "pågår", "genomförd", "flyttad", "inställd")


def read_activity(fields: Fields) -> Activity:
    """Return the activity of a table; what is wrong in it becomes problems of its source."""
    answers = fields.table("answers")
    activity = Activity(
        id=fields.text("id"),
        title=fields.text("title"),
        purpose=fields.text("purpose"),
        focus=fields.text("focus"),
        partners=fields.texts("partners"),
        goals=fields.texts("goals"),
        body=fields.text("body", ""),
        contact=fields.text("contact", ""),
        start=_period(fields, "start"),
        end=_period(fields, "end"),
        place=fields.text("place", ""),
        meeting=fields.choice("meeting", MEETINGS),
        meeting_reason=fields.text("meeting_reason", ""),
        travel=tuple(map(_journey, fields.tables("travel"))),
        cost=fields.number("cost", 0),
        funding=tuple(map(_funding, fields.tables("funding"))),
        answers=tuple((key, answers.text(key)) for key in answers.values) if answers else (),
        equality=fields.text("equality", ""),
        status=fields.choice("status", STATUSES, "planerad"),
        status_reason=fields.text("status_reason", ""),
        indicator=fields.text("indicator", ""),
        result=fields.text("result", ""),
        origin=fields.origin,
    )
    fields.end()
    return activity


def is_period(value: str) -> bool:
    """Say whether a text is a month (`2025-03`) or a day (`2025-03-14`)."""
    try:
        date.fromisoformat(f"{value}-01" if len(value) == 7 else value)
    except ValueError:
        return False
    return len(value) in (7, 10)


def _period(fields: Fields, key: str) -> str:
    if isinstance(fields.values.get(key), date):
        return fields.get(key, date).isoformat()
    value = fields.text(key)
    if value and not is_period(value):
        what = _("{key} is {value!r}, which is no month or day.").format(key=key, value=value)
        fields.problem(key, what, _('Write year and month, such as "2025-03", or a day, such as "2025-03-14".'))
        return ""
    return value


def _journey(fields: Fields) -> Journey:
    journey = Journey(fields.text("mode"), fields.number("persons"), fields.number("distance"))
    fields.end()
    return journey


def _funding(fields: Fields) -> Funding:
    funding = Funding(fields.text("programme"), fields.number("amount"))
    fields.end()
    return funding
