"""Names within a text: every id stands once, and footnotes and their references belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from pipeline.markdown.cursor import Cursor
from pipeline.model import Block, Footnote, List, ListItem, NoteRef, Quote
from pipeline.text import _

N = TypeVar("N")


def check_names(cursor: Cursor, blocks: tuple[Block, ...]) -> None:
    """Note a problem for each id that stands twice, and for footnotes and references without each other."""
    seen: dict[str, int] = {}
    for id_, line in _ids(blocks):
        if id_ in seen:
            what = _("The id {id} stands already on line {line}.").format(id=id_, line=seen[id_])
            cursor.problem(what, _("Give one of the blocks another id."), line)
        seen.setdefault(id_, line)
    _check_notes(cursor, blocks)


def _ids(blocks: Iterable[Block | ListItem]) -> Iterable[tuple[str, int]]:
    for block in blocks:
        if not isinstance(block, List) and block.id:
            yield block.id, block.origin.line
        if isinstance(block, List):
            yield from _ids(block.items)
        elif isinstance(block, ListItem):
            yield from _ids(block.children)
        elif isinstance(block, Quote):
            yield from _ids(block.blocks)


def _check_notes(cursor: Cursor, blocks: tuple[Block, ...]) -> None:
    notes: dict[str, int] = {}
    for note in cursor.notes:
        if note.id in notes:
            what = _("Footnote {id} stands already on line {line}.").format(id=note.id, line=notes[note.id])
            cursor.problem(what, _("Give one of them another id, and refer to it."), note.origin.line)
        notes.setdefault(note.id, note.origin.line)
    used = {ref.id: line for ref, line in note_refs(blocks)}
    for id_ in sorted(used.keys() - notes.keys()):
        what = _("Footnote {id} is referred to, but it does not exist.").format(id=id_)
        cursor.problem(what, _("Add a line [^{id}]: with its text.").format(id=id_), used[id_])
    for id_ in sorted(notes.keys() - used.keys()):
        what = _("Footnote {id} is never referred to.").format(id=id_)
        cursor.problem(what, _("Write [^{id}] where it belongs, or remove it.").format(id=id_), notes[id_])


def note_refs(node: object, line: int = 0) -> Iterator[tuple[NoteRef, int]]:
    """Yield every reference to a note within a part of a document, with the line of the block that holds it."""
    if isinstance(node, NoteRef):
        yield node, line
    elif isinstance(node, tuple):
        for child in node:
            yield from note_refs(child, line)
    else:
        line = getattr(getattr(node, "origin", None), "line", 0) or line
        for name in getattr(node, "__slots__", ()):
            yield from note_refs(getattr(node, name), line)


def rename_notes(node: N, names: Mapping[str, str]) -> N:
    """Return a part of a document, or all of it, with other names for some of its footnotes."""
    if isinstance(node, tuple):
        return tuple(rename_notes(child, names) for child in node)  # type: ignore[return-value]
    if isinstance(node, NoteRef | Footnote):
        return replace(node, id=names.get(node.id, node.id))
    if not is_dataclass(node):
        return node
    values = {f.name: getattr(node, f.name) for f in fields(node) if isinstance(getattr(node, f.name), tuple)}
    return replace(node, **{name: rename_notes(value, names) for name, value in values.items()})  # type: ignore[type-var]


def without_notes(node: N, ids: set[str]) -> N:
    """Return a part of a document, or all of it, without some of its footnotes and what refers to them."""
    if isinstance(node, tuple):
        kept = (child for child in node if not (isinstance(child, NoteRef | Footnote) and child.id in ids))
        return tuple(without_notes(child, ids) for child in kept)  # type: ignore[return-value]
    if not is_dataclass(node):
        return node
    values = {f.name: getattr(node, f.name) for f in fields(node) if isinstance(getattr(node, f.name), tuple)}
    return replace(node, **{name: without_notes(value, ids) for name, value in values.items()})  # type: ignore[type-var]
