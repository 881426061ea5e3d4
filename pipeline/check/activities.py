"""Rules about one activity: what the plan demands of it, and what a follow-up needs."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.rule import Facts, Fault
from pipeline.model import DRAFT, Activity, Year
from pipeline.text import _

DIGITAL, PHYSICAL = "digitalt", "fysiskt"
PLANNED, DONE, MOVED, CANCELLED = "planerad", "genomförd", "flyttad", "inställd"


def _fault(activity: Activity, what: str, remedy: str, **words: object) -> Fault:
    return Fault(activity.id, activity.origin, what.format(id=activity.id, **words), remedy)


def without_goal(_facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity that serves no goal."""
    if not activity.goals:
        what = _("The activity {id} serves none of the plan's goals.")
        yield _fault(activity, what, _("Name at least one goal."))


def without_body(_facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity that nobody answers for."""
    if not activity.body:
        what = _("Nobody is responsible for the activity {id}.")
        yield _fault(activity, what, _("Add body with a department or a company of organisation.toml."))


def without_equality(_facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity that says nothing about equality."""
    if not activity.equality:
        what = _("The activity {id} does not say how equality is considered.")
        yield _fault(activity, what, _("Add equality with a sentence about this activity."))


def physical_without_reason(_facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find a physical meeting without its reason."""
    if activity.meeting == PHYSICAL and not activity.meeting_reason:
        what = _("The activity {id} meets physically without saying why.")
        yield _fault(activity, what, _("Add meeting_reason, or choose a digital form."))


def digital_journeys(_facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find journeys to a digital meeting."""
    if activity.meeting == DIGITAL and activity.travel:
        what = _("The activity {id} meets digitally, but has journeys.")
        yield _fault(activity, what, _("Take the journeys away, or choose hybrid or fysiskt and say why."))


def unanswered(facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find a question of the plan that an activity does not answer."""
    answered = {key for key, _answer in activity.answers}
    for question in facts.plan.questions:
        if question.id not in answered:
            what = _("The activity {id} does not answer the plan's question “{question}”.")
            remedy = _("Add {key} under [activity.answers].").format(key=question.id)
            yield _fault(activity, what, remedy, question=question.name)


def resting_partners(facts: Facts, year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity with a partner whose cooperation rests, without a decision to take it up again."""
    partners = facts.partners(year)
    for partner in (partners[id_] for id_ in activity.partners if id_ in partners):
        if partner.status == "vilande":
            what = _("The activity {id} is with {partner}, whose cooperation is dormant.")
            remedy = _("Choose another partner, or decide in changes.md to take the cooperation up again.")
            yield _fault(activity, what, remedy, partner=partner.name)


def ended_partners(facts: Facts, year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity with a partner or project whose time is over."""
    partners = facts.partners(year)
    for partner in (partners[id_] for id_ in activity.partners if id_ in partners):
        if partner.status == "avslutad" or 0 < partner.until < year.year:
            what = _("The activity {id} is with {partner}, which has ended.")
            yield _fault(activity, what, _("Choose another partner, or correct until in partners.toml."),
                         partner=partner.name)  # fmt: skip


def backwards(_facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity that ends before it begins."""
    if activity.start and activity.end and _before(activity.end, activity.start):
        yield _fault(activity, _("The activity {id} ends before it begins."), _("Correct start or end."))


def outside_year(_facts: Facts, year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity that does not take place in its year."""
    if activity.start and activity.end and not activity.start[:4] <= str(year.year) <= activity.end[:4]:
        what = _("The activity {id} does not take place in {year}.")
        yield _fault(activity, what, _("Correct its months, or move it to its year."), year=year.year)


def _before(day: str, other: str) -> bool:
    """Say whether a month or day lies before another; a month and a day of it are the same time."""
    n = min(len(day), len(other))
    return day[:n] < other[:n]


def funding_sums(_facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity whose funding is not its cost."""
    paid = sum(funding.amount for funding in activity.funding)
    if paid != activity.cost:
        what = _("The activity {id} costs {cost} kronor, but its funding adds up to {paid}.")
        yield _fault(activity, what, _("Correct cost or the amounts in funding."), cost=activity.cost, paid=paid)


def status_without_reason(_facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity that was moved or cancelled without a reason."""
    if activity.status in (MOVED, CANCELLED) and not activity.status_reason:
        what = _("The activity {id} is {status} without saying why.")
        yield _fault(activity, what, _("Add status_reason."), status=activity.status)


def carried_over(facts: Facts, year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity that goes on next year, but says nothing of how this year went."""
    following = facts.following(year)
    open_ = not activity.result and activity.status not in (MOVED, CANCELLED)
    planned = following is not None and following.status != DRAFT  # a draft may be begun before the year is over
    if open_ and planned and following and activity.id in facts.ids[following.year]:
        what = _("The activity {id} goes on in {year} without a follow-up of this year.")
        yield _fault(activity, what, _("Add result."), year=following.year)


def without_outcome(facts: Facts, year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity of a year that is over, but that is still planned, or done without a result."""
    following = facts.following(year)
    over = following is not None and following.status != DRAFT
    if over and (activity.status == PLANNED or (activity.status == DONE and not activity.result)):
        what = _("The year {year} is over, but the activity {id} does not say how it went.")
        yield _fault(activity, what, _("Set status, and add result."), year=year.year)


def without_indicator(_facts: Facts, _year: Year, activity: Activity) -> Iterator[Fault]:
    """Find an activity that cannot be followed up."""
    if not activity.indicator:
        what = _("The activity {id} does not say what its result is measured by.")
        yield _fault(activity, what, _("Add indicator."))
