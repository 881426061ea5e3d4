"""The verb `fmt`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PlanError, Problem, SourceProblem, UsageProblem
from pipeline.text import _, _n

if TYPE_CHECKING:
    from pipeline.form.canonical import Formed


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    purpose = _("write the sources in their one form; what they say stays the same")
    verb = verbs.add_parser("fmt", help=purpose, description=purpose)
    verb.add_argument("files", nargs="*", type=Path, metavar=_("FILE"), help=_("these alone (else every source)"))
    verb.add_argument("--check", action="store_true", help=_("write nothing; name those that are written otherwise"))
    verb.set_defaults(run=_fmt)


def _fmt(options: argparse.Namespace) -> int:
    problems: list[Problem] = []
    formed = list(_form_all(_known(options.files), problems))
    for file in formed:
        if file.kept:
            sys.stderr.write(f"{file.kept}\n")
    others = [file for file in formed if not file.is_canonical]
    if options.check:
        problems += [_otherwise(file) for file in others]
    else:
        _write(others)
    if problems:
        raise SourceProblem(problems)
    _tell(len(formed), 0 if options.check else len(others))
    return 0


def _known(files: Iterable[Path]) -> list[Path]:
    """Return the files that were asked for, or all of them. Raises `UsageProblem` for one that has no form."""
    from pipeline.form.files import READERS, TEXTS, find_sources, kind_of  # noqa: PLC0415 (each verb pays for its own)
    from pipeline.sources import periods_of  # noqa: PLC0415

    paths = list(files) or list(find_sources(Path()))
    unknown = [path for path in paths if not kind_of(path)]
    if unknown:
        what = _("The file is none that has one form.")
        remedy = _("Choose among {names}, and the styles.").format(names=", ".join(sorted((*READERS, *TEXTS))))
        raise UsageProblem(Problem(path.as_posix(), 0, what, remedy) for path in unknown)
    if not paths:
        periods_of(Path())
    return paths


def _form_all(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Formed]:
    """Yield the files in their one form; what cannot be read goes to `problems`, and the others are formed still."""
    from pipeline.form.canonical import form  # noqa: PLC0415

    for path in paths:
        try:
            yield form(path, Path())
        except PlanError as error:
            problems.extend(error.problems)


def _otherwise(file: Formed) -> Problem:
    what, remedy = _("The file is not written in the one form."), _("Run plan fmt: what it says stays the same.")
    return Problem(file.path.as_posix(), file.first_line, what, remedy)


def _write(files: Iterable[Formed]) -> None:
    from pipeline.output import write_if_changed  # noqa: PLC0415

    for file in files:
        write_if_changed(file.path, file.new, durable=True)
        sys.stdout.write(f"{file.path.as_posix()}\n")


def _tell(total: int, changed: int) -> None:
    if changed:
        words = _n("{n} of {total} sources was written anew.", "{n} of {total} sources were written anew.", changed)
    else:
        words = _n("{total} source has its one form.", "All {total} sources have their one form.", total)
    sys.stderr.write(words.format(n=changed, total=total) + "\n")
