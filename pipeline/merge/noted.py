"""The four-year plan's text with a footnote by each passage that a decision worded, moved or struck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.merge.apply import drop_unused_notes
from pipeline.merge.blocks import edit_blocks, find_blocks, id_of
from pipeline.merge.compose import decided
from pipeline.merge.registers import OF_REGISTERS
from pipeline.merge.texts import text_as_of, texts_by_year
from pipeline.model import (
    Block,
    Change,
    ChangeKind,
    Document,
    Footnote,
    Heading,
    List,
    ListItem,
    NoteRef,
    Paragraph,
    Plan,
    Quote,
    Table,
    Text,
    Year,
)
from pipeline.text import N_, _

WORDS = {
    ChangeKind.REPLACE: N_("The wording was decided: {decision}."),
    ChangeKind.ADD_AFTER: N_("Added by a decision: {decision}."),
    ChangeKind.MOVE: N_("Moved here by a decision: {decision}."),
    ChangeKind.STRIKE: N_("Text after this passage was struck by a decision: {decision}."),
}


def text_with_decisions(plan: Plan) -> Document:
    """Return the plan's text after all decisions, each named in a footnote unless the plan switches them off."""
    if not plan.decision_notes:
        return text_as_of(plan, plan.last_year)
    notes = {id(change): _note(n, change) for n, change in enumerate(_changes(plan), 1)}
    marked = replace(plan, years=tuple(_marked(year, notes) for year in plan.years))
    text = text_as_of(marked, plan.last_year)
    for change, before in _unworded(plan):
        text = _beside(text, before, notes[id(change)].id)
    return drop_unused_notes(replace(text, notes=(*text.notes, *notes.values())))


def _changes(plan: Plan) -> Iterator[Change]:
    return (change for year in plan.years for change in year.changes if change.kind not in OF_REGISTERS)


def _note(number: int, change: Change) -> Footnote:
    return Footnote(f"beslut-{number}", (Text(_(WORDS[change.kind]).format(decision=decided(change.decision))),))


def _marked(year: Year, notes: dict[int, Footnote]) -> Year:
    """Return a year whose changes' new text refers to their decisions."""
    changes = (replace(c, new=_mark_last(c.new, notes[id(c)].id)) if id(c) in notes else c for c in year.changes)
    return replace(year, changes=tuple(changes))


def _unworded(plan: Plan) -> Iterator[tuple[Change, list[str]]]:
    """Yield the changes that bring no new text, each with the blocks that may carry its note, the best one first."""
    if not any(change.kind in (ChangeKind.MOVE, ChangeKind.STRIKE) for change in _changes(plan)):
        return
    for year, before in zip(plan.years, texts_by_year(plan, plan.years), strict=False):
        names = [id_of(block) for block in find_blocks(before.blocks) if id_of(block)]
        for change in year.changes:
            if change.kind is ChangeKind.MOVE:
                yield change, [change.target]
            elif change.kind is ChangeKind.STRIKE and change.target in names:
                yield change, names[: names.index(change.target)][::-1]


def _beside(document: Document, names: Iterable[str], note: str) -> Document:
    """Return a document in which the first of some blocks that is still there refers to a footnote."""
    there = {id_of(block) for block in find_blocks(document.blocks)}
    name = next((name for name in names if name in there), None)

    def edit(block: Block | ListItem) -> Sequence[Block | ListItem]:
        return [_mark(block, note)] if name and id_of(block) == name else [block]

    return replace(document, blocks=tuple(edit_blocks(document.blocks, edit)))


def _mark_last(blocks: Sequence[Block], note: str) -> tuple[Block, ...]:
    return (*blocks[:-1], *(_mark(last, note) for last in blocks[-1:]))


def _mark(block: Any, note: str) -> Any:
    """Return a block whose words refer to a footnote: a table by its caption, a list or quotation by its last words."""
    if isinstance(block, Paragraph | ListItem | Heading):
        return replace(block, inlines=(*block.inlines, NoteRef(note)))
    if isinstance(block, List):
        return replace(block, items=(*block.items[:-1], _mark(block.items[-1], note)))
    if isinstance(block, Quote):
        return replace(block, blocks=(*block.blocks[:-1], _mark(block.blocks[-1], note)))
    if isinstance(block, Table) and block.caption:
        return replace(block, caption=(*block.caption, NoteRef(note)))
    return block
