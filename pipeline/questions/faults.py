"""What an editor's hand may have got wrong in `review.txt`: each fault by file and line, with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.errors import Problem
from pipeline.questions.review import Question, Spot
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
    answers = {"svar": question.answer, **{f"svar {place}": answer for place, answer in _named(question)}}
    for label, answer in answers.items():
        if is_slip(answer, question.before, question.after):
            what = _("The answer {answer} is neither ja nor nej, and is not like {before}.")
            what = what.format(answer=f"”{answer}”", before=f"”{question.before}”")
            remedy = _("Write ja, nej or the right words. If it is the right word, put it in quotation marks.")
            yield Problem(file, _line(entry, label), what, remedy)
    for place, spot in ((place, spot) for spot, _answer in question.here if (place := _text(spot))):
        if question.spots and spot not in question.spots:
            what = _("The question has no place {place}.").format(place=place)
            remedy = _("Copy the place's name from the line ställen: of the same entry.")
            yield Problem(file, _line(entry, f"svar {place}"), what, remedy)


def _named(question: Question) -> Iterator[tuple[str, str]]:
    return ((_text(spot), answer) for spot, answer in question.here)


def _text(spot: Spot) -> str:
    return f"s. {spot.page} {spot.key}"


def _line(entry: Entry, label: str) -> int:
    line = entry.line_of(label)
    return (entry.start if line is None else line) + 1


class Answered:
    """The answers of a file, to find those that contradict each other; `file` names it in messages."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._known: dict[tuple[str, str, Spot | None], tuple[str, int]] = {}

    def rivals(self, entry: Entry, question: Question) -> Iterator[Problem]:
        """Yield a problem if the same question, at the same place, was answered otherwise in an entry above."""
        line = _line(entry, "svar")
        for spot in question.spots or (None,):
            words = question.settled_at(spot) if spot else question.settled
            if words is None:
                continue
            former, where = self._known.setdefault((question.before, question.after, spot), (words, line))
            if former != words:
                what = _("The same question is answered with {other} on line {line}, and here with {words}.")
                what = what.format(other=f"”{former}”", line=where, words=f"”{words}”")
                yield Problem(self._file, line, what, _("Take away the one that is wrong."))
                return
