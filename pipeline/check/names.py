"""Rules about names: what is named exists, and is named once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from pipeline.check.rule import Facts, Fault
from pipeline.model import Activity, Entry, Origin, TravelMode, Year
from pipeline.text import N_, _

KINDS = {
    "partners": N_("the partner {id}"),
    "goals": N_("the goal {id}"),
    "focus": N_("the focus area {id}"),
    "bodies": N_("the responsible body {id}"),
    "programmes": N_("the programme {id}"),
    "questions": N_("the question {id}"),
    "modes": N_("the way to travel {id}"),
}


def duplicates(facts: Facts) -> Iterator[Fault]:
    """Find ids that were given twice."""
    plan = facts.plan
    for register in (plan.partners, plan.goals, plan.focus, plan.questions, plan.bodies, plan.programmes, plan.rules):
        yield from _repeated(register)
    for year in plan.years:
        yield from _repeated(year.activities)


def _repeated(entries: Sequence[Entry | Activity]) -> Iterator[Fault]:
    first: dict[str, Origin] = {}
    for entry in entries:
        if entry.id in first:
            what = _("The id {id} stands already on line {line}.").format(id=entry.id, line=first[entry.id].line)
            yield Fault(entry.id, entry.origin, what, _("Give one of them another id."))
        first.setdefault(entry.id, entry.origin)


def unknown_names(facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find what an activity names and no register has."""
    for register, ids in _named(activity):
        file, known = facts.registers[register]
        for id_ in ids:
            if id_ and id_ not in known and "" not in known:  # an id that cannot be read may be this one
                kind = _(KINDS[register]).format(id=id_)
                what = _("The activity {activity} names {kind}, which no register has.")
                remedy = _("Choose one of {file}: {known}.").format(file=file, known=", ".join(sorted(known)))
                if meant := _meant(id_, known):
                    remedy = _("Did you mean {id}? {remedy}").format(id=meant, remedy=remedy)
                yield Fault(activity.id, activity.origin, what.format(activity=activity.id, kind=kind), remedy)


def _meant(words: str, known: Mapping[str, Entry | TravelMode]) -> str:
    """Return the id whose entry has a name like what was written, or nothing."""
    names = {name.casefold(): id_ for id_, entry in known.items()
             for name in (id_, entry.name, *getattr(entry, "other_names", ()))}  # fmt: skip
    alike = get_close_matches(words.casefold(), names, 1)
    return names[alike[0]] if alike else ""


def _named(activity: Activity) -> Iterator[tuple[str, Iterable[str]]]:
    yield "partners", activity.partners
    yield "goals", activity.goals
    yield "focus", (activity.focus,)
    yield "bodies", (activity.body,)
    yield "programmes", (funding.programme for funding in activity.funding)
    yield "questions", (key for key, _answer in activity.answers)
    yield "modes", (journey.mode for journey in activity.travel)


def lost_sections(facts: Facts) -> Iterator[Fault]:
    """Find registers' references to passages that the plan has not."""
    plan = facts.plan
    for entry in (*plan.partners, *plan.goals, *plan.focus, *plan.questions, *plan.bodies, *plan.rules):
        if entry.section and entry.section not in facts.passages:
            what = _("{id} refers to the plan's passage {{#{section}}}, which does not exist.")
            remedy = _("Write the id of the passage in plan.md that says so.")
            yield Fault(entry.id, entry.origin, what.format(id=entry.id, section=entry.section), remedy)


def half_places(facts: Facts) -> Iterator[Fault]:
    """Find places of which only the latitude or only the longitude is said."""
    plan = facts.plan
    for entry in (*plan.partners, *((plan.home,) if plan.home else ())):
        if (entry.latitude is None) != (entry.longitude is None):
            what = _("{name} has only one of latitude and longitude, and so no place on the map.")
            remedy = _("Write both in degrees, such as latitude = 65.58 and longitude = 22.15, or none.")
            yield Fault(entry.id, entry.origin, what.format(name=entry.name), remedy)


def unknown_waivers(facts: Facts) -> Iterator[Fault]:
    """Find waivers of rules that the plan does not set."""
    known = [rule.id for rule in facts.plan.rules]
    for year in facts.plan.years:
        for waiver in year.waivers:
            if waiver.rule not in known:
                what = _("The rule {rule} cannot be waived: it is none of those that the plan sets.")
                remedy = _("Mend what breaks the rule, or waive one of rules.toml: {known}.")
                yield Fault(
                    waiver.rule, waiver.origin, what.format(rule=waiver.rule), remedy.format(known=", ".join(known))
                )
