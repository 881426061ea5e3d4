"""Lines as runs: pieces of repaired text that share a link and a degree of doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.extract import Line, Word
from pipeline.frozen import frozen
from pipeline.questions import Question, Spot, spot_key
from pipeline.repair import Repair


@frozen
class ReadLine:
    """A line as the text layer holds it, and the repairs to it, left to right and apart from each other.

    `answered` holds the editors' answers by the offset of the repair that they settled.
    """

    line: Line
    damaged: str
    repairs: tuple[Repair, ...]
    answered: tuple[tuple[int, Question], ...] = ()

    @property
    def text(self) -> str:
        """Return the repaired line."""
        return "".join(run.text for run in runs_of(self))


def spot_of(read: ReadLine, repair: Repair) -> Spot:
    """Return a repair's place: its page, and its key from the damaged words of its line."""
    at = read.damaged.count(" ", 0, repair.start)
    return Spot(read.line.place.page, spot_key(repair.before, read.damaged.split(" "), at))


def whole_words(damaged: str, repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    """Widen the repairs that add or take a space at their edge to whole words, so that a question can show them."""
    kept: list[Repair] = []
    for repair in repairs:
        if any(text != text.strip(" ") for text in (repair.before, repair.after)):
            kept.append(_widened(damaged, repair, repairs))
        else:
            kept.append(repair)
    wide = [repair for repair in kept if repair not in repairs]
    return tuple(repair for repair in kept if repair in wide or all(_outside(repair, other) for other in wide))


def _widened(damaged: str, repair: Repair, repairs: Sequence[Repair]) -> Repair:
    start = damaged.rfind(" ", 0, repair.start) + 1
    end = damaged.find(" ", repair.end)
    end = len(damaged) if end < 0 else end
    inner = [other for other in repairs if start <= other.start and other.end <= end]
    after, at = "", start
    for other in inner:
        after += damaged[at : other.start] + other.after
        at = other.end
    status = "ask" if any(other.status == "ask" for other in inner) else repair.status
    confidence = min(other.confidence for other in inner)
    text = damaged[start:end]
    return replace(
        repair, start=start, end=end, before=text, after=after + damaged[at:end], confidence=confidence, status=status
    )


def _outside(repair: Repair, other: Repair) -> bool:
    return repair.end <= other.start or other.end <= repair.start


class Run(NamedTuple):
    """A piece of text; `note` is the number of the footnote that is referred to right after it."""

    text: str
    link: str = ""
    doubt: bool = False
    note: str = ""


class Span(NamedTuple):
    """A word and where it stands in its line's text: the offsets of its first character and after its last."""

    start: int
    end: int
    word: Word


def spans_of(line: Line) -> list[Span]:
    """Return the words of a line with their offsets."""
    spans: list[Span] = []
    start = 0
    for word in line.words:
        spans.append(Span(start, start + len(word.text), word))
        start += len(word.text) + 1
    return spans


def words_between(line: Line, start: int, end: int) -> list[Word]:
    """Return the words that have characters between two offsets."""
    return [span.word for span in spans_of(line) if span.start < end and start < span.end]


def runs_of(read: ReadLine) -> list[Run]:
    """Return a line's repaired text as runs, in order."""
    spans = spans_of(read.line)
    runs: list[Run] = []
    at = 0
    for repair in read.repairs:
        runs += _plain(read.damaged, spans, at, repair.start)
        runs.append(_repaired(spans, repair))
        at = repair.end
    return [*runs, *_plain(read.damaged, spans, at, len(read.damaged))]


def _repaired(spans: Sequence[Span], repair: Repair) -> Run:
    covered = [span for span in spans if span.start < repair.end and repair.start < span.end]
    link = covered[0].word.link if covered else ""
    note = next((span.word.note for span in covered if span.word.note and span.end <= repair.end), "")
    return Run(repair.after, link, repair.status == "ask", note)


def _plain(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[Run]:
    """Yield the runs of an unchanged stretch: its words, and the spaces between them (a link's inner ones are its)."""
    for n, span in enumerate(spans):
        left, right = max(span.start, start), min(span.end, end)
        if left < right:
            yield Run(text[left:right], span.word.link, note=span.word.note if right == span.end else "")
        if start <= span.end < end:
            following = spans[n + 1].word.link if n + 1 < len(spans) else ""
            yield Run(" ", span.word.link if span.word.link == following else "")
