"""What a year's edition looks at: the year, last year, and the registers by id as they stand that year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from pipeline.frozen import frozen
from pipeline.merge.registers import partners_of
from pipeline.model import Activity, Entry, Plan, TravelMode, Year


@frozen
class YearView:
    """A year of a plan, with its activities in the order of their time and the registers' entries by id."""

    plan: Plan
    year: Year
    activities: Sequence[Activity]
    last: Year | None
    partners: Mapping[str, Entry]
    programmes: Mapping[str, Entry]
    modes: Mapping[str, TravelMode]

    @classmethod
    def of(cls, plan: Plan, year: Year) -> YearView:
        """Look at a year of a plan."""
        last = next((other for other in plan.years if other.year == year.year - 1), None)
        return cls(
            plan=plan,
            year=year,
            activities=in_order(year.activities),
            last=last,
            partners={entry.id: entry for entry in partners_of(plan, year.year)},
            programmes={entry.id: entry for entry in plan.programmes},
            modes={mode.id: mode for mode in plan.modes},
        )

    @property
    def cooperating(self) -> list[Entry]:
        """The partners whose cooperation has begun and not ended, dormant ones too."""
        year = self.year.year
        known = self.partners.values()
        return [e for e in known if e.status != "avslutad" and e.since <= year and (not e.until or e.until >= year)]

    def in_focus(self, focus: Entry) -> list[Activity]:
        """Return the activities of a focus area."""
        return [activity for activity in self.activities if activity.focus == focus.id]


def in_order(activities: Iterable[Activity]) -> list[Activity]:
    """Return activities in the order of their time."""
    return sorted(activities, key=attrgetter("start", "end", "title"))


def names(entries: Mapping[str, Entry] | Mapping[str, TravelMode], ids: Iterable[str]) -> list[str]:
    """Return the names of entries."""
    return [entries[id_].name for id_ in ids if id_ in entries]
