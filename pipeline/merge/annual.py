"""A year's edition: what is to be done, with whom, at what cost and towards which goals, and how last year went.

Everything that is counted here is counted from the activities. The plan of a year says what was decided for it; how its
activities went stands in the plan of the year after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.merge.activities import by_focus
from pipeline.merge.climate import emissions, journeys, mass
from pipeline.merge.compose import decided, heading, kronor, table
from pipeline.merge.decisions import decided_changes
from pipeline.merge.followup import evaluation, follow_up, waivers
from pipeline.merge.funding import amount_by_kind, funding
from pipeline.merge.goals import bodies, goals
from pipeline.merge.overall import EXAMPLE, text_as_of
from pipeline.merge.partners import partners
from pipeline.merge.quarters import by_quarter
from pipeline.merge.view import YearView
from pipeline.model import Block, Document, Edition, Plan, Year
from pipeline.text import _


def annual_edition(plan: Plan, year: Year, texts: Sequence[Document] = ()) -> Edition:
    """Return the annual activity plan of a year; `texts` are the plan's before and after the year's decisions."""
    view = YearView.of(plan, year)
    before, after = texts or (text_as_of(plan, year.year - 1), text_as_of(plan, year.year))
    title = _("Annual activity plan {year}").format(year=year.year)
    blocks = (
        *_introduction(year),
        *_in_short(view),
        *decided_changes(view, before, after),
        *by_focus(view),
        *by_quarter(view),
        *partners(view),
        *goals(view),
        *bodies(view),
        *funding(view),
        *journeys(view),
        *follow_up(view),
        *evaluation(view),
        *waivers(view),
    )
    return Edition(
        slug=f"aktivitetsplan-{year.year}",
        title=title,
        subtitle=_("Under {plan}").format(plan=plan.title),
        publisher=plan.publisher,
        document=Document(title, blocks, lang=plan.lang),
        date=year.decision.date if year.decision else date(year.year, 1, 1),
        marks=tuple(_marks(year)),
        facts=tuple(_facts(year)),
    )


def _marks(year: Year) -> Iterator[str]:
    if year.status == EXAMPLE:
        yield _("EXAMPLE – activities and decisions are examples")
    elif year.status == "utkast":
        yield _("DRAFT")
    elif year.status == "förslag":
        yield _("PROPOSAL – not yet decided")


def _facts(year: Year) -> Iterator[tuple[str, str]]:
    yield _("Year"), str(year.year)
    if year.decision:
        yield _("Decided"), decided(year.decision)
        if year.decision.diary_number:
            yield _("Diary number"), year.decision.diary_number
    yield _("Activities"), str(len(year.activities))


def _introduction(year: Year) -> Iterator[Block]:
    yield heading(1, _("Introduction"), "inledning")
    yield from year.introduction


def _in_short(view: YearView) -> Iterator[Block]:
    if view.activities:
        yield heading(1, _("The year in short"), "aret-i-korthet")
        yield table((), tuple(_numbers(view)), "", "korthet")


def _numbers(view: YearView) -> Iterator[tuple[str, str]]:
    activities = view.activities
    n, total = sum(a.meeting == "digitalt" for a in activities), len(activities)
    yield _("Activities"), str(total)
    yield _("Digital only"), _("{n} of {total} activities").format(n=n, total=total)
    yield _("Partners"), str(len({id_ for a in activities for id_ in a.partners}))
    cost = sum(a.cost for a in activities)
    if cost:
        yield _("Cost"), kronor(cost)
        if eu := amount_by_kind(view).get("EU"):
            yield _("From the EU"), kronor(eu)
    if grams := emissions(view):
        yield _("Journeys’ emissions"), mass(grams)
    if view.last and view.last.activities:
        done = sum(a.status == "genomförd" for a in view.last.activities)
        words = _("{n} of {total} activities").format(n=done, total=len(view.last.activities))
        yield _("Done in {year}").format(year=view.last.year), words
