"""What is chosen among a token's candidates."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.candidate import Candidate
from pipeline.repair.channel import LOST
from pipeline.repair.choice import CLEARLY, Choice, rank, standing
from pipeline.repair.tokens import Token


def choice_of(token: str, *options: tuple[str, float]) -> Choice:
    candidates = [Candidate(text, 0.0, 0.0, "lexicon") for text, _ in options]
    return rank(Token(token, 0, 0, len(token), is_word=True), candidates, None, [score for _, score in options])


def test_a_word_stands_if_another_is_hardly_likelier() -> None:
    choice = choice_of("stod", ("stöd", -10.0), ("stod", -10.4))
    assert choice.candidates[0].text == "stöd"
    assert [option.text for option in standing(choice).candidates] == ["stod", "stöd"]


def test_a_word_gives_way_to_a_clearly_likelier_one() -> None:
    choice = choice_of("stod", ("stöd", -10.0), ("stod", -11.0))
    assert standing(choice) == choice


def test_a_sign_for_a_lost_letter_never_stands() -> None:
    choice = choice_of(f"st{LOST}d", ("stöd", -10.0), (f"st{LOST}d", -10.1))
    assert standing(choice) == choice


@given(st.lists(st.floats(-30, 0), min_size=1, max_size=8), st.integers(0, 7))
def test_candidates_keep_their_probabilities(scores: list[float], at: int) -> None:
    choice = choice_of(f"w{at % len(scores)}", *((f"w{n}", score) for n, score in enumerate(scores)))
    stood = standing(choice)
    pairs = set(zip(stood.candidates, stood.shares, strict=True))
    assert pairs == set(zip(choice.candidates, choice.shares, strict=True))
    assert stood.shares[0] * CLEARLY >= max(stood.shares) * (1 - 1e-9)
    assert standing(stood) == stood


def test_a_word_gives_way_to_an_acronym_that_looks_the_same() -> None:
    choice = choice_of("Al", ("ai", -10.0), ("al", -10.1))
    acronym = choice._replace(candidates=(choice.candidates[0]._replace(source="acronym"), choice.candidates[1]))
    assert standing(acronym) == acronym
