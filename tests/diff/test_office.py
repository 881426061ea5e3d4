"""LibreOffice accepts and rejects the redline's changes with the same outcome."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.diff.office import find_bridge, resolve_with_office
from tests.diff.resolve import content, open_word, plain
from tests.diff.test_redline import EDITS, after, before, redline, style

from pipeline.typeset import typeset_word  # isort: skip

HARD = ("everything at once", "a table's row added, one struck and a cell edited", "the last paragraph replaced")

needs_office = pytest.mark.skipif(
    not shutil.which("soffice") or not find_bridge(), reason="LibreOffice with its bridge to Python is not installed"
)


def lines(data: bytes) -> list[str]:
    """Return the words of a document; fields are the program's own."""
    words = re.sub(r"(PAGEREF \S+ \\h|TOC \\o.*|PAGE|NUMPAGES)", "", plain(content(open_word(data))))
    return [line.strip() for line in words.split("\n") if line.strip()]


@needs_office
def test_libreoffice_agrees_on_accepting_and_rejecting(tmp_path: Path) -> None:
    edits = {f"edit-{n}": edit for n, edit in enumerate(EDITS) if edit.name in HARD}
    plains = {name: typeset_word(after(edit), style()) for name, edit in edits.items()}
    tracked, saved = resolve_with_office(
        {name: redline(edit) for name, edit in edits.items()},
        {**plains, "old": typeset_word(before(), style())},
        tmp_path,
    )
    for name in edits:
        accepted, rejected = map(lines, tracked[name])
        assert accepted == lines(saved[name])
        assert rejected == lines(saved["old"])
