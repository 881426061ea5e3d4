"""Why a word was changed: the same facts for programs, in records, and as sentences."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.repair import Repairer, encoding, explain, facts, replay
from pipeline.repair.candidate import Candidate
from pipeline.repair.choice import Choice, Echoed
from pipeline.repair.described import ENCODINGS, LOSSES, WORDS, described
from pipeline.repair.echo import listen_to_the_text
from pipeline.repair.encoding.losses import BLANKED, FOLDED, KINDS, MARKED
from pipeline.repair.evidence import note, operations
from pipeline.repair.marks import RULES as MARK_RULES
from pipeline.repair.records import Repair
from pipeline.repair.tokens import Token
from pipeline.text import speaking

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/cases/repair/explained.json").read_text("utf-8"))
FIELDS = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", (ROOT / "docs/repairs.md").read_text(), re.M)))


def repair_of(row: dict[str, Any]) -> Repair:
    """Return the repair that a row of JSON tells."""
    alternatives = tuple((word, share) for word, share in row["alternatives"])
    witnesses = tuple(row.get("witnesses", {}).items())
    parts = row["before"], row["after"], row["rule"], row["confidence"], row["status"]
    return Repair(0, 0, *parts, alternatives, row["why"], witnesses)


def records_of(text: str, *options: str, monkeypatch, capfdbinary) -> list[dict[str, Any]]:
    """Return what `plan repair --json` says of a text."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["repair", "--json", *options]) == 0
    return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]


@pytest.fixture
def no_words(tmp_path: Path) -> str:
    empty = tmp_path / "words.txt"
    empty.touch()
    return str(empty)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['before']} {case['rule']}")
def test_a_repair_is_told_in_whole_swedish_sentences(case: dict[str, Any]) -> None:
    told = explain(repair_of(case))
    assert told == case["told"]
    assert told.endswith(".") and "  " not in told


def test_the_verb_says_why_in_plain_swedish(no_words: str, capsys) -> None:
    assert main(["explain", "De har en forsta vard", "--words", no_words]) == 0
    told = capsys.readouterr().out
    assert told.startswith("De har en första vård\n")
    assert "”forsta” har lästs som ”första”" in told
    assert "o → ö" in told
    assert "så trolig" in told


def test_the_verb_reads_a_word_that_a_line_end_divides_as_repair_does(no_words: str, capsys) -> None:
    assert main(["explain", "Kommunen ska framja inter-\nnationella moten for alla", "--words", no_words]) == 0
    told = capsys.readouterr().out
    assert "”inter-” vid radslutet är början av ”internationella”." in told
    assert "→ ingenting" not in told


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Detta är rätt", "texten har sina å, ä och ö"),
        ("Kommunen bygger en skola", "inget skadat"),
        ("It is used for all of the new users of the region.", "på ett annat språk"),
        ("a", "inget skadat"),
    ],
)
def test_the_verb_says_why_nothing_was_changed(text: str, reason: str, capsys) -> None:
    assert main(["explain", text]) == 0
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "  \n "])
def test_no_text_is_a_question_without_an_answer(text: str, capsys) -> None:
    assert main(["explain", text]) == 2
    assert "ingen text att förklara" in capsys.readouterr().err


def test_records_of_the_filter_carry_the_facts(no_words: str, monkeypatch, capfdbinary) -> None:
    rows = records_of("De har en forsta vard\n", "--words", no_words, monkeypatch=monkeypatch, capfdbinary=capfdbinary)
    first = next(row for row in rows if row["before"] == "forsta")
    assert first["operations"] == [["o", "ö"]]
    assert first["runner_up"] == "förstå"
    assert first["odds"] > 1
    assert first["next_one_in"] > first["one_in"] > 100
    assert first["context"]


def test_a_record_gives_the_same_facts_and_sentences_after_a_round_trip(no_words, monkeypatch, capfdbinary) -> None:
    text = "Narhet ar viktig for vara vanner.\n\nDe f\u00c3\u00b6rsta 88, far vara har i forsta hand\n" * 3
    rows = records_of(text, "--words", no_words, monkeypatch=monkeypatch, capfdbinary=capfdbinary)
    made = [repair for line in Repairer().whole_words(text.split("\n")) for repair in line.repairs]
    assert len(rows) == len(made) > 12
    for row, repair in zip(rows, made, strict=True):
        assert explain(repair_of(row)) == explain(repair)
        told = json.loads(json.dumps(facts(repair)))
        assert {name: row[name] for name in told} == told


def test_the_documents_name_every_field_of_a_record(monkeypatch, capfdbinary) -> None:
    text = "Det ar ett ar sedan vara vanner var har, de far mala. Narområdet, narområdet.\n"
    rows = records_of(text, monkeypatch=monkeypatch, capfdbinary=capfdbinary)
    every = [*rows, *(facts(repair_of(case)) for case in CASES)]
    assert {field for row in every for field in row} <= set(FIELDS)


def test_what_is_not_known_is_left_out() -> None:
    assert facts(Repair(0, 1, "8", "§", "section-sign", 0.97, "auto")) == {"operations": [("8", "§")]}


def test_long_texts_have_no_operations() -> None:
    assert operations(Repair(0, 99, "a" * 99, "b" * 99, "mojibake:x", 1.0, "auto")) == []


