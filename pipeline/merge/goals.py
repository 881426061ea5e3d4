"""Who serves which goals: the matrix of activities and goals, and the activities of each responsible body."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.merge.compose import enumerate_words, heading, number, paragraph, table
from pipeline.merge.figures import goals_chart
from pipeline.merge.view import YearView
from pipeline.model import Align, Block, Entry, List, ListItem, Marker, Table, Text
from pipeline.text import _, _n

CHECK = "✓"


def goals(view: YearView) -> Iterator[Block]:
    """Yield the section with the matrix of activities and goals."""
    if not view.activities:
        return
    yield heading(1, _("Activities and goals"), "aktiviteter-och-mal")
    n = len(view.plan.goals)
    words = _n("The activities serve the municipality's goal:", "The activities serve the municipality's {n} goals:", n)
    yield paragraph(words.format(n=number(n)))
    yield List(tuple(ListItem((Text(_goal(goal)),)) for goal in view.plan.goals), Marker.NUMBER)
    yield from goals_chart(view)
    yield paragraph(_("The table shows which goals each activity serves. Its numbers are those of the goals above."))
    yield _matrix(view)


def _goal(goal: Entry) -> str:
    if not goal.agenda:
        return goal.name
    numbers = enumerate_words([str(number) for number in goal.agenda])
    words = _n("{name} (goal {numbers} of Agenda 2030)", "{name} (goals {numbers} of Agenda 2030)", len(goal.agenda))
    return words.format(name=goal.name, numbers=numbers)


def _matrix(view: YearView) -> Table:
    goal_ids = [goal.id for goal in view.plan.goals]
    activities = [activity for focus in view.plan.focus for activity in view.in_focus(focus)]
    rows = [(a.title, *(CHECK if id_ in a.goals else "" for id_ in goal_ids)) for a in activities]
    total = (_("Number of activities"), *(str(sum(id_ in a.goals for a in activities)) for id_ in goal_ids))
    head = (_("Activity"), *(str(number) for number, _id in enumerate(goal_ids, 1)))
    align = (Align.LEFT, *(Align.CENTER for _id in goal_ids))
    return table(head, [*rows, total], _("Which goals each activity serves"), "matris", align)


def bodies(view: YearView) -> Iterator[Block]:
    """Yield the section with the activities of each responsible body."""
    rows = []
    for body in view.plan.bodies:
        titles = [activity.title for activity in view.activities if activity.body == body.id]
        if titles:
            rows.append((body.name, str(len(titles)), "; ".join(titles)))
    if rows:
        yield heading(1, _("Responsible bodies"), "ansvariga")
        head = (_("Responsible"), _("Number"), _("Activities"))
        align = (Align.LEFT, Align.RIGHT, Align.LEFT)
        yield table(head, rows, _("Activities by responsible body"), "ansvariga-tabell", align)
