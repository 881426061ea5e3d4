"""An edition as one web page that needs nothing else: no script, no other file, no network.

Of the templates, `edition.html` is the page, `blocks.html` has a macro for each kind of block, `edition.css` the looks;
`inlines` makes the words inside a block, and `looks` turns the style into CSS.
"""

from __future__ import annotations

import base64
import unicodedata
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from pipeline.frozen import frozen
from pipeline.model import Block, Document, Edition, Heading, column_count, place
from pipeline.pages import template
from pipeline.text import _
from pipeline.typeset.html.charts import chart_svg
from pipeline.typeset.html.columns import FITTING, set_columns
from pipeline.typeset.html.inlines import IN_CELLS, IN_HEADINGS, IN_TEXT, Notes, html, note_id, whole
from pipeline.typeset.html.looks import BODY_REM, css_string, family, palette, variable
from pipeline.typeset.marks import running_marks
from pipeline.typeset.pictures import Picture, open_picture
from pipeline.typeset.spaces import unbroken
from pipeline.typeset.style import Style
from pipeline.typeset.words import plain, unlinked

# The contents go as deep as this.
DEEPEST = 3


@frozen
class Entry:
    """An entry of the contents: the heading's id and words, and the entries under it."""

    id: str
    words: Markup
    children: list[Entry]


def typeset_html(edition: Edition, style: Style) -> bytes:
    """Return the edition as a web page in UTF-8; pictures are read from their files and carried inside."""
    notes = Notes(edition.document.notes, edition.document.lang, style.doubt.sign)
    blocks = _with_ids(edition.document)
    rendered = template(__name__, "edition.html").render(
        edition=edition,
        document=edition.document,
        title=_title(edition),
        css=Markup(_css(edition, style)),  # noqa: S704  # made by the template from checked values and quoted strings
        facts=_facts(edition),
        blocks=blocks,
        contents=[] if edition.brief else _contents(_shallow(blocks), edition.document.lang),
        main_id="main",
        contents_id="contents-title",
        notes_id="notes-title",
        notes=notes,
        note_id=note_id,
        back=_back,
        html=lambda inlines, parted=IN_TEXT: html(inlines, notes, parted),
        in_text=IN_TEXT,
        in_cells=IN_CELLS,
        in_headings=IN_HEADINGS,
        unbroken=unbroken,
        whole=whole,
        plain=plain,
        kind_of=lambda block: type(block).__name__,
        scrolls=lambda table: column_count(table) > FITTING,
        set_columns=lambda table: set_columns(table, style),
        place=place,
        open_picture=open_picture,
        data_url=_data_url,
        chart=lambda figure: chart_svg(figure, style),
    )
    return unicodedata.normalize("NFC", f"{rendered}\n").encode()  # as the web wants it (W3C, Character Model)


def _css(edition: Edition, style: Style) -> str:
    return template(__name__, "edition.css").render(
        style=style,
        palette=palette(style),
        colour=lambda colour: f"var(--{variable(colour, style)})",
        rem=lambda points: f"{points / style.body.size * BODY_REM:.4g}rem" if points else "0",
        family=family,
        css_string=css_string,
        running_head=" · ".join(filter(None, (edition.title, running_marks(edition.marks)))),
    )


def _title(edition: Edition) -> str:
    """Return the page's title; a mark stands first, where a narrow tab still shows it."""
    names = " – ".join(name for name in (edition.title, edition.subtitle) if name)
    return f"{running_marks(edition.marks)} – {names}" if edition.marks else names


def _facts(edition: Edition) -> list[tuple[str, list[str]]]:
    """Return the cover's facts; those that follow each other under one label stand under it together."""
    groups = groupby(edition.facts, key=itemgetter(0))
    return [(label, [value for _label, value in group]) for label, group in groups]


def _with_ids(document: Document) -> list[Block]:
    """Return the blocks; headings without an id get one by their number, for the contents to lead to."""
    return [
        replace(block, id=f"heading-{number}") if isinstance(block, Heading) and not block.id else block
        for number, block in enumerate(document.blocks, 1)
    ]


def _shallow(blocks: list[Block]) -> list[Heading]:
    return [block for block in blocks if isinstance(block, Heading) and block.level <= DEEPEST]


def _contents(headings: list[Heading], lang: str) -> list[Entry]:
    """Return headings as a tree; one that skips a level hangs under the last one above it."""
    entries: list[Entry] = []
    while headings:
        first, *rest = headings
        under = next((n for n, heading in enumerate(rest) if heading.level <= first.level), len(rest))
        words = html(unlinked(first.inlines), Notes((), lang), IN_HEADINGS)
        entries.append(Entry(first.id, words, _contents(rest[:under], lang)))
        headings = rest[under:]
    return entries


def _back(occurrence: int, count: int) -> str:
    """Return the label of a footnote's link back to its nth reference, counted from 1."""
    if count == 1:
        return _("Back to the text")
    return _("Back to reference {number} in the text").format(number=occurrence)


def _data_url(picture: Picture) -> str:
    """Return a URL that carries a picture."""
    return f"data:image/{picture.format};base64,{base64.b64encode(picture.data).decode()}"
