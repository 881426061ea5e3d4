"""The four-year plan's edition: its text as changed by every decision up to a year."""

from __future__ import annotations

from datetime import date

from pipeline.merge.compose import day, decided, enumerate_words
from pipeline.merge.noted import text_with_decisions
from pipeline.merge.texts import changes_until
from pipeline.model import DRAFT, EXAMPLE, Change, Edition, Plan
from pipeline.text import _, _n

SLUG = "overgripande-aktivitetsplan"


def overall_edition(plan: Plan, on: date | None = None) -> Edition:
    """Return the four-year plan as it stands after the latest year's decisions, each named in a footnote.

    With `on`, the plan is one as of that day, and the cover says so.
    """
    changes = changes_until(plan, plan.last_year)
    return Edition(
        slug=f"{SLUG}-{plan.first_year}-{plan.last_year}",
        title=plan.title,
        subtitle=_("As worded on {date}").format(date=day(on)) if on else _subtitle(changes),
        publisher=plan.publisher,
        document=text_with_decisions(plan),
        date=_date(plan, changes),
        marks=(*draft_marks(plan), *_example_mark(plan)),
        facts=tuple(_facts(plan, changes)),
    )


def _subtitle(changes: tuple[Change, ...]) -> str:
    if not changes:
        return ""
    latest = max(change.decision.date for change in changes)
    return _("With the changes decided until {date}").format(date=day(latest))


def _date(plan: Plan, changes: tuple[Change, ...]) -> date:
    """The latest decision's date; a plan whose decision is not known is dated by its period's first day."""
    dates = [change.decision.date for change in changes]
    if plan.decision:
        dates.append(plan.decision.date)
    return max(dates, default=date(plan.first_year, 1, 1))


def draft_marks(plan: Plan) -> tuple[str, ...]:
    """Return the mark of a plan that is a draft, or whose reading has open questions."""
    n = plan.open_questions
    if not n and plan.status != DRAFT:
        return ()
    reason = _n("{n} question about the reading is open", "{n} questions about the reading are open", n).format(n=n)
    return (_("DRAFT – {reason}").format(reason=reason) if n else _("DRAFT"),)


def _example_mark(plan: Plan) -> tuple[str, ...]:
    years = [str(year.year) for year in plan.years if year.changes and year.status == EXAMPLE]
    if plan.status == EXAMPLE:
        return (_("EXAMPLE"),)
    return (_("EXAMPLE – the changes of {years} are examples").format(years=enumerate_words(years)),) if years else ()


def _facts(plan: Plan, changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    facts = [(_("Period"), f"{plan.first_year}–{plan.last_year}")]
    if plan.decision:
        facts.append((_("Adopted"), decided(plan.decision)))
    if plan.diary_number:
        facts.append((_("Diary number"), plan.diary_number))
    decisions = dict.fromkeys(decided(change.decision) for change in changes)
    return [*facts, *((_("Changed"), words) for words in decisions)]
