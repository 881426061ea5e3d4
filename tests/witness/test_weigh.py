"""The second witness: what text layer, picture and language make of a word together, and what they ask."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import Line, Word
from pipeline.model import Box, Place
from pipeline.repair import Repairer, replay
from pipeline.witness import align, cleaned, place, weigh

REPAIRER = Repairer()
CASES = [
    # text layer, picture, right, asked
    ("Vi bor har i kommunen.", "Vi bor här i kommunen.", "Vi bor här i kommunen.", False),
    ("De ska framja vard for alla.", "De ska främja värd för alla.", "De ska främja värd för alla.", False),
    ("Mannen i Raahe och Tirajana", "Mannen i Raahe och Tirajana", "Mannen i Raahe och Tirajana", False),
    ("enligt 5 kap. 3 8 lagen", "enligt 5 kap. 3 $ lagen", "enligt 5 kap. 3 § lagen", False),
    ("enligt 5 kap. 3 § lagen", "enligt 5 kap. 3 8 lagen", "enligt 5 kap. 3 § lagen", False),
    ("med Al som hjalp", "med Al som hjälp", "med AI som hjälp", True),
    ("Det ar en delav planen", "Det är en del av planen", "Det är en del av planen", False),
    ("lagen (1998:812) om stod", "lagen (1998:312) om stöd", "lagen (1998:812) om stöd", True),
    ("hogst 20 % av alla", "högst 20 26 av alla", "högst 20 % av alla", False),
    ("Arctic Mayors” Forum for alla", "Arctic Mayors” Forum för alla", "Arctic Mayors’ Forum för alla", False),
    ("moten i Munchen for alla", "möten i Mänchen för alla", None, True),
]


def heard(damaged: str, seen: str) -> tuple:
    words = cleaned(seen.split(), damaged)
    return weigh(damaged, REPAIRER.lines([damaged])[0].repairs, align(damaged.split(), words), words, REPAIRER)


@pytest.mark.parametrize(("damaged", "seen", "right", "asked"), CASES)
def test_three_readings_are_weighed(damaged: str, seen: str, right: str | None, asked: bool) -> None:
    repairs = heard(damaged, seen)
    assert right in (None, replay(damaged, repairs))
    assert any(repair.status == "ask" for repair in repairs) == asked


def test_a_change_names_all_three_readings() -> None:
    (repair,) = (repair for repair in heard("Vi bor har nu", "Vi bor här nu") if repair.before == "har")
    assert dict(repair.witnesses) == {"text-layer": "har", "picture": "här", "language": "har"}


def test_a_line_that_was_not_seen_stays_as_the_language_has_it() -> None:
    damaged = "De ska framja vard for alla."
    assert (
        weigh(damaged, REPAIRER.lines([damaged])[0].repairs, [], [], REPAIRER) == REPAIRER.lines([damaged])[0].repairs
    )


words = st.text("aåäöbo8§.1", min_size=1, max_size=6)


@given(st.lists(words, max_size=8), st.lists(words, max_size=8))
def test_every_word_stands_in_one_pair(mine: list[str], seen: list[str]) -> None:
    pairs = align(mine, seen)
    assert [n for pair in pairs for n in range(pair.first, pair.last)] == list(range(len(mine)))
    assert [n for pair in pairs for n in range(pair.seen_first, pair.seen_last)] == list(range(len(seen)))


@given(st.lists(words, min_size=1, max_size=6), st.lists(words, max_size=6))
def test_what_was_heard_can_be_replayed_whatever_was_seen(mine: list[str], seen: list[str]) -> None:
    damaged = " ".join(mine)
    repairs = heard(damaged, " ".join(seen))
    assert all(damaged[repair.start : repair.end] == repair.before for repair in repairs)
    assert all(one.end <= other.start for one, other in itertools.pairwise(repairs))


@pytest.mark.parametrize(
    ("mine", "seen", "pairs"),
    [
        ("del avplanen nu", "del av planen nu", [(0, 1, 0, 1), (1, 2, 1, 3), (2, 3, 3, 4)]),
        ("kom munen nu", "kommunen nu", [(0, 2, 0, 1), (2, 3, 1, 2)]),
        ("ett tre", "ett två tre", [(0, 1, 0, 1), (1, 1, 1, 2), (1, 2, 2, 3)]),
    ],
)
def test_joined_parted_and_lost_words_are_aligned(mine: str, seen: str, pairs: list) -> None:
    assert [tuple(pair) for pair in align(mine.split(), seen.split())] == pairs


def word(text: str, x0: float, top: float) -> Word:
    return Word(text, Place(1, Box(x0, top, x0 + 40, top + 12)))


def test_a_seen_word_is_placed_in_the_line_that_it_covers() -> None:
    first, second = Line((word("a", 50, 100), word("b", 100, 100))), Line((word("c", 50, 114),))
    seen = [word("B", 102, 101), word("A", 49, 99), word("C", 52, 113), word("D", 300, 500)]
    assert place([first, second], seen) == {id(first): ("A", "B"), id(second): ("C",)}
