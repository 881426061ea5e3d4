"""A period's folder under review: the questions as the file says them now, and answers written into it at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.output import change_file, digest
from pipeline.prepare import read_again
from pipeline.questions import Question, Review, Spot, parse_review
from pipeline.questions.edit import Settlement, answer_for, settle
from pipeline.questions.review import short_digest
from pipeline.review.own_words import with_word, without_word
from pipeline.textfile import edited, text_of

Evidence = Mapping[tuple[str, int, str], Mapping[str, Any]]


@dataclass(slots=True)
class Snapshot:
    """What the review file said at a moment: its digest, its questions by their ids, in the file's order."""

    version: str
    review: Review
    questions: dict[str, Question]


class Folder:
    """A period's folder; `root` is the project's."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self.root = root
        self.pdf = path / "prior.pdf"
        self._last = Snapshot("", Review(), {})

    @property
    def name(self) -> str:
        """The period."""
        return self.path.name

    @cached_property
    def evidence(self) -> Evidence:
        """The records of the reading by word, page and key: from the last build, or else read now."""
        made = self.root / "output/recovered" / self.name / "repairs.jsonl"
        data = made.read_bytes() if made.exists() else b""
        if b'"key"' not in data and self.pdf.exists():
            data = read_again(self.path, self.root)["repairs.jsonl"]
        records = map(json.loads, data.decode("utf-8").splitlines())
        return {(r["before"], r["page"], r.get("key", "")): r for r in records}

    def snapshot(self) -> Snapshot:
        """Return what the review file says now. Raises `SourceProblem` for lines that mean nothing."""
        file = self.path / "review.txt"
        data = file.read_bytes() if file.exists() else b""
        version = digest(data)[:16]
        if version != self._last.version:
            name = self._name(file)
            review = parse_review(text_of(data, name), name)
            self._last = Snapshot(version, review, {question_id(q): q for q in review.questions})
        return self._last

    def answer(self, settlements: Iterable[Settlement]) -> None:
        """Write answers into the review file, all or none. Raises `Superseded`."""
        wanted = list(settlements)
        self.change_review(lambda text: settle(text, wanted))

    def change_review(self, change: Callable[[str], str]) -> None:
        """Change the text of the review file as it is at that moment."""
        self._change("review.txt", change)

    def settlements_of(self, word: str) -> list[Settlement]:
        """Return the answers that follow from a word being one of the municipality's own."""
        return [
            Settlement(question, answer_for(question, word))
            for question in self.snapshot().review.open
            if word in (question.before, question.after, *self._alternatives(question))
        ]

    def add_word(self, word: str) -> None:
        """Add a word to the municipality's own."""
        change_words(self.root, lambda text: with_word(text, word))

    def remove_word(self, word: str) -> None:
        """Take a word that was added here back."""
        change_words(self.root, lambda text: without_word(text, word))

    def records_of(self, question: Question) -> list[tuple[Spot, Mapping[str, Any]]]:
        """Return each place of a question with the evidence for it (empty where the reading has none)."""
        return [(spot, self.evidence.get((question.before, spot.page, spot.key), {})) for spot in question.spots]

    def _alternatives(self, question: Question) -> list[str]:
        return [word for _spot, record in self.records_of(question) for word, _share in record.get("alternatives", ())]

    def _change(self, name: str, change: Callable[[str], str]) -> None:
        file = self.path / name
        change_file(file, lambda data: edited(data, self._name(file), change))

    def _name(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else file.as_posix()


def question_id(question: Question) -> str:
    """Return the name by which the page asks for a question."""
    spots = [f"{spot.page} {spot.key}" for spot in question.spots]
    return short_digest([question.before, question.after, *spots])


def change_words(root: Path, change: Callable[[str], str]) -> None:
    """Change the file of the municipality's own words."""
    change_file(root / "sources/words.txt", lambda data: edited(data, "sources/words.txt", change))
