"""A period's reading as its corrections leave it: the blocks of every page, and each word as it was read and repaired.

The PDF is read once; corrections are replayed on that extraction. Words keep their identity in it, whatever block they
come to stand in, so that nothing is repaired anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from pipeline.extract import Extraction, Found, read_reread
from pipeline.frozen import frozen
from pipeline.prepare import plan_title
from pipeline.questions import Answers, Correction, Review, parse_review, read_words
from pipeline.questions.edit import add_correction, remove_correction
from pipeline.recover import Opening, Recovery, recover
from pipeline.recover.answers import answer
from pipeline.recover.compose import Join
from pipeline.recover.corrections import Named, Unfit, correct, lines_of, named_blocks
from pipeline.recover.shown import Shown, ShownWords, shown_words
from pipeline.review.folder import Folder
from pipeline.review.pictures import PDFIUM


@frozen
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
        self._answered: tuple[str, ShownWords] | None = None

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
        return self._repaired().of(lines_of(block))

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

    def _repaired(self) -> ShownWords:
        """Return the repairs with the review file's answers as they are now."""
        snapshot = self.folder.snapshot()
        if self._answered is None or self._answered[0] != snapshot.version:
            answers = Answers(snapshot.review)
            reads = [answer(read, answers) for read in self.recovery.composed.lines.values()]
            joins = [_settled(join, answers) for join in self.recovery.composed.joins]
            self._answered = snapshot.version, shown_words(reads, joins)
        return self._answered[1]


def _settled(join: Join, answers: Answers) -> Join:
    known = answers.find(join.before, join.word, join.spot)
    word = known.settled_at(join.spot) if known else None
    return replace(join, word=word, answered=known) if word else join
