"""Build every edition: the whole flow, top-down.

1. `prepare`   each period: recover what was never read, enter the answers, read the sources
2. `check`     hold the sources, and how the decided changes fit the plan, to the rules
3. `merge`     the plan with the decided changes → editions
4. `press`     typeset the editions that changed → PDF, Word and HTML, and the page that links them

Nothing is written while there is a problem; what has not changed is not made again (`state`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipeline.errors import OpenQuestions, Problem, SourceProblem, UsageProblem
from pipeline.frozen import frozen
from pipeline.model import Plan
from pipeline.output import digest
from pipeline.shelf import read_shelf
from pipeline.state import THEME, State, fingerprint
from pipeline.text import _, _n

Say = Callable[[str], None]


@frozen
class Built:
    """What a build did: the outputs that it replaced, and how many there are in all."""

    written: tuple[str, ...]
    total: int


def build(root: Path, say: Say, release: bool = False, theme: str = THEME) -> Built:
    """Build every edition of every period under `root`. Raises a `PlanError` and then leaves all outputs as they were.

    With `release`, open questions are refused too. `theme` names the style: `styles/<theme>.toml`.
    """
    style = find_style(root, theme)
    inputs = digest(fingerprint(root).encode(), theme.encode(), repr(read_shelf(root)).encode())
    former = State.read(root)
    if former.is_current(root, inputs) and not (release and former.open_questions):
        return Built((), len(former.digests))

    from pipeline.merge import merge  # noqa: PLC0415 (only a build that has work to do pays for these)
    from pipeline.press import print_all  # noqa: PLC0415

    plans = load_plans(root, say)
    if release:
        refuse_open_questions(plans)
    editions = [edition for plan in plans for edition in merge(plan)]
    printed = print_all(editions, plans, style, root, inputs)
    return Built(tuple(printed.written), printed.total)


def build_as_of(root: Path, day: date, say: Say, theme: str = THEME) -> Built:
    """Build the editions as they were on a day into `output/as-of/<day>/`; today's outputs stay as they are.

    Raises a `PlanError`, such as `UsageProblem` when no plan was in force on that day.
    """
    from pipeline.merge import merge  # noqa: PLC0415
    from pipeline.press import print_apart  # noqa: PLC0415

    style = find_style(root, theme)
    plans = [plan for plan in load_plans(root, say) if _began(plan) <= day]
    if not plans:
        what = _("No plan was in force on {day}.").format(day=day)
        raise UsageProblem(Problem("sources", 0, what, _("Give a later day.")))
    editions = [edition for plan in plans for edition in merge(plan, day)]
    return Built(*print_apart(editions, style, root, f"output/as-of/{day.isoformat()}"))


def _began(plan: Plan) -> date:
    """Return the day of a plan's decision; one without a decision is in force from its period's first day."""
    return plan.decision.date if plan.decision else date(plan.first_year, 1, 1)


def find_style(root: Path, theme: str) -> Path:
    """Return the file of a theme. Raises `UsageProblem`, which names those that there are."""
    styles = {path.stem: path for path in sorted((root / "styles").glob("*.toml"))}
    if theme not in styles:
        from pipeline.sources import periods_of  # noqa: PLC0415

        periods_of(root)  # in a wrong folder, that is what is to be said
        what = _("There is no theme {theme}.").format(theme=theme)
        remedy = _("Choose one of these: {themes}.").format(themes=", ".join(styles))
        raise UsageProblem(Problem("styles", 0, what, remedy))
    return styles[theme]


def load_plans(root: Path, say: Say) -> list[Plan]:
    """Prepare and check every period. Raises `SourceProblem` with all that is wrong in any of them.

    That is all that cannot be read, all that breaks a rule, and every change that does not fit.
    """
    from pipeline.check import check  # noqa: PLC0415 (only a build that has work to do pays for these)
    from pipeline.prepare import survey  # noqa: PLC0415
    from pipeline.sources import periods_of  # noqa: PLC0415

    plans: list[Plan] = []
    problems: list[Problem] = []
    for folder in periods_of(root):
        plan, unread = survey(folder, root, say)
        problems += unread
        if plan:
            plans.append(plan)
            problems += check(plan, unread)
    if problems:
        raise SourceProblem(problems)
    return plans


def refuse_open_questions(plans: list[Plan]) -> None:
    """Raise `OpenQuestions` when a plan has any."""
    problems = []
    for plan in plans:
        n = plan.open_questions
        if n:
            file = plan.origin.file.replace("plan.toml", "review.txt")
            what = _n("{n} question is open.", "{n} questions are open.", n).format(n=n)
            problems.append(Problem(file, 0, what, _("Write an answer after svar: for each of them, and build again.")))
    if problems:
        raise OpenQuestions(problems)
