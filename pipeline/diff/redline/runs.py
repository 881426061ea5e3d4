"""The words of a paragraph that the Word writer made: taken apart into tokens, and put together again with marks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import field
from itertools import groupby

from lxml import etree

from pipeline.diff.redline.marks import DEL, FROM, INS, TO, By, Marks
from pipeline.diff.tokens import BREAK, NOTE, OBJECT, Token, split
from pipeline.diff.words import Fate, Span
from pipeline.frozen import frozen
from pipeline.typeset.word.xml import Element, qualified, text, w

_PICTURE = "picture:"
Attributes = tuple[tuple[str, str], ...]


@frozen
class RunLook:
    """How a run looks (its properties as XML), the hyperlink that it stands in, and what it is when it is no text."""

    properties: bytes = b""
    link: Attributes = ()
    things: tuple[Element, ...] = field(default=(), compare=False)


RunToken = Token[RunLook]
NameNote = Callable[[int], str]


def tokens(paragraph: Element, name_note: NameNote) -> list[RunToken]:
    """Return the tokens of a paragraph; `name_note` turns a footnote's number into the name by which it is compared."""
    return list(_tokens(paragraph, (), name_note))


def _tokens(parent: Element, link: Attributes, name_note: NameNote) -> Iterator[RunToken]:
    children = [child for child in parent if child.tag != qualified("w:pPr")]
    while children:
        child = children.pop(0)
        if child.tag == qualified("w:hyperlink"):
            yield from _tokens(child, tuple((str(k), str(v)) for k, v in child.attrib.items()), name_note)
        elif _begins_field(child):
            runs = [child]
            while children and not _ends_field(runs[-1]):
                runs.append(children.pop(0))
            yield _thing(f"field:{_instruction(runs)}", runs, link)
        elif child.tag == qualified("w:bookmarkStart") and children and _note_number(children[0]):
            things = [child, children.pop(0), children.pop(0)]
            yield Token(NOTE + name_note(_note_number(things[1])), RunLook(_properties(things[1]), link, tuple(things)))
        elif child.tag == qualified("w:r"):
            yield from _run_tokens(child, link, name_note)


def _run_tokens(run: Element, link: Attributes, name_note: NameNote) -> Iterator[RunToken]:
    look = RunLook(_properties(run), link)
    for child in run:
        if child.tag == qualified("w:t"):
            yield from (Token(word, look) for word in split(child.text or ""))
        elif child.tag == qualified("w:br"):
            yield Token(BREAK, RunLook(look.properties, link, (run,)))
        elif child.tag == qualified("w:footnoteReference"):
            yield Token(NOTE + name_note(_note_number(run)), RunLook(look.properties, link, (run,)))
        elif child.tag == qualified("w:drawing"):
            yield _thing(f"{_PICTURE}{_picture_key(child)}", [run], link)
        elif child.tag != qualified("w:rPr"):
            yield _thing(str(etree.QName(child).localname), [run], link)


def _thing(name: str, runs: Sequence[Element], link: Attributes) -> RunToken:
    return Token(OBJECT + name, RunLook(b"", link, tuple(runs)))


def is_picture(words: str) -> bool:
    """Say whether the words of a token stand for a picture."""
    return words.startswith(OBJECT + _PICTURE)


def _properties(run: Element) -> bytes:
    found = run.find(qualified("w:rPr"))
    return etree.tostring(found) if found is not None else b""


def _begins_field(run: Element) -> bool:
    return _field_char(run) == "begin"


def _ends_field(run: Element) -> bool:
    return _field_char(run) == "end"


def _field_char(run: Element) -> str:
    found = run.find(qualified("w:fldChar"))
    return str(found.get(qualified("w:fldCharType"))) if found is not None else ""


def _instruction(runs: Iterable[Element]) -> str:
    return "".join(node.text or "" for run in runs for node in run.iter(qualified("w:instrText")))


def _note_number(run: Element) -> int:
    found = run.find(qualified("w:footnoteReference"))
    return int(found.get(qualified("w:id")) or 0) if found is not None else 0


