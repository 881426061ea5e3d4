"""Others' validators: eark-validator, bagit and ocfl-py find nothing but what is waived, by rule and place.

They pin other versions of libraries than the project, so they live in an environment of their own: `.venv/validators`
(or PLAN_VALIDATORS), made by `python3 -m venv .venv/validators` and
`.venv/validators/bin/pip install eark-validator==1.1.3 bagit==1.9.0 ocfl-py==2.1.0`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.archive.conftest import SUFFIXES
from tests.archive.mutate import mutate
from tests.archive.test_packages import IDS
from tests.archive.verbs import plan
from tests.conftest import needs_program
from tests.validators import broken_rules

ROOT = Path(__file__).parents[2]
PYTHON = Path(os.environ.get("PLAN_VALIDATORS", ROOT / ".venv/validators")) / "bin/python"
WAIVERS = tomllib.loads((ROOT / "tests/cases/archive/waivers.toml").read_text("utf-8"))["waiver"]

needs_validators = pytest.mark.skipif(not PYTHON.exists(), reason="the validators' environment is not set up")


def ask(kind: str, *paths: Path) -> list[tuple[str, str]]:
    """Return the messages of a validator, as rule and place."""
    command = [PYTHON, ROOT / "tests/archive/outside.py", kind, *paths]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True, timeout=300)
    lines = [line.partition("\t") for line in done.stdout.splitlines() if line]
    return [(rule, place) for rule, _tab, place in lines]


def unwaived(messages: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (rule, place)
        for rule, place in messages
        if not any(waiver["rule"] == rule and place.endswith(waiver["place"]) for waiver in WAIVERS)
    ]


@needs_validators
def test_eark_validator_finds_nothing_in_the_packages_but_what_is_waived(archived_project: Path) -> None:
    for name in IDS:
        messages = ask("eark", archived_project / "output/archive" / name)
        assert unwaived(messages) == []
        assert {rule for rule, _place in messages} == {"CSIP12", "CSIP13", "CSIP16", "SIP14"}


@needs_validators
def test_eark_validator_finds_nothing_at_all_in_the_aip_twin(
    archived_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ignored = shutil.ignore_patterns("archive", "store")
    shutil.copytree(archived_project, tmp_path / "project", ignore=ignored)
    monkeypatch.chdir(tmp_path / "project")
    assert plan("archive", "plan", "2024", "2026", "--type", "aip") == 0
    for path in sorted(Path("output/archive").glob("*-v1")):
        assert ask("eark", path) == []
        assert plan("verify", path) == 0


@needs_validators
def test_eark_validator_finds_a_fault_that_we_plant(archived_project: Path, tmp_path: Path) -> None:
    package = tmp_path / IDS[1]
    shutil.copytree(archived_project / "output/archive" / IDS[1], package)
    mets = (package / "METS.xml").read_text("utf-8")
    (package / "METS.xml").write_text(mets.replace('LABEL="CSIP"', 'LABEL="annat"'), "utf-8")
    assert "CSIP82" in {rule for rule, _place in unwaived(ask("eark", package))}


@needs_validators
def test_bagit_finds_nothing_in_the_bags(archived_project: Path) -> None:
    bags = sorted((archived_project / "output/archive").glob(f"*{SUFFIXES['bag']}"))
    assert len(bags) == 5
    assert ask("bagit", *bags) == []


@needs_validators
def test_ocfl_finds_nothing_in_the_store_but_what_is_waived(archived_project: Path) -> None:
    messages = ask("ocfl", archived_project / "store/ocfl")
    assert unwaived(messages) == []
    assert {rule for rule, _place in messages} == {"W004", "W005"}


@needs_validators
def test_ocfl_finds_a_fault_that_we_plant(archived_project: Path, tmp_path: Path) -> None:
    shutil.copytree(archived_project / "store", tmp_path / "store")
    mutate(tmp_path / "store/ocfl/lulea-kommun-exempel-2024-1-1", [["flip", "v1/content/METS.xml"]])
    assert unwaived(ask("ocfl", tmp_path / "store/ocfl")) != []


@needs_program("java")
def test_every_pdf_in_a_package_is_what_verapdf_calls_pdf_a_and_pdf_ua(archived_project: Path) -> None:
    package = archived_project / "output/archive" / IDS[2]
    pdfs = [package / "documentation/diarieblad.pdf", *package.glob("representations/bevarande/data/*.pdf")]
    assert not any(broken_rules(pdfs).values())
