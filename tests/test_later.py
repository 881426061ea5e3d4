"""Modules that are imported when something of them is first used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.later import later


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that is not yet imported."""
    (tmp_path / "slow_module.py").write_text("VALUE = 7\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "slow_module", raising=False)
    return "slow_module"


def imported(name: str) -> ModuleType:
    return __import__(name)


def test_a_module_is_imported_when_something_of_it_is_first_used(slow: str) -> None:
    with later(slow):
        module = imported(slow)
    assert slow not in sys.modules
    assert module.VALUE == 7
    assert sys.modules[slow].VALUE == 7


def test_what_is_used_at_once_is_imported_at_once(slow: str) -> None:
    with later(slow):
        assert imported(slow).VALUE == 7
        assert imported(slow) is sys.modules[slow] is not None
    assert imported(slow).VALUE == 7


def test_others_get_the_module_itself_afterwards_also_when_the_import_failed(slow: str) -> None:
    with pytest.raises(ValueError, match="stopped"), later(slow):
        raise ValueError("stopped")
    assert vars(imported(slow))["VALUE"] == 7


def test_a_module_that_is_there_is_left_as_it_is(slow: str) -> None:
    known = imported(slow)
    with later(slow):
        assert imported(slow) is known
    assert sys.modules[slow] is known


def test_what_a_module_lacks_is_told_as_of_the_module_itself(slow: str) -> None:
    with later(slow):
        module = imported(slow)
    with pytest.raises(AttributeError, match="slow_module"):
        _ = module.MISSING


def test_a_plan_without_pictures_is_typeset_without_what_reportlab_needs_for_them() -> None:
    """In a process of its own: here Pillow may have been imported before."""
    code = """
import sys
from datetime import date
from pathlib import Path
from pipeline.model import Document, Edition, Paragraph, Text
from pipeline.typeset import typeset_pdf
from pipeline.typeset.style import read_style
edition = Edition("prov", "Prov", "", "Luleå", Document("Prov", (Paragraph((Text("Ett ord."),)),)), date(2026, 1, 1))
assert typeset_pdf(edition, read_style(Path(sys.argv[1]))).startswith(b"%PDF")
assert not {"PIL.Image", "tempfile"} & set(sys.modules)
import PIL.Image
assert PIL.Image.new("RGB", (1, 1)).size == (1, 1)
"""
    style = Path(__file__).parents[1] / "styles" / "lulea.toml"
    subprocess.run([sys.executable, "-c", code, str(style)], check=True)
