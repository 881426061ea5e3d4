"""The verb `change`: the beginning of a decided change."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.text import _

if TYPE_CHECKING:
    from pipeline.model import Plan

CHANGES = ("replace", "add-after", "strike", "move", "rename", "status")


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs to the command line."""
    purpose = _("write the beginning of a decided change, to be filled in and put into changes.md")
    change = verbs.add_parser("change", help=purpose, description=purpose)
    kinds = change.add_mutually_exclusive_group(required=True)
    for kind in CHANGES:
        kinds.add_argument(f"--{kind}", metavar="ID")
    _add_period(change)
    change.set_defaults(run=_change)


def _add_period(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--period", default="", metavar=_("PERIOD"), help=_("such as 2024-2027 (else the latest)"))


def _plan(options: argparse.Namespace) -> Plan:
    """Return the plan of the period that was asked for."""
    from pipeline.errors import Problem, UsageProblem  # noqa: PLC0415 (each verb pays for what it uses)
    from pipeline.sources import find_periods, load_plan  # noqa: PLC0415

    folders = [folder for folder in find_periods(Path("sources")) if options.period in ("", folder.name)]
    if not folders:
        what = _("There is no period {period} here.").format(period=options.period)
        raise UsageProblem(Problem("sources", 0, what, _("Run the command in the project's folder.")))
    return load_plan(folders[-1], Path())


def _change(options: argparse.Namespace) -> int:
    from pipeline.merge.skeleton import write_skeleton  # noqa: PLC0415
    from pipeline.model import ChangeKind  # noqa: PLC0415

    kind = next(kind for kind in CHANGES if getattr(options, kind.replace("-", "_")))
    target = getattr(options, kind.replace("-", "_")).strip("{}#")
    sys.stdout.write(write_skeleton(_plan(options), ChangeKind(kind), target))
    return 0
