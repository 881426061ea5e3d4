import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair import replay
from pipeline.repair.candidate import Candidate
from pipeline.repair.case import recase
from pipeline.repair.changes import changes
from pipeline.repair.channel import Channel
from pipeline.repair.context import tail
from pipeline.repair.decide import _weighed
from pipeline.repair.evidence import round_number
from pipeline.repair.explain import explain
from pipeline.repair.language import is_english, swedish_letters
from pipeline.repair.letters import apply_pattern, fold, key, pattern_of
from pipeline.repair.marks import RULES, mark_repairs, rules_for
from pipeline.repair.model import load
from pipeline.repair.records import Repair
from pipeline.repair.tokens import paragraph_tokens

SWEDISH = st.text("abdeiklnorstvåäöé", min_size=1, max_size=12)
TEXT = st.text("abå ö\n-.1", max_size=60)


@given(SWEDISH)
def test_fold_and_pattern_give_the_word_back(word):
    assert apply_pattern(fold(word), pattern_of(word)) == word


@given(st.text(max_size=20))
def test_a_key_has_64_bits(text):
    assert 0 <= key(text) < 2**64


@given(TEXT, TEXT)
def test_replaying_changes_gives_the_second_text(before, after):
    repairs = [
        Repair(c.start, c.end, before[c.start : c.end], after[c.first : c.last], "", 1.0, "auto")
        for c in changes(before, after)
    ]
    assert replay(before, tuple(repairs)) == after


def test_a_change_in_words_keeps_the_other_words_out_of_it():
    assert [(c.start, c.end) for c in changes("en ko och en gris", "en kö och en gris")] == [(3, 5)]


@pytest.mark.parametrize(
    ("written", "word", "starts", "name", "right"),
    [
        ("Over", "över", False, False, "över"),
        ("Over", "över", True, False, "Över"),
        ("Luled", "luleå", False, True, "Luleå"),
        ("LULEA", "luleå", False, True, "LULEÅ"),
        ("Dbedriva", "bedriva", True, False, "bedriva"),
        ("ABBA", "abba", False, False, "ABBA"),
        ("CLPforordningen", "clpförordningen", False, False, "CLPförordningen"),
        ("verksamhetSOU", "verksamhetsou", False, False, "verksamhetSOU"),
        ("f6rordningSOU", "förordningsou", False, False, "förordningSOU"),
        ("FOrordning", "förordning", True, False, "Förordning"),
    ],
)
def test_capitals_are_those_of_the_writer(written, word, starts, name, right):
    assert recase(written, word, starts, name) == right


def test_a_letter_read_as_two_is_one_reading():
    readings = list(load().channel.lattice("viarde").readings(1))
    assert ("varde", ("v", "ia", "r", "d", "e")) in readings


def test_the_plain_reading_comes_first():
    assert next(Channel({"å": {"a": 1.0}}).lattice("ar").readings(0)).folded == "ar"


def test_the_lexicon_finds_words_by_fold():
    assert {"för", "for"} <= {word.text for word in load().lexicon.of_fold("for")}
    assert load().lexicon.of_fold("qwrtzx") == ()


def test_a_word_shape_prefers_words():
    assert load().words.logp("verksamhet") > load().words.logp("vrkxsqmhet")


@pytest.mark.parametrize("glued", ["ilagen", "isin", "åandra"])
def test_a_letter_that_is_a_word_alone_is_never_lost(glued, vocabulary):
    words = [candidate.text for candidate in vocabulary.of(glued)]
    assert words[0] == f"{glued[0]} {glued[1:]}" or words[0] == glued
    assert glued[1:] not in words


def test_an_invented_letter_is_still_taken_away(vocabulary):
    assert vocabulary.of("Dbedriva")[0].text == "bedriva"


@pytest.mark.parametrize(("slip", "right"), [("yid", "vid"), ("inanga", "många"), ("tjansteu", "tjänsten")])
def test_a_letter_mistaken_for_one_like_it_is_found(slip, right, vocabulary):
    assert vocabulary.of(slip)[0].text == right


def test_a_short_word_that_is_known_is_no_slip(vocabulary):
    assert all(candidate.source != "slip" for candidate in vocabulary.of("by"))


def test_neighbours_give_no_advantage_over_a_word_that_they_do_not_know():
    known, rival = Candidate("män", -9.0, -5.0, "lexicon", True), Candidate("main", -13.0, 0.0, "lexicon")
    assert _weighed({"män": 4.0}, (known, rival)) == {"män": pytest.approx(0.0)}
    both = {"män": 4.0, "mån": 1.0}
    shares = _weighed(both, (known, rival, Candidate("mån", -9.0, -6.0, "lexicon", True)))
    assert shares["män"] - shares["mån"] == pytest.approx(3.0)
    assert np.exp(-9.0 + shares["män"]) + np.exp(-9.0 + shares["mån"]) == pytest.approx(2 * np.exp(-9.0))


