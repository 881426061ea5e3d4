"""The report of a recovery: each page's picture with its blocks and changed words, beside the text read from it."""

from __future__ import annotations

import base64

from pipeline.extract import Extraction, Kind, render_page
from pipeline.model import Document
from pipeline.pages import template
from pipeline.recover.compose import Composed
from pipeline.recover.original import Original
from pipeline.recover.records import Record
from pipeline.recover.sheets import sheets_of
from pipeline.repair.described import described
from pipeline.text import N_

DPI = 80
# What the legend calls the kinds of blocks, in the order in which it shows them.
KINDS = {
    Kind.HEADING: N_("heading"),
    Kind.PARAGRAPH: N_("paragraph"),
    Kind.ITEM: N_("list item"),
    Kind.TABLE: N_("table"),
    Kind.CAPTION: N_("caption"),
    Kind.QUOTE: N_("quotation"),
    Kind.FIGURE: N_("picture"),
    Kind.FOOTNOTE: N_("footnote"),
}


def render_report(
    document: Document, extraction: Extraction, composed: Composed, records: tuple[Record, ...], original: Original
) -> str:
    """Return the report as one HTML page that works offline; all that it holds can be read without its script."""
    found = {block.kind for block in extraction.blocks}
    shows = extraction.kind == "pdf"
    return template("pipeline.recover", "report.html").render(
        document=document,
        name=original.path.name,
        sheets=sheets_of(extraction, composed, records),
        pictures={info.number: _picture(original, info.number) for info in extraction.pages} if shows else {},
        kinds={kind: label for kind, label in KINDS.items() if kind in found},
        described=described,
        changed=len(records),
        asked=sum(record.status == "ask" for record in records),
    )


def _picture(original: Original, number: int) -> str:
    data = render_page(original.path, number, DPI, password=original.password)
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")
