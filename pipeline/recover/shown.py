"""Words as a page shows them: those that were repaired together as one, and a broken word as the one that it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from pipeline.extract import Line, Word
from pipeline.frozen import frozen
from pipeline.model import Box
from pipeline.recover.compose import Join
from pipeline.recover.runs import ReadLine, spans_of, spot_of


@frozen
class Shown:
    """Words of a line that were repaired together: what they became, what they were, and where they stand.

    `at` counts the words up to the first of them, from 1; `key` names the place as `review.txt` does.
    """

    text: str
    before: str
    words: tuple[Word, ...]
    at: int = 0
    doubt: bool = False
    key: str = ""

    @property
    def page(self) -> int:
        """The page, from 1."""
        return self.words[0].place.page

    @property
    def box(self) -> Box:
        """The box around the words, in points from the page's top left."""
        return reduce(or_, (word.place.box for word in self.words))

    @property
    def changed(self) -> bool:
        """Whether the words were changed or are in doubt."""
        return self.doubt or self.text != self.before


@frozen
class Broken:
    """A word that was broken at a line's end: its second part, and what both became."""

    tail: str
    whole: str
    doubt: bool
    key: str


@frozen
class ShownWords:
    """What was repaired: words by the identity of the first one, broken words by that of the last one on the line."""

    groups: Mapping[int, Shown]
    broken: Mapping[int, Broken]

    def of(self, lines: Sequence[Line]) -> Iterator[Shown]:
        """Yield the words of some lines that belong together, such as those of a block."""
        words, at, broken = [word for line in lines for word in line.words], 0, None
        while at < len(words):
            shown = self.groups.get(id(words[at])) or Shown(words[at].text, words[at].text, (words[at],))
            text, before, number = shown.text.partition(" ")[2] if broken else shown.text, shown.before, at + 1
            at += len(shown.words)
            broken = self.broken.get(id(words[at - 1])) if at < len(words) else None
            if broken:
                left, space, _head = text.rpartition(" ")
                text, before = left + space + broken.whole, f"{before} {broken.tail}"
                shown = replace(shown, doubt=broken.doubt, key=broken.key)
            if text:
                yield replace(shown, text=text, before=before, at=number)


def shown_words(lines: Iterable[ReadLine], joins: Iterable[Join]) -> ShownWords:
    """Return how the words of a text are shown: its lines and joins as they are answered by now."""
    groups = {id(shown.words[0]): shown for read in lines for shown in _groups(read)}
    return ShownWords(groups, {id(join.line.words[-1]): _broken(join) for join in joins})


def _broken(join: Join) -> Broken:
    return Broken(join.tail, join.word, join.status == "ask", join.spot.key)


def _groups(read: ReadLine) -> Iterator[Shown]:
    """Yield the words of a line that repairs touch; repairs that share a word are shown together."""
    spans, repairs = spans_of(read.line), list(read.repairs)
    while repairs:
        group = [repairs.pop(0)]
        covered = [s for s in spans if s.start < group[0].end and group[0].start < s.end]
        while repairs and covered and repairs[0].start < covered[-1].end:
            group.append(repairs.pop(0))
            covered += [s for s in spans if covered[-1].end <= s.start < group[-1].end]
        if not covered:
            continue
        text, at = "", covered[0].start
        for repair in group:
            text, at = text + read.damaged[at : repair.start] + repair.after, repair.end
        words, before = tuple(s.word for s in covered), read.damaged[covered[0].start : covered[-1].end]
        doubt = any(repair.status == "ask" for repair in group)
        yield Shown(text + read.damaged[at : covered[-1].end], before, words, 0, doubt, spot_of(read, group[0]).key)
