"""The command line tells its users what each word is for, and what to write instead of a slip."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

import pytest

from pipeline.cli import VERBS, main


def test_every_argument_of_every_command_says_what_it_is_for() -> None:
    verbs = argparse.ArgumentParser(prog="plan").add_subparsers()
    for module in sorted({module for module, _purpose in VERBS.values()}):
        importlib.import_module(module).register(verbs)
    assert set(verbs.choices) == set(VERBS)
    for verb, parser in verbs.choices.items():
        assert [action.dest for action in parser._actions if not action.help] == [], verb


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["buld"], "Det finns inget kommando buld. Menade du plan build?"),
        (["xyzzy"], "Det finns inget kommando xyzzy. Skriv plan --help"),
        (["repair", "--words", "nowhere.txt"], "filen nowhere.txt finns inte"),
        (["recover", "x.pdf", "--out", "out", "--review", "nowhere.txt"], "filen nowhere.txt finns inte"),
    ],
)
def test_a_wrong_use_ends_with_2_and_says_what_to_do(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(words)
    except SystemExit as left:
        code = int(left.code or 0)
    assert code == 2
    assert said in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("words", [["check", "nowhere.pdf"], ["import", "nowhere.xlsx"]])
def test_a_file_that_is_not_there_is_said_to_be_missing(
    words: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 3
    assert capsys.readouterr().err.startswith(f"{words[1]}: Filen finns inte.")


def test_a_text_without_pages_is_recovered(tmp_path: Path) -> None:
    source = tmp_path / "plan.md"
    source.write_text("# Rubrik\n\n| a | b |\n|---|---|\n| c | d |\n\nEtt stycke.\n", "utf-8")
    assert main(["recover", source.as_posix(), "--out", (tmp_path / "out").as_posix()]) == 0
    assert "Ett stycke." in (tmp_path / "out/plan.md").read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    ["build", "build --as-of 2025-01-01", "check", "fmt", "diff 2025 2026", "archive", "watch", "review",
     "adopt 2026", "new-year 2027", "new-period 2028-2031", "change --strike x", "template a.xlsx", "import a.xlsx"],
)  # fmt: skip
def test_in_a_wrong_folder_every_verb_says_so_in_the_same_words(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words.split()) == 2
    said = "sources: Här finns ingen plan: ingen mapp i sources/ har en plan.toml eller en prior.pdf."
    assert capsys.readouterr().err == f"{said} Kör kommandot i projektets mapp.\n"
    assert list(tmp_path.iterdir()) == []
