"""Rules about the plan's text: what every reader needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from pipeline.check.rule import Facts, Fault, parts_of
from pipeline.markdown.inlines import plain
from pipeline.model import Figure, Heading, Link, Table, place
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
    """Find pictures that say nothing to those who cannot see them; a file's name says nothing either."""
    for block in facts.blocks:
        if isinstance(block, Figure) and block.alt.strip() in ("", block.source, PurePath(block.source).name):
            remedy = _("Say between ![ and ] what it shows.")
            yield Fault(block.id, block.origin, _("The picture has no text for those who cannot see it."), remedy)


def without_table_headings(facts: Facts) -> Iterator[Fault]:
    """Find tables of which no cell is a heading (WCAG 2.1, 1.3.1)."""
    for block in facts.blocks:
        if isinstance(block, Table) and not (block.head or block.row_headings):
            remedy = _("Write the columns' headings above the row of |---|, or mark the first column by |===|.")
            yield Fault(block.id, block.origin, _("The table does not say what its columns or rows are."), remedy)


def empty_heading_cells(facts: Facts) -> Iterator[Fault]:
    """Find cells that name a column or a row without a word; the corner above named rows may be empty."""
    for block in facts.blocks:
        if isinstance(block, Table):
            heads = [at for row in place(block.head) for at in row if at.column or not block.row_headings]
            names = [at for row in place(block.body) for at in row if not at.column] if block.row_headings else []
            if not all(plain(at.cell.inlines).strip() for at in (*heads, *names)):
                what = _("A heading cell of the table has no words.")
                yield Fault(block.id, block.origin, what, _("Write what stands in its column or row."))


VAGUE = frozenset(("här", "klicka här", "läs mer", "läs mer här", "länk", "länken", "mer", "se här", "denna länk"))
"""Words that say nothing of where a link leads; a screen reader lists links by their words alone (WCAG 2.1, 2.4.4)."""


def vague_links(facts: Facts) -> Iterator[Fault]:
    """Find links whose words do not say where they lead."""
    for link, about, origin in facts.links:
        words = plain(link.inlines)
        if words.strip(" .:,!").casefold() in VAGUE:
            what = _("The words of the link, “{words}”, do not say where it leads.").format(words=words)
            yield Fault(about, origin, what, _("Let the words name the page or the document."))


def wordless_links(facts: Facts) -> Iterator[Fault]:
    """Find links without a word, which nobody can see or hear (WCAG 2.1, 2.4.4)."""
    for link, about, origin in facts.links:
        if not plain(link.inlines).strip():
            what = _("The link to {target} has no words.").format(target=link.target)
            yield Fault(about, origin, what, _("Write them between [ and ], or remove it."))


SCHEMES = ("https:", "http:", "mailto:", "tel:", "#")


def strange_links(facts: Facts) -> Iterator[Fault]:
    """Find links that lead to no page, address or passage: a file on one's own computer, or a script."""
    for link, about, origin in facts.links:
        if not link.target.casefold().startswith(SCHEMES):
            what = _("The link leads to {target}, which readers of the plan cannot open.").format(target=link.target)
            yield Fault(about, origin, what, _("Give an address that begins with https:// or mailto:, or #id."))


def dead_links(facts: Facts) -> Iterator[Fault]:
    """Find links from the plan to passages that it does not have."""
    plan = facts.plan
    texts = (plan.document.blocks, plan.document.notes, *(c.new for year in plan.years for c in year.changes))
    for link, about, origin in parts_of(texts, Link):
        if link.target.startswith("#") and link.target[1:] not in facts.passages:
            what = _("The link “{words}” leads to {target}, which no block has as its id.")
            what = what.format(words=plain(link.inlines), target=link.target)
            yield Fault(about, origin, what, _("Correct the link, or give the block this id."))


def unknown_languages(facts: Facts) -> Iterator[Fault]:
    """Find words in a language by a name that no screen reader knows (BCP 47; WCAG 2.1, 3.1.2)."""
    from babel import Locale  # noqa: PLC0415 (few texts have words in other languages)

    for words, about, origin in facts.foreign:
        if words.lang.partition("-")[0].casefold() not in Locale("en").languages:
            what = _("There is no language with the code {lang}.").format(lang=words.lang)
            yield Fault(about, origin, what, _("Write a code such as en, fi, se, smj, sma, fit or de."))
