"""`plan archive`: what is in the packages, that they are the same everywhere, and what is refused."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from pipeline.archive.ledger import read_lines
from pipeline.archive.metadata import is_organisation_number
from pipeline.archive.xml import ERMS, METS, PREMIS, faults, parse
from pipeline.conform import FORMATS
from tests.archive.conftest import PERIOD, SUFFIXES, YEAR
from tests.archive.verbs import plan

ROOT = Path(__file__).parents[2]
IDS = [f"lulea-kommun-exempel-{year}-1-1-v1" for year in (2023, 2024, 2025, 2026)]


@pytest.fixture
def project(archived_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project before anything was archived, as the current folder."""
    copy = tmp_path / "project"
    shutil.copytree(archived_project, copy, ignore=shutil.ignore_patterns("archive", "store"))
    monkeypatch.chdir(copy)
    return copy


def edit(path: Path, old: str, new: str) -> None:
    source = path.read_text("utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), "utf-8")


def package(archived_project: Path, name: str) -> Path:
    return archived_project / "output/archive" / name


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


# ── What is in a package ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", IDS)
def test_every_edition_has_a_package_whose_xml_keeps_its_schemas(archived_project: Path, name: str) -> None:
    documents = sorted(package(archived_project, name).rglob("*.xml"))
    assert {etree.QName(parse(path.read_bytes())).namespace for path in documents} == {METS, PREMIS, ERMS}
    assert [fault for path in documents for fault in faults(parse(path.read_bytes()))] == []


@pytest.mark.parametrize("name", IDS)
def test_a_package_has_the_document_in_every_form_and_its_sources(archived_project: Path, name: str) -> None:
    names = {path.name for path in package(archived_project, name).rglob("data/**/*") if path.is_file()}
    assert {Path(path).suffix for path in names} >= {".pdf", ".docx", ".html", ".toml", ".md", ".jsonl"}
    assert {"prior.pdf", "plan.md", "repairs.jsonl", "partners.toml"} <= names
    assert "arkiv.toml" not in names


def test_a_years_package_knows_nothing_of_later_years(archived_project: Path) -> None:
    paths = digests(package(archived_project, f"{YEAR}-v1"))
    assert any("/2025/" in path for path in paths)
    assert not any("/2026/" in path for path in paths)


def test_an_example_says_so_in_its_metadata_and_on_the_sheet(archived_project: Path) -> None:
    folder = package(archived_project, f"{YEAR}-v1")
    for name in ("METS.xml", "metadata/descriptive/erms.xml", "metadata/preservation/premis.xml"):
        assert "EXEMPEL: " in (folder / name).read_text("utf-8") or "EXAMPLE: " in (folder / name).read_text("utf-8")
    assert parse((folder / "METS.xml").read_bytes()).find(f"{{{METS}}}metsHdr").get("RECORDSTATUS") == "TEST"
    record = json.loads(package(archived_project, f"{YEAR}-v1.json").read_text("utf-8"))
    assert record["exempel"] is True


def test_the_history_tells_what_was_done_with_counts_and_versions(archived_project: Path) -> None:
    root = parse((package(archived_project, IDS[0]) / "metadata/preservation/premis.xml").read_bytes())
    names = [name.text.rpartition("/")[2] for name in root.iter(f"{{{PREMIS}}}eventIdentifierValue")]
    told = ["upprattad", "lagad", "sammanfogad", "satt", "validerad-bevarande", "kontrollsummor", "paketerad"]
    assert [name for name in names if name in told] == told
    repairs = (archived_project / "output/recovered/2024-2027/repairs.jsonl").read_bytes().count(b"\n")
    details = " ".join(detail.text for detail in root.iter(f"{{{PREMIS}}}eventDetail"))
    assert f"{repairs} " in details
    assert root.findtext(f".//{{{PREMIS}}}agentVersion")


def test_the_record_and_its_row_name_every_field_and_the_digests(archived_project: Path) -> None:
    record = json.loads(package(archived_project, f"{YEAR}-v1.json").read_text("utf-8"))
    folder, archive = (package(archived_project, f"{YEAR}-v1{suffix}") for suffix in ("", ".zip"))
    assert record["mets_sha256"] == hashlib.sha256((folder / "METS.xml").read_bytes()).hexdigest()
    assert record["zip_sha256"] == hashlib.sha256(archive.read_bytes()).hexdigest()
    found = digests(folder)
    assert all(found[file["sokvag"]] == file["sha256"] for file in record["filer"])
    row = package(archived_project, f"{YEAR}-v1.csv").read_text("utf-8-sig")
    (values,) = csv.DictReader(io.StringIO(row), delimiter=";")
    assert values["diarienummer"] == record["diarienummer"] == "EXEMPEL 2025/1"
    assert values["zip_sha256"] == record["zip_sha256"]


# ── The same everywhere ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_bytes_are_the_same_in_another_clone_under_another_umask_clock_and_locale(
    archived_project: Path, project: Path
) -> None:
    edit(project / PERIOD / "arkiv.toml", 'version = 2\nreason = "Fel datum."\n', "")
    edit(project / PERIOD / "2025/activities.toml", "\n# rättad\n", "")
    environment = {
        **os.environ,
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.archive.verbs", "archive"]
    subprocess.run(command, cwd=project, env=environment, check=True, umask=0o077, capture_output=True)
    made = digests(project / "output/archive")
    there = digests(archived_project / "output/archive")
    assert made == {name: there[name] for name in made}
    assert {f"{name}{suffix}" for name in IDS for suffix in (".zip", ".json", ".csv")} <= made.keys()


def test_a_second_run_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan("archive", "2024") == 0
    before = {path: path.stat().st_mtime_ns for path in Path("output/archive").rglob("*")}
    capsys.readouterr()
    assert plan("archive", "2024") == 0
    assert capsys.readouterr().out == ""
    assert {path: path.stat().st_mtime_ns for path in Path("output/archive").rglob("*")} == before


def test_a_dry_run_shows_the_tree_and_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan("archive", "2024", "--dry-run", "--store", "store") == 0
    assert "representations/bevarande/data/aktivitetsplan-2024.pdf" in capsys.readouterr().out
    assert not Path("output/archive").exists()
    assert not Path("store").exists()


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────────


def _draft(project: Path) -> None:
    edit(project / PERIOD / "2025/activities.toml", 'status = "exempel"', 'status = "utkast"')


def _registered_as_adopted(project: Path) -> None:
    year = "[2025] # den årliga aktivitetsplanen\nstatus = "
    edit(project / PERIOD / "arkiv.toml", f'{year}"exempel"', f'{year}"antagen"')


def _open_question(project: Path) -> None:
    with (project / PERIOD / "review.txt").open("a", encoding="utf-8") as review:
        review.write("\nfråga: vara → våra\nsvar:\n")


def _no_section(project: Path) -> None:
    source = (project / PERIOD / "arkiv.toml").read_text("utf-8")
    start, end = source.index("[2025]"), source.index("[2026]")
    (project / PERIOD / "arkiv.toml").write_text(source[:start] + source[end:], "utf-8")


def _no_metadata(project: Path) -> None:
    (project / PERIOD / "arkiv.toml").unlink()


def _wrong_check_digit(project: Path) -> None:
    edit(project / PERIOD / "arkiv.toml", "212000-2742", "212000-2743")


def _dates_out_of_order(project: Path) -> None:
    edit(project / PERIOD / "arkiv.toml", "drawn_up = 2025-01-20", "drawn_up = 2025-03-20")


def _no_reason(project: Path) -> None:
    edit(project / PERIOD / "arkiv.toml", '\nreason = "Fel datum."', "")


def _other_content(project: Path) -> None:
    assert plan("archive", "2025") == 0
    edit(project / PERIOD / "2025/activities.toml", "# rättad", "# rättad igen")


REFUSALS: dict[Callable[[Path], None], tuple[int, str]] = {
    _draft: (1, "arkiv.toml:"),
    _registered_as_adopted: (1, "arkiv.toml:"),
    _open_question: (4, "review.txt"),
    _no_section: (1, "arkiv.toml"),
    _no_metadata: (1, "arkiv.toml"),
    _wrong_check_digit: (1, "arkiv.toml:8"),
    _dates_out_of_order: (1, "arkiv.toml:"),
    _no_reason: (1, "arkiv.toml:"),
    _other_content: (1, f"{YEAR}-v2"),
}


@pytest.mark.parametrize("fault", REFUSALS, ids=lambda fault: fault.__name__.strip("_").replace("_", " "))
def test_what_may_not_be_archived_is_refused_with_its_place_and_nothing_is_written(
    project: Path, fault: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    fault(project)
    before = digests(project / "output/archive") if Path("output/archive").exists() else {}
    capsys.readouterr()
    code, place = REFUSALS[fault]
    assert plan("archive", "2025", "--store", "store") == code
    assert place in capsys.readouterr().err
    assert (digests(project / "output/archive") if Path("output/archive").exists() else {}) == before
    assert not Path("store/ocfl").exists() or not any(Path("store/ocfl").glob("lulea*"))


def test_an_unknown_edition_is_refused_with_those_there_are(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan("archive", "2031") == 2
    assert "2026" in capsys.readouterr().err


def test_a_document_that_fails_the_gate_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS[".pdf"].rules, "is tagged", lambda pdf: False)
    assert plan("archive", "2025") == 5
    assert not Path("output/archive").exists()


# ── Corrections ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_correction_is_a_new_version_with_its_reason_beside_the_former(archived_project: Path) -> None:
    kept = archived_project / "store/ocfl" / YEAR
    inventory = json.loads((kept / "inventory.json").read_text("utf-8"))
    assert list(inventory["versions"]) == ["v1", "v2"]
    assert inventory["versions"]["v2"]["message"] == "Fel datum."
    assert [line.values["version"] for line in read_lines(archived_project / "store/ledger.jsonl")] == [1, 1, 1, 1, 2]
    names = [f"{YEAR}-v{n}{suffix}" for n in (1, 2) for suffix in SUFFIXES.values()]
    assert all(package(archived_project, name).exists() for name in names)


def test_a_version_cannot_be_left_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan("archive", "2025", "--store", "store") == 1
    assert "version" in capsys.readouterr().err
    assert not Path("output/archive").exists()


def test_what_did_not_change_is_kept_once(archived_project: Path) -> None:
    second = archived_project / "store/ocfl" / YEAR / "v2/content"
    assert not any(second.rglob("prior.pdf"))
    assert any(second.rglob("activities.toml"))


@pytest.mark.parametrize(
    ("number", "right"),
    [("212000-2742", True), ("2120002742", True), ("212000-2743", False), ("202100-2106", True),
     ("19121212-1212", False), ("121212-1212", False), ("", False), ("212000–2742", False)],
)  # fmt: skip
def test_an_organisation_numbers_check_digit_is_checked(number: str, right: bool) -> None:
    assert is_organisation_number(number) is right
