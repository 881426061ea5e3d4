"""Move a passage: a paragraph, a list item, or a heading with all that stands under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.errors import Problem
from pipeline.merge.blocks import as_items, edit_blocks, find_blocks, id_of
from pipeline.merge.clashes import problem_of
from pipeline.model import Block, Change, Document, Heading, List, ListItem
from pipeline.text import _


def move(document: Document, change: Change) -> Document:
    """Return the document with the target standing after the block `change.after`.

    A heading takes its section along; after a heading means after its section when a section is moved, and as the
    section's first passage otherwise.
    """
    moved = _moved(document.blocks, change.target)
    rest = tuple(edit_blocks(document.blocks, lambda block: [] if any(block is one for one in moved) else [block]))
    if isinstance(moved[0], Heading):
        at = 1 + max(rest.index(block) for block in _moved(rest, change.after))
        return replace(document, blocks=(*rest[:at], *moved, *rest[at:]))  # type: ignore[arg-type]

    def insert(block: Block | ListItem) -> Sequence[Block | ListItem]:
        if id_of(block) != change.after:
            return [block]
        return [block, *(as_items(moved) if isinstance(block, ListItem) else _as_blocks(moved))]

    return replace(document, blocks=tuple(edit_blocks(rest, insert)))


def misplaced(document: Document, change: Change) -> Problem | None:
    """Return what keeps a passage from being moved."""
    names = [id_of(block) for block in find_blocks(document.blocks)]
    if change.after not in names:
        what = _("The plan has no block {{#{id}}} to move the passage after.").format(id=change.after)
        return problem_of(change, what)
    if change.after in [id_of(block) for block in find_blocks(_moved(document.blocks, change.target))]:
        what = _("The passage {{#{id}}} cannot be moved after itself.").format(id=change.target)
        return problem_of(change, what)
    outer = [id_of(block) for block in document.blocks]
    if isinstance(_moved(document.blocks, change.target)[0], Heading) and change.after not in outer:
        what = _("The section {{#{id}}} cannot be moved into a list.").format(id=change.target)
        return problem_of(change, what)
    return None


def _moved(blocks: Sequence[Block], name: str) -> list[Block | ListItem]:
    """Return the block of a name; for a heading, with all that stands under it."""
    first = next(block for block in find_blocks(blocks) if id_of(block) == name)
    if not isinstance(first, Heading):
        return [first]
    start = next(n for n, block in enumerate(blocks) if block is first)
    after = (n for n, b in enumerate(blocks) if n > start and isinstance(b, Heading) and b.level <= first.level)
    return list(blocks[start : next(after, len(blocks))])


def _as_blocks(moved: Sequence[Block | ListItem]) -> list[Block]:
    return [List((block,)) if isinstance(block, ListItem) else block for block in moved]
