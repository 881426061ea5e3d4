"""Lines of code: set in a font whose letters are all as wide as each other, in a document whose running text is not.

Their words stand below each other without being columns of a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.rows import gather_rows
from pipeline.extract.sheet import Sheet, Token

_FIXED = re.compile(r"courier|mono(?!type)|nimbusmon|consol|menlo|typewriter|cmtt|lettergothic", re.IGNORECASE)
_MOST = 0.5  # a document that has this share of its letters in such fonts is typewritten


def code_fonts(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Return the names of a document's fonts of fixed width; none when it is typewritten."""
    letters = {True: 0, False: 0}
    fonts: set[str] = set()
    for token in (token for sheet in sheets for token in sheet.tokens):
        fixed = bool(_FIXED.search(token.style.font))
        letters[fixed] += len(token.text)
        if fixed:
            fonts.add(token.style.font)
    return frozenset(fonts) if letters[True] < _MOST * sum(letters.values()) else frozenset()


def code_tokens(tokens: Sequence[Token], fonts: frozenset[str]) -> frozenset[int]:
    """Return the ids of the tokens of lines whose words are all code, and of signs that stand after such a line."""
    found: set[int] = set()
    before = False
    for row in gather_rows(tokens) if any(token.style.font in fonts for token in tokens) else ():
        words = [token for token in row if any(map(str.isalnum, token.text))] or row
        before = all(token.style.font in fonts for token in words) or (before and words is row)
        found.update(id(token) for token in row if before)
    return frozenset(found)
