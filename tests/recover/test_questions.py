"""review.txt: questions and answers that survive being written, read, re-read and re-extracted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceProblem
from pipeline.questions import (
    Answers,
    Correction,
    Question,
    Review,
    Spot,
    merge_reviews,
    parse_review,
    read_review,
    spot_key,
    write_review,
)

words = st.text("abcåäö09.,:’-", min_size=1, max_size=8)
questions = st.builds(
    Question,
    before=words,
    after=words,
    confidence=st.integers(0, 9999).map(lambda n: n / 10000),
    contexts=st.lists(words.map(lambda w: f"ett [{w}] till"), max_size=2).map(tuple),
    spots=st.lists(
        st.builds(Spot, st.integers(1, 300), st.text("0123456789abcdef", min_size=8, max_size=8)), max_size=3
    ).map(tuple),
    answer=st.sampled_from(["", "ja", "nej", "något annat"]),
).flatmap(
    lambda question: st.builds(
        lambda here: replace(question, here=tuple(here.items())),
        st.dictionaries(st.sampled_from(question.spots), st.sampled_from(["ja", "nej", "annat"]), max_size=2)
        if question.spots
        else st.just({}),
    )
)
corrections = st.builds(
    Correction,
    st.sampled_from(["rubrik 2", "stycke", "foga", "dela före ord 4"]),
    st.integers(1, 300),
    st.text("0123456789abcdef", min_size=8, max_size=8),
    st.sampled_from(["", "Vårt närområde", "1. Inledning: mål"]),
)
reviews = st.builds(
    Review,
    st.lists(questions, max_size=4, unique_by=lambda question: (question.before, question.after)).map(tuple),
    st.lists(questions, max_size=2).map(tuple),
    st.lists(corrections, max_size=3).map(tuple),
    st.lists(corrections, max_size=2).map(tuple),
)


@given(reviews)
def test_reading_what_was_written_gives_the_review_again(review: Review) -> None:
    assert parse_review(write_review(review)) == review


@given(st.lists(questions, max_size=5), reviews)
def test_no_answer_is_ever_lost(asked: list[Question], former: Review) -> None:
    unanswered = [Question(q.before, q.after, q.confidence, q.contexts, q.spots) for q in asked]
    merged = merge_reviews(unanswered, former)
    kept = {(q.before, q.answer) for q in (*merged.questions, *merged.stale)}
    for question in (*former.questions, *former.stale):
        still_asked = any(q.before == question.before for q in merged.questions)
        assert not question.answer or (question.before, question.answer) in kept or still_asked


def test_a_question_stands_once_and_the_most_frequent_first() -> None:
    rare = Question("vart", "vårt", 0.8, spots=(Spot(1, "aa"),))
    twice = [Question("dar", "där", 0.9, spots=(Spot(page, f"{page}{page}"),)) for page in (2, 3)]
    merged = merge_reviews([rare, *twice], Review())
    assert [(q.before, len(q.spots)) for q in merged.questions] == [("dar", 2), ("vart", 1)]


@pytest.mark.parametrize(("answer", "words_"), [("ja", "vårt"), ("Nej", "vart"), ("värt", "värt"), ("", None)])
def test_an_answer_is_yes_no_or_the_right_words(answer: str, words_: str | None) -> None:
    assert Question("vart", "vårt", answer=answer).settled == words_


def test_an_answer_is_found_by_its_place_before_its_reading() -> None:
    here = Question("vart", "vårt", spots=(Spot(1, "aa"),), answer="nej")
    there = Question("vart", "vårt", spots=(Spot(2, "bb"),), answer="ja")
    answers = Answers(Review((here, there)))
    assert answers.find("vart", "vårt", Spot(1, "aa")) is here
    assert answers.find("vart", "vårt", Spot(2, "bb")) is there


def test_an_answer_is_found_though_a_newer_version_reads_otherwise() -> None:
    entry = Question("niromradet", "niområdet", spots=(Spot(4, "cc"),), answer="närområdet")
    found = Answers(Review((entry,))).find("niromradet", "närområdet", Spot(4, "cc"))
    assert found is entry


def test_a_place_is_named_by_the_damaged_words_around_it() -> None:
    line = ["Luled", "kommun", "ska", "framja", "samarbetet"]
    assert spot_key("framja", line, 3) == spot_key("framja", line, 3)
    assert spot_key("framja", line, 3) != spot_key("framja", [*line[:4], "handeln"], 3)


def test_a_line_that_means_nothing_is_a_problem_with_its_place(english: None) -> None:
    with pytest.raises(SourceProblem, match=r"review.txt:3: .*Kanske"):
        parse_review("fråga: dar → där\nsvar: ja\nKanske\n")


def test_an_answer_in_latin_1_is_not_guessed_at(tmp_path, english: None) -> None:
    path = tmp_path / "review.txt"
    path.write_bytes("fråga: dar → där".replace("→", "-").encode("latin-1"))
    with pytest.raises(SourceProblem, match="UTF-8"):
        read_review(path)
