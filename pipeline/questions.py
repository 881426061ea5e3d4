"""The questions and answers of `review.txt`: what was doubtful in a reading, and what the editors said.

An entry is a few labelled lines; entries are parted by blank lines, and lines with # are for the reader only:

    fråga: niromradet → närområdet        the word as it was read, and the likely reading
    säkerhet: 71 %
    sammanhang: fokuserar på [närområdet], den arktiska plattformen
    ställen: s. 4 k3f9a2c1                the page, and a key of the damaged words around it
    svar: ja                              ja, nej (as it was read), or the right words

An answer is found again by its places' keys, which depend on the damaged text alone, so that it survives a newer
version's reading; else by the word and its likely reading. An editor may add an entry for a word that nobody asked
about: with a question and an answer, and without places it holds for every place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import Problem, SourceProblem
from pipeline.text import _

ARROW = "→"
YES, NO = "ja", "nej"
LABELS = ("fråga", "säkerhet", "sammanhang", "ställen", "svar")
CONTEXTS = 3
AROUND = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a question: its page, from 1, and the key of the damaged words around it."""

    page: int
    key: str


@dataclass(frozen=True, slots=True)
class Question:
    """A doubtful word: as it was read, its likely reading with its probability, where it stands, and the answer."""

    before: str
    after: str
    confidence: float = 0.0
    contexts: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    answer: str = ""

    @property
    def settled(self) -> str | None:
        """Return the words that the answer settles on, or None while the question is open."""
        if not self.answer:
            return None
        return {YES: self.after, NO: self.before}.get(self.answer.lower(), self.answer)


@dataclass(frozen=True, slots=True)
class Review:
    """A whole `review.txt`: questions that are asked of the text, and answers that no longer fit it."""

    questions: tuple[Question, ...] = ()
    stale: tuple[Question, ...] = ()

    @property
    def open(self) -> tuple[Question, ...]:
        """Return the questions without an answer."""
        return tuple(question for question in self.questions if not question.answer)


def spot_key(before: str, words: Sequence[str], at: int) -> str:
    """Return the key of a place: a digest of a damaged word and the damaged words around it (`words[at]` is it)."""
    around = words[max(0, at - AROUND) : at + AROUND + 1]
    return hashlib.sha256("\x1f".join((before, *around)).encode("utf-8", "surrogatepass")).hexdigest()[:8]


class Answers:
    """The answers of a review, ready to be looked up."""

    def __init__(self, review: Review) -> None:
        answered = [q for q in (*review.questions, *review.stale) if q.answer]
        self._by_spot = {(q.before, spot.key): q for q in answered for spot in q.spots}
        self._by_reading = {(q.before, q.after): q for q in reversed(answered)}
        self.everywhere = {q.before: q for q in reversed(answered) if not q.spots}
        self.words = {q.before for q in answered}

    def find(self, before: str, after: str, key: str) -> Question | None:
        """Return the answered question of a word at a place, if there is one."""
        at_spot = self._by_spot.get((before, key))
        return at_spot or self._by_reading.get((before, after)) or self.everywhere.get(before)


def merge_reviews(asked: Iterable[Question], former: Review) -> Review:
    """Return the review of a new reading: what is asked now, with the former answers; answers that fit nothing last.

    `asked` holds a question for every place; they are gathered into distinct ones, the most frequent first.
    """
    gathered = _gather(asked)
    keys = {(q.before, spot.key) for q in gathered for spot in q.spots} | {(q.before, q.after) for q in gathered}
    leftover = [q for q in (*former.questions, *former.stale) if q.answer and not _fits(q, keys)]
    return Review((*gathered, *(q for q in leftover if not q.spots)), tuple(q for q in leftover if q.spots))


def _fits(question: Question, keys: set[tuple[str, str]]) -> bool:
    spots = {(question.before, spot.key) for spot in question.spots}
    return bool(spots & keys) or (question.before, question.after) in keys


def _gather(asked: Iterable[Question]) -> list[Question]:
    distinct: dict[tuple[str, str, str], Question] = {}
    for question in asked:
        key = (question.before, question.after, question.answer)
        known = distinct.get(key)
        distinct[key] = _join(known, question) if known else question
    return sorted(distinct.values(), key=lambda q: (bool(q.answer), -len(q.spots)))


