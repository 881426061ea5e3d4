"""The verbs of those who keep the sources.

`change` begins a decided change; `template` and `import` exchange activities with the departments as workbooks;
`new-year` begins a year, `adopt` freezes it, and `new-period` begins the next plan.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.model import Plan, Year

    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]

CHANGES = {
    "replace": N_("a passage gets a new wording"),
    "add-after": N_("a new passage after this one"),
    "strike": N_("a passage is struck"),
    "move": N_("a passage moves to another place"),
    "rename": N_("a partner gets another name"),
    "status": N_("a partner's cooperation gets another status"),
}


def register(verbs: Verbs) -> None:
    """Add the verbs to the command line."""
    _register_change(verbs)
    _register_template(verbs)
    _register_import(verbs)
    _register_year(
        verbs, "new-year", _("begin a year with what is not finished, and ask how the last one went"), _new_year
    )
    _register_year(verbs, "adopt", _("freeze the plan of a year as it was adopted"), _adopt)
    purpose = _("begin a period from the old plan, and show what must be decided anew")
    period = verbs.add_parser("new-period", help=purpose, description=purpose)
    period.add_argument("years", metavar="2028-2031", help=_("the first and the last year"))
    period.set_defaults(run=_new_period, period="")


def _register_change(verbs: Verbs) -> None:
    purpose = _("write the beginning of a decided change, to be filled in and put into changes.md")
    verb = verbs.add_parser("change", help=purpose, description=purpose)
    kinds = verb.add_mutually_exclusive_group(required=True)
    for kind, what in CHANGES.items():
        kinds.add_argument(f"--{kind}", metavar="ID", help=_(what))
    _add_period(verb)
    verb.set_defaults(run=_change)


def _register_template(verbs: Verbs) -> None:
    purpose = _("write a workbook in which a department fills in its activities")
    verb = verbs.add_parser("template", help=purpose, description=purpose)
    verb.add_argument("file", type=Path, metavar=_("FILE.xlsx"), help=_("the workbook to write"))
    year = _("fill in the activities of a year that is there")
    verb.add_argument("--year", type=int, default=0, metavar=_("YEAR"), help=year)
    _add_period(verb)
    verb.set_defaults(run=_template)


def _register_import(verbs: Verbs) -> None:
    purpose = _("make one list of activities from workbooks, as TOML on stdout or into a year")
    verb = verbs.add_parser("import", help=purpose, description=purpose)
    files = _("workbooks (.xlsx), or Word editions that were edited (.docx)")
    verb.add_argument("files", type=Path, nargs="+", metavar=_("FILE"), help=files)
    verb.add_argument("--apply", action="store_true", help=_("write what was edited in a Word edition (FILE.docx)"))
    year = _("write them into the activities.toml of a year")
    verb.add_argument("--year", type=int, default=0, metavar=_("YEAR"), help=year)
    _add_period(verb)
    verb.set_defaults(run=_import)


def _register_year(verbs: Verbs, name: str, purpose: str, run: Callable[[argparse.Namespace], int]) -> None:
    verb = verbs.add_parser(name, help=purpose, description=purpose)
    verb.add_argument("year", type=int, metavar=_("YEAR"), help=_("such as 2027"))
    _add_period(verb)
    verb.set_defaults(run=run)


def _add_period(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--period", default="", metavar=_("PERIOD"), help=_("such as 2024-2027 (else the latest)"))


def _plan(options: argparse.Namespace) -> Plan:
    """Return the plan of the period that was asked for."""
    from pipeline.errors import Problem, UsageProblem  # noqa: PLC0415 (each verb pays for what it uses)
    from pipeline.sources import load_plan, periods_of  # noqa: PLC0415

    periods = periods_of(Path())
    folders = [folder for folder in periods if options.period in ("", folder.name)]
    if not folders:
        what = _("There is no period {period} here.").format(period=options.period)
        remedy = _("Choose one of {years}.").format(years=", ".join(folder.name for folder in periods))
        raise UsageProblem(Problem("sources", 0, what, remedy))
    return load_plan(folders[-1], Path())


def _change(options: argparse.Namespace) -> int:
    from pipeline.merge.skeleton import write_skeleton  # noqa: PLC0415
    from pipeline.model import ChangeKind  # noqa: PLC0415

    kind = next(kind for kind in CHANGES if getattr(options, kind.replace("-", "_")))
    target = getattr(options, kind.replace("-", "_")).strip("{}#")
    sys.stdout.write(write_skeleton(_plan(options), ChangeKind(kind), target))
    return 0


def _template(options: argparse.Namespace) -> int:
    from pipeline.output import write_if_changed  # noqa: PLC0415
    from pipeline.sources.workbook import write_workbook  # noqa: PLC0415

    plan = _plan(options)
    activities = _year(plan, options.year).activities if options.year else ()
    write_if_changed(options.file, write_workbook(plan, activities))
    sys.stdout.write(f"{options.file.as_posix()}\n")
    return 0


def _import(options: argparse.Namespace) -> int:
    from pipeline.output import write_if_changed  # noqa: PLC0415
    from pipeline.sources.gather import find_alike, gather  # noqa: PLC0415
    from pipeline.sources.write import update_activities, write_activity  # noqa: PLC0415

    plan = _plan(options)
    if options.files[0].suffix.lower() == ".docx":
        from pipeline.diff.returned.command import import_word  # noqa: PLC0415

        return max(import_word(path, plan, options.year, apply=options.apply) for path in options.files)
    activities = gather(options.files, plan)
    for problem in find_alike(activities):
        sys.stderr.write(f"{problem}\n")
    if not options.year:
        sys.stdout.write("\n".join(map(write_activity, activities)))
        return 0
    year = _year(plan, options.year)
    path = Path(year.origin.file)
    text = path.read_text(encoding="utf-8-sig")
    write_if_changed(path, update_activities(text, year.activities, activities).encode())
    sys.stdout.write(f"{path.as_posix()}\n")
    return 0


def _new_year(options: argparse.Namespace) -> int:
    from pipeline.errors import Problem, UsageProblem  # noqa: PLC0415
    from pipeline.output import write_if_changed  # noqa: PLC0415
    from pipeline.sources.begin import ask_for_follow_up, begin_year  # noqa: PLC0415

    plan = _plan(options)
    path = Path(plan.origin.file).parent / str(options.year) / "activities.toml"
    if path.exists() or not plan.first_year <= options.year <= plan.last_year:
        what = _("The year {year} is there already, or lies outside the plan's period {first}–{last}.")
        what = what.format(year=options.year, first=plan.first_year, last=plan.last_year)
        remedy = _("Choose another year.")
        if options.year > plan.last_year:
            remedy = _("Begin the next period with plan new-period {first}-{last}.").format(
                first=plan.last_year + 1, last=2 * plan.last_year + 1 - plan.first_year
            )
        raise UsageProblem(Problem(path.as_posix(), 0, what, remedy))
    last = _year(plan, options.year - 1)
    for problem in ask_for_follow_up(last):
        sys.stderr.write(f"{problem}\n")
    write_if_changed(path, begin_year(last).encode())
    sys.stdout.write(f"{path.as_posix()}\n")
    return 0


def _new_period(options: argparse.Namespace) -> int:
    from pipeline.errors import Problem, UsageProblem  # noqa: PLC0415
    from pipeline.merge.new_period import begin_period, to_decide  # noqa: PLC0415
    from pipeline.output import write_if_changed  # noqa: PLC0415

    plan = _plan(options)
    old, new = Path(plan.origin.file).parent, Path("sources") / options.years
    years = re.fullmatch(r"(\d{4})-(\d{4})", options.years)
    if years is None or int(years[1]) != plan.last_year + 1 or int(years[2]) < int(years[1]) or new.exists():
        what = _("{years} is no period that begins in {first} and is not there yet.")
        what = what.format(years=options.years, first=plan.last_year + 1)
        raise UsageProblem(Problem(new.as_posix(), 0, what, _("Write it as {first}-{last}.").format(
            first=plan.last_year + 1, last=plan.last_year + 1 + plan.last_year - plan.first_year)))  # fmt: skip
    files = {path.name: path.read_text(encoding="utf-8-sig") for path in sorted(old.glob("*.toml"))}
    for name, text in begin_period(plan, files, int(years[1]), int(years[2])).items():
        write_if_changed(new / name, text.encode())
        sys.stdout.write(f"{(new / name).as_posix()}\n")
    for problem in to_decide(plan, int(years[1])):
        sys.stderr.write(f"{problem}\n")
    return 0


def _adopt(options: argparse.Namespace) -> int:
    from pipeline.errors import Problem, SourceProblem  # noqa: PLC0415
    from pipeline.model import EXAMPLE  # noqa: PLC0415
    from pipeline.output import write_if_changed  # noqa: PLC0415
    from pipeline.sources.adopt import adopt  # noqa: PLC0415

    year = _year(_plan(options), options.year)
    path = Path(year.origin.file)
    if year.status == EXAMPLE:
        what = _("The plan of {year} is an example, and an example is not adopted.").format(year=year.year)
        remedy = _("Write the activities and the decision that are to hold, set status to utkast, and adopt it then.")
        raise SourceProblem(Problem(path.as_posix(), year.origin.line, what, remedy))
    if year.decision is None:
        what = _("The plan of {year} cannot be adopted without a decision.").format(year=year.year)
        remedy = _("Add [decision] with body, date and paragraph.")
        raise SourceProblem(Problem(path.as_posix(), 1, what, remedy))
    write_if_changed(path, adopt(path.read_text(encoding="utf-8-sig"), year).encode())
    sys.stdout.write(f"{path.as_posix()}\n")
    return 0


def _year(plan: Plan, number: int) -> Year:
    from pipeline.errors import Problem, UsageProblem  # noqa: PLC0415

    year = next((year for year in plan.years if year.year == number), None)
    if year is None:
        what = _("The plan has no year {year}.").format(year=number)
        known = ", ".join(str(year.year) for year in plan.years)
        raise UsageProblem(Problem("sources", 0, what, _("Choose one of {years}.").format(years=known)))
    return year
