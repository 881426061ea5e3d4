"""An answer for one place reaches the text of record at that place, and at no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import prepare
from pipeline.markdown import read, write
from pipeline.model import Document, Doubt, Paragraph, Text
from pipeline.questions import Question, Review, Spot

FIRST, SECOND = Spot(1, "aa"), Spot(2, "bb")
VART = Question("vart", "vårt", spots=(FIRST, SECOND))
WORDS = (("Så blir ", " mål."), ("Det beror på ", " vi vill."))


def text(*words: Doubt | Text) -> str:
    pairs = zip(WORDS, words, strict=True)
    blocks = (Paragraph((Text(left), word, Text(right)), id=f"p{n}") for n, ((left, right), word) in enumerate(pairs))
    return write(Document("En plan", tuple(blocks)))


def entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: Question) -> str:
    """Return the words of record after the answers are entered; the PDF's reading with them is given."""
    settled = [Text(question.settled_at(spot) or "vårt") for spot in question.spots]
    monkeypatch.setattr(prepare, "read_again", lambda *_args: {"plan.md": text(*settled).encode()})
    (tmp_path / "prior.pdf").write_bytes(b"")
    path = tmp_path / "plan.md"
    path.write_text(text(Doubt((Text("vårt"),)), Doubt((Text("vårt"),))))
    prepare.enter_answers(path, Review((question,)), tmp_path, lambda _message: None)
    return path.read_text()


def test_each_place_gets_its_own_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question("vart", "vårt", spots=(FIRST, SECOND), answer="ja", here=((SECOND, "nej"),))
    assert read(entered(tmp_path, monkeypatch, question)) == read(text(Text("vårt"), Text("vart")))


def test_one_answer_for_all_places_needs_no_second_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question("vart", "vårt", spots=(FIRST, SECOND), answer="nej")
    assert read(entered(tmp_path, monkeypatch, question)) == read(text(Text("vart"), Text("vart")))


def test_what_is_open_stays_in_doubt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "__vårt__" in entered(tmp_path, monkeypatch, VART)
