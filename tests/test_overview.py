"""The page that links and explains all outputs: where the plans stand, and what is best done next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.browser import chromium, unreached, violations
from tests.conftest import needs_program

INDEX = Path("output/index.html")
YEAR = Path("sources/2024-2027/2026/activities.toml")


def index() -> str:
    return INDEX.read_text("utf-8")


@pytest.mark.usefixtures("project")
def test_an_edition_is_shown_with_its_pages_and_the_standards_that_it_keeps() -> None:
    assert index().count("PDF/UA-1 · PDF/A-2a") == index().count(" sidor, ") == len([*Path("output").glob("*.pdf")])


@pytest.mark.usefixtures("project")
def test_a_comparison_is_linked_when_it_was_made_and_not_before() -> None:
    assert "diff.html" not in index()
    assert main(["diff", "2025", "2026"]) == 0
    assert main(["build"]) == 0
    assert '<a href="diff/2025-2026/diff.html">2025 → 2026</a>' in index()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(("outcome", "said"), [("pass", "kontrollerat 2027-02-03"), ("fail", "klarade inte")])
def test_a_package_is_shown_with_the_day_and_the_outcome_of_its_verification(outcome: str, said: str) -> None:
    package = Path("output/archive/plan-v1.zip")
    package.parent.mkdir()
    package.write_bytes(b"")
    assert main(["build"]) == 0
    assert "inte kontrollerat än" in index()
    event = {"eventDateTime": "2027-02-03T10:00:00+00:00", "eventOutcome": outcome}
    package.with_name("plan-v1.zip.fixity.jsonl").write_text(json.dumps(event) + "\n", "utf-8")
    assert main(["build"]) == 0
    assert said in index()


@pytest.mark.usefixtures("project")
def test_a_journal_that_cannot_be_read_counts_as_none() -> None:
    package = Path("output/archive/plan-v1.zip")
    package.parent.mkdir()
    package.write_bytes(b"")
    package.with_name("plan-v1.zip.fixity.jsonl").write_bytes(b"\xff{")
    assert main(["build"]) == 0
    assert "inte kontrollerat än" in index()


@pytest.mark.usefixtures("project")
def test_a_remark_on_the_sources_is_shown_with_its_file_and_line_and_is_the_next_step() -> None:
    assert "påpekande" not in index()
    YEAR.write_text(YEAR.read_text("utf-8").replace('indicator = "', 'indicator = ""  # "', 1), "utf-8")
    assert main(["build"]) == 0
    assert "Nästa steg: se över 1 påpekande nedan." in index()
    assert f"<code>{YEAR.as_posix()}:" in index()


@pytest.mark.usefixtures("project")
def test_examples_and_a_missing_decision_are_what_is_left_to_do() -> None:
    assert "Nästa steg: 2024, 2025 och 2026 är exempel." in index()
    for path in YEAR.parent.parent.glob("*/activities.toml"):
        path.write_text(path.read_text("utf-8").replace('status = "exempel"', 'status = "utkast"'), "utf-8")
    assert main(["build"]) == 0
    assert "Nästa steg: skriv in beslutet om att anta planen i sources/2024-2027/plan.toml." in index()
    plan = Path("sources/2024-2027/plan.toml")
    decision = '\n[decision]\nbody = "Kommunfullmäktige"\ndate = 2023-12-18\n'
    plan.write_text(plan.read_text("utf-8") + decision, "utf-8")
    assert main(["build"]) == 0
    assert "Inget återstår" in index()


@needs_program("chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits_narrow_and_wide_windows(project: Path, scheme: str) -> None:
    assert main(["diff", "2025", "2026"]) == 0
    assert main(["build"]) == 0
    with chromium() as browser:
        for width in (320, 1920):
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            page.goto((project / INDEX).as_uri())
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert unreached(page) == []
