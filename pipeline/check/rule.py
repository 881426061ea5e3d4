"""What a rule is, what it finds, and the facts that rules look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import TypeVar

from pipeline.errors import Problem
from pipeline.frozen import frozen
from pipeline.merge.blocks import find_blocks, id_of
from pipeline.merge.registers import partners_of
from pipeline.model import Activity, Block, Entry, Foreign, Link, ListItem, Origin, Plan, TravelMode, Year

ERROR, WARNING = "error", "warning"


@frozen
class Fault:
    """What breaks a rule: the id that it is about (an activity, goal, partner …), where, what and the remedy."""

    about: str
    origin: Origin
    what: str
    remedy: str


@frozen
class Rule:
    """A rule: its name, what it demands in a sentence, how grave a breach is, and the function that finds breaches.

    `example` keeps the rule and `counter` breaks it; both are what would stand in `file` of a period's folder.
    """

    name: str
    demand: str
    find: Callable[[Facts], Iterable[Fault]]
    file: str
    example: str
    counter: str
    severity: str = ERROR


@frozen(order=True)
class Finding:
    """A breach of a rule: the problem, the rule's name, what it is about, and the reason when it is waived."""

    problem: Problem
    rule: str
    about: str = ""
    waived: str = ""

    @property
    def stops(self) -> bool:
        """Whether nothing may be typeset before this is mended."""
        return self.problem.severity == ERROR and not self.waived


E = TypeVar("E", Entry, Activity)


def by_id(entries: Iterable[E]) -> dict[str, E]:
    """Return entries by their ids."""
    return {entry.id: entry for entry in entries}


class Facts:
    """A plan, and what rules look up in it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._years = {year.year: year for year in plan.years}
        self.ids = {year.year: frozenset(activity.id for activity in year.activities) for year in plan.years}
        self._partners = {year.year: by_id(partners_of(plan, year.year)) for year in plan.years}

    def partners(self, year: Year) -> dict[str, Entry]:
        """Return the partners by id, with the status and name that the decisions until a year give them."""
        return self._partners[year.year]

    def following(self, year: Year) -> Year | None:
        """Return the next year's folder."""
        return self._years.get(year.year + 1)

    @cached_property
    def registers(self) -> dict[str, tuple[str, dict[str, Entry | TravelMode]]]:
        """The file and the entries, by id, of each register that activities refer to."""
        plan = self.plan
        entries: dict[str, tuple[str, Iterable[Entry | TravelMode]]] = {
            "partners": ("partners.toml", plan.partners),
            "goals": ("goals.toml", plan.goals),
            "focus": ("focus.toml", plan.focus),
            "bodies": ("organisation.toml", plan.bodies),
            "programmes": ("funding.toml", plan.programmes),
            "questions": ("plan.toml", plan.questions),
            "modes": ("climate.toml", plan.modes),
        }
        return {name: (file, {entry.id: entry for entry in register}) for name, (file, register) in entries.items()}

    @cached_property
    def passages(self) -> frozenset[str]:
        """The ids of all passages, the plan's and those that were decided later."""
        later = (block for year in self.plan.years for change in year.changes for block in find_blocks(change.new))
        return frozenset(id_of(block) for block in (*find_blocks(self.plan.document.blocks), *later))

    @cached_property
    def blocks(self) -> tuple[Block | ListItem, ...]:
        """Every block and list item that an editor wrote: the plan's, the years' and those that were decided later."""
        texts: list[Iterable[Block]] = [self.plan.document.blocks]
        for year in self.plan.years:
            texts += [year.introduction, year.evaluation, *(change.new for change in year.changes)]
        return tuple(block for text in texts for block in find_blocks(text))

    @cached_property
    def links(self) -> tuple[Part[Link], ...]:
        """Every link that an editor wrote."""
        return tuple(parts_of(self._texts, Link))

    @cached_property
    def foreign(self) -> tuple[Part[Foreign], ...]:
        """All words that an editor marked as another language's."""
        return tuple(parts_of(self._texts, Foreign))

    @property
    def _texts(self) -> tuple[object, ...]:
        plan = self.plan
        written = ((year.introduction, year.evaluation, *(c.new for c in year.changes)) for year in plan.years)
        return (plan.document.blocks, plan.document.notes, *written)


P = TypeVar("P")
NOWHERE = Origin()
Part = tuple[P, str, Origin]  # a part of a text, the id of the block that it stands in, and where that was written


def parts_of(node: object, kind: type[P], about: str = "", origin: Origin = NOWHERE) -> Iterator[Part[P]]:
    """Yield every part of a kind within blocks, footnotes and what they hold."""
    if isinstance(node, tuple):
        for child in node:
            yield from parts_of(child, kind, about, origin)
    elif is_dataclass(node):
        about, origin = getattr(node, "id", "") or about, getattr(node, "origin", None) or origin
        if isinstance(node, kind):
            yield node, about, origin
        for field in fields(node):
            if isinstance(inner := getattr(node, field.name), tuple):
                yield from parts_of(inner, kind, about, origin)


OfActivity = Callable[[Facts, Year, Activity], Iterator[Fault]]


def each_activity(find: OfActivity) -> Callable[[Facts], Iterator[Fault]]:
    """Hold every activity of every year to a rule."""

    def find_all(facts: Facts) -> Iterator[Fault]:
        for year in facts.plan.years:
            for activity in year.activities:
                yield from find(facts, year, activity)

    return find_all
