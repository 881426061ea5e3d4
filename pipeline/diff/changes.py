"""What changed between two editions: the data that the redline, the web page, the PDF and the list all share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from pipeline.diff.match import Course, Step, match
from pipeline.diff.passages import Form, Kind, Passage, cover_passages, note_passages, passages
from pipeline.diff.tables import TableStep, compare_tables, first_line
from pipeline.diff.tokens import OBJECT, PARAGRAPH, PLAIN, Look, Token, Word
from pipeline.diff.words import Fate, Span, compare_words
from pipeline.frozen import frozen
from pipeline.merge.blocks import find_blocks, id_of, words_of
from pipeline.model import Change, Edition

END = Token(PARAGRAPH, PLAIN)


class Sort(StrEnum):
    """What a change is; a passage may have several, such as moved and reworded."""

    REWORDED = "reworded"
    ADDED = "added"
    STRUCK = "struck"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    FORMATTED = "formatted"  # other emphasis or language, the same words
    DOUBTED = "doubted"  # no longer marked as doubtful, or now, the same words
    RELINKED = "relinked"  # another target, the same words
    RESET = "reset"  # another level, marker, number or kind of block


@dataclass(frozen=True)
class Row:
    """Passages and what became of them.

    `number` is the number of the change, counted from 1, or 0; where a passage stood and where it stands have the same.
    """

    step: Step[Passage]
    sorts: tuple[Sort, ...] = ()
    number: int = 0
    decided: Change | None = None
    table: TableStep | None = None

    @cached_property
    def spans(self) -> tuple[Span[Look], ...]:
        """What became of them word by word; a table's words are in its own steps."""
        return _spans(self.step)

    @property
    def course(self) -> Course:
        """What became of the passages as a whole."""
        return self.step.course

    @property
    def passage(self) -> Passage:
        """The passage as it stands now, or as it last did."""
        return (self.step.new or self.step.old)[0]

    @property
    def form(self) -> Form:
        """How the passage is set."""
        return self.passage.form

    @property
    def first_lines(self) -> tuple[str, str]:
        """The first rows of both tables, which tell them apart when only the columns' order differs."""
        old, new = (first_line(side[0].table) if side[0].table else "" for side in (self.step.old, self.step.new))
        return old, new


