"""The page that links and explains all outputs: output/index.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.check import Finding, find
from pipeline.frozen import frozen
from pipeline.merge.compose import enumerate_words
from pipeline.model import ADOPTED, EXAMPLE, Activity, Edition, Plan
from pipeline.pages import template
from pipeline.shelf import Shelf
from pipeline.text import _, _n

FORMATS = {"pdf": "PDF", "docx": "Word", "html": "HTML"}


@frozen
class Output:
    """What is said of an output: its size in bytes, its pages (0: it has none), the standards that it says it keeps."""

    size: int
    pages: int = 0
    standards: tuple[str, ...] = ()


def render_overview(
    editions: Sequence[Edition],
    outputs: Mapping[str, Output],
    plans: Sequence[Plan],
    reports: Sequence[str],
    shelf: Shelf,
) -> str:
    """Return the page.

    `outputs` are known by their paths below the root; `reports` are the pages that show how the prior plans were read,
    relative to this page; `shelf` is what stands beside the editions.
    """
    warnings = [finding for plan in plans for finding in find(plan) if not finding.waived]
    return template("pipeline", "overview.html").render(
        cards=[(edition, _files(edition, outputs)) for edition in editions],
        reports=reports,
        next_step=_next_step(plans, warnings, shelf),
        warnings=[finding.problem for finding in warnings],
        coverage=[_coverage(plan) for plan in plans if plan.years],
        comparisons=[(f"{path}/diff.html", path.partition("/")[2].replace("-", " → ")) for path in shelf.comparisons],
        packages=shelf.packages,
    )


def _files(edition: Edition, outputs: Mapping[str, Output]) -> list[tuple[str, str, str, str]]:
    """Return an edition's files: path, format, size and pages, standards."""
    names = {suffix: f"{edition.slug}.{suffix}" for suffix in FORMATS}
    described = [(names[suffix], label, outputs[f"output/{names[suffix]}"]) for suffix, label in FORMATS.items()]
    return [(name, label, _size(output), " · ".join(output.standards)) for name, label, output in described]


def _size(output: Output) -> str:
    size = _("{n} kB").format(n=max(1, round(output.size / 1000)))
    pages = _n("{n} page", "{n} pages", output.pages).format(n=output.pages)
    return f"{pages}, {size}" if output.pages else size


def _coverage(plan: Plan) -> tuple[str, tuple[int, ...], list[tuple[str, list[int]]]]:
    """Return how many activities serve each goal of a plan, year by year: the title, the years, and a row for each."""
    rows = [(goal.name, [_serving(goal.id, year.activities) for year in plan.years]) for goal in plan.goals]
    return plan.title, tuple(year.year for year in plan.years), rows


def _serving(goal: str, activities: Sequence[Activity]) -> int:
    return sum(goal in activity.goals for activity in activities)


def _next_step(plans: Sequence[Plan], warnings: Sequence[Finding], shelf: Shelf) -> str:
    """Return in one sentence what is best done now."""
    n = sum(plan.open_questions for plan in plans)
    if n:
        words = _n(
            "Next: answer {n} question about the reading, with make review.",
            "Next: answer {n} questions about the reading, with make review.",
            n,
        )
        return words.format(n=n)
    if any(package.verified and not package.passed for package in shelf.packages):
        return _("Next: look at the package that did not pass its verification.")
    if warnings:
        n = len(warnings)
        return _n("Next: look at {n} remark below.", "Next: look at {n} remarks below.", n).format(n=n)
    return (
        _next_example(plans)
        or _next_decision(plans)
        or _("Nothing is waiting: every question is answered and every rule is kept.")
    )


def _next_example(plans: Sequence[Plan]) -> str:
    """Return what is to be done about the years that are examples; nothing where there is none."""
    years = [str(year.year) for plan in plans for year in plan.years if year.status == EXAMPLE]
    words = _n(
        "Next: {years} is an example. Write your own activities and decisions, and set its status to utkast.",
        "Next: {years} are examples. Write your own activities and decisions, and set their status to utkast.",
        len(years),
    )
    return words.format(years=enumerate_words(years)) if years else ""


def _next_decision(plans: Sequence[Plan]) -> str:
    """Return which file lacks the decision of a plan that was adopted; nothing where none does."""
    files = [plan.origin.file for plan in plans if plan.status == ADOPTED and not plan.decision]
    return (
        _("Next: write the decision by which the plan was adopted into {file}.").format(file=files[0]) if files else ""
    )
