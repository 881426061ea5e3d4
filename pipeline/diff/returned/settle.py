"""What came back, settled with what was sent: ids, and all that a Word document cannot carry.

A passage whose words and looks are the same is the one that was sent, as it was written. Others keep from it what Word
has no place for: where a picture comes from, how a table's columns are set, which of two lists an item belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.diff.match import Step, match
from pipeline.diff.passages import Content, Passage, note_passages, passages
from pipeline.diff.returned.rebuild import Given, rebuild
from pipeline.diff.tokens import NOTE, Word
from pipeline.markdown.names import rename_notes
from pipeline.merge.blocks import find_blocks, id_of
from pipeline.model import Block, Cell, Document, Figure, Footnote, List, Row, Strong, Table


def settle(sent: Document, read: Document) -> Document:
    """Return the text that came back as the text of record has it."""
    read = _with_notes(sent, read)
    steps = match(passages(sent.blocks, {}), passages(read.blocks, {}))
    given = dict(_given(sent, steps, {id_of(block) for block in find_blocks(read.blocks)}))
    blocks = rebuild(read.blocks, given)
    return replace(sent, blocks=tuple(_apart(blocks, _adjacent(sent.blocks))), notes=read.notes)


# ── Footnotes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_notes(sent: Document, read: Document) -> Document:
    """Return a text whose footnotes have the names, and as far as they are there the order, of those that were sent."""
    known = {note.id: note for note in sent.notes}
    rest = [note for note in read.notes if note.id not in known]
    free = [note for note in sent.notes if note.id not in {note.id for note in read.notes}]
    pairs = match(note_passages(free), note_passages(rest), parts=False, named=False)
    names = {step.new[0].id: step.old[0].id for step in pairs if step.old and step.new}
    renamed = rename_notes(read, names)
    notes = tuple(_same_note(known.get(note.id), note) for note in renamed.notes)
    return replace(renamed, notes=_in_order([note.id for note in sent.notes], notes))


def _same_note(sent: Footnote | None, read: Footnote) -> Footnote:
    if sent is None:
        return read
    (old,), (new,) = note_passages([sent]), note_passages([read])
    return sent if _alike(old.tokens, new.tokens) else read


def _in_order(order: Sequence[str], notes: Sequence[Footnote]) -> tuple[Footnote, ...]:
    """Return notes in an order, each new one after the one that it came after."""
    placed = sorted((note for note in notes if note.id in order), key=lambda note: order.index(note.id))
    for before, note in pairwise([None, *notes]):
        if note is not None and note.id not in order:
            at = placed.index(before) + 1 if before in placed else 0
            placed.insert(at, note)
    return tuple(placed)


# ── Passages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _given(sent: Document, steps: Iterable[Step[Passage]], taken: set[str]) -> Iterator[tuple[int, Given]]:
    """Yield what passages that came back get from those that were sent, by their index."""
    for step in steps:
        if not step.old or not step.new:
            continue
        old, new = step.old[0], step.new[0]
        id_ = new.id or (old.id if old.id not in taken else "")
        same = len(step.old) == len(step.new) == 1
        quote = getattr(sent.blocks[old.block], "id", "") if old.form.quoted else ""
        content = _content(old, new) if same else new.content
        yield new.index, Given(id_.removesuffix("/caption"), content, "" if quote in taken else quote)


def _content(old: Passage, new: Passage) -> Content:
    if isinstance(old.content, Table) and isinstance(new.content, Table):
        return _table(old.content, new.content)
    if isinstance(old.content, Figure) and isinstance(new.content, Figure):
        return replace(new.content, source=old.content.source)
    return old.content if _alike(old.tokens, new.tokens) else new.content


def _alike(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether two passages look the same in Word, which has no look for spaces and its own for references to notes."""
    return [_seen(token) for token in old] == [_seen(token) for token in new]


def _seen(token: Word) -> tuple[object, ...]:
    if token.text.startswith(NOTE):
        return (token.text,)
    return (token.text, token.look.target) if token.is_space else (token.text, token.look)


def _table(old: Table, new: Table) -> Table:
    """Return a table with what only the source says of it; its cells are those that came back, where they differ."""
    if old.row_headings and not new.row_headings:
        new = replace(new, body=tuple(map(_without_strong_name, new.body)), row_headings=True)
    cells = {_key(cell): cell for row in (*old.head, *old.body) for cell in row.cells}
    head, body = (
        tuple(Row(tuple(cells.get(_key(c), c) for c in row.cells)) for row in part) for part in (new.head, new.body)
    )
    width = max((sum(cell.colspan for cell in row.cells) for row in (*old.head, *old.body)), default=0)
    same_width = width == max((sum(cell.colspan for cell in row.cells) for row in (*new.head, *new.body)), default=0)
    return replace(new, head=head, body=body, align=old.align if same_width else new.align)


def _key(cell: Cell) -> tuple[object, ...]:
    (passage,) = passages((Table((), (Row((cell,)),)),), {})
    return (tuple(map(_seen, passage.tokens)), cell.colspan, cell.rowspan)


def _without_strong_name(row: Row) -> Row:
    first, *rest = row.cells or (Cell(()),)
    if len(first.inlines) == 1 and isinstance(first.inlines[0], Strong):
        first = replace(first, inlines=first.inlines[0].inlines)
    return Row((first, *rest))


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Edges:
    """Where lists that stood beside each other met: the list of an item by its id, and the pairs of neighbours."""

    lists: Mapping[str, int]
    neighbours: frozenset[tuple[int, int]]


def _adjacent(blocks: Sequence[Block]) -> _Edges:
    lists: dict[str, int] = {}
    neighbours: set[tuple[int, int]] = set()
    for siblings in _siblings(blocks):
        for before, after in pairwise(siblings):
            if isinstance(before, List) and isinstance(after, List):
                neighbours.add((id(before), id(after)))
        lists |= {item.id: id(one) for one in siblings if isinstance(one, List) for item in one.items if item.id}
    return _Edges(lists, frozenset(neighbours))


def _siblings(blocks: Sequence[object]) -> Iterator[Sequence[object]]:
    yield blocks
    for block in blocks:
        for name in ("items", "children", "blocks"):
            if inner := getattr(block, name, ()):
                yield from _siblings(inner)


def _apart(blocks: Iterable[Block], edges: _Edges) -> Iterator[Block]:
    """Yield blocks with lists that met parted again: Word knows no border between two lists of one marker."""
    for block in blocks:
        if isinstance(block, List):
            yield from _parted(block, edges)
        elif hasattr(block, "blocks"):
            yield replace(block, blocks=tuple(_apart(block.blocks, edges)))  # type: ignore[arg-type]
        else:
            yield block


def _parted(block: List, edges: _Edges) -> Iterator[List]:
    items = [replace(i, children=tuple(_apart(i.children, edges))) for i in block.items]  # type: ignore[arg-type]
    cuts = [n for n, (a, b) in enumerate(pairwise(items), 1) if _met(a.id, b.id, edges)]
    for start, end in pairwise([0, *cuts, len(items)]):
        yield replace(block, items=tuple(items[start:end]), start=block.start + start)


def _met(before: str, after: str, edges: _Edges) -> bool:
    return (edges.lists.get(before, 0), edges.lists.get(after, 0)) in edges.neighbours
