"""Which documents are archived: those that are asked for, when they may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.archive.material import Material, gather, key_of
from pipeline.archive.metadata import FILE, FOUR_YEAR_PLAN, Registration, read_registrations
from pipeline.errors import Problem, SourceProblem, UsageProblem
from pipeline.merge import merge
from pipeline.model import ADOPTED, EXAMPLE, Edition, Plan
from pipeline.text import _


def gather_all(plans: Sequence[Plan], names: Sequence[str], root: Path) -> list[Material]:
    """Return the material of the editions named by year, `plan` or slug, or of all.

    Raises `UsageProblem` for a name that is no edition, `SourceProblem` with every reason why one may not be archived.
    """
    known = [(plan, edition, key) for plan in plans for edition in merge(plan) if (key := key_of(edition, plan))]
    _refuse_unknown(names, [word for _plan, edition, key in known for word in (key, edition.slug)])
    wanted = [chosen for chosen in known if not names or chosen[2] in names or chosen[1].slug in names]
    entries = {id(plan): _registrations(plan, root) for plan in plans}
    problems: list[Problem] = []
    materials: list[Material] = []
    for plan, edition, key in wanted:
        entry = entries[id(plan)].get(key)
        problems += _reasons(plan, edition, key, entry)
        if entry and not problems:
            materials.append(gather(edition, plan, entry, root))
    if problems:
        raise SourceProblem(problems)
    return materials


def _refuse_unknown(names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            what = _("There is no edition {name}.").format(name=name)
            remedy = _("Name one of {known}.").format(known=", ".join(known))
            raise UsageProblem(Problem("plan archive", 0, what, remedy))


def _registrations(plan: Plan, root: Path) -> dict[str, Registration]:
    decisions = {FOUR_YEAR_PLAN: plan.decision} | {str(year.year): year.decision for year in plan.years}
    return read_registrations((root / plan.origin.file).parent, root, decisions)


def _reasons(plan: Plan, edition: Edition, key: str, entry: Registration | None) -> Iterator[Problem]:
    """Yield why an edition may not be archived."""
    status = _status(plan, key)
    if entry is None:
        file = Path(plan.origin.file).with_name(FILE).as_posix()
        what = _("The file has no section {key}, so {title} cannot be registered.").format(key=key, title=edition.title)
        yield Problem(file, 0, what, _("Copy another section and fill in what the diarium says."))
    elif status not in (EXAMPLE, ADOPTED):
        what = _("{title} is {status}; only what is adopted is archived, or what is marked as an example.")
        remedy = _("Archive it when it has been adopted, or set status to antagen with the decision.")
        yield Problem(entry.origin.file, entry.origin.line, what.format(title=edition.title, status=status), remedy)
    elif status == EXAMPLE and not entry.is_example:
        what = _("{title} is an example in its own sources, but registered as adopted here.").format(
            title=edition.title
        )
        yield Problem(
            entry.origin.file, entry.origin.line, what, _("Set status to exempel here, or correct the sources.")
        )


def _status(plan: Plan, key: str) -> str:
    """Return an edition's state; the four-year plan is an example when changes that are examples are merged into it."""
    if key != FOUR_YEAR_PLAN:
        return next(year.status for year in plan.years if str(year.year) == key)
    changed_by = {year.status for year in plan.years if year.changes}
    return EXAMPLE if EXAMPLE in changed_by and plan.status == ADOPTED else plan.status
