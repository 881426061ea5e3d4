"""The words of an element as inlines: its characters, and its links, references and foreign passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.extract.tagged.letters import LINE_SEPARATOR, SOFT_HYPHEN, Letters, Piece
from pipeline.extract.tagged.tree import Mark, Node
from pipeline.model import Break, Doubt, Emphasis, Foreign, Inline, Link, NoteRef, Strong, Text

DOUBT = "\u00a0[?]"
# What stands inside a block without being part of its own words.
APART = {"Note", "L", "Table", "Caption"}
Look = tuple[bool, bool]  # bold, italic


class Wording:
    """Makes the inlines of one document's elements; `notes` has the id of each note by the link that leads to it."""

    def __init__(self, letters: Letters, usual: Mapping[str, Look], notes: Mapping[str, str]) -> None:
        self.letters = letters
        self.usual = usual
        self.notes = notes

    def of(self, node: Node, kind: str) -> tuple[Inline, ...]:
        """Return the inlines of an element; what is set as usual for its kind has no stress."""
        return tuple(_trimmed(_merged(self._inlines(node, self.usual.get(kind, (False, False))))))

    def text(self, node: Node) -> str:
        """Return the plain characters in an element."""
        pieces = (piece for mark in node.marks() for piece in self.letters.marked.get(mark, []))
        return "".join(piece.text for piece in pieces).replace(SOFT_HYPHEN, "")

    def _inlines(self, node: Node, usual: Look) -> Iterator[Inline]:
        for kid in node.kids:
            if isinstance(kid, Mark):
                yield from self._stressed(kid, usual)
            elif kid.type == "Reference" and (note := self._reference(kid)):
                yield NoteRef(note)
            elif kid.type not in APART:
                yield from self._wrapped(kid, tuple(_merged(self._inlines(kid, usual))))

    def _reference(self, node: Node) -> str:
        """Return the id of the note that a reference leads to."""
        targets = [inner.target for inner in node.all() if inner.target]
        return next((self.notes[target] for target in targets if target in self.notes), "")

    def _wrapped(self, node: Node, inner: tuple[Inline, ...]) -> Iterator[Inline]:
        if node.type == "Link" and node.target and inner:
            yield Link(inner, node.target)
        elif node.lang and inner:
            yield Foreign(inner, node.lang)
        elif node.type == "Span" and inner and _is_doubt(inner[-1]):
            yield Doubt(_without_sign(inner))
        else:
            yield from inner

    def _stressed(self, mark: Mark, usual: Look) -> Iterator[Inline]:
        """Yield the characters of a marked content, those that stand out as they do."""
        pieces = [piece for piece in self.letters.marked.get(mark, []) if piece.text != SOFT_HYPHEN]
        for (bold, italic), group in groupby(pieces, key=lambda piece: (piece.bold, piece.italic)):
            inlines = _broken("".join(piece.text for piece in group).replace(SOFT_HYPHEN, ""))
            if italic != usual[1]:
                inlines = (Emphasis(inlines),)
            yield from (Strong(inlines),) if bold and not usual[0] else inlines


def _broken(text: str) -> tuple[Inline, ...]:
    """Return characters as words and the breaks between their lines."""
    first, *others = text.split(LINE_SEPARATOR)
    inlines = (Text(first), *(inline for line in others for inline in (Break(), Text(line))))
    return tuple(inline for inline in inlines if inline != Text(""))


def usual_looks(groups: Iterable[tuple[str, Iterable[Piece]]]) -> dict[str, Look]:
    """Return how most characters of each kind of element are set."""
    counts: dict[str, Counter[Look]] = {}
    for kind, pieces in groups:
        count = counts.setdefault(kind, Counter())
        for piece in pieces:
            count[piece.bold, piece.italic] += len(piece.text)
    return {kind: count.most_common(1)[0][0] for kind, count in counts.items() if count}


def _merged(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield inlines, neighbours of one kind as one; a space between two stressed words is stressed with them."""
    for kind, group in groupby(inlines, key=type):
        if kind is Text:
            yield Text("".join(inline.text for inline in group if isinstance(inline, Text)))
        elif kind is Strong or kind is Emphasis:
            inner = tuple(_merged(one for inline in group for one in getattr(inline, "inlines", ())))
            yield Strong(inner) if kind is Strong else Emphasis(inner)
        else:
            yield from group


def _trimmed(inlines: Iterable[Inline]) -> Iterator[Inline]:
    kept: Sequence[Inline] = list(inlines)
    for number, inline in enumerate(kept):
        if isinstance(inline, Text):
            text = inline.text.lstrip(" ") if number == 0 else inline.text
            text = text.rstrip(" ") if number == len(kept) - 1 else text
            if text:
                yield Text(text)
        else:
            yield inline


def _is_doubt(inline: Inline) -> bool:
    return isinstance(inline, Text) and inline.text.endswith(DOUBT)


def _without_sign(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    *first, last = inlines
    assert isinstance(last, Text)
    words = last.text.removesuffix(DOUBT)
    return (*first, Text(words)) if words else tuple(first)
