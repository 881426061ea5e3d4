"""review.txt and words.txt as an editor leaves them: what is meant is understood, what is wrong is told by its line."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceProblem
from pipeline.prepare import heed_words
from pipeline.questions import (
    Answers,
    Question,
    Review,
    Spot,
    merge_reviews,
    parse_review,
    read_review,
    read_words,
    write_review,
)
from pipeline.questions.edit import Settlement, answer_for
from pipeline.questions.said import is_slip, settled
from pipeline.review.folder import Folder
from pipeline.review.own_words import with_word, without_word
from pipeline.textfile import text_of
from tests.recover.test_questions import questions, reviews

ROOT = Path(__file__).parents[2]
CASES = [
    re.split(r"\n---\n", case.split("\n", 1)[1])
    for case in re.split(r"^=== ", (ROOT / "tests/cases/recover/review-faults.txt").read_text("utf-8"), flags=re.M)[1:]
]
NAMES = re.findall(r"^=== (.*)", (ROOT / "tests/cases/recover/review-faults.txt").read_text("utf-8"), re.M)
TEXT = "# Frågor\n\nfråga: starkt → stärkt\nställen: s. 4 e7549b77\nsvar: ja\n"


def told(data: bytes) -> list[str]:
    """Return what is wrong with a review file, each problem's line and what it says; or what its answers settle on."""
    try:
        review = parse_review(text_of(data, "review.txt"))
    except SourceProblem as error:
        assert all(problem.remedy.endswith(".") for problem in error.problems)
        return [f"{problem.line}: {problem.what}" for problem in error.problems]
    return ["none", *(str(question.settled) for question in review.questions)]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=NAMES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
def test_what_a_hand_may_do_is_understood_or_told_by_line(text: str, expected: str, line_end: str) -> None:
    assert told(text.replace("\n", line_end).encode()) == expected.strip().split("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_file_in_utf8_is_read_with_or_without_its_mark(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "review.txt").write_bytes(TEXT.encode(encoding))
    assert read_review(tmp_path / "review.txt").questions[0].settled == "stärkt"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), 1),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), 1),
        (TEXT.replace("→", "->").encode("cp1252"), 1),
        (b"# ASCII\n\nsvar: st\xe4rkt\n", 3),
    ],
    ids=["utf-16", "utf-16-be", "windows-1252", "further down"],
)
@pytest.mark.parametrize("name", ["review.txt", "words.txt"])
def test_another_encoding_is_told_with_its_line(data: bytes, line: int, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceProblem, match="UTF-8") as raised:
        (read_review if name == "review.txt" else read_words)(path)
    assert [problem.line for problem in raised.value.problems] == [line]


@given(questions, st.text("janeåäö”“\"'#. ?x", max_size=8))
def test_whatever_words_are_typed_the_answer_settles_on_them(question: Question, words: str) -> None:
    words = " ".join(words.split())
    answer = answer_for(question, words)
    if not {'"', "'", "”"} <= set(words):
        assert settled(answer, question.before, question.after) == (words or None)
        assert not is_slip(answer, question.before, question.after)
    assert "\n" not in answer


@given(st.text(max_size=12), st.text(min_size=1, max_size=6), st.text(min_size=1, max_size=6))
def test_any_answer_means_something_or_nothing(answer: str, before: str, after: str) -> None:
    assert isinstance(is_slip(answer, before, after), bool)
    assert settled(answer, before, after) != ""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
def test_the_desk_answers_a_file_with_any_line_ends(line_end: str, tmp_path: Path) -> None:
    (tmp_path / "review.txt").write_bytes(codecs.BOM_UTF8 + TEXT.replace("ja\n", "\n").replace("\n", line_end).encode())
    folder = Folder(tmp_path, tmp_path)
    folder.answer([Settlement(question, "nej") for question in folder.snapshot().questions.values()])
    assert read_review(tmp_path / "review.txt").questions[0].settled == "starkt"
    assert (tmp_path / "review.txt").read_bytes().startswith(codecs.BOM_UTF8 + b"# Fr")


def asked_again(former: Review, places: list[tuple[Question, Spot]], moved: dict[int, int]) -> list[Question]:
    """Return what a new reading asks, whose pages have other numbers: as `recover` asks it."""
    answers, asked = Answers(former), []
    for question, spot in places:
        there = Spot(moved.get(spot.page, spot.page), spot.key)
        known = answers.find(question.before, question.after, there)
        asked.append((known or replace(question, answer="", here=())).at(there, "[x]"))
    return asked


apart = reviews.filter(
    lambda review: (
        len({s.key for q in review.questions for s in q.spots}) == sum(len(q.spots) for q in review.questions)
    )
).map(lambda review: replace(review, stale=()))


