"""Rules about the plan's text: what every reader needs."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.rule import Facts, Fault
from pipeline.markdown.inlines import plain
from pipeline.model import Figure, Heading, Inline, Link, ListItem, Paragraph, Table
from pipeline.text import _


def skipped_levels(facts: Facts) -> Iterator[Fault]:
    """Find headings that skip a level."""
    level = 0
    for block in facts.plan.document.blocks:
        if isinstance(block, Heading):
            if block.level > level + 1:
                what = _("The heading skips from level {before} to level {level}.")
                what = what.format(before=level, level=block.level)
                yield Fault(block.id, block.origin, what, _("Use one # more than the heading above, at most."))
            level = block.level


def empty_headings(facts: Facts) -> Iterator[Fault]:
    """Find headings without a word, which a screen reader lists as nothing (WCAG 2.1, 2.4.6)."""
    for block in facts.plan.document.blocks:
        if isinstance(block, Heading) and not plain(block.inlines).strip():
            yield Fault(block.id, block.origin, _("The heading has no words."), _("Write them after #, or remove it."))


def without_alt(facts: Facts) -> Iterator[Fault]:
    """Find pictures that say nothing to those who cannot see them."""
    for block in facts.blocks:
        if isinstance(block, Figure) and not block.alt:
            remedy = _("Say between ![ and ] what it shows.")
            yield Fault(block.id, block.origin, _("The picture has no text for those who cannot see it."), remedy)


def without_table_headings(facts: Facts) -> Iterator[Fault]:
    """Find tables of which no cell is a heading (WCAG 2.1, 1.3.1)."""
    for block in facts.blocks:
        if isinstance(block, Table) and not (block.head or block.row_headings):
            remedy = _("Write the columns' headings above the row of |---|, or mark the first column by |===|.")
            yield Fault(block.id, block.origin, _("The table does not say what its columns or rows are."), remedy)


VAGUE = frozenset(("här", "klicka här", "läs mer", "läs mer här", "länk", "länken", "mer", "se här", "denna länk"))
"""Words that say nothing of where a link leads; a screen reader lists links by their words alone (WCAG 2.1, 2.4.4)."""


def vague_links(facts: Facts) -> Iterator[Fault]:
    """Find links whose words do not say where they lead."""
    worded = (block for block in facts.blocks if isinstance(block, Heading | Paragraph | ListItem))
    for block in worded:
        for words in _link_words(block.inlines):
            if words.strip(" .:,!").casefold() in VAGUE:
                what = _("The words of the link, “{words}”, do not say where it leads.").format(words=words)
                yield Fault(block.id, block.origin, what, _("Let the words name the page or the document."))


def _link_words(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Link):
            yield plain(inline.inlines)
        else:
            yield from _link_words(getattr(inline, "inlines", ()))
