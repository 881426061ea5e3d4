"""The text of `review.txt`.

An entry is a few labelled lines, with capitals or without; entries are parted by blank lines, and lines with # are for
the reader only:

    fråga: niromradet → närområdet        the word as it was read, and the likely reading
    säkerhet: 71 %
    sammanhang: fokuserar på [närområdet], den arktiska plattformen
    ställen: s. 4 k3f9a2c1, s. 6 0ab41c77 the pages, and a key of the damaged words around each place
    # Hör med Anna                        what editors write for each other; it stays with the entry
    svar s. 6 0ab41c77: närliggande       the answer at one of the places
    svar: ja                              for the others: ja, nej (as it was read), or the right words

    rättelse: rubrik 2                    what a block is, or where it belongs
    stycke: s. 4 5e0c91aa Vårt närområde  the block's page, the key of its words, and the first of them

An editor may add an entry for a word that nobody asked about: with a question and an answer, and without places it
holds for every place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.errors import Problem, SourceProblem
from pipeline.questions.entries import SPOT, Entry, entries_of, stale_line
from pipeline.questions.faults import Answered, faults_of, no_question
from pipeline.questions.review import Correction, Question, Review, Spot
from pipeline.text import _
from pipeline.textfile import text_of


def read_review(path: Path, file: str = "") -> Review:
    """Read a review file (`file` names it in messages). One that is not there is empty; one in another encoding or
    with lines that mean nothing is a `SourceProblem`.
    """
    if not path.exists():
        return Review()
    name = file or path.as_posix()
    return parse_review(text_of(path.read_bytes(), name), name)


def parse_review(text: str, file: str = "review.txt") -> Review:
    """Read the text of a review file. Raises `SourceProblem` with every line that means nothing, or two things."""
    problems: list[Problem] = []
    entries = list(entries_of(text, file, problems))
    first_stale = stale_line(text)
    questions: tuple[list[Question], list[Question]] = ([], [])
    corrections: tuple[list[Correction], list[Correction]] = ([], [])
    answered = Answered(file)
    for entry in entries:
        is_stale = entry.start > first_stale
        if "rättelse" in entry.values or "stycke" in entry.values:
            corrections[is_stale].extend(_correction(entry, file, problems))
        elif entry.question is None:
            problems.append(no_question(entry, file))
        else:
            problems.extend(faults_of(entry, entry.question, file))
            problems.extend(() if is_stale else answered.rivals(entry, entry.question))
            questions[is_stale].append(entry.question)
    if problems:
        raise SourceProblem(problems)
    return Review(_distinct(questions[0]), tuple(questions[1]), tuple(corrections[0]), tuple(corrections[1]))


def _distinct(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions, those that stand twice as one: with the answer that one of them has."""
    found: dict[tuple[str, str, tuple[Spot, ...]], Question] = {}
    for question in questions:
        key = (question.before, question.after, question.spots)
        known = found.setdefault(key, question)
        if known is not question:
            here = tuple({**dict(question.here), **dict(known.here)}.items())
            notes = tuple(dict.fromkeys((*known.notes, *question.notes)))
            found[key] = replace(known, answer=known.answer or question.answer, here=here, notes=notes)
    return tuple(found.values())


def _correction(entry: Entry, file: str, problems: list[Problem]) -> Iterator[Correction]:
    action, block = entry.values.get("rättelse", ""), entry.values.get("stycke", "")
    match = re.match(rf"{SPOT.pattern}\s*(.*)", block)
    if action and match:
        yield Correction(action, int(match[1]), match[2], match[3])
    else:
        what = _("The entry's correction cannot be read.")
        remedy = _("Write rättelse: and what the block is, and stycke: with the block's page and key.")
        problems.append(Problem(file, entry.start + 1, what, remedy))
