"""A new period: the old plan's text, ids and registers as decisions left them, and what must be decided anew."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from pipeline.check import check
from pipeline.errors import UsageProblem
from pipeline.merge import merge, text_as_of
from pipeline.sources import load_plan
from pipeline.verbs.keep import register
from tests.check.small_plan import copy_small_plan

CHANGES = """# Beslut: Kommunfullmäktige 2026-01-26 § 10

## Ändra status {#zenica}

Skäl: Samarbetet tas upp igen.

> vilande

aktiv

## Byt namn {#kemi}

Skäl: Staden har bytt namn.

> Kemi

Kemi stad

## Ersätt {#fragor-text}

Skäl: Förtydligande.

> Varje aktivitet svarar på två frågor.

Varje aktivitet svarar till 2027 på två frågor.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small plan's period with decided changes, with its project as the current folder."""
    monkeypatch.chdir(tmp_path)
    folder = copy_small_plan(tmp_path)
    (folder / "2026/changes.md").write_text(CHANGES, "utf-8")
    return folder


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    options = parser.parse_args(arguments)
    return int(options.run(options))


def test_a_new_period_is_a_draft_with_the_text_and_the_partners_that_decisions_left(folder: Path) -> None:
    assert run("new-period", "2028-2031") == 0
    old, new = load_plan(folder, Path()), load_plan(Path("sources/2028-2031"), Path())
    assert (new.first_year, new.last_year, new.status, new.years) == (2028, 2031, "utkast", ())
    assert new.document.blocks == text_as_of(old, 2027).blocks
    partners = {partner.id: partner for partner in new.partners}
    assert partners["zenica"].status == "aktiv"
    assert (partners["kemi"].name, partners["kemi"].other_names) == ("Kemi stad", ("Kemi",))
    assert partners["kustprojektet"] == old.partners[2]
    assert (new.goals, new.focus, new.questions, new.rules) == (old.goals, old.focus, old.questions, old.rules)
    assert check(new) == ()
    assert len(merge(new)) == 1


def test_what_must_be_decided_anew_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("new-period", "2028-2031")
    lines = capsys.readouterr().err.splitlines()
    assert [next(name for name in ("fragor-text", "Kustprojektet") if name in line) for line in lines] == [
        "fragor-text",
        "Kustprojektet",
    ]


@pytest.mark.parametrize("years", ["2027-2030", "2028", "2028-2027", "nästa"])
def test_a_period_that_does_not_follow_is_refused(years: str, folder: Path) -> None:
    with pytest.raises(UsageProblem):
        run("new-period", years)
    assert [path.name for path in Path("sources").iterdir() if path.is_dir()] == ["2024-2027"]


@pytest.mark.parametrize(
    "statuses",
    ['statuses = { 2025 = "avsikt", 2026 = "vilande" }', '[partner.statuses]\n2025 = "avsikt"\n2026 = "vilande"'],
)
def test_a_new_period_begins_with_the_status_of_the_old_ones_last_year(statuses: str, folder: Path) -> None:
    path = folder / "partners.toml"
    path.write_text(path.read_text("utf-8").replace("until = 2025", f"until = 2025\n{statuses}"), "utf-8")
    assert run("new-period", "2028-2031") == 0
    new = load_plan(Path("sources/2028-2031"), Path())
    project = next(partner for partner in new.partners if partner.id == "kustprojektet")
    assert (project.status, project.statuses, project.until) == ("vilande", (), 2025)
