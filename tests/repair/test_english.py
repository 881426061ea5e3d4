"""English names within Swedish text stand as they were read."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair import Repairer
from pipeline.repair.english import COST_STEP, ON_IN_ENGLISH, TO_ENGLISH, _shares, read

ODDS = st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=7)


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("Luled kommun ar medlem i Mayors for Peace", "Luleå kommun är medlem i Mayors for Peace"),
        ("Vi foljer Foundation for Public Code och deras standard", "Vi följer Foundation for Public Code och deras"),
        ("Network for Arctic Municipalities ar ett natverk", "Network for Arctic Municipalities är ett nätverk"),
        (
            "De sager att Center for Regional Science at Umea University har vuxit",
            "De säger att Center for Regional Science at Umeå University har vuxit",
        ),
        (
            "Myndigheten for Kultur och Stiftelsen for Norrbotten",
            "Myndigheten för Kultur och Stiftelsen för Norrbotten",
        ),
        ("Han arbetar for IKEA och for Region Norrbotten samt", "Han arbetar för IKEA och för Region Norrbotten samt"),
        ("Det ar bra for all personal som far ga i pension", "Det är bra för all personal som får gå i pension"),
    ],
)
def test_a_word_of_an_english_name_stands_and_one_before_a_swedish_name_does_not(
    damaged: str, right: str, repairer: Repairer
) -> None:
    assert repairer.lines([damaged])[0].text.startswith(right)


def chance(path: tuple[int, ...], odds: list[float]) -> float:
    """Return how likely a path of Swedish (0) and English (1) words is, from the start in Swedish."""
    moves = ((1 - TO_ENGLISH, TO_ENGLISH), (1 - ON_IN_ENGLISH, ON_IN_ENGLISH))
    steps = (moves[before][now] for before, now in itertools.pairwise((0, *path)))
    return math.prod(steps) * math.prod(one for one, now in zip(odds, path, strict=True) if now)


@given(ODDS)
def test_the_chain_gives_what_all_its_paths_give(odds: list[float]) -> None:
    paths = {path: chance(path, odds) for path in itertools.product((0, 1), repeat=len(odds))}
    total = sum(paths.values())
    for at, share in enumerate(_shares(odds)):
        assert share == pytest.approx(sum(p for path, p in paths.items() if path[at]) / total, rel=1e-6)


def test_where_no_word_looks_english_none_is() -> None:
    assert max(_shares([0.05] * 20)) < 0.01
    assert _shares([]) == []


def test_a_list_of_words_is_read_by_their_costs() -> None:
    assert read(["29 the", "37 and of"]) == {"the": -29 * COST_STEP, "and": -37 * COST_STEP, "of": -37 * COST_STEP}
