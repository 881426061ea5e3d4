"""One record per changed or doubtful word: what it was, what it became, where, why and how sure that is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from pipeline.extract import Extraction, Found, Line, Word
from pipeline.frozen import frozen
from pipeline.model import Box, Marker, Place
from pipeline.recover.compose import Join
from pipeline.recover.corrections import lines_of
from pipeline.recover.runs import ReadLine, spot_of, words_between
from pipeline.repair import Repair, facts

MARKS = {Marker.BULLET: "-", Marker.ARROW: "➢", Marker.CHECK: "✓"}


@frozen
class Record:
    """A changed or doubtful word; `place` has the page, from 1, and the box in points from the top left.

    `key` is the one by which `review.txt` names the place.
    """

    place: Place
    before: str
    after: str
    rule: str
    confidence: float
    status: str
    alternatives: tuple[tuple[str, float], ...] = ()
    why: str = ""
    key: str = ""
    witnesses: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the record in the form of `repairs.jsonl`."""
        box = self.place.box
        return {
            "page": self.place.page,
            "bbox": [round(value, 2) for value in (box.x0, box.top, box.x1, box.bottom)],
            "before": self.before,
            "after": self.after,
            "rule": self.rule,
            "confidence": self.confidence,
            "status": self.status,
            "witnesses": dict(self.witnesses) or {"text-layer": self.before, "language": self.after},
            "alternatives": [list(pair) for pair in self.alternatives],
            "why": self.why,
            **facts(self),
            "key": self.key,
        }


def record_lines(records: Sequence[Record]) -> str:
    """Return the records as JSON, one a line."""
    return "".join(json.dumps(record.as_json(), ensure_ascii=False) + "\n" for record in records)


def records(extraction: Extraction, lines: Mapping[int, ReadLine], joins: Sequence[Join]) -> tuple[Record, ...]:
    """Return the records of a whole text, in reading order."""
    joined = {id(join.line): join for join in joins}
    within = {id(line) for block in extraction.blocks for line in lines_of(block)}
    title = [line for line in extraction.title_lines if id(line) not in within]
    found = [_lines(title, lines, joined), *(_block(block, lines, joined) for block in extraction.blocks)]
    return tuple(record for part in found for record in part)


def _block(block: Found, lines: Mapping[int, ReadLine], joined: Mapping[int, Join]) -> Iterator[Record]:
    yield from _mark(block)
    yield from _lines(lines_of(block), lines, joined)


def _lines(found: Iterable[Line], lines: Mapping[int, ReadLine], joined: Mapping[int, Join]) -> Iterator[Record]:
    for line in found:
        read = lines.get(id(line))
        if read:
            yield from (_repair(read, repair) for repair in read.repairs)
        if id(line) in joined:
            yield _join(joined[id(line)])


def _mark(block: Found) -> Iterator[Record]:
    """A list's marker that was misread, such as `v` for a check mark or `N` for 2."""
    meant = f"{block.number}." if block.marker is Marker.NUMBER else MARKS.get(block.marker or Marker.BULLET, "")
    read = " ".join(word.text for word in block.mark)
    if block.mark and block.marker and read not in (meant, meant.rstrip("."), "•", "–"):
        yield Record(_around(block.mark), read, meant, "list-marker", 1.0, "auto")


def _repair(read: ReadLine, repair: Repair) -> Record:
    words = words_between(read.line, repair.start, repair.end)
    place = _around(words) if words else read.line.place
    return Record(
        place,
        repair.before,
        repair.after,
        repair.rule,
        repair.confidence,
        repair.status,
        tuple(repair.alternatives),
        str(repair.why),
        spot_of(read, repair).key,
        repair.witnesses,
    )


def _join(join: Join) -> Record:
    place = _around((join.line.words[-1],))
    return Record(place, join.before, join.word, "line-hyphen", join.confidence, join.status, key=join.spot.key)


def _around(words: Sequence[Word]) -> Place:
    boxes: list[Box] = [word.place.box for word in words]
    return Place(words[0].place.page, reduce(or_, boxes))