@frozen
class Comparison:
    """Two editions side by side: their covers, their text and their footnotes."""

    old: Edition
    new: Edition
    cover: tuple[Row, ...]
    text: tuple[Row, ...]
    notes: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Everything, in reading order."""
        return (*self.cover, *self.text, *self.notes)

    @property
    def passages(self) -> Counter[int]:
        """How many passages each change has, by its number."""
        return Counter(row.number for row in self.changes)

    @property
    def changes(self) -> tuple[Row, ...]:
        """The changes in order of their numbers; one that moved stands where it is now."""
        return tuple(row for row in self.rows if row.number and row.course is not Course.LEFT)


def compare(old: Edition, new: Edition, decided: Iterable[Change] = ()) -> Comparison:
    """Compare two editions; the decided changes that were made in between are named beside what they changed."""
    notes = match(note_passages(old.document.notes), note_passages(new.document.notes), parts=False, named=False)
    pairs = [(step.old[0].id, step.new[0].id) for step in notes if step.old and step.new]
    names = {old: new for old, new in pairs if old != new}
    # A note that is gone must not be taken for a new one of the same name.
    names |= {step.old[0].id: f"{step.old[0].id} (old)" for step in notes if not step.new}
    decisions = _Decisions(decided)
    text = match(passages(old.document.blocks, names), passages(new.document.blocks, {}))
    parts = (
        [_row(step, decisions) for step in match(cover_passages(old), cover_passages(new), parts=False)],
        [_row(step, decisions) for step in text],
        [_row(step, decisions) for step in notes],
    )
    return Comparison(old, new, *_numbered(parts))


class _Decisions:
    """Finds the decision behind a change: by the id that it names, or by the words that it added."""

    def __init__(self, decided: Iterable[Change]) -> None:
        self.by_id: dict[str, Change] = {}
        self.by_words: dict[str, Change] = {}
        for change in decided:
            if not change.kind.value.startswith("add"):
                self.by_id[change.target] = change
            for block in find_blocks(change.new):
                if id_of(block):
                    self.by_id[id_of(block)] = change
                self.by_words[words_of(block)] = change

    def find(self, step: Step[Passage]) -> Change | None:
        for passage in (*step.new, *step.old):
            found = self.by_id.get(passage.id) or (self.by_words.get(passage.words) if passage.words else None)
            if found:
                return found
        return None


def _row(step: Step[Passage], decisions: _Decisions) -> Row:
    table = None
    same = _is_same(step)
    if step.old and step.new and not same and step.old[0].table and step.new[0].table:
        table = compare_tables(step.old[0].table, step.new[0].table)
    sorts = tuple(_sorts(step, () if same or table else _spans(step), table))
    return Row(step, sorts, 0, decisions.find(step) if sorts else None, table)


def _is_same(step: Step[Passage]) -> bool:
    return len(step.old) == len(step.new) == 1 and step.old[0].says_the_same(step.new[0])


def _spans(step: Step[Passage]) -> tuple[Span[Look], ...]:
    if step.old and step.new and step.old[0].table:
        return ()
    return compare_words(_joined(step.old), _joined(step.new))


def _joined(side: Sequence[Passage]) -> list[Word]:
    """Return the tokens of several passages as one, with an end between them."""
    tokens = list(side[0].tokens) if side else []
    for passage in side[1:]:
        tokens += [END, *passage.tokens]
    return tokens


def _sorts(step: Step[Passage], spans: Sequence[Span[Look]], table: TableStep | None) -> Iterator[Sort]:
    if step.course in (Course.ADDED, Course.STRUCK):
        yield Sort.ADDED if step.course is Course.ADDED else Sort.STRUCK
        return
    if step.course is not Course.KEPT:
        yield Sort.MOVED
    if len(step.old) != len(step.new):
        yield Sort.SPLIT if len(step.new) > 1 else Sort.MERGED
    if (table and table.is_changed) or any(_is_rewording(span) for span in spans):
        yield Sort.REWORDED
    kept = (zip(span.old, span.new, strict=True) for span in spans if span.fate is Fate.SAME)
    looks = [(a.look, b.look) for pairs in kept for a, b in pairs if a.look != b.look]
    if any(a.target != b.target for a, b in looks):
        yield Sort.RELINKED
    if any(replace(a, target="", doubt=b.doubt) != replace(b, target="") for a, b in looks):
        yield Sort.FORMATTED
    if any(a.doubt != b.doubt for a, b in looks):
        yield Sort.DOUBTED
    if step.old[0].form != step.new[0].form:
        yield Sort.RESET


def _is_rewording(span: Span[Look]) -> bool:
    """Whether words, signs, notes or pictures differ, and not only where a paragraph ends."""
    return span.fate is not Fate.SAME and not all(token.is_space or token.text == PARAGRAPH for token in span.tokens)


def _numbered(parts: Sequence[list[Row]]) -> Iterator[tuple[Row, ...]]:
    """Number the changes in reading order; a section that is new, gone or moved as a whole is one change."""
    numbers: dict[int, int] = {}
    count = 0
    first = _sections([row for part in parts for row in part])
    for part in parts:
        numbered: list[Row] = []
        for row in part:
            key = first.get(_key(row), _key(row))
            if row.sorts and key not in numbers:
                count += 1
                numbers[key] = count
            numbered.append(replace(row, number=numbers[key]) if row.sorts else row)
        yield tuple(numbered)


def _key(row: Row) -> int:
    """Return what tells changes apart; where a passage stood and where it stands are one."""
    return id(row.passage)


def _sections(rows: Sequence[Row]) -> Mapping[int, int]:
    """Map each passage that shares its fate with the one before it to the first that does."""
    first: dict[int, int] = {}
    headed = False
    for before, row in pairwise([row for row in rows if row.course is not Course.LEFT]):
        if before.form.kind is Kind.HEADING:
            headed = True
        if row.form.kind is Kind.HEADING or row.course is not before.course:
            headed = False
        if (headed and row.course in (Course.ADDED, Course.STRUCK)) or _moved_together(before, row):
            first[_key(row)] = first.get(_key(before), _key(before))
    return first


def _moved_together(before: Row, row: Row) -> bool:
    """Whether two passages stood beside each other, stand beside each other, and only moved."""
    if not before.sorts == row.sorts == (Sort.MOVED,):
        return False
    a, b = before.step, row.step
    return a.old[-1].index + 1 == b.old[0].index and a.new[-1].index + 1 == b.new[0].index


def is_picture(token: Word) -> bool:
    """Whether a token stands for a picture."""
    return token.text.startswith(f"{OBJECT}picture:")


__all__ = ["Comparison", "Kind", "Row", "Sort", "compare", "is_picture"]
