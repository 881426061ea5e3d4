"""Conformance: a document that was built must be what it says it is, before it may replace what stands there.

Each format has an ordered table of rules (`pdf`, `word`, `web`): what a document must be, and a tiny function that
looks at it with a reader that did not write it. The build holds what it made to them (exit code 5), `plan check FILE`
holds any document to them, and the archive takes nothing that fails. Only what a validator of others was asked about
counts as a standard that is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from pipeline.conform.pdf import PDF, can_validate
from pipeline.conform.rule import Format, unreadable
from pipeline.conform.web import WEB
from pipeline.conform.word import WORD
from pipeline.errors import Problem
from pipeline.frozen import frozen
from pipeline.text import _

__all__ = ["FORMATS", "Verdict", "can_validate", "examine", "faults", "standards_of"]

FORMATS: dict[str, Format] = {".pdf": PDF, ".docx": WORD, ".html": WEB}


@frozen
class Verdict:
    """What was found in one file: the standards that it was seen to keep, and what is wrong with it."""

    standards: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def faults(name: str, data: bytes) -> Iterator[str]:
    """Yield which rules of its format a document breaks, in whole sentences; nothing for a file of another format."""
    form = FORMATS.get(PurePath(name).suffix)
    if form:
        yield from form.faults(data)


def standards_of(name: str) -> tuple[str, ...]:
    """Return the standards that a document which passed says it keeps: the same on every machine."""
    form = FORMATS.get(PurePath(name).suffix)
    return form.standards if form else ()


def examine(name: str, data: bytes) -> Verdict:
    """Hold a PDF, Word document or web page to what it must be; a file of another kind has nothing to keep."""
    remedy = _("Keep the former file and report this; the sources need no change.")
    wrong = tuple(Problem(name, 0, what, remedy) for what in faults(name, data))
    form = FORMATS.get(PurePath(name).suffix)
    if form is None or wrong:
        return Verdict(problems=wrong)
    try:
        broken = form.validate(data)
    except Exception as error:  # as of its own reader, one may ask too much of a validator
        return Verdict(problems=(Problem(name, 0, unreadable(error), remedy),))
    what = _("The file breaks {standard}: {rule}.")
    return Verdict(
        tuple(standard for standard, rules in broken.items() if not rules),
        tuple(
            Problem(name, 0, what.format(standard=standard, rule=rule), remedy)
            for standard, rules in broken.items()
            for rule in rules
        ),
    )
