"""Rules about the plan's text: what every reader needs."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.rule import Facts, Fault
from pipeline.merge.blocks import find_blocks
from pipeline.model import Figure, Heading
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


def without_alt(facts: Facts) -> Iterator[Fault]:
    """Find pictures that say nothing to those who cannot see them."""
    for block in find_blocks(facts.plan.document.blocks):
        if isinstance(block, Figure) and not block.alt:
            remedy = _("Say between ![ and ] what it shows.")
            yield Fault(block.id, block.origin, _("The picture has no text for those who cannot see it."), remedy)
