"""Apply decided changes to a text.

A change names the block and the words that it replaces. When the text has moved on, nothing is applied: the problem
shows the three texts (what the change was decided on, what stands there now, and what was decided) and where the words
are likely to be found now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace

from rapidfuzz import fuzz, process

from pipeline.errors import Problem, SourceProblem
from pipeline.markdown.inlines import plain
from pipeline.model import Block, Change, ChangeKind, Document, List, ListItem, NoteRef, Paragraph
from pipeline.text import _

INNER = ("items", "children", "blocks")
Edited = Callable[["Block | ListItem"], Sequence["Block | ListItem"]]


def apply_changes(document: Document, changes: Iterable[Change]) -> Document:
    """Return the document after the changes, in the order of their decisions (then as they stand in the sources).

    Raises `SourceProblem` with each change that does not fit; the changes after it are still tried.
    """
    problems: list[Problem] = []
    for change in sorted(changes, key=lambda c: c.decision.date):
        problem = _misfit(document, change)
        if problem:
            problems.append(problem)
        else:
            document = _apply(document, change)
    if problems:
        raise SourceProblem(problems)
    return _drop_unused_notes(document)


def words_of(block: Block | ListItem) -> str:
    """Return the words of one block, as a change quotes them."""
    return plain(getattr(block, "inlines", getattr(block, "caption", ())))


def id_of(block: Block | ListItem) -> str:
    """Return the name of a block; a list has none, its items have."""
    return "" if isinstance(block, List) else block.id


def find_blocks(blocks: Iterable[Block | ListItem]) -> Iterator[Block | ListItem]:
    """Yield every block and list item, outer before inner, in reading order."""
    for block in blocks:
        yield block
        for name in INNER:
            yield from find_blocks(getattr(block, name, ()))


def _misfit(document: Document, change: Change) -> Problem | None:
    """Return what keeps a change from being applied."""
    named = {id_of(block): block for block in find_blocks(document.blocks) if id_of(block)}
    target = named.get(change.target)
    if target is None:
        what = _("The plan has no block {{#{id}}} to change.").format(id=change.target)
        return _problem(change, f"{what} {_nearest(change, named.values())}")
    if change.old and change.old != words_of(target):
        return _problem(change, _three_way(change, words_of(target)))
    for block in find_blocks(change.new):
        if id_of(block) in named and id_of(block) != change.target:
            return _problem(change, _("The new text uses the id {id}, which the plan has.").format(id=id_of(block)))
    return None


def _problem(change: Change, what: str) -> Problem:
    remedy = _("Quote the text as it now stands, or decide anew.")
    return Problem(change.origin.file, change.origin.line, what, remedy)


def _three_way(change: Change, now: str) -> str:
    new = " / ".join(words_of(block) for block in find_blocks(change.new) if words_of(block)) or "–"
    head = _("The text of {{#{id}}} has moved on since the change was decided.").format(id=change.target)
    rows = ((_("Base then"), change.old), (_("Base now"), now), (_("Change"), new))
    return head + "".join(f"\n    {label}: {text}" for label, text in rows) + "\n   "


def _nearest(change: Change, blocks: Iterable[Block | ListItem]) -> str:
    """Say where the words of a lost block are likely to stand now."""
    texts = {id_of(block): words_of(block) for block in blocks}
    best = process.extractOne(change.old, texts, scorer=fuzz.ratio, score_cutoff=60) if change.old else None
    return _("The nearest passage is {{#{id}}}: “{text}”.").format(id=best[2], text=best[0]) if best else ""


def _apply(document: Document, change: Change) -> Document:
    def edit(block: Block | ListItem) -> Sequence[Block | ListItem]:
        if id_of(block) != change.target:
            return [block]
        new = _as_items(change.new) if isinstance(block, ListItem) else change.new
        if change.kind is ChangeKind.ADD_AFTER:
            return [block, *new]
        return _keep_id(new, change.target) if change.kind is ChangeKind.REPLACE else []

    return replace(document, blocks=tuple(_edit(document.blocks, edit)))


def _edit(blocks: Iterable[Block | ListItem], edit: Edited) -> Iterator[Block]:
    """Yield the blocks after an edit of each of them; a list that loses its last item goes too."""
    for block in blocks:
        for new in edit(block):
            for name in INNER:
                inner = getattr(new, name, ())
                edited = tuple(_edit(inner, edit)) if inner and new is block else inner
                if edited != inner:
                    new = replace(new, **{name: edited})  # type: ignore[arg-type]  # noqa: PLW2901
            if not isinstance(new, List) or new.items:
                yield new  # type: ignore[misc]


def _as_items(blocks: Iterable[Block]) -> list[ListItem]:
    """Return blocks as items of the list that they are put into."""
    items: list[ListItem] = []
    for block in blocks:
        if isinstance(block, List):
            items.extend(block.items)
        else:
            items.append(ListItem(block.inlines if isinstance(block, Paragraph) else (), id_of(block)))
    return items


def _keep_id(blocks: Sequence[Block | ListItem], id_: str) -> list[Block | ListItem]:
    """The first of the new blocks inherits the name of the one that it replaces, unless it has its own."""
    first, *rest = blocks
    if isinstance(first, List) or first.id:
        return list(blocks)
    return [replace(first, id=id_), *rest]


def _drop_unused_notes(document: Document) -> Document:
    used = {ref.id for ref in _note_refs(document.blocks)}
    return replace(document, notes=tuple(note for note in document.notes if note.id in used))


def _note_refs(node: object) -> Iterator[NoteRef]:
    if isinstance(node, NoteRef):
        yield node
    elif isinstance(node, tuple):
        for child in node:
            yield from _note_refs(child)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _note_refs(getattr(node, field.name))
