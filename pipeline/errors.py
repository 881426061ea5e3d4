"""Every problem says what is wrong, where, why, and what to do next.

    PlanError                       exit code
    ├── SourceProblem       1       a source file breaks a rule: file and line
    ├── UsageProblem        2       the command was called wrongly
    ├── UnreadableInput     3       a file cannot be read: damaged, encrypted, empty, no PDF
    ├── OpenQuestions       4       a release was asked for while questions are open
    └── NotConforming       5       an output failed its own validation
    (130 is an interrupt.)

Messages are whole sentences, translated by `text.gettext`; no traceback ever reaches a user.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from pipeline.frozen import frozen


@frozen(order=True)
class Problem:
    """One problem: where it is, what is wrong and why, and what to do next.

    `where` is `file:line` for a source and `file, page N` for a PDF (pages and lines count from 1).
    """

    file: str
    line: int
    what: str
    remedy: str
    page: int = 0
    severity: str = "error"

    def __str__(self) -> str:
        """Return the problem as one line, the way compilers print them, so that editors can jump to it."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        page = f" (sidan {self.page})" if self.page else ""
        return f"{place}{page}: {self.what} {self.remedy}".rstrip()


class PlanError(Exception):
    """A problem, or several of one run, that stops the step; carries the exit code of the command."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class SourceProblem(PlanError):
    """A source file breaks a rule of the plan or of its format."""

    exit_code = 1


class UsageProblem(PlanError):
    """The command was called with something it does not know."""

    exit_code = 2


class UnreadableInput(PlanError):
    """A file cannot be read at all, or gives nothing."""

    exit_code = 3


class OpenQuestions(PlanError):
    """A release was asked for while questions are open."""

    exit_code = 4


class NotConforming(PlanError):
    """An output failed its own validation and did not replace the former one."""

    exit_code = 5
