"""From the repairs of a line that was decoded to the records of the line as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.repair.changes import Change, changes
from pipeline.repair.encoding import Decoded
from pipeline.repair.records import Repair, RepairedLine

SURE = 0.999
"""How sure a change of encoding is; each is the exact inverse of a known mistake."""

Rules = tuple[str, ...]


def traced(line: str, decoded: Decoded, read: RepairedLine, used: Callable[[str, str], Rules]) -> RepairedLine:
    """Return the repairs of a line that was decoded and then read, as changes of the line as it was.

    What the decoding left alone keeps its own record; what it changed is one record, with what was read after it.
    `used` names the rules that make one text of another.
    """
    whole = _Line(line, decoded, read.text, used)
    waiting, repairs, at = list(reversed(list(_read(read)))), list[Repair](), Change(0, 0, 0, 0)
    end = Change(len(line), len(line), len(read.text), len(read.text))
    for change in [*changes(line, read.text), end]:
        between, inside = list[_Read](), list[_Read]()
        while waiting and waiting[-1].start < change.last:
            (between if waiting[-1].end <= change.first else inside).append(waiting.pop())
        repairs += _moved(between, line, at.end - at.last)
        if change != end:
            repairs += whole.changed(change, inside)
        at = change
    return RepairedLine(read.text, tuple(repairs))


class _Read(NamedTuple):
    """A repair of a decoded line, and where it stands in the line as it was read."""

    start: int
    end: int
    repair: Repair


def _read(read: RepairedLine) -> Iterator[_Read]:
    shift = 0
    for repair in read.repairs:
        start = repair.start + shift
        yield _Read(start, start + len(repair.after), repair)
        shift += len(repair.after) - len(repair.before)


def _moved(doubts: Iterable[_Read], line: str, by: int) -> Iterator[Repair]:
    """Yield the doubts about words that are as they were."""
    for start, end, repair in doubts:
        if repair.status == "ask":
            yield replace(repair, start=start + by, end=end + by, before=line[start + by : end + by])


class _Line(NamedTuple):
    """A line as it was, as it was decoded and as it was read, and what names the rules between two texts."""

    damaged: str
    decoded: Decoded
    text: str
    used: Callable[[str, str], Rules]

    def changed(self, change: Change, inside: Sequence[_Read]) -> Iterator[Repair]:
        """Yield the records of a change; `inside` are the repairs that the decoded line has there."""
        are_whole = all(change.first <= one.start and one.end <= change.last for one in inside)
        start, middle = self._decoded(change, inside)
        before = self.damaged[change.start : change.end]
        if inside and are_whole and middle == before:
            for one in inside:
                by = change.start - start
                yield replace(one.repair, start=one.repair.start + by, end=one.repair.end + by)
            return
        rules = self.decoded.rules
        if len(rules) > 1 and are_whole:
            rules = self.used(before, middle)
        after, name = self.text[change.first : change.last], "mojibake:" + "+".join(rules)
        there = [one._replace(start=one.start - change.first, end=one.end - change.first) for one in inside]
        yield _with_readings(Repair(change.start, change.end, before, after, name, SURE, "auto"), there, are_whole)

    def _decoded(self, change: Change, inside: Sequence[_Read]) -> tuple[int, str]:
        """Return where the decoded line has a change, and what it has there; without repairs, what was read."""
        if not inside:
            return change.first, self.text[change.first : change.last]
        first, last = inside[0], inside[-1]
        start = change.first - first.start + first.repair.start
        return start, self.decoded.text[start : change.last - last.end + last.repair.end]


def _with_readings(made: Repair, inside: Sequence[_Read], are_whole: bool) -> Repair:
    """Return the record of what the decoding changed, with what was read in it: places from its beginning."""
    if not inside:
        return made
    sure = min(SURE, *(one.repair.confidence for one in inside))
    status = "ask" if any(one.repair.status == "ask" for one in inside) else "auto"
    made = replace(made, confidence=sure, status=status)
    if len(inside) > 1 or not are_whole:
        return made
    start, end, repair = inside[0]
    others = tuple((f"{made.after[:start]}{other}{made.after[end:]}", share) for other, share in repair.alternatives)
    return replace(made, alternatives=others, why=repair.why)
