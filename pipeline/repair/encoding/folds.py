"""Lines that a format folded in the middle of a word: quoted-printable's soft line breaks and headers of mail.

The word goes to the line where it begins, so that there are as many lines as before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.repair.encoding.escapes import is_quoted_printable, mime_decoded

_ENDS_ENCODED = re.compile(r"=\?[\w-]+\?[QBqb]\?[^?\s]*\?=[ \t\r]*$")
_BEGINS_ENCODED = re.compile(r"([ \t]+)=\?[\w-]+\?[QBqb]\?[^?\s]*\?=")
_SOFT = re.compile(r"(?<!=)=[ \t\r]*$")


def unfold(lines: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return each line with its words whole, and the names of what was undone in it."""
    texts, names = list(lines), [tuple[str, ...]()] * len(lines)
    is_quoted = any(map(is_quoted_printable, lines))
    for number in reversed(range(len(lines) - 1)):
        pair = texts[number], texts[number + 1]
        made, name = _soft_break(*pair) if is_quoted else None, "soft-line-break"
        if made is None:
            made, name = _folded_header(*pair, lines[number], lines[number + 1]), "mime-header"
        if made:
            texts[number : number + 2] = made
            names[number : number + 2] = [(name,)] * 2
    return list(zip(texts, names, strict=True))


def _soft_break(line: str, after: str) -> tuple[str, str] | None:
    """Return the lines with the word whole that a soft break of quoted-printable parts (RFC 2045, 6.7, rule 5)."""
    found = _SOFT.search(line)
    if found is None:
        return None
    head, _, rest = after.partition(" ")
    return line[: found.start()] + head, rest


def _folded_header(line: str, after: str, raw: str, raw_after: str) -> tuple[str, str] | None:
    """Return the lines with the word whole that stood in two encoded words; the fold between is no space (RFC 2047)."""
    begin = _BEGINS_ENCODED.match(raw_after)
    if begin is None or not _ENDS_ENCODED.search(raw):
        return None
    left, right = mime_decoded(line).rstrip("\t\r"), mime_decoded(after)[begin.end(1) :]
    if left.endswith(" ") or right.startswith(" "):
        return left.rstrip(), right.lstrip()
    head, _, rest = right.partition(" ")
    return left + head, rest
