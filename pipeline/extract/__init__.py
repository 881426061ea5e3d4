"""Extraction: from a file to blocks of words, each with its place.

1. `reader`      a PDF's pages as sheets of tokens; `pdfium` speaks to the library, `textlayer` reads .txt
2. `lines`       tokens → strips in reading order, column by column
3. `furniture`   running heads, feet and page numbers are taken out
4. `paragraphs`  strips → groups
5. `headings`    which groups are headings, and of which level
6. `lists`       marks, lost numbers, nesting
7. `notes`       footnotes and their references
8. `links`       link annotations on their words

`found` holds the nouns that come out. Nothing is repaired here; see `pipeline.repair`.
"""

from pipeline.extract.extraction import extract
from pipeline.extract.found import Extraction, Found, Kind, Line, PageInfo, Word
from pipeline.extract.render import render_page

__all__ = ["Extraction", "Found", "Kind", "Line", "PageInfo", "Word", "extract", "render_page"]
