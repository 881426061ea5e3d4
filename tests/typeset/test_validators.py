"""Others' validators on what is typeset: veraPDF, qpdf and the Open XML SDK find nothing, and do find what we plant.

They live beside the project's own environment (`.venv/validators`, or PLAN_VALIDATORS); `.ci/run` says how they come
there.
"""

from __future__ import annotations

import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from every_kind import BLOCKS, EVERY_KIND
from hard_cases import CASES
from test_hard_cases import edition as hard
from test_pdf import TINY, style, tiny

from pipeline.typeset import typeset_html, typeset_pdf, typeset_word
from tests.conftest import needs_program
from tests.validators import broken_rules, html_remarks, sdk_report

# The document of every kind has ten pages.
TWO_HUNDRED_PAGES = replace(EVERY_KIND, document=replace(EVERY_KIND.document, blocks=BLOCKS * 26))


@pytest.fixture(scope="module")
def pdfs(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every PDF of the project, documents that are hard to set, that of every kind on tiny pages, and a long one."""
    folder = tmp_path_factory.mktemp("pdfs")
    for width, height in TINY[:3]:
        (folder / f"{width}x{height}.pdf").write_bytes(typeset_pdf(EVERY_KIND, tiny(width, height)))
    for number, name in enumerate(CASES):
        (folder / f"hard-{number}.pdf").write_bytes(typeset_pdf(hard(name), style()))
    (folder / "long.pdf").write_bytes(typeset_pdf(TWO_HUNDRED_PAGES, style()))
    with pikepdf.open(folder / "long.pdf") as pdf:
        assert len(pdf.pages) >= 200
    return [*sorted((built_project / "output").rglob("*.pdf")), *sorted(folder.iterdir())]


@needs_program("java")
def test_verapdf_finds_every_pdf_to_be_pdf_ua_and_pdf_a(pdfs: list[Path]) -> None:
    found = broken_rules(pdfs)
    assert len(found) == 2 * len(pdfs)
    assert not any(found.values()), found


@needs_program("java")
def test_verapdf_finds_a_fault_that_we_plant(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "bare.pdf")
    assert all(broken_rules([tmp_path / "bare.pdf"]).values())


@needs_program("qpdf")
def test_qpdf_finds_every_pdf_to_be_sound(pdfs: list[Path]) -> None:
    for path in pdfs:
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (0, ""), path


def test_the_open_xml_sdk_finds_nothing_in_any_word_file(built_project: Path, tmp_path: Path) -> None:
    (tmp_path / "every-kind.docx").write_bytes(typeset_word(EVERY_KIND, style()))
    for name in ("notes everywhere", "a note in a note", "tables one after another"):
        (tmp_path / f"{name}.docx").write_bytes(typeset_word(hard(name), style()))
    files = [*sorted((built_project / "output").rglob("*.docx")), *sorted(tmp_path.iterdir())]
    assert len(files) > 1
    assert [error for path in files for error in sdk_report(path)["errors"]] == []


@needs_program("java")
def test_the_nu_html_checker_finds_nothing_in_what_is_hard_to_set(tmp_path: Path) -> None:
    for number, name in enumerate(CASES):
        (tmp_path / f"{number}.html").write_bytes(typeset_html(hard(name), style()))
    assert html_remarks(sorted(tmp_path.iterdir())) == []


def test_the_open_xml_sdk_finds_a_fault_that_we_plant(tmp_path: Path) -> None:
    (tmp_path / "sound.docx").write_bytes(typeset_word(EVERY_KIND, style()))
    with zipfile.ZipFile(tmp_path / "sound.docx") as sound, zipfile.ZipFile(tmp_path / "faulty.docx", "w") as faulty:
        for name in sound.namelist():
            faulty.writestr(name, sound.read(name).replace(b"<w:body>", b"<w:body><w:jc/>"))
    assert {error["errorType"] for error in sdk_report(tmp_path / "faulty.docx")["errors"]} == {"Schema"}
