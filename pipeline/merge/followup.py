"""How last year went, how this year is assessed, and from which rules of the plan it departs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.merge.compose import enumerate_words, heading, number, paragraph, table
from pipeline.merge.outcomes import outcome, outcome_by_goal
from pipeline.merge.view import YearView, in_order
from pipeline.model import Activity, Block, Entry, List, ListItem, Marker, Table, Text, Year
from pipeline.text import _, _n

# ── Last year ────────────────────────────────────────────────────────────────────────────────────────────────────────


def follow_up(view: YearView) -> Iterator[Block]:
    """Yield the section on last year's activities: how each went, and what became of each goal."""
    last = view.last
    if last is None or not last.activities:
        return
    yield heading(1, _("Follow-up of {year}").format(year=last.year), "uppfoljning")
    yield paragraph(_outcomes(last))
    for focus in view.plan.focus:
        activities = in_order(activity for activity in last.activities if activity.focus == focus.id)
        if activities:
            yield heading(2, focus.name, f"uppfoljning-{focus.id}")
            yield _results(view, last, activities, focus)
    yield heading(2, _("Outcome by goal"), "uppfoljning-mal")
    yield from outcome_by_goal(view)


def _outcomes(last: Year) -> str:
    counts = Counter(activity.status for activity in last.activities)
    said = {
        "genomförd": _n("one done", "{n} done", counts["genomförd"]),
        "pågår": _n("one going on", "{n} going on", counts["pågår"]),
        "flyttad": _n("one moved", "{n} moved", counts["flyttad"]),
        "inställd": _n("one cancelled", "{n} cancelled", counts["inställd"]),
        "planerad": _n("one not begun", "{n} not begun", counts["planerad"]),
    }
    parts = [words.format(n=number(counts[status])) for status, words in said.items() if counts[status]]
    total = len(last.activities)
    words = _n("Of the activity of {year}: {parts}.", "Of the {total} activities of {year}: {parts}.", total)
    return words.format(total=number(total), year=last.year, parts=enumerate_words(parts))


def _results(view: YearView, last: Year, activities: Sequence[Activity], focus: Entry) -> Table:
    going_on = {activity.id for activity in view.activities}
    rows = [(a.title, _outcome(a, a.id in going_on), a.indicator, a.result or a.status_reason) for a in activities]
    head = (_("Activity"), _("Outcome"), _("Measured by"), _("Result"))
    caption = _("How the activities of {year} went: {focus}").format(year=last.year, focus=focus.name)
    return table(head, rows, caption, f"utfall-{focus.id}")


def _outcome(activity: Activity, goes_on: bool) -> str:
    return _("{outcome}, goes on").format(outcome=outcome(activity)) if goes_on else outcome(activity)


# ── This year ────────────────────────────────────────────────────────────────────────────────────────────────────────


def evaluation(view: YearView) -> Iterator[Block]:
    """Yield the section on how the year is evaluated, with the activities' answers to the plan's questions."""
    yield heading(1, _("Evaluation"), "utvardering")
    yield from view.year.evaluation
    questions = view.plan.questions
    if not view.activities or not questions:
        return
    yield paragraph(_("Each activity has been assessed by the plan's questions. The tables hold the answers."))
    yield List(tuple(ListItem((Text(question.name),)) for question in questions), Marker.NUMBER)
    for focus in view.plan.focus:
        activities = view.in_focus(focus)
        if activities:
            yield heading(2, focus.name, f"utvardering-{focus.id}")
            yield _answers(questions, activities, focus)


def _answers(questions: Sequence[Entry], activities: Sequence[Activity], focus: Entry) -> Table:
    head = (_("Activity"), *(_("Question {n}").format(n=n) for n, _question in enumerate(questions, 1)))
    rows = [(a.title, *(dict(a.answers).get(question.id, "") for question in questions)) for a in activities]
    caption = _("Answers to the plan's questions: {focus}").format(focus=focus.name)
    return table(head, rows, caption, f"svar-{focus.id}")


def waivers(view: YearView) -> Iterator[Block]:
    """Yield the section on the plan's rules that the year departs from; a year that keeps them all has none."""
    if not view.year.waivers:
        return
    yield heading(1, _("Exceptions from the plan's rules"), "undantag")
    yield paragraph(_("The year departs from what the four-year plan says in the following."))
    rules = {rule.id: rule.name for rule in view.plan.rules}
    names = {e.id: e.name for e in (*view.plan.goals, *view.plan.focus, *view.partners.values())}
    names |= {activity.id: activity.title for activity in view.activities}
    rows = [
        (
            rules.get(waiver.rule, waiver.rule),
            enumerate_words([names.get(id_, id_) for id_ in waiver.names]),
            waiver.reason,
        )
        for waiver in view.year.waivers
    ]
    yield table(
        (_("Rule"), _("Exception for"), _("Reason")), rows, _("Exceptions and their reasons"), "undantag-tabell"
    )
