"""Paragraphs of two editions as one with marks: accepted it is the new one, rejected the old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.diff.match import Course
from pipeline.diff.redline import runs
from pipeline.diff.redline.marks import DEL, FROM, GONE_WHEN_ACCEPTED, GONE_WHEN_REJECTED, INS, TO, By, Marks
from pipeline.diff.redline.runs import NameNote, Piece, RunLook, RunToken, is_picture
from pipeline.diff.tokens import PARAGRAPH, Token
from pipeline.diff.words import Span, compare_words
from pipeline.typeset.word.xml import Element, qualified, w

# What makes a paragraph another kind of paragraph; the space around it follows from its neighbours.
_TELLING = ("w:pStyle", "w:numPr", "w:jc")
_STATES = {Course.STRUCK: DEL, Course.ADDED: INS, Course.LEFT: FROM, Course.ARRIVED: TO}
_END: RunToken = Token(PARAGRAPH, RunLook())


@dataclass(frozen=True)
class Paragraph:
    """A paragraph while it is woven: its content, its properties in both editions, and the state of its mark.

    The mark is what ends the paragraph, as Word sees it: when it goes, the paragraph joins the next one and takes on
    that one's properties.
    """

    content: list[Element]
    old: Element | None
    new: Element | None
    state: str
    by: By
    bookmarks: tuple[str, ...] = ()

    def to_xml(self, marks: Marks) -> Element:
        """Return the paragraph."""
        names = [(marks.next(), name) for name in self.bookmarks]
        starts = [w("bookmarkStart", id=number, name=name) for number, name in names]
        ends = [w("bookmarkEnd", id=number) for number, _name in reversed(names)]
        return w("p", self._properties(marks), *starts, *self.content, *ends)

    def _properties(self, marks: Marks) -> Element | None:
        shown = self.old if self.state in GONE_WHEN_ACCEPTED else self.new
        made = w("pPr") if shown is None else deepcopy(shown)
        if self.state:
            made.append(w("rPr", marks.mark(self.state, self.by)))
        elif _telling(self.old) != _telling(self.new):
            former = w("pPr") if self.old is None else deepcopy(self.old)
            made.append(marks.mark("pPrChange", self.by, former))
        return made if len(made) else None


def _telling(properties: Element | None) -> list[bytes]:
    found = [] if properties is None else [properties.find(qualified(tag)) for tag in _TELLING]
    return [etree.tostring(node) for node in found if node is not None]


@dataclass
class Weaver:
    """Weaves the paragraphs of one document; the two functions name footnotes by their numbers in each edition."""

    marks: Marks
    old_note: NameNote
    new_note: NameNote

    def weave(
        self, course: Course, old: Sequence[Element], new: Sequence[Element], by: By, move: str = ""
    ) -> list[Paragraph]:
        """Return the paragraphs of a step: at one end of a move, the words that stand there and no others."""
        a = [runs.tokens(paragraph, self.old_note) for paragraph in old]
        b = [runs.tokens(paragraph, self.new_note) for paragraph in new]
        spans = compare_words(_joined(a), _joined(b))
        state = _STATES.get(course, "")
        if course in (Course.LEFT, Course.ARRIVED):
            woven = self._one_end(list(runs.pieces(spans, state)), old if state == FROM else new, state, by)
            return [replace(p, content=self.marks.move(state, by, move, p.content)) for p in woven]
        if state:
            pieces = [Piece(token, state) for span in spans for token in span.tokens]
            return self._one_end(pieces, old or new, state, by)
        if _ends_in_other_picture(a, b) or _is_deeper_alone(old, new):
            return [*self.weave(Course.STRUCK, old, (), by), *self.weave(Course.ADDED, (), new, by)]
        return list(self._both(list(runs.pieces(spans)), old, new, by))

    def unchanged(self, old: Element | None, new: Element, by: By) -> Paragraph:
        """Return a paragraph whose words are the same; without the old one, its properties are the same too."""
        own = properties(new)
        former = own if old is None else properties(old)
        edges = bookmark_edges(new)
        content = [child for child in new if child is not own and child not in edges]
        return Paragraph(content, former, own, "", by, bookmarks(new))

    def content(self, old: Element, new: Element, by: By) -> list[Element]:
        """Return the content of a paragraph that is in both, such as a cell's or a footnote's."""
        return runs.write(runs.pieces(self.compare(old, new)), self.marks, by)

    def compare(self, old: Element, new: Element) -> tuple[Span[RunLook], ...]:
        """Return what became of a paragraph word by word."""
        return compare_words(runs.tokens(old, self.old_note), runs.tokens(new, self.new_note))

    def _one_end(self, pieces: list[Piece], side: Sequence[Element], state: str, by: By) -> list[Paragraph]:
        """Return paragraphs that are in one edition only, or at this place in one only."""
        made = []
        for part, paragraph in zip(_parts(pieces), side, strict=True):
            content = runs.write(part, self.marks, by, FROM if state == FROM else "")
            own = properties(paragraph)
            made.append(Paragraph(content, own, own, state, by, bookmarks(paragraph)))
        return made

    def _both(self, pieces: list[Piece], old: Sequence[Element], new: Sequence[Element], by: By) -> Iterator[Paragraph]:
        """Yield paragraphs that are in both; where one was split or two were merged, the marks between them differ."""
        i = j = 0
        for part, end in _with_ends(pieces):
            before, after = old[i], new[j]
            names = {INS: bookmarks(after), DEL: bookmarks(before)}.get(end, bookmarks(after) + bookmarks(before))
            content = runs.write(part, self.marks, by)
            yield Paragraph(content, properties(before), properties(after), end, by, tuple(dict.fromkeys(names)))
            i, j = i + (end != INS), j + (end != DEL)


def _ends_in_other_picture(old: Sequence[list[RunToken]], new: Sequence[list[RunToken]]) -> bool:
    """Whether the last thing is another picture: LibreOffice lets it take the paragraph's end along, so both go whole.

    That is what it does when a marked run holds nothing but the picture that a paragraph ends in.
    """
    ends = [side[-1][-1].text if side and side[-1] else "" for side in (old, new)]
    return ends[0] != ends[1] and any(map(is_picture, ends))


def _is_deeper_alone(old: Sequence[Element], new: Sequence[Element]) -> bool:
    """Whether an item has another depth but the same style, such as in a box: LibreOffice restores only styles."""
    levels = [[(property_of(p, "w:pStyle"), property_of(p, "w:numPr/w:ilvl")) for p in side] for side in (old, new)]
    return any(a[0] == b[0] and a[1] and b[1] and a[1] != b[1] for a, b in zip(*levels, strict=False))


def property_of(paragraph: Element, path: str) -> str:
    """Return the value of a paragraph's property, such as `w:pStyle`; empty where it has none."""
    found = paragraph.find("/".join(map(qualified, ("w:pPr", *path.split("/")))))
    return "" if found is None else str(found.get(qualified("w:val")))


