"""The counting of the channel, from words whose right form is known."""

import json
from collections import Counter

import pytest

from pipeline.repair.model import _DATA
from tools.model.channel import LEAST, count, letter_pairs, table, word_pairs


@pytest.mark.parametrize(
    ("right", "seen", "pairs"),
    [
        ("för", "f6r", {"ö": "6"}),
        ("värd", "viard", {"ä": "ia"}),
        ("även", "ven", {"ä": ""}),
        ("många", "manga", {"å": "a"}),
        ("möte,", "mdte,", {"ö": "d"}),
        ("åtgärder", "Atgéirder", {"å": "A", "ä": "éi"}),
    ],
)
def test_each_letter_gets_what_was_written_for_it(right, seen, pairs):
    found = {letter: written for letter, written in letter_pairs(right, seen) if letter in "åäö"}
    assert found == pairs


@pytest.mark.parametrize(("right", "seen"), [("för", "kommun"), ("LULEÅ", "LULEA")])
def test_another_word_and_capitals_tell_nothing(right, seen):
    assert letter_pairs(right, seen) == []


def test_words_are_paired_although_others_were_joined():
    assert list(word_pairs(["i", "år", "ökar", "det"], ["iar", "okar", "det"]))[-2:] == [
        ("ökar", "okar"),
        ("det", "det"),
    ]
    assert count([("i år ökar det", "iar okar det")])["å"] == Counter()


def test_what_was_seen_too_seldom_is_chance():
    row = table({"å": Counter({"a": 1000, "d": 10 * LEAST, "%": LEAST - 1})})["å"]
    assert list(row)[:2] == ["a", "d"]
    assert "%" not in row


def test_a_letter_may_be_read_twice():
    assert "ad" in table({"å": Counter({"a": 100, "d": 30})})["å"]


def test_a_table_counts_pages():
    assert count([("på två år", "pa tva ar")])["å"] == Counter({"a": 3})


def test_the_shipped_table_holds_shares():
    shipped = json.loads((_DATA / "channel.json").read_text("utf-8"))
    assert set(shipped) == set("åäö")
    assert all(sum(row.values()) == pytest.approx(1, abs=0.01) for row in shipped.values())
