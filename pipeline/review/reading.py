"""A period's reading as its corrections leave it: the blocks of every page, and each word as it was read and repaired.

The PDF is read once; corrections are replayed on that extraction. Words keep their identity in it, whatever block they
come to stand in, so that nothing is repaired anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_

from pipeline.extract import Extraction, Found, Word, read_reread
from pipeline.model import Box
from pipeline.prepare import plan_title
from pipeline.questions import Answers, Correction, Review, parse_review
from pipeline.questions.edit import add_correction, remove_correction
from pipeline.recover import Opening, Recovery, read_words, recover
from pipeline.recover.answers import answer
from pipeline.recover.compose import Join
from pipeline.recover.corrections import Named, Unfit, correct, lines_of, named_blocks
from pipeline.recover.runs import ReadLine, spans_of, spot_of
from pipeline.review.folder import Folder
from pipeline.review.pictures import PDFIUM


@dataclass(frozen=True, slots=True)
class Shown:
    """Words of a line that were repaired together: what they became, what they were, and where they stand.

    `at` counts the block's words up to the first of them, from 1; `key` names the place as `review.txt` does.
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
        """The box around the words."""
        return reduce(or_, (word.place.box for word in self.words))


@dataclass(frozen=True, slots=True)
class Broken:
    """A word that was broken at a line's end: its second part, and what both became."""

    tail: str
    whole: str
    doubt: bool
    key: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was repaired: words by the identity of the first one, broken words by that of the last one on the line."""

    groups: Mapping[int, Shown]
    broken: Mapping[int, Broken]


@dataclass(frozen=True, slots=True)
class State:
    """A reading at a moment: the text as corrected, its blocks by their names, and the corrections that do not fit."""

    extraction: Extraction
    blocks: Sequence[Named]
    unfit: tuple[Correction, ...]


class Reading:
    """The reading of a folder's PDF, and the corrections of it in the folder's review file."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._replayed: tuple[tuple[Correction, ...], State] | None = None
        self._answered: tuple[str, Repaired] | None = None

    @cached_property
    def recovery(self) -> Recovery:
        """What the PDF says before anyone answered or corrected anything. Raises `UnreadableInput`."""
        path, root = self.folder.path, self.folder.root
        words, reread = read_words(root / "sources/words.txt"), read_reread(path / "reread.tsv")
        with PDFIUM:
            return recover(self.folder.pdf, Review(), words, plan_title(path), Opening(reread=reread))

    def state(self) -> State:
        """Return the reading as the review file's corrections leave it now."""
        return self._state_of(self.folder.snapshot().review)

    def add(self, correction: Correction) -> None:
        """Write a correction into the review file. Raises `Unfit` when the text that is there has no place for it."""

        def change(text: str) -> str:
            if correct(self._state_of(parse_review(text, "review.txt")).extraction, (correction,))[1]:
                raise Unfit(correction.action)
            return add_correction(text, correction)

        self.folder.change_review(change)

    def remove(self, correction: Correction) -> None:
        """Take a correction out of the review file; the others stay."""
        self.folder.change_review(lambda text: remove_correction(text, correction))

    def words_of(self, block: Found) -> Iterator[Shown]:
        """Yield the words of a block, as answered by now, those that were repaired together as one."""
        repaired = self._repaired()
        words, at, broken = [word for line in lines_of(block) for word in line.words], 0, None
        while at < len(words):
            shown = repaired.groups.get(id(words[at])) or Shown(words[at].text, words[at].text, (words[at],))
            text, before, number = shown.text.partition(" ")[2] if broken else shown.text, shown.before, at + 1
            at += len(shown.words)
            broken = repaired.broken.get(id(words[at - 1])) if at < len(words) else None
            if broken:
                left, space, _head = text.rpartition(" ")
                text, before = left + space + broken.whole, f"{before} {broken.tail}"
                shown = replace(shown, doubt=broken.doubt, key=broken.key)
            if text:
                yield replace(shown, text=text, before=before, at=number)

    def _state_of(self, review: Review) -> State:
        """Replay what has been added since the last time, or else all of it."""
        wanted = (*review.corrections, *review.unfit)
        done, state = self._replayed or ((), None)
        if state is None or wanted[: len(done)] != done:
            original = self.recovery.extraction
            done, state = (), State(original, named_blocks(original.blocks), ())
        if added := wanted[len(done) :]:
            extraction, unfit = correct(state.extraction, added)
            state = State(extraction, named_blocks(extraction.blocks), (*state.unfit, *unfit))
        self._replayed = wanted, state
        return state

    def _repaired(self) -> Repaired:
        """Return the repairs with the review file's answers as they are now."""
        snapshot = self.folder.snapshot()
        if self._answered is None or self._answered[0] != snapshot.version:
            answers = Answers(snapshot.review)
            reads = [answer(read, answers) for read in self.recovery.composed.lines.values()]
            groups = {id(shown.words[0]): shown for read in reads for shown in _groups(read)}
            broken = {id(j.line.words[-1]): _broken(j, answers) for j in self.recovery.composed.joins}
            self._answered = snapshot.version, Repaired(groups, broken)
        return self._answered[1]


def _broken(join: Join, answers: Answers) -> Broken:
    known = answers.find(join.before, join.word, join.spot)
    whole = known.settled_at(join.spot) if known else None
    return Broken(join.tail, whole or join.word, whole is None and join.status == "ask", join.spot.key)


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