@given(apart, st.randoms(use_true_random=False), st.integers(0, 40))
def test_answers_survive_another_reading_in_any_order_on_other_pages(review: Review, chance, by: int) -> None:
    shuffled = replace(review, questions=tuple(chance.sample(review.questions, len(review.questions))))
    former = parse_review(write_review(shuffled))
    places = [(question, spot) for question in review.questions for spot in question.spots]
    moved = {spot.page: spot.page + by for _question, spot in places}
    merged = merge_reviews(asked_again(former, chance.sample(places, len(places)), moved), former)
    now = Answers(merged)
    for question, spot in places:
        there = Spot(spot.page + by, spot.key)
        known = now.find(question.before, question.after, there)
        assert (known and known.settled_at(there)) == question.settled_at(spot)


@given(reviews, st.randoms(use_true_random=False))
def test_no_answer_is_lost_whatever_of_the_text_is_left(review: Review, chance) -> None:
    places = [(question, spot) for question in review.questions for spot in question.spots]
    merged = merge_reviews(asked_again(review, chance.sample(places, len(places) // 2), {}), review)
    left = (*merged.questions, *merged.stale)
    for question in (*review.questions, *review.stale):
        if question.answer:
            assert any(
                (q.before, q.after, q.answer) == (question.before, question.after, question.answer) for q in left
            )
        for spot, answer in question.here:
            assert any(q.before == question.before and (spot, answer) in q.here for q in left)


def test_a_note_stays_with_its_question_in_a_new_reading_answered_or_not() -> None:
    former = parse_review("# Hör med Anna\nfråga: far → får\nställen: s. 1 00000001\nsvar:\n\nfråga: x → y\nsvar: ja\n")
    again = Question("far", "får", spots=(Spot(2, "00000001"),))
    merged = merge_reviews([again], former)
    assert merged.questions[0].notes == ("# Hör med Anna",)
    assert "# Hör med Anna\nsvar:\n" in write_review(merged)
    assert "# Hör med Anna" in write_review(merge_reviews([], merged))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Orter\n\nLuleå\n  Piteå  # staden\nLuleå\n", ("Luleå", "Piteå", "Luleå")),
        ("Luleå, Piteå; Boden\r\n", ("Luleå", "Piteå", "Boden")),
        ('”Barents väg”\n"Kemi"\n', ("Barents väg", "Kemi")),
        (unicodedata.normalize("NFD", "Luleå\n"), ("Luleå",)),
        ("\ufeffLuleå\rKemi", ("Luleå", "Kemi")),
        ("Mayors’\nEU:s\nLiving-in.EU\n", ("Mayors’", "EU:s", "Living-in.EU")),
        ("", ()),
    ],
)
def test_words_are_read_as_they_are_written(text: str, words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_bytes(text.encode())
    assert read_words(tmp_path / "words.txt") == words


@given(st.lists(st.text("abcåäö", min_size=1, max_size=5), max_size=5), st.text("abcåäö", min_size=1, max_size=5))
def test_a_word_that_is_added_and_taken_back_leaves_the_file_as_it_was(words: list[str], word: str) -> None:
    for end in ("\n", "\r\n"):
        text = "".join(f"{line}{end}" for line in ["# Ord", *(w for w in words if w != word)])
        added = with_word(with_word(text, word), word)
        assert added.splitlines().count(word) == 1
        assert added.count("\n") == added.count(end)
        assert without_word(added, word) == text


ASKED = """\
# Frågor

# Kolla
fråga: Borgmastaravtal → Borgmästaravtal
ställen: s. 3 3f74ff33
svar:

fråga: Salla → Sälla
ställen: s. 6 00000001
svar:

fråga: Bottenviksbagens → Bottenviksbagens
ställen: s. 7 00000002
svar:

fråga: far → får
ställen: s. 8 00000003
svar:
"""


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("Borgmästaravtal", ["ja", "", "", ""]),
        ("Borgmästaravtal\nSalla # i Finland\n\nBottenviksbågen", ["ja", "nej", "Bottenviksbågens", ""]),
        ("Salla stad, Kemi", ["", "nej", "", ""]),
        ("# inget ord", ["", "", "", ""]),
        ("Kemi", ["", "", "", ""]),
    ],
)
def test_a_word_of_the_municipality_settles_every_question_about_it(words: str, answers: list[str], tmp_path) -> None:
    (tmp_path / "sources/p").mkdir(parents=True)
    (tmp_path / "sources/words.txt").write_text(words, "utf-8")
    review = tmp_path / "sources/p/review.txt"
    review.write_text(ASKED, "utf-8")
    said: list[str] = []
    heed_words(tmp_path / "sources/p", tmp_path, said.append)
    n = sum(map(bool, answers))
    assert [question.answer for question in read_review(review).questions] == answers
    assert re.sub(r"^svar:.*", "svar:", review.read_text("utf-8"), flags=re.M) == ASKED
    assert said == [f"sources/p/review.txt: words.txt avgör {'en fråga' if n == 1 else f'{n} frågor'}."] * bool(n)