def _join(first: Question, second: Question) -> Question:
    return replace(
        first,
        confidence=min(first.confidence, second.confidence),
        contexts=tuple(dict.fromkeys((*first.contexts, *second.contexts)))[:CONTEXTS],
        spots=(*first.spots, *(spot for spot in second.spots if spot not in first.spots)),
    )


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────────────────────

STALE_MARK = "# Svar som inte längre passar texten"
HEAD = """\
# Frågor om inläsningen av den tidigare planen
#
# Varje fråga gäller ett ord som inte gick att läsa säkert: först ordet som det lästes, sedan den troliga läsningen.
# Skriv svaret efter svar:
#     ja           den troliga läsningen är rätt
#     nej          ordet ska stå som det lästes
#     rätt ord     skriv ordet som det ska vara
# Frågorna står efter hur många ställen de gäller. Obesvarade frågor gör planen till ett UTKAST.
"""


def read_review(path: Path, file: str = "") -> Review:
    """Read a review file (`file` names it in messages). One that is not there is empty; one in another encoding or
    with lines that mean nothing is a `SourceProblem`.
    """
    if not path.exists():
        return Review()
    try:
        return parse_review(path.read_bytes().decode("utf-8-sig"), file or path.as_posix())
    except UnicodeDecodeError as error:
        what = _("The file is not in UTF-8, so å, ä and ö cannot be read.")
        raise SourceProblem(Problem(file or path.as_posix(), 0, what, _("Save it as UTF-8."))) from error


def parse_review(text: str, file: str = "review.txt") -> Review:
    """Read the text of a review file. Raises `SourceProblem` with every line that means nothing."""
    problems: list[Problem] = []
    current, _mark, stale = text.partition(STALE_MARK)
    questions = tuple(_questions(current, 1, file, problems))
    old = tuple(_questions(stale, current.count("\n") + 1, file, problems))
    if problems:
        raise SourceProblem(problems)
    return Review(questions, old)


def _questions(text: str, first_line: int, file: str, problems: list[Problem]) -> Iterator[Question]:
    for number, entry in _entries(text, first_line, file, problems):
        before, _arrow, after = entry.get("fråga", "").partition(ARROW)
        if not before.strip():
            what = _("The entry's question cannot be read.")
            problems.append(Problem(file, number, what, _("Write fråga: ord → läsning.")))
            continue
        percent = re.match(r"[\d,.]+", entry.get("säkerhet", ""))
        spots = re.findall(r"s\. (\d+) ([0-9a-f]+)", entry.get("ställen", ""))
        yield Question(
            before=before.strip(),
            after=after.strip() or before.strip(),
            confidence=round(float(percent[0].replace(",", ".")) / 100, 4) if percent else 0.0,
            contexts=tuple(line for line in entry.get("sammanhang", "").split("\n") if line),
            spots=tuple(Spot(int(page), key) for page, key in spots),
            answer=entry.get("svar", ""),
        )


def _entries(text: str, first_line: int, file: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    entry: dict[str, str] = {}
    first = 0
    for number, line in enumerate([*text.split("\n"), ""], first_line):
        label, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip() and entry:
            yield first, entry
            entry = {}
        elif colon and label in LABELS:
            first = first if entry else number
            entry[label] = f"{entry[label]}\n{value}" if label in entry else value
        elif line.strip() and not line.startswith("#"):
            what = _("The line {line!r} belongs to no entry.").format(line=line.strip())
            problems.append(Problem(file, number, what, _("Begin it with svar: or put # before it.")))


def write_review(review: Review) -> str:
    """Return the text of a review file; `parse_review` reads it back."""
    parts = [HEAD, *map(_entry, review.questions)]
    if review.stale:
        parts += [f"{STALE_MARK}\n", *map(_entry, review.stale)]
    return "\n".join(parts)


def _entry(question: Question) -> str:
    lines = [f"fråga: {question.before} {ARROW} {question.after}"]
    if question.confidence:
        lines.append(f"säkerhet: {_percent(question.confidence)} %")
    lines += [f"sammanhang: {context}" for context in question.contexts]
    if question.spots:
        lines.append("ställen: " + ", ".join(f"s. {spot.page} {spot.key}" for spot in question.spots))
    return "\n".join([*lines, f"svar: {question.answer}".rstrip(), ""])


def _percent(confidence: float) -> str:
    return f"{confidence * 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