def test_english_is_told_from_swedish():
    assert is_english("We are here for the support of all")
    assert not is_english("Vi deltar i Union of the Baltic Cities och andra natverk for kommuner")


def test_swedish_letters_are_counted_beside_all_letters():
    assert swedish_letters(["åab", "c 1"]) == (1, 4)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example[0])
def test_a_mark_is_repaired_as_its_example_says(rule):
    damaged, right = rule.example
    assert replay(damaged, tuple(mark_repairs(damaged, rules_for(damaged)))) == right


@pytest.mark.parametrize(
    "line",
    [
        "i 5 8 12",
        "5 och 8 kronor",
        "a | b | c",
        "kl. 4 8",
        "Han sa ”hus” Och",
        "4 andra hus",
        "en ram |\nen ram |",
        "| ett citat\n| av flera rader",
        "mål | åtgärd | ansvarig\nfler | när | alla",
        "ett | två | tre | fyra\nen rad till",
        "(1991: om)",
        "m j s",
        "2023 | ECFR",
    ],
)
def test_marks_that_are_right_stay(line):
    assert list(mark_repairs(line, rules_for(line))) == []


def test_bars_in_running_text_are_words_though_a_line_has_two():
    text = "Det finns många former för hur boende ordnas\ni landet | världen och | dessa fall drabbas alla.\nSlut."
    line = text.split("\n")[1]
    repairs = tuple(mark_repairs(line, rules_for(text)))
    assert replay(line, repairs) == "i landet i världen och i dessa fall drabbas alla."


def test_addresses_are_one_token_and_no_word():
    found = paragraph_tokens(["se https://www.lulea.se/a-b och info@lulea.se nu"], [0])
    assert [token.text for token in found if token.is_word] == ["se", "och", "nu"]


def test_a_sentence_begins_after_a_stop_and_after_a_bullet():
    found = paragraph_tokens(["- Ar det en fraga? Ja, det ar det"], [0])
    assert [token.text for token in found if token.begins] == ["Ar", "Ja"]


def test_an_explanation_names_the_letters_and_the_next_reading(repairer):
    repair = repairer.lines(["De ska framja vard for alla."])[0].repairs[0]
    text = explain(repair)
    assert "framja" in text
    assert "främja" in text
    assert "a → ä" in text


@given(st.floats(0, 1e12))
def test_a_round_number_has_two_digits(number):
    assert len(str(round_number(number)).rstrip("0")) <= 2


@pytest.mark.parametrize(
    ("damaged", "right"),
    [("Flera brandman kom.", "Flera brandmän kom."), ("En brandman kom.", "En brandman kom.")],
)
def test_the_tail_of_a_rare_word_is_heard_of(damaged, right, repairer):
    assert repairer.lines([damaged])[0].text == right


def test_a_short_word_has_no_tail():
    assert (tail("man"), tail("brandman")) == ("", "~ndman")


@pytest.mark.parametrize(("damaged", "right"), [("namndmal", "nämndmål"), ("faropiktogram", "faropiktogram")])
def test_a_compound_may_end_in_a_short_word(damaged, right, vocabulary):
    assert vocabulary.of(damaged)[0].text == right


@pytest.mark.parametrize("address", ["opensource.ore/licenses", "reuse.software", "(docs.kommun.io)"])
def test_addresses_are_no_words(address):
    assert [token.text for token in paragraph_tokens([f"se {address} om"], [0]) if token.is_word] == ["se", "om"]


@pytest.mark.parametrize("text", ["m.m./ar", "och/eller", "kommunen.Den"])
def test_other_points_and_slashes_make_no_address(text):
    assert any(token.is_word for token in paragraph_tokens([text], [0]))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("g ller f r i dag", "gäller för i dag", [("g ller", "gäller"), ("f r", "för")]),
        ("f ¨or  ¨aldre", "för äldre", [("f ¨or", "för"), (" ¨aldre", "äldre")]),
        ("3\xa0§ ska", "3 § ska", [("\xa0", " ")]),
        ("deltaiolika ar", "delta i olika är", [("deltaiolika", "delta i olika"), ("ar", "är")]),
        ("f&ouml r alla", "för alla", [("f&ouml r", "för")]),
    ],
)
def test_a_change_holds_the_whole_words_that_became_others(before, after, expected):
    assert [(before[c.start : c.end], after[c.first : c.last]) for c in changes(before, after)] == expected
