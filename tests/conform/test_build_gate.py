"""The gate: a file that is not what it must be replaces nothing; and a theme changes every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import press
from pipeline.cli import main
from pipeline.conform import examine
from pipeline.state import State

PDF = "output/aktivitetsplan-2025.pdf"


@pytest.mark.usefixtures("project")
def test_what_was_built_keeps_its_standards(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(str(path) for path in Path("output").glob("*plan*.*"))
    assert main(["check", *files]) == 0
    assert f"{PDF}: PDF/UA-1, PDF/A-2a\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (PDF, b"<pdfuaid:part>1<", b"<pdfuaid:part>7<"),
        ("output/aktivitetsplan-2025.html", b' lang="sv-SE"', b""),
        ("output/aktivitetsplan-2025.docx", b"PK\x03\x04", b"PK\x03\x00"),
    ],
)
def test_a_file_that_was_damaged_is_found_out(
    name: str, old: bytes, new: bytes, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(name).read_bytes()
    assert old in data
    Path(name).write_bytes(data.replace(old, new, 1))
    assert main(["check", name]) == 5
    assert name in capsys.readouterr().err


def test_a_file_that_is_not_there_cannot_be_checked(project: Path) -> None:
    assert main(["check", "output/borta.pdf"]) == 3


def test_the_page_of_all_outputs_is_the_same_where_no_validator_is_installed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = (project / "output/index.html").read_bytes()
    monkeypatch.setattr("pipeline.conform.pdf.can_validate", lambda: False)
    (project / "output/index.html").unlink()
    (project / PDF).unlink()
    assert main(["build"]) == 0
    assert (project / "output/index.html").read_bytes() == index
    assert b"PDF/UA-1" in index


def test_an_output_that_does_not_conform_replaces_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in Path("output").glob("[a-z]*.*")}

    def damaged(name: str, data: bytes) -> object:
        return examine(name, data.replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>7<"))

    monkeypatch.setattr(press, "examine", damaged)
    plan = project / "sources/2024-2027/plan.md"
    plan.write_text(plan.read_text("utf-8").replace("Globaliseringen gör", "Globaliseringen innebär"), "utf-8")
    assert main(["build"]) == 5
    assert {path: path.read_bytes() for path in Path("output").glob("[a-z]*.*")} == before


def test_another_theme_changes_every_format_and_back_again_gives_the_same_bytes(project: Path) -> None:
    before = {path: path.read_bytes() for path in Path("output").glob("*plan*.*")}
    assert main(["build", "--theme", "neutral"]) == 0
    assert all(path.read_bytes() != data for path, data in before.items())
    assert main(["build"]) == 0
    assert {path: path.read_bytes() for path in before} == before


def test_what_is_compared_and_archived_looks_as_what_was_built(project: Path) -> None:
    assert main(["build", "--theme", "neutral"]) == 0
    assert State.read(project).theme == "neutral"
    assert main(["diff", "2025", "2026"]) == 0
    neutral = Path("output/diff/2025-2026/diff.html").read_bytes()
    assert main(["diff", "2025", "2026", "--theme", "lulea"]) == 0
    assert Path("output/diff/2025-2026/diff.html").read_bytes() != neutral
    built = Path("output/aktivitetsplan-2026.pdf").read_bytes()
    assert main(["archive", "2026"]) == 0
    kept = list(Path("output/archive").rglob("aktivitetsplan-2026.pdf"))
    assert kept
    assert {path.read_bytes() for path in (*kept, Path("output/aktivitetsplan-2026.pdf"))} == {built}


def test_a_theme_that_does_not_exist_is_refused_with_those_that_do(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--theme", "borta"]) == 2
    assert "lulea, neutral" in capsys.readouterr().err
