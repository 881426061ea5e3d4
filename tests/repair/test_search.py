"""What makes the search quick changes nothing that it finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.repair import Repairer, model
from pipeline.repair.lattice import MOST_READINGS, Option, Reading
from pipeline.repair.spelling import Spelling

TOKENS = st.text("abdeio467éAO&ln", min_size=1, max_size=7)
FOLDS = st.lists(st.text("abodersé", max_size=12), max_size=8)


def every_reading(options: list[tuple[Option, ...]], at: int = 0) -> list[tuple[str, tuple[str, ...], int]]:
    """Return all paths through the options: the fold, what was written, and the number of odd places."""
    if at == len(options):
        return [("", (), 0)]
    return [
        (option.letter + folded, (option.written, *written), option.odd + odd)
        for option in options[at]
        if at + option.taken <= len(options)
        for folded, written, odd in every_reading(options, at + option.taken)
    ]


@settings(max_examples=100, deadline=None)
@given(TOKENS, st.integers(0, 2))
def test_a_lattice_has_the_readings_that_a_walk_of_all_its_paths_finds(token, odd):
    channel = model.load().channel
    walked = {
        Reading(folded, written)
        for folded, written, n in every_reading([(plain, *others) for plain, others, _ in channel.places(token)])
        if n == odd
    }
    found = list(channel.lattice(token).readings(odd))
    assert set(found) <= walked
    assert odd or channel.plain(token) in (None, *found)
    assert len(found) == min(len(walked), MOST_READINGS)


@settings(max_examples=30, deadline=None)
@given(FOLDS)
def test_words_weighed_together_weigh_what_they_weigh_alone(folds):
    weights = model.load().spelling._weights
    together, alone = Spelling(weights), Spelling(weights)
    together.weigh(folds)
    assert [together.places(folded) for folded in folds] == [alone.places(folded) for folded in folds]


def test_a_listed_word_is_the_best_candidate_or_none():
    candidates = Repairer()._candidates
    for token in ("kommun", "framja", "hogteknologisektorn", "Tirajana", "qqqqq", "a" * 50):
        best = candidates.of(token)[0]
        listed = candidates.listed(token, -16.0)
        assert listed == (best if best.source == "lexicon" and best.logp > -16.0 else None)
