"""Numbering: the marker of a list's item, and the number that Word shows before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.diff.word.styles import value
from pipeline.model import Marker
from pipeline.typeset.word.xml import Element, qualified

_SIGNS = {"➢": Marker.ARROW, "→": Marker.ARROW, "\uf0d8": Marker.ARROW, "\uf0e8": Marker.ARROW}
_SIGNS |= {"✓": Marker.CHECK, "✔": Marker.CHECK, "\uf0fc": Marker.CHECK}
_WITHOUT_NUMBER = ("bullet", "none")


@dataclass
class Numbering:
    """Counts the items as Word does: lists of one definition count on, unless a list of it begins anew (17.9.26)."""

    root: Element | None
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def marker(self, number: str, level: int) -> Marker:
        """Return the marker of a list's items at a level, counted from 0."""
        found = self._level(number, level)
        if found is None:
            return Marker.BULLET
        if value(found, "w:numFmt") not in _WITHOUT_NUMBER:
            return Marker.NUMBER
        return _SIGNS.get(value(found, "w:lvlText"), Marker.BULLET)

    def count(self, number: str, level: int) -> int:
        """Return the number of the next item."""
        counts = self._counts.setdefault(self._definition(number), {})
        start = self._start_anew(number, level)
        if start and (number, level) not in self._begun:
            counts[level] = int(start)
        elif level in counts:
            counts[level] += 1
        else:
            found = self._level(number, level)
            counts[level] = int(start or (value(found, "w:start") if found is not None else "") or 1)
        self._begun.add((number, level))
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
            self._begun = {(n, lv) for n, lv in self._begun if lv <= level or n != number}
        return counts[level]

    def _list(self, number: str) -> Element | None:
        lists = () if self.root is None else self.root.iterchildren(qualified("w:num"))
        return next((one for one in lists if one.get(qualified("w:numId")) == number), None)

    def _definition(self, number: str) -> str:
        found = self._list(number)
        return "" if found is None else value(found, "w:abstractNumId")

    def _level(self, number: str, level: int) -> Element | None:
        found = self._list(number)
        if found is None or self.root is None:
            return None
        own = _of_level(found, "w:lvlOverride", level)
        if own is not None and (replaced := own.find(qualified("w:lvl"))) is not None:
            return replaced
        definitions = self.root.iterchildren(qualified("w:abstractNum"))
        name = self._definition(number)
        definition = next((d for d in definitions if d.get(qualified("w:abstractNumId")) == name), None)
        return None if definition is None else _of_level(definition, "w:lvl", level)

    def _start_anew(self, number: str, level: int) -> str:
        found = self._list(number)
        own = None if found is None else _of_level(found, "w:lvlOverride", level)
        return "" if own is None else value(own, "w:startOverride")


def _of_level(parent: Element, tag: str, level: int) -> Element | None:
    found = parent.iterchildren(qualified(tag))
    return next((one for one in found if one.get(qualified("w:ilvl")) == str(level)), None)
