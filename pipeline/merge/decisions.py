"""What was decided about the plan's text: each change with its decision, its reason and both wordings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.merge.blocks import find_blocks, id_of, words_of
from pipeline.merge.clashes import in_decision_order
from pipeline.merge.compose import cell, decided, heading, number, paragraph
from pipeline.merge.registers import OF_REGISTERS, new_words
from pipeline.merge.view import YearView
from pipeline.model import (
    Block,
    Break,
    Cell,
    Change,
    ChangeKind,
    Document,
    Heading,
    Inline,
    List,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from pipeline.text import N_, _, _n

WHAT = {
    ChangeKind.REPLACE: N_("A passage in “{where}” is reworded"),
    ChangeKind.ADD_AFTER: N_("A passage is added to “{where}”"),
    ChangeKind.STRIKE: N_("A passage is struck from “{where}”"),
    ChangeKind.MOVE: N_("A passage is moved from “{where}”"),
    ChangeKind.RENAME: N_("“{name}” gets another name"),
    ChangeKind.STATUS: N_("The cooperation with {name} gets another status"),
}


def decided_changes(view: YearView, before: Document, after: Document) -> Iterator[Block]:
    """Yield the section on what was decided for a year; `before` and `after` are the plan's text around it."""
    yield heading(1, _("Decided changes to the four-year plan"), "beslutade-andringar")
    year = view.year
    if not year.changes:
        yield paragraph(
            _("No changes to the text of the four-year plan were decided for {year}.").format(year=year.year)
        )
        return
    n = len(year.changes)
    words = _n("One change to the four-year plan applies from this year.",
               "{n} changes to the four-year plan apply from this year.", n)  # fmt: skip
    yield paragraph(words.format(n=number(n)))
    for change in in_decision_order(year.changes):
        yield heading(2, what_changes(view, change, before, after), f"andring-{change.target}")
        yield from _change(change, after)


def what_changes(view: YearView, change: Change, before: Document, after: Document) -> str:
    """Return in a few words what a change does; `before` and `after` are the plan's text around the year's changes."""
    partner = view.partners.get(change.target)
    name = change.old if change.kind is ChangeKind.RENAME or partner is None else partner.name
    where = _where(before, change.target) or _where(after, change.target)
    return _(WHAT[change.kind]).format(where=where, name=name)


def _change(change: Change, after: Document) -> Iterator[Block]:
    decision = decided(change.decision)
    number = f", {change.decision.diary_number}" if change.decision.diary_number else ""
    yield _labelled(_("Decision"), f"{decision}{number}")
    yield _labelled(_("Reason"), change.reason)
    if change.kind is ChangeKind.REPLACE:
        yield _wordings(change)
    elif change.kind is ChangeKind.STRIKE:
        yield _labelled(_("Struck text"), "")
        yield Quote(tuple(Paragraph((Text(line),)) for line in change.old.split("\n")))
    elif change.kind is ChangeKind.MOVE:
        yield _labelled(_("Moved to"), _("“{where}”").format(where=_where(after, change.target)))
    elif change.kind in OF_REGISTERS:
        yield _labelled(_("Until now"), change.old)
        yield _labelled(_("From now on"), new_words(change.new))
    else:
        yield _labelled(_("New text"), "")
        yield Quote(tuple(block for block in map(_unnamed, change.new) if isinstance(block, Paragraph | List)))


def _wordings(change: Change) -> Table:
    """Return the two wordings side by side, the way Swedish statutes and bills show them."""
    head = Row((cell(_("Former wording")), cell(_("New wording"))))
    new = [words_of(block) for block in find_blocks(change.new) if words_of(block)]
    body = Row((Cell(_lines(change.old.split("\n"))), Cell(_lines(new))))
    return Table((head,), (body,), id=f"lydelse-{change.target}")


def _lines(lines: Sequence[str]) -> tuple[Inline, ...]:
    return tuple(inline for n, line in enumerate(lines) for inline in ((Break(), Text(line)) if n else (Text(line),)))


def _labelled(label: str, words: str) -> Paragraph:
    text: tuple[Inline, ...] = (Text(f" {words}"),) if words else ()
    return Paragraph((Strong((Text(f"{label}:"),)), *text))


def _unnamed(block: Block) -> Block:
    """The passage's id names its place in the four-year plan, not the quotation of it here."""
    if isinstance(block, List):
        return replace(block, items=tuple(replace(item, id="") for item in block.items))
    if isinstance(block, Heading):
        return Paragraph((Strong(block.inlines),))
    return replace(block, id="")


def _where(document: Document, target: str) -> str:
    """Return the words of the heading that a block stands under, or nothing when the document has not the block."""
    words = ""
    for block in find_blocks(document.blocks):
        if isinstance(block, Heading):
            words = words_of(block)
        if id_of(block) == target:
            return words
    return ""
