import json

import pytest

from pipeline.repair.encoding import RULES, decode


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_repairs_its_example(rule, vocabulary):
    damaged, right = rule.example
    assert rule.undo(damaged, vocabulary) == right


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_leaves_its_counter_example_alone(rule, vocabulary):
    assert rule.undo(rule.counter_example, vocabulary) == rule.counter_example


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("Luleå kommun – Ã¶versiktsplan fÃ¶r Ã¥ren", "Luleå kommun – översiktsplan för åren"),
        ("Värdighet fˆr äldre pÂ bostad", "Värdighet för äldre på bostad"),
        ("Ã„lvsbyns kommun", "Älvsbyns kommun"),
        ("Ĺ sedan 20 år", "Ĺ sedan 20 år"),
        ("LULEÅ” stod det", "LULEÅ” stod det"),
        ("Öppet – för alla", "Öppet – för alla"),
    ],
)
def test_a_line_may_be_sound_in_part(damaged, right, vocabulary):
    assert decode(damaged, vocabulary).text == right


def test_the_rules_that_were_used_are_named(vocabulary):
    assert decode("fÃ¶r Ã¥r", vocabulary).rules == ("utf8-as-cp1252",)


def test_decoding_twice_changes_nothing_more(vocabulary):
    for rule in RULES:
        once = decode(rule.example[0], vocabulary).text
        assert decode(once, vocabulary).text == once


def test_every_case_of_the_corpus_is_decoded(shared, repairer):
    cases = json.loads((shared / "corpus/mojibake.json").read_text("utf-8"))
    wrong = [
        (case["family"], read)
        for case in cases
        if (read := " ".join(line.text for line in repairer.whole_words(case["damaged"].split("\n")))) != case["right"]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("Information nns i era dokument som ck det", "Information finns i flera dokument som fick det"),
        ("Det nns en era", "Det nns en era"),
        ("Lagen nns och han ck den", "Lagen finns och han fick den"),
    ],
)
def test_lost_ligatures_are_found_where_two_words_show_it(damaged, right, vocabulary):
    assert decode(damaged, vocabulary).text == right
