"""Make one list of activities from the workbooks of many departments, and find what was sent in twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from rapidfuzz import fuzz, process

from pipeline.errors import Problem, SourceProblem
from pipeline.model import Activity, Plan
from pipeline.sources.sheets import read_workbook
from pipeline.text import _

ALIKE = 88  # of 100: titles that are as alike as these are likely to mean one activity


def gather(paths: Sequence[Path], plan: Plan) -> tuple[Activity, ...]:
    """Return the activities of the workbooks, in the order of the files; one that was sent in twice alike counts once.

    Raises `SourceProblem` with every problem of every workbook, and `UnreadableInput` for a file that is none.
    """
    problems: list[Problem] = []
    read = [activity for path in paths for activity in read_workbook(path, plan, problems)]
    first: dict[str, Activity] = {}
    for activity in read:
        other = first.setdefault(activity.id, activity)
        if other != activity:
            problems.append(_twice(activity, other))
    if problems:
        raise SourceProblem(problems)
    return tuple(first.values())


def find_alike(activities: Iterable[Activity]) -> Iterator[Problem]:
    """Yield a warning for each activity whose title is so like that of an earlier one that they may be one activity."""
    earlier: list[Activity] = []
    for other in activities:
        titles = [activity.title.lower() for activity in earlier]
        best = process.extractOne(other.title.lower(), titles, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
        if best:
            what = _("{one} and {other} have nearly the same title: “{title}”.")
            what = what.format(one=earlier[best[2]].id, other=other.id, title=other.title)
            remedy = _("If they are one activity, give them the same id.")
            yield Problem(other.origin.file, other.origin.line, what, remedy, severity="warning")
        earlier.append(other)


def _twice(activity: Activity, other: Activity) -> Problem:
    names = [part.name for part in fields(activity) if part.compare]
    differing = [name for name in names if getattr(activity, name) != getattr(other, name)]
    what = _("The activity {id} stands on row {row} of {file} too, with other contents: {names}.")
    what = what.format(id=activity.id, row=other.origin.line, file=other.origin.file, names=", ".join(differing))
    remedy = _("Agree on one of them, or give one another id.")
    return Problem(activity.origin.file, activity.origin.line, what, remedy)
