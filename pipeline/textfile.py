"""Text files that people write by hand: their characters, or the problem by file and line."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from pipeline.errors import Problem, SourceProblem
from pipeline.text import _

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a file in UTF-16 begins, which some editors call Unicode."""


def text_of(data: bytes, file: str) -> str:
    """Return the characters of a file in UTF-8, without its byte order mark; `file` names it in messages.

    Raises `SourceProblem` with the first line that is in another encoding.
    """
    if data.startswith(UTF16):
        raise _problem(file, 1, _("The file is in UTF-16, which some programs call Unicode."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _problem(file, line, _("The file is not in UTF-8, so å, ä and ö cannot be read.")) from error
    return text if "\n" in text else text.replace("\r", "\n")  # the line ends of old Macs


def edited(data: bytes, file: str, change: Callable[[str], str]) -> bytes:
    """Return a file in UTF-8 with its text changed; a byte order mark stays. Raises `SourceProblem` for another."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + change(text_of(data, file)).encode("utf-8")


def _problem(file: str, line: int, what: str) -> SourceProblem:
    remedy = _("Open it in its editor, and save it again with the encoding UTF-8 (Notepad: Save as).")
    return SourceProblem(Problem(file, line, what, remedy))


def unquoted(words: str) -> str:
    """Return words without the quotation marks around them, if a pair of them stands around all."""
    inner = words[1:-1]
    is_quoted = inner != "" and words[0] + words[-1] in _PAIRS and words[0] not in inner and words[-1] not in inner
    return inner if is_quoted else words


_PAIRS = ("””", "“”", "„“", "„”", '""', "’’", "‘’", "''", "»»", "«»", "»«")
