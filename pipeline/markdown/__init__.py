"""The text of record: a small Markdown with explicit ids, read and written without loss.

    +++                                     the head: TOML with title, lang, source, reader
    # Heading {#id}                         levels 1 to 4; every block may end with its id
    A paragraph on one line. {#id}          lines without a blank line between them are joined
    - bullet   ➢ arrow   ✓ check   1. one   list items, a line each; nested ones are indented
    > quoted paragraphs and lists           a box or a quotation; its id stands alone on the first line
    : Caption {#id}                         a table's caption, then its rows; `===` under a column that names the rows
    | a | b |                               `<` continues the cell to the left, `^` the one above
    ![what it shows](file) Caption {#id}    a figure
    [^id]: A footnote.
    <!-- -->                                keeps two lists apart

    **strong**  *stress*  __doubtful reading__  [words](target)  [words]{lang=en}  word[^id]  <br>  \\* a plain star

Inlines nest in the order link, language, strong, stress, doubt. For every document in that form, reading what was
written gives the document again: `read(write(doc)) == doc`.
"""

from __future__ import annotations

from pipeline.markdown.ids import name_blocks
from pipeline.markdown.reader import read, read_blocks
from pipeline.markdown.writer import write, write_blocks

__all__ = ["name_blocks", "read", "read_blocks", "write", "write_blocks"]
