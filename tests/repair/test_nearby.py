"""How å, ä and ö are read on this page, learnt from its surer words."""

import pytest

from pipeline.repair import facts
from pipeline.repair.candidate import Candidate
from pipeline.repair.channel import Channel
from pipeline.repair.nearby import BLOCK, Nearby

CHANNEL = Channel({"å": {"a": 1.0}, "ä": {"a": 1.0}, "ö": {"o": 0.5, "é": 0.4, "": 0.1}})
OAK = Candidate("prova", -9.0, 0.0, "lexicon", written=tuple("prova"))
TRY = Candidate("pröva", -9.0, -0.7, "lexicon", written=tuple("prova"))


def read_as(written: str, times: int) -> dict[int, Candidate]:
    return {n: Candidate("för", -5.0, -1.0, "lexicon", written=("f", written, "r")) for n in range(times)}


def test_a_way_to_write_that_the_page_never_shows_becomes_unlikely() -> None:
    nearby = Nearby(CHANNEL, read_as("é", 30).items(), 40)
    assert nearby.shift(35, TRY) < -1
    assert nearby.shift(35, OAK) == 0
    assert nearby.telling(35, OAK, TRY) == ("ö", "o", 0.0, pytest.approx(30))


def test_a_way_that_the_page_always_shows_becomes_likely() -> None:
    nearby = Nearby(CHANNEL, read_as("o", 30).items(), 40)
    assert nearby.shift(35, TRY) > 0.3
    assert nearby.telling(35, OAK, TRY) is None


def test_where_nothing_is_sure_nothing_is_learnt() -> None:
    assert Nearby(CHANNEL, (), 40).shift(3, TRY) == pytest.approx(0)


def test_a_word_is_no_evidence_of_itself() -> None:
    assert Nearby(CHANNEL, [(3, TRY)], 40).shift(3, TRY) == pytest.approx(0)


def test_what_is_far_away_tells_less() -> None:
    nearby = Nearby(CHANNEL, read_as("é", 30).items(), 9 * BLOCK)
    assert nearby.shift(5, TRY) < nearby.shift(2 * BLOCK, TRY) < nearby.shift(8 * BLOCK, TRY) < 0.01


def test_the_explanation_names_what_the_page_shows(repairer) -> None:
    lines = ["Det ar viktigt fér kommunen att félja ménster.", "Vi skall géra mer fér férskolan."]
    told = [facts(repair).get("nearby") for line in repairer.lines(lines) for repair in line.repairs]
    assert any(seen and (seen["letter"], seen["written"]) == ("ö", "é") and seen["times"] > 3 for seen in told)