def _joined(side: Sequence[list[RunToken]]) -> list[RunToken]:
    joined = list(side[0]) if side else []
    for more in side[1:]:
        joined += [_END, *more]
    return joined


def _parts(pieces: list[Piece]) -> Iterator[list[Piece]]:
    return (part for part, _end in _with_ends(pieces))


def _with_ends(pieces: list[Piece]) -> Iterator[tuple[list[Piece], str]]:
    """Yield the pieces of each paragraph with the state of its mark; the last has none."""
    part: list[Piece] = []
    for piece in pieces:
        if piece.token.text == PARAGRAPH:
            yield part, piece.state
            part = []
        else:
            part.append(piece)
    yield part, ""


def properties(paragraph: Element) -> Element | None:
    """Return a paragraph's properties, if it has any."""
    return paragraph.find(qualified("w:pPr"))


def bookmarks(paragraph: Element) -> tuple[str, ...]:
    """Return the names of the bookmarks around a paragraph's words."""
    starts = (edge for edge in bookmark_edges(paragraph) if edge.tag == qualified("w:bookmarkStart"))
    return tuple(str(start.get(qualified("w:name"))) for start in starts)


def bookmark_edges(paragraph: Element) -> list[Element]:
    """Return both ends of the bookmarks around a paragraph's words, not those of the footnotes' references."""
    starts = [s for s in paragraph.iterchildren(qualified("w:bookmarkStart")) if not _is_notes(s)]
    numbers = {start.get(qualified("w:id")) for start in starts}
    ends = paragraph.iterchildren(qualified("w:bookmarkEnd"))
    return [*starts, *(end for end in ends if end.get(qualified("w:id")) in numbers)]


def _is_notes(start: Element) -> bool:
    following = start.getnext()
    return following is not None and following.find(qualified("w:footnoteReference")) is not None


def settle_end(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return the last paragraphs of a text so that its very last mark stays, since that one can never go.

    When paragraphs were struck and others added there, the last of each share it. When they were only struck, or only
    added, that begins with the mark of the last paragraph that is kept: every mark moves one paragraph up.
    """
    kept = max((n for n, p in enumerate(paragraphs) if not p.state), default=-1)
    before, last = paragraphs[: max(kept, 0)], paragraphs[max(kept, 0) :]
    struck = [p for p in last if p.state in GONE_WHEN_ACCEPTED]
    added = [p for p in last if p.state in GONE_WHEN_REJECTED]
    if struck and added:
        shared = replace(
            struck[-1],
            content=[*struck[-1].content, *added[-1].content],
            new=added[-1].new,
            state="",
            bookmarks=tuple(dict.fromkeys((*added[-1].bookmarks, *struck[-1].bookmarks))),
        )
        return [*before, *(p for p in last if p is not struck[-1] and p is not added[-1]), shared]
    return [*before, *(_with_marks_up(last) if kept >= 0 else last)]


def _with_marks_up(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield paragraphs, of which only the first is kept, with the marks of those that follow."""
    plain = {FROM: DEL, TO: INS}
    states = [*(plain.get(p.state, p.state) for p in paragraphs[1:]), ""]
    news = iter([p.new for p in paragraphs if p.state not in GONE_WHEN_ACCEPTED])
    olds = iter([p.old for p in paragraphs if p.state not in GONE_WHEN_REJECTED])
    for paragraph, state in zip(paragraphs, states, strict=True):
        new = next(news) if state != DEL else None
        old = next(olds) if state != INS else None
        yield replace(paragraph, old=old, new=new, state=state)
