"""What an editor's hand may have got wrong in `review.txt`: each fault by file and line, with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.errors import Problem
from pipeline.questions.review import Question
from pipeline.questions.said import is_slip
from pipeline.text import _

if TYPE_CHECKING:
    from pipeline.questions.entries import Entry


def stray(file: str, number: int, line: str) -> Problem:
    """Return the problem of a line (its number from 0) that belongs to no entry."""
    what = _("The line “{line}” belongs to no entry.").format(line=line.strip())
    return Problem(file, number + 1, what, _("Begin it with svar: or put # before it."))


def no_question(entry: Entry, file: str) -> Problem:
    """Return the problem of an entry whose question cannot be read."""
    if "fråga" in entry.values:
        what = _("The entry's question cannot be read.")
        return Problem(file, entry.start + 1, what, _("Write fråga: ord → läsning."))
    what = _("These lines belong to no question: fråga: is missing above them.")
    remedy = _(
        "Put the question's line back, or take away a blank line above. An entry that is deleted is asked again."
    )
    return Problem(file, entry.start + 1, what, remedy)


def faults_of(entry: Entry, question: Question, file: str) -> Iterator[Problem]:
    """Yield what is wrong with the answers of an entry."""
    for number, former in entry.block.rivals:
        what = _("The question has two answers; the first is {answer}.").format(answer=f"”{former}”")
        yield Problem(file, entry.at + number + 1, what, _("Take away the one that is wrong."))
    here = [(f"svar s. {spot.page} {spot.key}", spot, answer) for spot, answer in question.here]
    for label, answer in (("svar", question.answer), *((label, answer) for label, _spot, answer in here)):
        if is_slip(answer, question.before, question.after):
            what = _("The answer {answer} is neither ja nor nej, and is not like {before}.")
            what = what.format(answer=f"”{answer}”", before=f"”{question.before}”")
            remedy = _("Write ja, nej or the right words. If it is the right word, put it in quotation marks.")
            yield Problem(file, _line(entry, label), what, remedy)
    for label, spot, _answer in here:
        if question.spots and spot not in question.spots:
            what = _("The question has no place {place}.").format(place=label.removeprefix("svar "))
            remedy = _("Copy the place's name from the line ställen: of the same entry.")
            yield Problem(file, _line(entry, label), what, remedy)


def _line(entry: Entry, label: str) -> int:
    line = entry.line_of(label)
    return (entry.start if line is None else line) + 1


class Answered:
    """The answers of a file, to find those that contradict each other; `file` names it in messages."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._same: dict[tuple[str, str], list[tuple[Question, int]]] = {}

    def rivals(self, entry: Entry, question: Question) -> Iterator[Problem]:
        """Yield a problem if the same question, at the same place, was answered otherwise in an entry above."""
        line = _line(entry, "svar")
        above = self._same.setdefault((question.before, question.after), [])
        for other, where in above:
            if found := next(_contradictions(other, question), None):
                what = _("The same question is answered with {other} on line {line}, and here with {words}.")
                what = what.format(other=f"”{found[0]}”", line=where, words=f"”{found[1]}”")
                yield Problem(self._file, line, what, _("Take away the one that is wrong."))
        above.append((question, line))


def _contradictions(one: Question, other: Question) -> Iterator[tuple[str, str]]:
    """Yield what the same question's two entries settle on, where that differs."""
    pairs = [(one.settled_at(spot), other.settled_at(spot)) for spot in one.spots if spot in other.spots]
    if not one.spots and not other.spots:
        pairs = [(one.settled, other.settled)]
    return ((first, second) for first, second in pairs if first and second and first != second)
