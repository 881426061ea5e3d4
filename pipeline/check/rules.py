"""The rules, each a row of `RULES`: its name, what it holds the sources to, and how it finds what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.errors import Problem
from pipeline.merge.apply import find_blocks, id_of
from pipeline.model import Activity, Entry, Figure, Heading, Origin, Plan, Year
from pipeline.text import N_, _


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it demands in a sentence, and the function that finds what breaks it."""

    name: str
    demand: str
    find: Callable[[Plan], Iterable[Problem]]


def _problem(origin: Origin, what: str, remedy: str) -> Problem:
    return Problem(origin.file, origin.line, what, remedy)


def _activities(plan: Plan) -> Iterator[tuple[Year, Activity]]:
    return ((year, activity) for year in plan.years for activity in year.activities)


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _duplicates(plan: Plan) -> Iterator[Problem]:
    for register in (plan.partners, plan.goals, plan.focus, plan.questions, plan.bodies):
        yield from _repeated(register)
    for year in plan.years:
        yield from _repeated(year.activities)


def _repeated(entries: Sequence[Entry | Activity]) -> Iterator[Problem]:
    first: dict[str, Origin] = {}
    for entry in entries:
        if entry.id in first:
            what = _("The id {id} stands already on line {line}.").format(id=entry.id, line=first[entry.id].line)
            yield _problem(entry.origin, what, _("Give one of them another id."))
        first.setdefault(entry.id, entry.origin)


def _unknown_names(plan: Plan) -> Iterator[Problem]:
    for _year, activity in _activities(plan):
        yield from _unknown(activity, activity.partners, plan.partners, _("partner"), "partners.toml")
        yield from _unknown(activity, activity.goals, plan.goals, _("goal"), "goals.toml")
        yield from _unknown(activity, (activity.focus,), plan.focus, _("focus area"), "focus.toml")
        yield from _unknown(activity, (activity.body,), plan.bodies, _("responsible body"), "organisation.toml")


def _unknown(
    activity: Activity, ids: Iterable[str], entries: Sequence[Entry], kind: str, file: str
) -> Iterator[Problem]:
    known = [entry.id for entry in entries]
    for id_ in ids:
        if id_ and id_ not in known:
            what = _("The activity {activity} names the {kind} {id}, which no register has.")
            remedy = _("Choose one of {file}: {known}.").format(file=file, known=", ".join(known))
            yield _problem(activity.origin, what.format(activity=activity.id, kind=kind, id=id_), remedy)


def _lost_sections(plan: Plan) -> Iterator[Problem]:
    known = {id_of(block) for block in find_blocks(plan.document.blocks)}
    for entry in (*plan.partners, *plan.goals, *plan.focus, *plan.questions, *plan.bodies):
        if entry.section and entry.section not in known:
            what = _("{id} refers to the plan's passage {{#{section}}}, which does not exist.")
            remedy = _("Write the id of the passage in plan.md that says so.")
            yield _problem(entry.origin, what.format(id=entry.id, section=entry.section), remedy)


# ── What the plan demands of an activity ─────────────────────────────────────────────────────────────────────────────


def _without_goal(plan: Plan) -> Iterator[Problem]:
    for _year, activity in _activities(plan):
        if not activity.goals:
            what = _("The activity {id} serves none of the plan's goals.").format(id=activity.id)
            yield _problem(activity.origin, what, _("Name at least one goal."))


def _resting_partners(plan: Plan) -> Iterator[Problem]:
    by_id = {entry.id: entry for entry in plan.partners}
    for year, activity in _activities(plan):
        for partner in (by_id[id_] for id_ in activity.partners if id_ in by_id):
            ended = partner.status == "avslutad" or 0 < partner.until < year.year
            if ended or partner.status == "vilande":
                what = _("The activity {id} is with {partner}, whose cooperation has ended.") if ended else _(
                    "The activity {id} is with {partner}, whose cooperation is dormant."
                )  # fmt: skip
                remedy = _("Choose another partner, or decide to take the cooperation up again.")
                yield _problem(activity.origin, what.format(id=activity.id, partner=partner.name), remedy)


