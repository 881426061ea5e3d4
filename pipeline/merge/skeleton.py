"""The beginning of a decided change, ready to be filled in: the decision, the passage as it stands, and the reason."""

from __future__ import annotations

from pipeline.errors import Problem, UsageProblem
from pipeline.markdown.inlines import render
from pipeline.merge.blocks import find_blocks, id_of, words_of
from pipeline.merge.registers import OF_REGISTERS, partners_of
from pipeline.merge.texts import text_as_of
from pipeline.model import Block, ChangeKind, ListItem, Plan
from pipeline.sources.changes import KINDS
from pipeline.text import _

HEADINGS = {kind: word for word, kind in KINDS.items()}
DECISION = "# Beslut: Kommunfullmäktige ÅÅÅÅ-MM-DD § NN, dnr ÅÅÅÅ/NN"
REASON = "Skäl: …"


def write_skeleton(plan: Plan, kind: ChangeKind, target: str) -> str:
    """Return a change of a passage or partner as Markdown for changes.md, with the words that now stand there.

    Raises `UsageProblem` when the plan, as changed until its last year, has no such passage or partner.
    """
    old, new = _of_register(plan, kind, target) if kind in OF_REGISTERS else _of_text(plan, kind, target)
    parts = [DECISION, f"## {HEADINGS[kind]} {{#{target}}}", REASON]
    if kind is not ChangeKind.ADD_AFTER:
        parts.append(f"> {old}")
    return "\n\n".join((*parts, *new)) + "\n"


def _of_register(plan: Plan, kind: ChangeKind, target: str) -> tuple[str, list[str]]:
    entries = {entry.id: entry for entry in partners_of(plan, plan.last_year)}
    if target not in entries:
        what = _("The register has no partner {id}.").format(id=target)
        raise UsageProblem(Problem("partners.toml", 0, what, _("Known: {ids}.").format(ids=", ".join(entries))))
    return (entries[target].name if kind is ChangeKind.RENAME else entries[target].status), ["…"]


def _of_text(plan: Plan, kind: ChangeKind, target: str) -> tuple[str, list[str]]:
    text = text_as_of(plan, plan.last_year)
    block = next((block for block in find_blocks(text.blocks) if id_of(block) == target), None)
    if block is None:
        what = _("The plan has no passage {{#{id}}}.").format(id=target)
        raise UsageProblem(Problem("plan.md", 0, what, _("Copy the id from plan.md, without the braces and #.")))
    new = {
        ChangeKind.REPLACE: [_source(block)],
        ChangeKind.ADD_AFTER: ["… {#nytt-namn}"],
        ChangeKind.STRIKE: [],
        ChangeKind.MOVE: ["Efter: {#…}"],
    }
    return words_of(block), new[kind]


def _source(block: Block | ListItem) -> str:
    """Return a passage as it is written, for the new wording to begin with."""
    return render(getattr(block, "inlines", getattr(block, "caption", ())))
