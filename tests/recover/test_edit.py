"""One answer entered into review.txt: one line changes, whatever else the file holds, and nobody's answer is undone."""

from __future__ import annotations

import difflib
import doctest
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.output import change_file
from pipeline.questions import Correction, Question, Review, Spot, edit, parse_review, write_review
from pipeline.questions.edit import (
    Settlement,
    Superseded,
    add_correction,
    answer_for,
    remove_correction,
    settle,
)
from tests.recover.test_questions import corrections, reviews

VART = Question("vart", "vårt", 0.7, ("för [vårt]",), (Spot(7, "6b7fbf27"), Spot(19, "5ee2b5be")))
DAR = Question("dar", "där", 0.9, ("[där] man",), (Spot(2, "bf84b4ec"),))
TEXT = write_review(Review((VART, DAR)))


def changed(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_an_answer_changes_one_line() -> None:
    assert changed(TEXT, settle(TEXT, [Settlement(DAR, "ja")])) == ["-svar:", "+svar: ja"]


def test_an_answer_for_one_place_adds_one_line_and_taking_it_back_removes_it() -> None:
    answered = settle(TEXT, [Settlement(VART, "nej", spot=VART.spots[1])])
    assert changed(TEXT, answered) == ["+svar s. 19 5ee2b5be: nej"]
    assert settle(answered, [Settlement(VART, "", was="nej", spot=VART.spots[1])]) == TEXT


def test_a_question_is_open_until_each_of_its_places_is_answered() -> None:
    one = parse_review(settle(TEXT, [Settlement(VART, "nej", spot=VART.spots[1])]))
    assert one.questions[0].is_open
    assert [one.questions[0].settled_at(spot) for spot in VART.spots] == [None, "vart"]
    both = parse_review(settle(write_review(one), [Settlement(VART, "ja", spot=VART.spots[0])]))
    assert not both.questions[0].is_open
    assert both.questions[0].settled is None


def test_comments_line_ends_and_other_entries_stay_as_they_are() -> None:
    text = TEXT.replace("\n", "\r\n").replace("fråga: dar", "# Hör med Anna\r\nfråga: dar")
    head, _line, tail = text.rpartition("svar:\r\n")
    assert settle(text, [Settlement(DAR, "ja")]) == f"{head}svar: ja\r\n{tail}"


def test_an_answer_that_someone_else_gave_meanwhile_stays() -> None:
    theirs = settle(TEXT, [Settlement(DAR, "nej")])
    with pytest.raises(Superseded) as raised:
        settle(theirs, [Settlement(VART, "ja"), Settlement(DAR, "ja")])
    assert raised.value.now == "nej"
    assert settle(theirs, [Settlement(DAR, "ja", was="nej")]) == settle(TEXT, [Settlement(DAR, "ja")])


def test_a_question_that_is_gone_is_not_written_elsewhere() -> None:
    with pytest.raises(Superseded) as raised:
        settle(write_review(Review((VART,))), [Settlement(DAR, "ja")])
    assert raised.value.now is None


@pytest.mark.parametrize(
    ("words", "answer"),
    [("vårt", "ja"), ("vart", "nej"), ("värt", "värt"), ("två  ord\n", "två ord"), ("nej", "”nej”"), ("", "")],
)
def test_words_become_the_answer_that_settles_on_them(words: str, answer: str) -> None:
    assert answer_for(VART, words) == answer
    assert Question("vart", "vårt", answer=answer).settled == (" ".join(words.split()) or None)


@settings(max_examples=40)
@given(reviews, st.data())
def test_any_answer_in_any_review_is_read_back_and_alone(review: Review, data: st.DataObject) -> None:
    text = write_review(review)
    if not review.questions:
        return
    question = data.draw(st.sampled_from(review.questions))
    settled = settle(text, [Settlement(question, "rätt ord", was=question.answer)])
    assert len(changed(text, settled)) <= 2
    answers = [q.answer for q in (*parse_review(settled).questions, *parse_review(settled).stale)]
    before = [q.answer for q in (*review.questions, *review.stale)]
    assert sum(one != other for one, other in zip(before, answers, strict=True)) <= 1
    assert "rätt ord" in answers


@settings(max_examples=40)
@given(reviews, corrections)
def test_a_correction_is_added_after_the_others_and_taken_back(review: Review, correction: Correction) -> None:
    text = write_review(review)
    added = add_correction(text, correction)
    assert parse_review(added).corrections == (*review.corrections, correction)
    assert parse_review(added).questions == review.questions
    if correction not in review.unfit:
        assert parse_review(remove_correction(added, correction)) == review


def test_a_change_is_made_to_what_was_saved_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "review.txt"
    path.write_text("ett\n")
    saves = iter(["ett\ntvå\n"])

    def change(data: bytes) -> bytes:
        for save in saves:
            path.write_text(save)
        return data + b"tre\n"

    assert change_file(path, change) == b"ett\ntv\xc3\xa5\ntre\n" == path.read_bytes()


def test_the_examples_in_the_code_hold() -> None:
    assert doctest.testmod(edit).failed == 0
