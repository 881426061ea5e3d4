"""The gate of the build: an edition's file is published only if it is what it says it is.

Every file is held to the rules of `archive.gate`, which look at what it declares and carries. A PDF is also validated
against PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) where page-validation, a validator that did not write it and
that comes with the development tools, is installed. Only what was validated counts as a standard that is kept.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from pipeline.archive.gate import GATES, failures
from pipeline.errors import Problem
from pipeline.text import _

GATE_OF = {".pdf": "bevarande", ".docx": "original", ".html": "webb"}
PROFILES = {"PDF/UA-1": "ua1", "PDF/A-2a": "2a"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one file: the standards that it was seen to keep, and what is wrong with it."""

    standards: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@cache
def can_validate() -> bool:
    """Say whether PDFs can be validated here, rather than asked what they declare."""
    return importlib.util.find_spec("page") is not None


def examine(name: str, data: bytes) -> Verdict:
    """Hold a PDF, Word document or web page to what it must be; a file of another kind has nothing to keep."""
    suffix = PurePath(name).suffix
    if suffix not in GATE_OF:
        return Verdict()
    remedy = _("Keep the former file and report this; the sources need no change.")
    wrong = [Problem(name, 0, what, remedy) for what in failures(data, *GATES[GATE_OF[suffix]])]
    if wrong or suffix != ".pdf" or not can_validate():
        return Verdict(problems=tuple(wrong))
    broken = {standard: list(_broken(data, profile)) for standard, profile in PROFILES.items()}
    what = _("The file breaks {standard}: {rule}.")
    return Verdict(
        tuple(standard for standard, rules in broken.items() if not rules),
        tuple(
            Problem(name, 0, what.format(standard=standard, rule=rule), remedy)
            for standard, rules in broken.items()
            for rule in rules
        ),
    )


def _broken(data: bytes, profile: str) -> Iterator[str]:
    """Yield the rules of a profile that a PDF breaks, as the validator names them."""
    report = importlib.import_module("page").validate_pdf_bytes(data, profile=profile)
    yield from dict.fromkeys(str(failure) for failure in report.failures)
