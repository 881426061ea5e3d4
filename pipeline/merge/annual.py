"""A year's edition: what is to be done, with whom, at what cost and towards which goals, and how last year went.

Everything that is counted here is counted from the activities. The plan of a year says what was decided for it; how its
activities went stands in the plan of the year after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.merge.activities import by_focus
from pipeline.merge.climate import journeys
from pipeline.merge.compose import heading, table
from pipeline.merge.decisions import decided_changes
from pipeline.merge.followup import evaluation, follow_up, waivers
from pipeline.merge.funding import funding
from pipeline.merge.goals import bodies, goals
from pipeline.merge.partners import partners
from pipeline.merge.quarters import by_quarter
from pipeline.merge.texts import text_as_of
from pipeline.merge.view import YearView
from pipeline.merge.year import dated, facts_of, marks_of, numbers_of
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
        date=dated(year),
        marks=tuple(marks_of(plan, year)),
        facts=tuple(facts_of(year)),
    )


def _introduction(year: Year) -> Iterator[Block]:
    yield heading(1, _("Introduction"), "inledning")
    yield from year.introduction


def _in_short(view: YearView) -> Iterator[Block]:
    if view.activities:
        yield heading(1, _("The year in short"), "aret-i-korthet")
        yield table((), tuple(numbers_of(view)), "", "korthet")
