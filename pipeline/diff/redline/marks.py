"""Tracked changes: the marks that Word shows as someone's, and accepts or rejects (ECMA-376, part 1, 17.13.5)."""

from __future__ import annotations

from datetime import date
from itertools import count

from pipeline.frozen import frozen
from pipeline.typeset.word.xml import Element, Value, qualified, w

INS, DEL, FROM, TO = "ins", "del", "moveFrom", "moveTo"
GONE_WHEN_ACCEPTED = (DEL, FROM)
GONE_WHEN_REJECTED = (INS, TO)
_IN_DELETED = {"w:t": "w:delText", "w:instrText": "w:delInstrText"}


@frozen
class By:
    """Whose a change is, and of what day; a day that is not known is left out."""

    author: str
    day: date

    def attributes(self) -> dict[str, Value]:
        """Return the attributes that every mark carries."""
        known = {"date": f"{self.day.isoformat()}T00:00:00Z"} if self.day > date.min else {}
        return {"author": self.author, **known}


class Marks:
    """Makes the marks of one document, each with a number of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def next(self) -> int:
        """Return a number that no other mark has."""
        return next(self._numbers)

    def mark(self, tag: str, by: By, *children: Element) -> Element:
        """Return a mark around some elements."""
        return w(tag, *children, id=self.next(), **by.attributes())

    def around(self, state: str, by: By, runs: list[Element]) -> Element:
        """Return runs that were added, struck or moved; struck text has elements of its own."""
        if state == DEL:
            for run in runs:
                for plain, deleted in _IN_DELETED.items():
                    for element in run.iter(qualified(plain)):
                        element.tag = qualified(deleted)
        return self.mark(state, by, *runs)

    def move(self, state: str, by: By, name: str, content: list[Element]) -> list[Element]:
        """Return a paragraph's content as one end of the move with a name."""
        start, end = self.edges(state, by, name)
        return [start, *content, end]

    def edges(self, state: str, by: By, name: str) -> tuple[Element, Element]:
        """Return what stands before and after one end of the move with a name."""
        number = self.next()
        start = w(f"{state}RangeStart", id=number, name=name, **by.attributes())
        return start, w(f"{state}RangeEnd", id=number)
