"""Apply decided changes to a text.

A change names the block and the words that it replaces. When the text has moved on, nothing is applied: the problem
shows the three texts (what the change was decided on, what stands there now, and what was decided) and where the words
are likely to be found now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from pipeline.errors import Problem, SourceProblem
from pipeline.markdown.names import note_refs
from pipeline.merge.blocks import as_items, digest_of, edit_blocks, find_blocks, id_of, words_of
from pipeline.merge.clashes import find_clashes, in_decision_order, problem_of
from pipeline.merge.move import misplaced, move
from pipeline.merge.registers import OF_REGISTERS
from pipeline.model import Block, Change, ChangeKind, Document, List, ListItem
from pipeline.text import _


def apply_changes(document: Document, changes: Iterable[Change], earlier: Iterable[Change] = ()) -> Document:
    """Return the document after the changes, in the order of their decisions (then as they stand in the sources).

    `earlier` are changes that the document has already had: they explain why a passage is gone. Raises `SourceProblem`
    with each change that does not fit; the changes after it are still tried.
    """
    ordered = in_decision_order(c for c in changes if c.kind not in OF_REGISTERS)
    problems = list(find_clashes(ordered))
    applied = list(earlier)
    clashing = {(problem.file, problem.line) for problem in problems}
    for change in ordered:
        if (change.origin.file, change.origin.line) in clashing:
            continue
        problem = _misfit(document, change, applied)
        if problem:
            problems.append(problem)
        else:
            document = _apply(document, change)
            applied.append(change)
    if problems:
        raise SourceProblem(problems)
    return drop_unused_notes(document) if ordered else document


def _misfit(document: Document, change: Change, applied: Sequence[Change]) -> Problem | None:
    """Return what keeps a change from being applied."""
    named = {id_of(block): block for block in find_blocks(document.blocks) if id_of(block)}
    target = named.get(change.target)
    if target is None:
        return _gone(change, named.values(), applied)
    if change.old and change.old not in (words_of(target), digest_of(words_of(target))):
        return problem_of(change, _three_way(change, words_of(target)))
    if change.kind is ChangeKind.MOVE:
        return misplaced(document, change)
    for block in find_blocks(change.new):
        if id_of(block) in named and id_of(block) != change.target:
            return problem_of(change, _("The new text uses the id {id}, which the plan has.").format(id=id_of(block)))
    return None


def _gone(change: Change, blocks: Iterable[Block | ListItem], applied: Sequence[Change]) -> Problem:
    struck = [c for c in applied if c.kind is ChangeKind.STRIKE and c.target == change.target]
    if struck:
        what = _("The passage {{#{id}}} was struck by {body} on {date}.")
        what = what.format(id=change.target, body=struck[-1].decision.body, date=struck[-1].decision.date)
        return problem_of(change, what)
    what = _("The plan has no block {{#{id}}} to change.").format(id=change.target)
    return problem_of(change, f"{what} {_nearest(change, blocks)}".rstrip())


def _three_way(change: Change, now: str) -> str:
    new = " / ".join(words_of(block) for block in find_blocks(change.new) if words_of(block)) or "–"
    head = _("The text of {{#{id}}} has moved on since the change was decided.").format(id=change.target)
    rows = ((_("Base then"), change.old), (_("Base now"), now), (_("Change"), new))
    return head + "".join(f"\n    {label}: {text}" for label, text in rows) + "\n   "


def _nearest(change: Change, blocks: Iterable[Block | ListItem]) -> str:
    """Say where the words of a lost block are likely to stand now, or which name is likely to be meant."""
    texts = {id_of(block): words_of(block) for block in blocks}
    best = process.extractOne(change.old, texts, scorer=fuzz.ratio, score_cutoff=60) if change.old else None
    named = process.extractOne(change.target, list(texts), scorer=fuzz.ratio, score_cutoff=80)
    id_ = best[2] if best else named[0] if named else ""
    return _("The nearest passage is {{#{id}}}: “{text}”.").format(id=id_, text=texts[id_]) if id_ else ""


def _apply(document: Document, change: Change) -> Document:
    if change.kind is ChangeKind.MOVE:
        return move(document, change)

    def edit(block: Block | ListItem) -> Sequence[Block | ListItem]:
        if id_of(block) != change.target:
            return [block]
        new = as_items(change.new) if isinstance(block, ListItem) else change.new
        if change.kind is ChangeKind.ADD_AFTER:
            return [block, *new]
        return _keep_id(new, change.target) if change.kind is ChangeKind.REPLACE else []

    return replace(document, blocks=tuple(edit_blocks(document.blocks, edit)))


def _keep_id(blocks: Sequence[Block | ListItem], id_: str) -> list[Block | ListItem]:
    """The first of the new blocks inherits the name of the one that it replaces, unless it has its own."""
    first, *rest = blocks
    if isinstance(first, List) or first.id:
        return list(blocks)
    return [replace(first, id=id_), *rest]


def drop_unused_notes(document: Document) -> Document:
    """Return the document without the footnotes that nothing refers to."""
    used = {ref.id for ref, _line in note_refs(document.blocks)}
    return replace(document, notes=tuple(note for note in document.notes if note.id in used))