def _picture_key(drawing: Element) -> str:
    """Return what tells one picture from another: all of it but its number in the document."""
    copy = deepcopy(drawing)
    for node in copy.iter():
        for name in ("id", "name"):
            if name in node.attrib:
                del node.attrib[name]
    return hashlib.sha256(etree.tostring(copy)).hexdigest()


# ── Back to runs, with marks ─────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Piece:
    """A token to be written: in which state, and how it looked before if that is marked too."""

    token: RunToken
    state: str = ""
    former: bytes | None = None


def pieces(spans: Iterable[Span[RunLook]], state: str = "") -> Iterator[Piece]:
    """Yield what is to be written for spans in a paragraph that stays, or at one end of a move.

    A link that leads elsewhere is struck and added, since Word has no mark for it.
    """
    for span in spans:
        if span.fate is Fate.STRUCK and state != TO:
            yield from (Piece(token, DEL) for token in span.old)
        elif span.fate is Fate.ADDED and state != FROM:
            yield from (Piece(token, INS) for token in span.new)
        elif span.fate is Fate.SAME:
            yield from _same(span, state)


def _same(span: Span[RunLook], state: str) -> Iterator[Piece]:
    pairs = zip(span.old, span.new, strict=True)
    for relinked, group in groupby(pairs, key=lambda pair: pair[0].look.link != pair[1].look.link):
        olds, news = zip(*group, strict=True)
        if relinked:
            yield from (Piece(token, DEL) for token in olds if state != TO)
            yield from (Piece(token, INS) for token in news if state != FROM)
        elif state == FROM:
            yield from (Piece(token, state) for token in olds)
        else:
            for old, new in zip(olds, news, strict=True):
                former = old.look.properties
                yield Piece(new, state, former if former != new.look.properties else None)


def write(all_pieces: Iterable[Piece], marks: Marks, by: By, within: str = "") -> list[Element]:
    """Return the runs of pieces, within their hyperlinks and marks.

    `within` is the mark around all of them, such as that of the place that a passage moved from: words that were struck
    there are marked inside of it, so that the paragraph goes in one piece: LibreOffice else hands on its style.
    """
    made: list[Element] = []
    for link, linked in groupby(all_pieces, key=lambda piece: piece.token.look.link):
        content: list[Element] = []
        for state, group in groupby(linked, key=lambda piece: piece.state):
            content += _marked(list(_runs(group, marks, by)), "" if state == within else state, marks, by)
        if within:
            content = list(_marked(content, within, marks, by))
        made += [_hyperlink(link, content)] if link else content
    return made


def _marked(elements: list[Element], state: str, marks: Marks, by: By) -> Iterator[Element]:
    """Yield elements with their runs inside a mark; bookmarks stay outside."""
    for is_run, group in groupby(elements, key=lambda made: made.tag in (qualified("w:r"), qualified("w:del"))):
        if state and is_run:
            yield marks.around(state, by, list(group))
        else:
            yield from group


def _runs(group: Iterable[Piece], marks: Marks, by: By) -> Iterator[Element]:
    for (look, former, is_thing), same in groupby(
        group, key=lambda p: (p.token.look, p.former, bool(p.token.look.things))
    ):
        if is_thing:
            for piece in same:
                yield from (deepcopy(thing) for thing in piece.token.look.things)
        else:
            words = "".join(piece.token.text for piece in same)
            yield w("r", _run_properties(look.properties, former, marks, by), text(words))


def _run_properties(properties: bytes, former: bytes | None, marks: Marks, by: By) -> Element | None:
    if not properties and former is None:
        return None
    made = etree.fromstring(properties) if properties else w("rPr")
    if former is not None:
        made.append(marks.mark("rPrChange", by, etree.fromstring(former) if former else w("rPr")))
    return made


def _hyperlink(link: Attributes, content: list[Element]) -> Element:
    made = w("hyperlink", *content)
    for name, value in link:
        made.set(name, value)
    return made
