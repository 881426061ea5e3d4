"""The build: every edition from the sources, only what changed, the same bytes everywhere, and nothing is lost."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import main

PERIOD = Path("sources/2024-2027")
SLUGS = (
    "overgripande-aktivitetsplan-2024-2027",
    "aktivitetsplan-2024",
    "aktivitetsplan-2025",
    "aktivitetsplan-2026",
    "sammanfattning-2024",
    "sammanfattning-2025",
    "sammanfattning-2026",
)
OUTPUTS = sorted([f"{slug}.{suffix}" for slug in SLUGS for suffix in ("pdf", "docx", "html")] + ["index.html"])


def digests(project: Path) -> dict[str, str]:
    files = sorted((project / "output").glob("[a-z]*.*"))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def edit(path: Path, old: str, new: str) -> None:
    source = path.read_text("utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), "utf-8")


def test_every_edition_is_built_in_three_formats_with_a_page_that_links_them(project: Path) -> None:
    assert sorted(digests(project)) == OUTPUTS
    index = (project / "output/index.html").read_text("utf-8")
    assert all(f'href="{name}"' in index for name in OUTPUTS if name != "index.html")


def test_a_second_build_changes_no_byte_and_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file: file.stat().st_mtime_ns for file in (project / "output").glob("[a-z]*.*")}
    assert main(["build"]) == 0
    assert {file: file.stat().st_mtime_ns for file in (project / "output").glob("[a-z]*.*")} == before
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "26" in captured.err


def test_one_changed_sentence_rebuilds_the_four_year_plan_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project / PERIOD / "plan.md", "Globaliseringen gör att", "Globaliseringen innebär att")
    assert main(["build"]) == 0
    written = capsys.readouterr().out.split()
    assert sorted(written) == [f"output/{SLUGS[0]}.{suffix}" for suffix in ("docx", "html", "pdf")]


def test_an_output_that_was_lost_is_made_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = project / "output" / "aktivitetsplan-2025.html"
    was = lost.read_bytes()
    lost.unlink()
    assert main(["build"]) == 0
    assert capsys.readouterr().out.split() == ["output/aktivitetsplan-2025.html"]
    assert lost.read_bytes() == was


def test_the_bytes_are_the_same_under_another_clock_locale_and_hash_order(built_project: Path, tmp_path: Path) -> None:
    other = tmp_path / "en annan mapp"
    for name in ("sources", "styles"):
        shutil.copytree(built_project / name, other / name)
    environment = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-m", "pipeline.cli", "build"], cwd=other, env=environment, check=True)
    assert digests(other) == digests(built_project)


def test_a_release_refuses_open_questions(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (project / PERIOD / "review.txt").open("a", encoding="utf-8") as review:
        review.write("\nfråga: vara → våra\nsvar:\n")
    assert main(["build", "--release"]) == 4
    assert "review.txt" in capsys.readouterr().err


def test_an_open_question_makes_the_four_year_plan_a_draft(project: Path) -> None:
    with (project / PERIOD / "review.txt").open("a", encoding="utf-8") as review:
        review.write("\nfråga: vara → våra\nsvar:\n")
    assert main(["build"]) == 0
    assert "UTKAST" in (project / "output" / f"{SLUGS[0]}.html").read_text("utf-8")
    assert "UTKAST" in (project / "output" / "index.html").read_text("utf-8")


def test_an_answer_settles_the_doubtful_word_in_the_text(project: Path) -> None:
    plan = project / PERIOD / "plan.md"
    edit(plan, "Globaliseringen gör", "Globaliseringen __gor__")
    with (project / PERIOD / "review.txt").open("a", encoding="utf-8") as review:
        review.write("\nfråga: g0r → gor\nsvar: gör\n")
    assert main(["build"]) == 0
    assert "Globaliseringen gör att" in plan.read_text("utf-8")


def test_every_example_edition_says_that_it_is_one(project: Path) -> None:
    for slug in SLUGS:
        assert "EXEMPEL" in (project / "output" / f"{slug}.html").read_text("utf-8")


# ── Bad input: what happens, the exit code, and where the message points ─────────────────────────────────────────────

BAD = {
    "plan.toml is missing": (lambda p: (p / "plan.toml").unlink(), 1, "sources/2024-2027/plan.toml"),
    "plan.toml is broken": (
        lambda p: edit(p / "plan.toml", 'publisher = "', "publisher = "),
        1,
        "sources/2024-2027/plan.toml:6",
    ),
    "an unknown partner": (
        lambda p: edit(p / "2025/activities.toml", '"arctic-mayors-forum"', '"arktiska-radet"'),
        1,
        "sources/2024-2027/2025/activities.toml:",
    ),
    "an unknown goal": (
        lambda p: edit(p / "2025/activities.toml", '"mal-6"', '"mal-10"'),
        1,
        "sources/2024-2027/2025/activities.toml:",
    ),
    "an unknown key": (
        lambda p: edit(p / "goals.toml", "number = 1", "nummer = 1"),
        1,
        "sources/2024-2027/goals.toml:",
    ),
    "a duplicate id": (
        lambda p: edit(p / "plan.md", "{#syftet-planen}", "{#inledning}"),
        1,
        "sources/2024-2027/plan.md:",
    ),
    "a change whose text is gone": (
        lambda p: edit(p / "plan.md", "Tromsö är sedan tidigare Luleås vänort", "Tromsö är Luleås vänort"),
        1,
        "sources/2024-2027/2025/changes.md:3",
    ),
    "a change to a block that is gone": (
        lambda p: edit(p / "2025/changes.md", "{#tromso-sedan-tidigare-luleas}", "{#finns-inte}"),
        1,
        "sources/2024-2027/2025/changes.md:3",
    ),
    "activities in Latin-1": (
        lambda p: (p / "2025/activities.toml").write_bytes('title = "Å"'.encode("latin-1")),
        1,
        "sources/2024-2027/2025/activities.toml",
    ),
    "another prior PDF": (
        lambda p: (p / "prior.pdf").write_bytes(b"%PDF-1.4 another"),
        1,
        "sources/2024-2027/plan.md:",
    ),
    "no plan.md and a prior PDF that is none": (
        lambda p: ((p / "plan.md").unlink(), (p / "prior.pdf").write_bytes(b"no PDF")),
        3,
        "prior.pdf",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_one_message_with_its_place_and_leaves_every_output(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, code, place = BAD[name]
    before = digests(project)
    spoil(project / PERIOD)
    assert main(["build"]) == code
    captured = capsys.readouterr()
    assert place in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert digests(project) == before


def test_the_editions_of_an_earlier_day_are_built_apart(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = digests(project)
    assert main(["build", "--as-of", "2026-02-01"]) == 0
    folder = project / "output/as-of/2026-02-01"
    built = {path.stem for path in folder.iterdir()}
    # The plan of 2026 was decided on 9 February; its changes of the four-year plan on 26 January.
    assert built == {*SLUGS} - {"aktivitetsplan-2026", "sammanfattning-2026"}
    page = (folder / f"{SLUGS[0]}.html").read_text("utf-8")
    assert "Lydelse den 1 februari 2026" in page
    assert "till exempel Teams" in page
    assert digests(project) == before
    assert main(["build", "--as-of", "2026-02-01"]) == 0
    assert "15" in capsys.readouterr().err.splitlines()[-1]


def test_a_day_before_the_plan_or_that_is_none_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--as-of", "2019-01-01"]) == 2
    with pytest.raises(SystemExit) as refused:
        main(["build", "--as-of", "2026-02-30"])
    assert refused.value.code == 2
    assert "2026-02-30" in capsys.readouterr().err
    assert not (project / "output/as-of").exists()
