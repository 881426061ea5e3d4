"""Extraction: from a file to blocks of words, each with its place.

1. `reader`      a PDF's pages as sheets of tokens. `opening`, `pdfium`, `drawing` and `tags` ask the library; `fonts`
                 and `accents` mend damaged fonts; `drawn` finds bullets that are shapes, `spaced` words that
                 stand letter by letter; `reread` has what `ocr` sees on the pictures of scans; `bounds` stops bombs
2. `tables`      ruled (`grid`) tables and those without a grid (`banded`: `bars` and `bands`) are taken out of the
                 sheets; rows are parted that are `stacked` in one; lines of `code` are none
3. `lines`       tokens → strips in reading order: `rows`, `columns` of prose, blocks `beside` each other
4. `furniture`   running heads, feet and page numbers are taken out, and `contents` lists
5. `paragraphs`  strips → groups
6. `headings`    which groups are headings, and of which of the `levels`; `captions` and quotations
7. `lists`       `markers`, also lost ones; `counting` of numbers; nesting
8. `notes`       footnotes and their references
9. `links`       link annotations on their words

`structure` is these steps in order. `tagged` needs none of them: it reads PDFs whose own tags can be believed. Other
formats have fewer steps: `textlayer` and `textblocks` (with `titles`) for plain text, `worddoc` for Word, `marked`
for Markdown. `pictures` takes out those of figures. `grades` says how far each page can be trusted. `sheet` and
`draft` are the nouns on the way; `found` holds those that come out. Nothing is repaired here; see `pipeline.repair`.
"""

from pipeline.extract.extraction import extract
from pipeline.extract.found import Extraction, Found, Kind, Line, PageInfo, Reread, Word
from pipeline.extract.pictures import pictures_in_pdf, pictures_in_word
from pipeline.extract.render import render_page
from pipeline.extract.reread import REREAD, read_reread, write_reread

__all__ = [
    "REREAD",
    "Extraction",
    "Found",
    "Kind",
    "Line",
    "PageInfo",
    "Reread",
    "Word",
    "extract",
    "pictures_in_pdf",
    "pictures_in_word",
    "read_reread",
    "render_page",
    "write_reread",
]