@given(st.text("aåäöAÅbB& ;�", max_size=12), st.text("aåäöAÅbB& ;�", max_size=12))
def test_operations_say_all_that_differs_but_capitals(before: str, after: str) -> None:
    found = operations(Repair(0, 0, before, after, "x", 1.0, "auto"))
    assert (found == []) == (before == after)
    assert all(step.written in before and step.right in after and step.written != step.right for step in found)


def test_words_that_stand_between_the_neighbours_that_decided_are_marked(repairer) -> None:
    read = repairer.lines(["f?r m?nniskor ?r det viktigt att fr?mja v?rden i Lule?"])[0].repairs[0]
    assert facts(read)["context"] in ("_ … är", "_ människor", "_ människor är")


def test_the_neighbours_are_told_as_they_are_read(no_words: str, capsys) -> None:
    assert main(["explain", "Detta skedde nar vara vanner kom", "--words", no_words]) == 0
    assert "”våra vänner”" in capsys.readouterr().out


def choice_of(written: str, *options: tuple[str, float]) -> Choice:
    """Return a choice between rare words of the lexicon, with their probabilities."""
    candidates = tuple(Candidate(text, -13.0, -1.0, "lexicon", written=tuple(written)) for text, _ in options)
    return Choice(Token(written, 0, 0, len(written), True), candidates, tuple(share for _, share in options))


def test_the_rest_of_the_text_is_named_where_it_decided() -> None:
    sure = choice_of("skallmyran", ("skällmyran", 0.98), ("skallmyran", 0.02))
    doubtful = choice_of("skallmyran", ("skallmyran", 0.6), ("skällmyran", 0.4))
    decided = listen_to_the_text([sure, sure, doubtful])[-1]
    assert decided.candidates[0].text == "skällmyran"
    assert decided.echo == Echoed(again=2)
    why = note(decided, decided.shares, tuple)
    assert facts(Repair(0, 0, "skallmyran", "skällmyran", "ocr-lexicon", 0.9, "ask", (), why))["again"] == 2


def test_the_rest_of_the_text_is_not_named_where_the_word_was_sure_or_stands_alone() -> None:
    sure = choice_of("skallmyran", ("skällmyran", 0.998), ("skallmyran", 0.002))
    assert [choice.echo for choice in listen_to_the_text([sure, sure])] == [None, None]
    doubtful = choice_of("skallmyran", ("skallmyran", 0.6), ("skällmyran", 0.4))
    assert listen_to_the_text([doubtful])[0].echo is None


def test_a_surer_word_that_begins_likewise_is_named() -> None:
    kin = choice_of("skallmyrans", ("skällmyrans", 0.98), ("skallmyrans", 0.02))
    doubtful = choice_of("skallmyren", ("skallmyren", 0.6), ("skällmyren", 0.4))
    assert listen_to_the_text([kin, doubtful])[-1].echo == Echoed(begins="skäll")


def test_every_rule_has_a_description() -> None:
    names = {f"mojibake:{rule.name}" for rule in encoding.RULES}
    names |= {f"lost-{kind.name}" for kind in (*KINDS, MARKED, BLANKED) if kind != FOLDED}
    names |= {rule.name for rule in MARK_RULES}
    with speaking("en"):
        assert [name for name in sorted(names) if described(name) in (name, name.removeprefix("mojibake:"))] == []


@pytest.mark.parametrize("said", sorted({*ENCODINGS.values(), *LOSSES.values(), *WORDS.values()}))
def test_a_description_is_no_name_of_a_rule(said: str) -> None:
    with speaking("sv"):
        assert not re.search(r"[a-z]\d*-as-|ocr-|lost-", described(said))


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("3\xa0§ ska framja varden", {"ocr-lexicon", "mojibake:nbsp"}),
        ("Det \ufb01nns vard for alla", {"ocr-lexicon", "mojibake:ligature"}),
    ],
)
def test_a_word_that_the_decoding_left_alone_keeps_its_own_record(line: str, rules: set[str], repairer) -> None:
    read = repairer.lines([line])[0]
    assert {repair.rule for repair in read.repairs} == rules
    assert replay(line, read.repairs) == read.text


def test_a_record_names_the_rules_of_its_own_word_alone(repairer) -> None:
    line = r"kommun&shy;ens f&#246;rslag f\u00f6r alla"
    rules = {repair.before: repair.rule for repair in repairer.lines([line])[0].repairs}
    assert rules == {
        "kommun&shy;ens": "mojibake:html-entity+soft-hyphen",
        "f&#246;rslag": "mojibake:html-entity",
        r"f\u00f6r": "mojibake:json-escape",
    }


@pytest.mark.parametrize("line", ["EU:s medlemslander ar 27 st 2024", "Antal: 3 st 7 r"])
def test_a_space_beside_a_figure_is_no_lost_letter(line: str, repairer) -> None:
    assert "\ufffd" not in repairer.lines([line])[0].text


def test_a_doubt_about_a_word_of_a_decoded_line_is_asked(repairer) -> None:
    line = "I\xa0Hallstrom ar det vackert"
    plain = {r.before for r in repairer.lines([line.replace("\xa0", " ")])[0].repairs if r.status == "ask"}
    assert plain <= {r.before for r in repairer.lines([line])[0].repairs if r.status == "ask"}