def _physical_without_reason(plan: Plan) -> Iterator[Problem]:
    for _year, activity in _activities(plan):
        if activity.meeting == "fysiskt" and not activity.meeting_reason:
            what = _("The activity {id} meets physically without saying why.").format(id=activity.id)
            yield _problem(activity.origin, what, _("Add meeting_reason, or choose a digital form."))


def _unanswered(plan: Plan) -> Iterator[Problem]:
    for _year, activity in _activities(plan):
        answers = dict(activity.answers)
        for question in plan.questions:
            if question.id not in answers:
                what = _("The activity {id} does not answer the plan's question “{question}”.")
                remedy = _("Add {key} under [activity.answers].").format(key=question.id)
                yield _problem(activity.origin, what.format(id=activity.id, question=question.name), remedy)
        for key in sorted(answers.keys() - {question.id for question in plan.questions}):
            what = _("The activity {id} answers {key}, which is no question of the plan.")
            yield _problem(activity.origin, what.format(id=activity.id, key=key), _("Correct the key."))


def _outside_year(plan: Plan) -> Iterator[Problem]:
    for year, activity in _activities(plan):
        if activity.start and activity.end and not activity.start <= activity.end:
            what = _("The activity {id} ends before it begins.").format(id=activity.id)
            yield _problem(activity.origin, what, _("Correct start or end."))
        elif activity.start and not activity.start[:4] <= str(year.year) <= activity.end[:4]:
            what = _("The activity {id} does not take place in {year}.").format(id=activity.id, year=year.year)
            yield _problem(activity.origin, what, _("Correct its months, or move it to its year."))


def _undecided(plan: Plan) -> Iterator[Problem]:
    for year in plan.years:
        if year.status == "antagen" and year.decision is None:
            what = _("The year is adopted, but its decision is missing.")
            yield _problem(year.origin, what, _("Add [decision] with body, date and paragraph."))


def _years_outside(plan: Plan) -> Iterator[Problem]:
    for year in plan.years:
        if not plan.first_year <= year.year <= plan.last_year:
            what = _("The year {year} lies outside the plan's period {first}–{last}.")
            what = what.format(year=year.year, first=plan.first_year, last=plan.last_year)
            yield _problem(year.origin, what, _("Move the folder to its period, or correct plan.toml."))


# ── What a reader needs ──────────────────────────────────────────────────────────────────────────────────────────────


def _skipped_levels(plan: Plan) -> Iterator[Problem]:
    level = 0
    for block in plan.document.blocks:
        if isinstance(block, Heading):
            if block.level > level + 1:
                what = _("The heading skips from level {before} to level {level}.")
                what = what.format(before=level, level=block.level)
                yield _problem(block.origin, what, _("Use one # more than the heading above, at most."))
            level = block.level


def _without_alt(plan: Plan) -> Iterator[Problem]:
    for block in find_blocks(plan.document.blocks):
        if isinstance(block, Figure) and not block.alt:
            remedy = _("Say between ![ and ] what it shows.")
            yield _problem(block.origin, _("The picture has no text for those who cannot see it."), remedy)


RULES = (
    Rule("duplicate-id", N_("An id is given once in each register and year."), _duplicates),
    Rule("unknown-name", N_("An activity names only what the registers have."), _unknown_names),
    Rule("lost-section", N_("A register refers only to passages that the plan has."), _lost_sections),
    Rule("no-goal", N_("Every activity serves at least one goal."), _without_goal),
    Rule("resting-partner", N_("Dormant and ended cooperations get no activities."), _resting_partners),
    Rule("physical-reason", N_("Digital meetings come first; a physical one says why."), _physical_without_reason),
    Rule("unanswered-question", N_("Every activity answers the plan's questions."), _unanswered),
    Rule("outside-year", N_("An activity takes place in its year."), _outside_year),
    Rule("year-outside-period", N_("A year lies within the plan's period."), _years_outside),
    Rule("adopted-without-decision", N_("What is adopted says by which decision."), _undecided),
    Rule("heading-level", N_("Headings go down one level at a time."), _skipped_levels),
    Rule("no-alt-text", N_("Every picture has a text that says what it shows."), _without_alt),
)
