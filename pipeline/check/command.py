"""The verbs `check` and `rules`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.text import _

if TYPE_CHECKING:
    from pipeline.check import Finding, Rule
    from pipeline.model import Plan


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs to the command line."""
    purpose = _("hold the sources to every rule")
    check = verbs.add_parser("check", help=purpose, description=purpose)
    check.add_argument(
        "files", nargs="*", type=Path, metavar=_("FILE"), help=_("hold these outputs to their standards")
    )
    check.add_argument("--format", choices=("json", "sarif", "github"), help=_("for machines, on stdout"))
    check.set_defaults(run=_check)
    purpose = _("list the rules, where they come from and an example of each")
    rules = verbs.add_parser("rules", help=purpose, description=purpose)
    rules.set_defaults(run=_rules)


def _check(options: argparse.Namespace) -> int:
    if options.files:
        return _check_outputs(options.files)
    from pipeline.check.report import FORMATS, as_text, summary  # noqa: PLC0415 (each verb pays for what it uses)

    findings = collect(Path())
    if options.format:
        sys.stdout.write(FORMATS[options.format](findings))
    else:
        sys.stderr.write(as_text(findings))
        sys.stdout.write(summary(findings) + "\n" if findings else _("Every rule is kept.") + "\n")
    return int(any(finding.stops for finding in findings))


def _check_outputs(files: Sequence[Path]) -> int:
    """Hold built files to their standards. Raises `NotConforming`, or `UnreadableInput` when one is not there."""
    from pipeline.conform import can_validate, examine  # noqa: PLC0415
    from pipeline.errors import NotConforming, Problem, UnreadableInput  # noqa: PLC0415

    problems: list[Problem] = []
    for path in files:
        try:
            verdict = examine(path.as_posix(), path.read_bytes())
        except FileNotFoundError as error:
            what, remedy = _("There is no such file."), _("Build it with plan build.")
            raise UnreadableInput(Problem(path.as_posix(), 0, what, remedy)) from error
        except OSError as error:
            what = _("The file cannot be read: {error}.").format(error=error.strerror)
            raise UnreadableInput(Problem(path.as_posix(), 0, what, _("Build it with plan build."))) from error
        problems += verdict.problems
        if not verdict.problems:
            kept = ", ".join(verdict.standards) or _("its declarations hold")
            sys.stdout.write(f"{path.as_posix()}: {kept}\n")
    if not can_validate():
        _say(_("page-validation is not installed: the PDFs were asked only what they declare."))
    if problems:
        raise NotConforming(problems)
    return 0


def collect(root: Path) -> list[Finding]:
    """Return every finding of every period: what cannot be read, the rules, and the changes that do not fit."""
    from pipeline.sources import periods_of  # noqa: PLC0415

    return sorted(finding for folder in periods_of(root) for finding in _of_period(folder, root))


def _of_period(folder: Path, root: Path) -> list[Finding]:
    from pipeline.check import Finding, find  # noqa: PLC0415
    from pipeline.prepare import survey  # noqa: PLC0415

    plan, unread = survey(folder, root, _say)
    return [*(Finding(problem, "") for problem in unread), *(find(plan, unread) if plan else ())]


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")


def _rules(_options: argparse.Namespace) -> int:
    from pipeline.check import RULES  # noqa: PLC0415
    from pipeline.errors import SourceProblem  # noqa: PLC0415
    from pipeline.sources import find_periods, load_plan  # noqa: PLC0415

    try:
        plans = [load_plan(folder, Path()) for folder in find_periods(Path("sources"))]
    except SourceProblem:
        plans = []  # the rules can be read even when the sources cannot
    for rule in RULES:
        sys.stdout.write(_describe(rule, plans[-1] if plans else None))
    return 0


def _describe(rule: Rule, plan: Plan | None) -> str:
    own = next((entry for entry in plan.rules if entry.id == rule.name), None) if plan else None
    lines = [f"{rule.name} ({_severity(rule)})", f"    {_(rule.demand)}"]
    if own and plan:
        lines.append("    " + _("The plan: {words}").format(words=f"{own.name} {{#{own.section}}}"))
    for label, snippet in ((_("Right, in {file}:"), rule.example), (_("Wrong, in {file}:"), rule.counter)):
        lines.append(f"    {label.format(file=rule.file)}")
        lines += [f"        {line}".rstrip() for line in snippet.split("\n")]
    return "\n".join(lines) + "\n\n"


def _severity(rule: Rule) -> str:
    return _("error") if rule.severity == "error" else _("warning")
