"""Apply the editors' answers to a line's repairs, and ask what is left."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace

from pipeline.questions import Answers, Question
from pipeline.recover.compose import Composed, Join
from pipeline.recover.runs import ReadLine, runs_of, spot_of
from pipeline.repair import Repair

AROUND = 5


def heed(read: ReadLine, own_words: Container[str]) -> ReadLine:
    """Return a line without doubts about the municipality's own words: they are right, as read or as they stood."""
    return replace(read, repairs=tuple(_heeded(repair, own_words) for repair in read.repairs))


def _heeded(repair: Repair, own_words: Container[str]) -> Repair:
    right = [word for word in dict.fromkeys((repair.after, repair.before)) if word in own_words]
    if repair.status != "ask" or len(right) != 1:
        return repair
    return replace(repair, after=right[0], status="auto", rule="own-word", confidence=1.0)


def answer(read: ReadLine, answers: Answers) -> ReadLine:
    """Return a line with its answered repairs settled, and with the answers about words that nobody asked about."""
    settled = [(repair, _find(read, repair, answers)) for repair in read.repairs]
    for repair, question in _added(read, answers):
        settled = [(r, q) for r, q in settled if _apart(r, repair) or (q and len(r.before) >= len(repair.before))]
        if all(_apart(r, repair) for r, _q in settled):
            settled.append((repair, question))
    settled.sort(key=lambda pair: pair[0].start)
    repairs = tuple(_settle(read, repair, question) for repair, question in settled)
    return replace(read, repairs=repairs, answered=tuple((r.start, q) for r, q in settled if q))


def _find(read: ReadLine, repair: Repair, answers: Answers) -> Question | None:
    if repair.before not in answers.words:
        return None
    return answers.find(repair.before, repair.after, spot_of(read, repair))


def _settle(read: ReadLine, repair: Repair, question: Question | None) -> Repair:
    if question is None:
        return repair
    words = question.settled_at(spot_of(read, repair)) or ""
    return replace(repair, after=words, status="answered", confidence=1.0)


def _apart(one: Repair, other: Repair) -> bool:
    return one.end <= other.start or other.end <= one.start


def _added(read: ReadLine, answers: Answers) -> Iterator[tuple[Repair, Question]]:
    """Yield the words of the line that an editor answered without being asked, the longest first."""
    for before in sorted(answers.words, key=lambda word: (-len(word), word)):
        if before not in read.damaged:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(before)}(?!\w)", read.damaged):
            repair = Repair(match.start(), match.end(), before, before, "answer", 1.0, "answered", (), "")
            if question := answers.find(before, "", spot_of(read, repair)):
                yield repair, question


def questions(composed: Composed) -> Iterator[Question]:
    """Yield a question, or its answer, for every place that was doubtful or answered."""
    for read in composed.lines.values():
        yield from (_question(read, repair) for repair in read.repairs if repair.status in ("ask", "answered"))
    for join in composed.joins:
        if join.status != "auto":
            context = f"{read_text(composed, join)} [{join.word}]"
            known = join.answered or Question(join.before, join.word, join.confidence)
            yield known.at(join.spot, context)


def read_text(composed: Composed, join: Join) -> str:
    """Return the repaired words before a word that was broken at its line's end."""
    words = composed.lines[id(join.line)].text.split(" ")
    return " ".join(words[:-1][-AROUND:])


def _question(read: ReadLine, repair: Repair) -> Question:
    spot, context = spot_of(read, repair), _context(read, repair)
    known = dict(read.answered).get(repair.start)
    if known:
        return known.at(spot, context) if known.spots else known
    return Question(repair.before, repair.after, repair.confidence, (context,), (spot,))


def _context(read: ReadLine, repair: Repair) -> str:
    """Return the repaired words around a place, the doubtful ones in brackets."""
    before = replace(read, repairs=tuple(r for r in read.repairs if r.end <= repair.start))
    text = "".join(run.text for run in runs_of(read))
    start = len("".join(run.text for run in runs_of(before))) - (len(read.damaged) - repair.start)
    end = start + len(repair.after)
    left, right = text[:start].split(" ")[-AROUND - 1 :], text[end:].split(" ")[: AROUND + 1]
    return f"{' '.join(left)}[{text[start:end]}]{' '.join(right)}".strip()
