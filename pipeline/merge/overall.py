"""The four-year plan's edition: its text as changed by every decision up to a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.errors import Problem, SourceProblem
from pipeline.merge.apply import apply_changes, drop_unused_notes
from pipeline.merge.compose import day, decided, enumerate_words
from pipeline.model import (
    Block,
    Change,
    ChangeKind,
    Document,
    Edition,
    Footnote,
    List,
    NoteRef,
    Paragraph,
    Plan,
    Text,
    Year,
)
from pipeline.text import _, _n

SLUG = "overgripande-aktivitetsplan"
EXAMPLE = "exempel"


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
        document=_with_decisions(plan),
        date=_date(plan, changes),
        marks=(*draft_marks(plan), *_example_mark(plan)),
        facts=tuple(_facts(plan, changes)),
    )


def changes_until(plan: Plan, year: int) -> tuple[Change, ...]:
    """Return the changes decided up to and with a year, in the order of their years."""
    return tuple(change for folder in plan.years if folder.year <= year for change in folder.changes)


def text_as_of(plan: Plan, year: int) -> Document:
    """Return the plan's text as it stands after a year's decisions. Raises `SourceProblem` when one does not fit."""
    years = [folder for folder in plan.years if folder.year <= year]
    return texts_by_year(plan, years)[-1]


def texts_by_year(plan: Plan, years: Sequence[Year]) -> list[Document]:
    """Return the plan's text before all years, and after the decisions of each of them.

    Raises `SourceProblem` with every change that does not fit.
    """
    texts = [plan.document]
    problems: list[Problem] = []
    for n, year in enumerate(years):
        earlier = [change for before in years[:n] for change in before.changes]
        try:
            texts.append(apply_changes(texts[-1], year.changes, earlier))
        except SourceProblem as error:
            problems.extend(error.problems)
            texts.append(texts[-1])
    if problems:
        raise SourceProblem(problems)
    return texts


def as_of(plan: Plan, day: date) -> Plan:
    """Return the plan as it was known on a day: with what had been decided by then, and no more.

    A change counts from its own decision's day, also when its year's plan was decided later: of such a year, only its
    changes are known.
    """
    years = (replace(year, changes=tuple(c for c in year.changes if c.decision.date <= day)) for year in plan.years)
    return replace(plan, years=tuple(year for year in years if year.changes or is_known(year, day)))


def is_known(year: Year, day: date) -> bool:
    """Say whether a year's plan was decided on a day; one without a decision belongs to the days of its year."""
    return year.decision.date <= day if year.decision else year.year <= day.year


# ── The decisions in the text ────────────────────────────────────────────────────────────────────────────────────────


def _with_decisions(plan: Plan) -> Document:
    """Return the plan's text after all decisions, with a footnote by each passage that a decision gave its wording."""
    if not plan.decision_notes:
        return text_as_of(plan, plan.last_year)
    marked: list[Year] = []
    notes: list[Footnote] = []
    for year in plan.years:
        changes = []
        for change in year.changes:
            note = Footnote(f"beslut-{len(notes) + 1}", (Text(_note(change)),))
            new = _mark_last(change.new, note.id)
            changes.append(replace(change, new=new))
            notes.append(note)
        marked.append(replace(year, changes=tuple(changes)))
    text = text_as_of(replace(plan, years=tuple(marked)), plan.last_year)
    return drop_unused_notes(replace(text, notes=(*text.notes, *notes)))


def _note(change: Change) -> str:
    words = _("Added by a decision: {decision}.") if change.kind is ChangeKind.ADD_AFTER else _(
        "The wording was decided: {decision}."
    )  # fmt: skip
    return words.format(decision=decided(change.decision))


def _mark_last(blocks: Sequence[Block], note: str) -> tuple[Block, ...]:
    """Return blocks whose last paragraph or list item refers to a footnote; a heading or a table is not marked."""
    *rest, last = blocks or (None,)
    if isinstance(last, Paragraph):
        return (*rest, replace(last, inlines=(*last.inlines, NoteRef(note))))
    if isinstance(last, List):
        *items, item = last.items
        item = replace(item, inlines=(*item.inlines, NoteRef(note)))
        return (*rest, replace(last, items=(*items, item)))
    return tuple(blocks)


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
