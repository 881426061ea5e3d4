"""The sheets in which departments fill in their activities: which columns they have, and what belongs into each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pipeline.frozen import frozen
from pipeline.model import Entry, Plan, TravelMode
from pipeline.sources.activities import MEETINGS, STATUSES
from pipeline.text import N_, _

SEPARATOR = "; "
MAIN, TRAVEL, FUNDING, LISTS = N_("Activities"), N_("Journeys"), N_("Funding"), N_("Lists")


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    PERIOD = "period"
    NUMBER = "number"
    ONE = "one of a list"
    MANY = "several of a list"


@frozen
class Column:
    """A column: the activity's key, its heading, what to write into it, and the choices by what people see."""

    key: str
    title: str
    explanation: str
    kind: Kind = Kind.TEXT
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    width: int = 24

    def shown(self, value: str) -> str:
        """Return a value as people see it."""
        return next((words for words, id_ in self.choices if id_ == value), value)


def choices_of(entries: Sequence[Entry | TravelMode]) -> tuple[tuple[str, str], ...]:
    """Return the names that people choose from, with their ids; a name that is not clear alone is shown as its id."""
    names = [entry.name for entry in entries]
    clear = [names.count(entry.name) == 1 and SEPARATOR.strip() not in entry.name for entry in entries]
    return tuple((e.name if good else e.id, e.id) for e, good in zip(entries, clear, strict=True))


def _words(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((word, word) for word in words)


def main_columns(plan: Plan) -> tuple[Column, ...]:
    """Return the columns of the sheet of activities; each of the plan's questions has its own."""
    month = _("Year and month, such as 2026-03, or a day, such as 2026-03-14.")
    several = _("One or more of the sheet Lists, with a semicolon between them.")
    one = _("Choose from the list.")
    status = _("Why it was moved or cancelled.")
    return (
        Column("id", _("Id"), _("A short name that never changes: a–z, figures and hyphens."), needed=True),
        Column("title", _("Title"), _("What the activity is called."), needed=True, width=36),
        Column("purpose", _("Purpose"), _("What is done and what it shall lead to."), needed=True, width=60),
        Column("focus", _("Focus area"), one, Kind.ONE, choices_of(plan.focus), needed=True),
        Column("partners", _("Partners"), several, Kind.MANY, choices_of(plan.partners), width=36),
        Column("goals", _("Goals"), several, Kind.MANY, choices_of(plan.goals), width=36),
        Column("body", _("Responsible"), one, Kind.ONE, choices_of(plan.bodies)),
        Column("contact", _("Contact"), _("A role, never a person's name.")),
        Column("start", _("Begins"), month, Kind.PERIOD, needed=True, width=14),
        Column("end", _("Ends"), month, Kind.PERIOD, needed=True, width=14),
        Column("place", _("Place"), _("Only where people meet.")),
        Column("meeting", _("Meeting"), _("Digital meetings come first."), Kind.ONE, _words(MEETINGS), needed=True),
        Column("meeting_reason", _("Reason to meet"), _("Needed for a physical meeting."), width=36),
        Column("cost", _("Cost"), _("In kronor, figures alone. Say in the sheet Funding who pays."), Kind.NUMBER),
        *(Column(f"answers.{q.id}", q.name, _("Answer in a sentence."), width=48) for q in plan.questions),
        Column("equality", _("Equality"), _("How equality is considered."), width=48),
        Column("indicator", _("Measured by"), _("What the result is measured by."), width=36),
        Column("status", _("Status"), one, Kind.ONE, _words(STATUSES)),
        Column("status_reason", _("Reason for the status"), status, width=36),
        Column("result", _("Result"), _("How it went; filled in at the follow-up."), width=48),
    )


def travel_columns(plan: Plan) -> tuple[Column, ...]:
    """Return the columns of the sheet of journeys."""
    one = _("Choose from the list.")
    each = _("Kilometres there and back, for each person.")
    return (
        Column("id", _("Activity's id"), _("As in the sheet Activities."), needed=True),
        Column("mode", _("Way to travel"), one, Kind.ONE, choices_of(plan.modes), needed=True),
        Column("persons", _("Persons"), _("How many travel."), Kind.NUMBER, needed=True),
        Column("distance", _("Kilometres each"), each, Kind.NUMBER, needed=True),
    )


def funding_columns(plan: Plan) -> tuple[Column, ...]:
    """Return the columns of the sheet of funding."""
    one = _("Choose from the list.")
    return (
        Column("id", _("Activity's id"), _("As in the sheet Activities."), needed=True),
        Column("programme", _("Programme or budget"), one, Kind.ONE, choices_of(plan.programmes), needed=True),
        Column("amount", _("Amount"), _("In kronor, figures alone."), Kind.NUMBER, needed=True),
    )
