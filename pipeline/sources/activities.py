"""Read an activity: a table of activities.toml becomes an `Activity`."""

from __future__ import annotations

from pipeline.model import Activity, Funding, Journey
from pipeline.sources.tables import Fields

MEETINGS = ("digitalt", "hybrid", "fysiskt")
STATUSES = ("planerad", "pågår", "genomförd", "flyttad", "inställd")


def read_activity(fields: Fields) -> Activity:
    """Return the activity of a table; what is wrong in it becomes problems of its source."""
    activity = Activity(
        id=fields.text("id"),
        title=fields.text("title"),
        purpose=fields.text("purpose"),
        focus=fields.text("focus"),
        partners=fields.texts("partners"),
        goals=fields.texts("goals"),
        body=fields.text("body", ""),
        contact=fields.text("contact", ""),
        start=fields.period("start"),
        end=fields.period("end"),
        place=fields.text("place", ""),
        meeting=fields.choice("meeting", MEETINGS),
        meeting_reason=fields.text("meeting_reason", ""),
        travel=tuple(map(_journey, fields.tables("travel"))),
        cost=fields.number("cost", 0),
        funding=tuple(map(_funding, fields.tables("funding"))),
        equality=fields.text("equality", ""),
        indicator=fields.text("indicator", ""),
        status=fields.choice("status", STATUSES, "planerad"),
        status_reason=fields.text("status_reason", ""),
        result=fields.text("result", ""),
        answers=answers.pairs() if (answers := fields.table("answers")) else (),
        origin=fields.origin,
    )
    fields.end()
    return activity


def _journey(fields: Fields) -> Journey:
    journey = Journey(fields.text("mode"), fields.number("persons"), fields.number("distance"))
    fields.end()
    return journey


def _funding(fields: Fields) -> Funding:
    funding = Funding(fields.text("programme"), fields.number("amount"))
    fields.end()
    return funding
