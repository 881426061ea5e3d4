"""changes.md: every kind of change is read, what cannot be read is named with its line, and skeletons fit."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from pipeline.errors import Problem, UsageProblem
from pipeline.markdown.inlines import plain
from pipeline.merge import merge
from pipeline.model import Change, ChangeKind
from pipeline.sources import load_plan
from pipeline.sources.changes import KINDS, load_changes
from pipeline.verbs.keep import register
from tests.check.small_plan import copy_small_plan

HEAD = "# Beslut: Kommunfullmäktige 2025-01-27 § 8, dnr 2025/2\n\n"


def read(tmp_path: Path, text: str) -> tuple[tuple[Change, ...], list[Problem]]:
    path = tmp_path / "changes.md"
    path.write_text(text, "utf-8")
    problems: list[Problem] = []
    return load_changes(path, tmp_path, problems), problems


def test_every_kind_of_change_is_read(tmp_path: Path) -> None:
    text = HEAD + "\n".join(
        f"## {word} {{#a}}\n\nSkäl: Därför.\n\n> Gammal text.\n\n{'' if word == 'Stryk' else 'Efter: {#b}'}\n"
        for word in KINDS
    )
    changes, problems = read(tmp_path, text)
    assert problems == []
    assert [change.kind for change in changes] == list(ChangeKind)
    assert all((c.target, c.old, c.reason) == ("a", "Gammal text.", "Därför.") for c in changes)
    assert [change.after for change in changes] == ["", "", "", "b", "", ""]
    assert changes[0].decision.diary_number == "2025/2"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Löst.\n", 1),
        ("## Stryk {#a}\n\nSkäl: X.\n\n> A.\n", 1),
        ("# Beslut: Kommunfullmäktige 2025-13-27\n", 1),
        (HEAD + "## Ändra {#a}\n", 3),
        (HEAD + "## Stryk\n", 3),
        (HEAD + "## Stryk {#a}\n\n> A.\n", 3),
        (HEAD + "## Ersätt {#a}\n\nSkäl: X.\n\nNytt.\n", 3),
        (HEAD + "## Ersätt {#a}\n\nSkäl: X.\n\n> A.\n", 3),
        (HEAD + "## Stryk {#a}\n\nSkäl: X.\n\n> A.\n\nNytt.\n", 3),
        (HEAD + "## Flytta {#a}\n\nSkäl: X.\n\n> A.\n", 3),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, line: int, tmp_path: Path) -> None:
    _changes, problems = read(tmp_path, text)
    assert problems
    assert problems[0].line == line
    assert problems[0].remedy


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small plan's period, with its project as the current folder."""
    monkeypatch.chdir(tmp_path)
    return copy_small_plan(tmp_path)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    options = parser.parse_args(arguments)
    return int(options.run(options))


@pytest.mark.parametrize(
    ("kind", "target", "blanks"),
    [
        ("replace", "kemi-text", {}),
        ("add-after", "kemi-text", {}),
        ("strike", "kemi-text", {}),
        ("move", "kemi-text", {"{#…}": "{#fragor-text}"}),
        ("rename", "kemi", {"…": "Kemi stad"}),
        ("status", "zenica", {"…": "aktiv"}),
    ],
)
def test_a_skeleton_that_is_filled_in_fits(
    kind: str, target: str, blanks: dict[str, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("change", f"--{kind}", target) == 0
    skeleton = capsys.readouterr().out.replace("ÅÅÅÅ-MM-DD § NN", "2026-01-26 § 10").replace("Skäl: …", "Skäl: Så.")
    for blank, words in blanks.items():
        skeleton = skeleton.replace(blank, words)
    (folder / "2026/changes.md").write_text(skeleton, "utf-8")
    plan = load_plan(folder, folder.parent.parent)
    (change,) = plan.years[1].changes
    assert (change.kind, change.target) == (ChangeKind(kind), target)
    assert merge(plan)


def test_a_skeleton_begins_with_the_words_that_stand_there(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("change", "--replace", "{#kemi-gammalt}")
    (change,), problems = read(tmp_path, capsys.readouterr().out.replace("ÅÅÅÅ-MM-DD", "2026-01-01"))
    assert problems == []
    assert change.old == "Samarbetet är gammalt."
    assert [plain(block.inlines) for block in change.new] == [change.old]


@pytest.mark.parametrize("kind", ["replace", "rename"])
def test_a_skeleton_of_what_is_not_there_says_so(kind: str, folder: Path) -> None:
    with pytest.raises(UsageProblem):
        run("change", f"--{kind}", "borta")
