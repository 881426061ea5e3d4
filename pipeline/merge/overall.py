"""The four-year plan's edition: its text as changed by every decision up to a year."""

from __future__ import annotations

from datetime import date

from pipeline.merge.apply import apply_changes
from pipeline.merge.compose import day, decided, enumerate_words
from pipeline.model import Change, Document, Edition, Plan
from pipeline.text import _, _n

SLUG = "overgripande-aktivitetsplan"
EXAMPLE = "exempel"


def overall_edition(plan: Plan) -> Edition:
    """Return the four-year plan as it stands after the latest year's decisions."""
    changes = changes_until(plan, plan.last_year)
    return Edition(
        slug=f"{SLUG}-{plan.first_year}-{plan.last_year}",
        title=plan.title,
        subtitle=_subtitle(changes),
        publisher=plan.publisher,
        document=text_as_of(plan, plan.last_year),
        date=_date(plan, changes),
        marks=(*_draft_mark(plan), *_example_mark(plan)),
        facts=tuple(_facts(plan, changes)),
    )


def changes_until(plan: Plan, year: int) -> tuple[Change, ...]:
    """Return the changes decided up to and with a year, in the order of their years."""
    return tuple(change for folder in plan.years if folder.year <= year for change in folder.changes)


def text_as_of(plan: Plan, year: int) -> Document:
    """Return the plan's text as it stands after a year's decisions. Raises `SourceProblem` when one does not fit."""
    return apply_changes(plan.document, changes_until(plan, year))


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


def _draft_mark(plan: Plan) -> tuple[str, ...]:
    n = plan.open_questions
    if not n and plan.status != "utkast":
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
