"""The marks that every edition shows: in full on its cover, and in short wherever there is little room."""

from __future__ import annotations

import re
from collections.abc import Sequence


def running_marks(marks: Sequence[str]) -> str:
    """Return the marks in short: the first words of each, up to the reason.

    >>> running_marks(["UTKAST: 2 frågor är obesvarade", "EXEMPEL – året är ett exempel"])
    'UTKAST · EXEMPEL'
    """
    return " · ".join(re.split(r"[:.(–]", mark)[0].strip() for mark in marks)
