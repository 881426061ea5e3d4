"""Pieces of a paragraph → inlines, in the order in which the text of record nests them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.diff.tokens import PLAIN, Look
from pipeline.diff.word.runs import Piece
from pipeline.model import Break, Doubt, Emphasis, Figure, Foreign, Inline, Link, NoteRef, Strong, Text
from pipeline.typeset.spaces import released

Inlines = tuple[Inline, ...]
Wrap = Callable[[Inlines, "str | bool"], Inline]
# From the outermost to the innermost: link, language, strong, stress, doubt.
_LAYERS: tuple[tuple[str, Wrap], ...] = (
    ("target", lambda inlines, target: Link(inlines, str(target))),
    ("lang", lambda inlines, lang: Foreign(inlines, str(lang))),
    ("strong", lambda inlines, _on: Strong(inlines)),
    ("emphasis", lambda inlines, _on: Emphasis(inlines)),
    ("doubt", lambda inlines, _on: Doubt(inlines)),
)


def inlines_of(pieces: Sequence[Piece]) -> Inlines:
    """Return a paragraph's inlines without the space, and the line breaks, that it begins or ends with."""
    return tuple(_nested(list(_plain_edges(_settled(pieces))), 0))


def figures_of(pieces: Iterable[Piece]) -> list[Figure]:
    """Return the pictures among pieces."""
    return [piece.inline for piece in pieces if isinstance(piece.inline, Figure)]


def _nested(pieces: Sequence[tuple[Inline, Look]], layer: int) -> Iterator[Inline]:
    if layer == len(_LAYERS):
        yield from _joined(inline for inline, _look in pieces)
        return
    name, wrap = _LAYERS[layer]
    for value, group in groupby(pieces, key=lambda piece: getattr(piece[1], name)):
        inner = tuple(_nested(list(group), layer + 1))
        yield from (wrap(inner, value),) if value and inner else inner


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for is_text, group in groupby(inlines, key=lambda inline: isinstance(inline, Text)):
        if is_text:
            yield Text(released("".join(inline.text for inline in group if isinstance(inline, Text))))
        else:
            yield from group


def _settled(pieces: Iterable[Piece]) -> list[tuple[Inline, Look]]:
    """Return the pieces of the text: a note looks like the words around it, and space like the words before and after.

    Word gives references to notes a look of their own, and people who make words bold often catch a space too many.
    """
    found = [(p.inline, p.look) for p in pieces if not isinstance(p.inline, Figure) and p.inline != Text("")]
    return [(inline, _look(found, n)) for n, (inline, _own) in enumerate(found)]


def _look(found: Sequence[tuple[Inline, Look]], n: int) -> Look:
    inline, own = found[n]
    if not isinstance(inline, NoteRef) and not (isinstance(inline, Text) and inline.text.isspace()):
        return own
    before = next((look for one, look in reversed(found[:n]) if _has_words(one)), PLAIN)
    after = next((look for one, look in found[n + 1 :] if _has_words(one)), PLAIN)
    return before if before == after else replace(PLAIN, target=before.target if before.target == after.target else "")


def _has_words(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Text) and not inline.text.isspace())


def _plain_edges(pieces: list[tuple[Inline, Look]]) -> list[tuple[Inline, Look]]:
    while pieces and _is_edge(pieces[0][0]):
        pieces = pieces[1:]
    while pieces and _is_edge(pieces[-1][0]):
        pieces = pieces[:-1]
    if pieces and isinstance(first := pieces[0][0], Text):
        pieces[0] = Text(first.text.lstrip(" ")), pieces[0][1]
    if pieces and isinstance(last := pieces[-1][0], Text):
        pieces[-1] = Text(last.text.rstrip(" ")), pieces[-1][1]
    return pieces


def _is_edge(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Text) and not inline.text.strip(" "))
