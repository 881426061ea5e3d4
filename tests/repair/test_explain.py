"""Why a word was changed: the same facts for programs, in records, and as sentences."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.repair import facts
from pipeline.repair.explain import explain, operations
from pipeline.repair.records import Repair


@pytest.fixture
def no_words(tmp_path: Path) -> str:
    empty = tmp_path / "words.txt"
    empty.touch()
    return str(empty)


def test_the_verb_says_why_in_plain_swedish(no_words: str, capsys) -> None:
    assert main(["explain", "De har en forsta vard", "--words", no_words]) == 0
    told = capsys.readouterr().out
    assert told.startswith("De har en första vård\n")
    assert "”forsta” har lästs som ”första”" in told
    assert "o → ö" in told
    assert "gånger så trolig" in told


def test_the_verb_says_so_when_nothing_is_damaged(capsys) -> None:
    assert main(["explain", "Detta är rätt"]) == 0
    assert "inget skadat" in capsys.readouterr().err


def test_records_of_the_filter_carry_the_facts(no_words: str, monkeypatch, capfdbinary) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"De har en forsta vard\n")))
    assert main(["repair", "--json", "--words", no_words]) == 0
    records = {r["before"]: r for r in map(json.loads, capfdbinary.readouterr().out.splitlines())}
    first = records["forsta"]
    assert first["operations"] == [["o", "ö"]]
    assert first["runner_up"] == "förstå"
    assert first["odds"] > 1
    assert first["next_one_in"] > first["one_in"] > 100
    assert first["context"]


def test_what_is_not_known_is_left_out() -> None:
    assert facts(Repair(0, 1, "8", "§", "section-sign", 0.97, "auto")) == {"operations": [("8", "§")]}


def test_long_texts_have_no_operations() -> None:
    assert operations(Repair(0, 99, "a" * 99, "b" * 99, "mojibake:x", 1.0, "auto")) == []


def test_a_class_of_neighbours_is_told_by_the_word_that_stands_there() -> None:
    repair = Repair(0, 2, "ar", "år", "ocr-lexicon", 0.9, "ask", (), "neighbours=+mars … .")
    assert "”(ett ord som mars) år (meningens slut)”" in explain(repair)
