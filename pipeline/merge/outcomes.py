"""What became of each goal: how many of its activities were done, and what each of them led to."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.merge.compose import capital, heading, number, paragraph, strong
from pipeline.merge.view import YearView, in_order
from pipeline.model import Activity, Block, List, ListItem, Text
from pipeline.text import N_, _, _n

OUTCOMES = {
    "genomförd": N_("Done"),
    "pågår": N_("Going on"),
    "flyttad": N_("Moved to another year"),
    "inställd": N_("Cancelled"),
    "planerad": N_("Not begun"),
}


def outcome_by_goal(view: YearView) -> Iterator[Block]:
    """Yield each goal with what last year's activities for it led to."""
    assert view.last
    for goal in view.plan.goals:
        activities = in_order(activity for activity in view.last.activities if goal.id in activity.goals)
        yield heading(3, goal.name, f"utfall-{goal.id}")
        yield paragraph(_counted(len(activities), sum(a.status == "genomförd" for a in activities)))
        if activities:
            yield List(tuple(map(_item, activities)))


def outcome(activity: Activity) -> str:
    """Return how an activity went in a word or two."""
    return _(OUTCOMES.get(activity.status, activity.status))


def _counted(total: int, done: int) -> str:
    if not total:
        return _("No activity served the goal.")
    if done == total == 2:
        return _("Both activities were done.")
    if done == total:
        return _n("The activity was done.", "All {n} activities were done.", total).format(n=number(total))
    if not done:
        words = _n("The activity was not done.", "None of the {n} activities was done.", total)
        return words.format(n=number(total))
    words = _n("One of the {total} activities was done.", "{n} of the {total} activities were done.", done)
    return capital(words.format(n=number(done), total=number(total)))


def _item(activity: Activity) -> ListItem:
    """Return an activity and its result; how it went is said of those that were not simply done."""
    went = f" ({word[:1].lower()}{word[1:]})" if (word := outcome(activity)) and activity.status != "genomförd" else ""
    said = activity.result or activity.status_reason
    return ListItem((*strong(activity.title), Text(f"{went}: {said}" if said else went)))
