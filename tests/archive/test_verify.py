"""`plan verify`: a whole archive is whole, and nothing that happens to one goes unseen."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.archive.ledger import read_lines
from tests.archive.conftest import SUFFIXES, YEAR, Archive
from tests.archive.mutate import mutate
from tests.archive.verbs import plan
from tests.conftest import needs_program

CASES = Path(__file__).parents[1] / "cases/archive/mutations.toml"
MUTATIONS = tomllib.loads(CASES.read_text("utf-8"))["mutation"]
KINDS = (*SUFFIXES, "store")


@pytest.mark.parametrize("kind", KINDS)
def test_what_nothing_has_happened_to_is_whole(archive: Archive, kind: str) -> None:
    assert plan("verify", archive.bring(kind)) == 0


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation["name"])
def test_every_mutation_is_found(
    archive: Archive, mutation: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    target = archive.bring(str(mutation["target"]))
    noted = read_lines(target / "ledger.jsonl")[-1].digest if mutation.get("noted") else ""
    target = mutate(target, mutation["do"])  # type: ignore[arg-type]
    capsys.readouterr()
    assert plan("verify", target, *(["--digest", noted] if noted else [])) in (1, 3)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err


def test_the_cases_are_many_and_of_every_kind() -> None:
    assert len(MUTATIONS) >= 25
    assert {mutation["target"] for mutation in MUTATIONS} == set(KINDS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_bit_of_the_zip_is_found(archived_project: Path, tmp_path: Path, data: st.DataObject) -> None:
    packages = archived_project / "output/archive"
    whole = (packages / f"{YEAR}-v1.zip").read_bytes()
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    damaged = bytearray(whole)
    damaged[at // 8] ^= 1 << at % 8
    (tmp_path / "flipped.zip").write_bytes(damaged)
    shutil.copy(packages / f"{YEAR}-v1.json", tmp_path / "flipped.json")
    assert plan("verify", tmp_path / "flipped.zip") in (1, 3)


def test_a_wrong_digest_from_the_diarium_is_told(archive: Archive) -> None:
    assert plan("verify", archive.bring("package"), "--digest", "0" * 64) == 1


def test_without_a_record_it_says_what_it_cannot_know(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    package = archive.bring("package")
    (archive.root / f"{YEAR}-v1.json").unlink()
    assert plan("verify", package) == 0
    assert "--digest" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nothing", "text.txt", "empty"])
def test_what_is_no_package_is_refused(archive: Archive, name: str) -> None:
    (archive.root / "text.txt").write_text("hej")
    (archive.root / "empty").mkdir()
    assert plan("verify", name) == 3


def test_each_verification_leaves_a_premis_event(archive: Archive) -> None:
    package = archive.bring("zip")
    plan("verify", package)
    mutate(package, [["flip", "."]])
    plan("verify", package)
    lines = package.with_name(f"{package.name}.fixity.jsonl").read_text("utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    assert [event["eventOutcome"] for event in events] == ["pass", "fail"]
    assert {event["eventType"] for event in events} == {"fixity check"}


def test_looking_deep_into_a_store_finds_nothing_wrong_in_a_whole_one(archive: Archive) -> None:
    assert plan("verify", "--deep", archive.bring("store")) == 0


@needs_program("sha256sum")
def test_anyone_can_check_a_package_with_sha256sum(archive: Archive) -> None:
    command = ["sha256sum", "--check", "--quiet", "--strict", "documentation/kontrollsummor.sha256"]
    subprocess.run(command, cwd=archive.bring("package"), check=True)
    command[-1] = "kontrollsummor.sha256"
    subprocess.run(command, cwd=archive.bring("mapp"), check=True)
