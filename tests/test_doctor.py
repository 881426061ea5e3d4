"""What is installed, what it is good for, and how to get what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import doctor
from pipeline.cli import main


@pytest.mark.usefixtures("project")
def test_everything_is_named_with_what_it_is_good_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(doctor.AIDS)
    assert all(aid.name in line for aid, line in zip(doctor.AIDS, lines, strict=True))


@pytest.mark.usefixtures("project")
def test_a_machine_can_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--format", "json"]) == 0
    seen = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert seen["styles/"]["found"] == "lulea, neutral"
    assert seen["styles/"]["needed"] and not seen["qpdf"]["needed"]


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("system", "remedy"),
    [("Linux", "apt install qpdf"), ("Darwin", "brew install qpdf"), ("Windows", "winget install QPDF.QPDF")],
)
def test_what_is_missing_is_told_with_how_to_get_it_on_this_system(
    system: str, remedy: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda _name: None)
    monkeypatch.setattr(doctor.platform, "system", lambda: system)
    assert main(["doctor"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "qpdf" in line]
    assert "saknas" in line and line.endswith(remedy)


def test_a_folder_without_styles_cannot_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 1
    assert "git checkout styles" in capsys.readouterr().out


@pytest.mark.parametrize("languages", ["eng\nosd\n", "", "sweden"])
def test_tesseract_without_swedish_is_none(languages: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_said", lambda *_command: languages)
    assert doctor._swedish_tesseract() == ""


def test_a_program_that_cannot_be_run_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "tesseract"
    broken.write_bytes(b"")
    broken.chmod(0o755)
    monkeypatch.setattr(doctor.shutil, "which", lambda _name: str(broken))
    assert doctor._said(str(broken), "--list-langs") == ""
