"""The contents: a field that Word can update, with every entry and page number already in it, so that it never asks."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Heading
from pipeline.text import _
from pipeline.typeset.word.fields import field, field_begin, field_end
from pipeline.typeset.word.inlines import runs
from pipeline.typeset.word.properties import paragraph_properties
from pipeline.typeset.word.runs import run
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import Element, w
from pipeline.typeset.words import unlinked


def contents(story: Story, deepest: int, pages: Sequence[int]) -> list[Element]:
    """Return the contents of the headings that were met, down to a level; `pages` has the page of each, from 1."""
    listed = zip(story.writer.headings, pages, strict=True)
    entries = [_entry(name, heading, page, story) for (name, heading), page in listed if heading.level <= deepest]
    if not entries:
        return []
    for number, mark in enumerate(field_begin(rf'TOC \o "1-{deepest}" \h \z \u')):
        entries[0].insert(number + 1, mark)
    entries[-1].append(field_end())
    title = w("p", paragraph_properties("TOCHeading", w("pageBreakBefore")), run(_("Contents")))
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return [w("sdt", w("sdtPr", gallery), w("sdtContent", title, *entries))]


def _entry(name: str, heading: Heading, page: int, story: Story) -> Element:
    number = field(rf"PAGEREF {name} \h", run(str(page)))
    words = *runs(unlinked(heading.inlines), story), w("r", w("tab")), *number
    return w("p", paragraph_properties(f"TOC{heading.level}"), w("hyperlink", *words, anchor=name, history=1))
