"""A text layer without geometry: pages at form feeds or at leading spaces, blocks by blank lines and line lengths.

Scanners' text layers often put a blank line before a paragraph's last line; so a blank line parts two lines only if
the first of them was not full. Boxes count characters and lines instead of points: x from the line's left edge, y from
the top of the file, so that `box.bottom` is the line's number in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import Problem, UnreadableInput
from pipeline.extract.sheet import Anchor, Strip, Style, Token, strip_of
from pipeline.frozen import frozen
from pipeline.model import Box
from pipeline.text import _

STYLE = Style("", 1.0)
_TARGET = re.compile(r"(?:https?://|www\.)\S+|mailto:\S+")
_RARE = 0.2  # leading spaces mark pages if at most this share of the lines has them
_GAP = 3  # so many blank lines part two pages, as after a running foot
_NARROW, _WIDE = frozenset("iljftrI.,:;'’!|()[] "), frozenset("mwMWÅÄÖ@%—")


@frozen
class Page:
    """A page of plain text: its lines, the numbers of those that follow a blank line, and lone link targets."""

    number: int
    strips: tuple[Strip, ...]
    after_blank: frozenset[int]
    anchors: tuple[Anchor, ...]


def read_text(path: Path) -> str:
    """Return a text file's characters; raise UnreadableInput when it is empty, binary or not in UTF-8."""
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = Problem(str(path), 0, _("The file cannot be opened."), _("Check the path and its permissions."))
        raise UnreadableInput(problem) from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise UnreadableInput(Problem(str(path), 0, _("The file is not plain text."), _("Give its text, or the PDF.")))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(_not_unicode(path, content, error)) from error
    if not text.strip():
        raise UnreadableInput(Problem(str(path), 0, _("The file is empty."), _("Ask for the file again.")))
    return text


def _not_unicode(path: Path, content: bytes, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a file in an older encoding, with the line where it shows and how to convert it."""
    line = content.count(b"\n", 0, error.start) + 1
    what = _("The text is not in UTF-8 but most likely in Latin-1 (Windows-1252): byte {byte} cannot be read.")
    remedy = _("Convert it: iconv -f WINDOWS-1252 -t UTF-8 {name} > utf8.txt").format(name=path.name)
    return Problem(str(path), line, what.format(byte=f"0x{content[error.start]:02X}"), remedy)


def pages(text: str) -> list[Page]:
    """Return the pages of a text layer in order."""
    every = text.replace("\r\n", "\n").split("\n")
    starts = _page_starts(every)
    found: list[Page] = []
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(every, 1):
        if number in starts and lines:
            found.append(_page(len(found) + 1, lines))
            lines = []
        lines.append((number, line.replace("\f", "")))
    if any(line.strip() for _number, line in lines):
        found.append(_page(len(found) + 1, lines))
    return found


def _page_starts(lines: Sequence[str]) -> set[int]:
    """Return the numbers of the lines that begin a page: at form feeds, else at a leading space or after gaps."""
    if any("\f" in line for line in lines):
        return {number for number, line in enumerate(lines, 1) if "\f" in line}
    marked = {number for number, line in enumerate(lines, 1) if re.match(r" [^\s]", line)}
    if len(marked) > _RARE * len(lines):
        marked = set()
    blanks = 0
    for number, line in enumerate(lines, 1):
        if line.strip() and blanks >= _GAP:
            marked.add(number)
        blanks = 0 if line.strip() else blanks + 1
    return marked


def _page(number: int, lines: Sequence[tuple[int, str]]) -> Page:
    strips: list[Strip] = []
    after_blank: set[int] = set()
    anchors: list[Anchor] = []
    blank = True
    for line_number, line in lines:
        if not line.strip():
            blank = True
        elif not strips and _TARGET.fullmatch(line.strip()):
            anchors.append(Anchor(box_at(line_number, 0, len(line)), line.strip()))
        else:
            if blank:
                after_blank.add(line_number)
            strips.append(_strip(number, line_number, line))
            blank = False
    return Page(number, tuple(strips), frozenset(after_blank), tuple(anchors))


def _strip(page: int, line_number: int, line: str) -> Strip:
    tokens = [Token(word[0], box_at(line_number, *word.span()), STYLE) for word in re.finditer(r"\S+", line)]
    return strip_of(page, tokens)


def box_at(line_number: int, start: int, end: int) -> Box:
    """Return the box of characters `start` to before `end` of a line, both counted from the line's left edge."""
    return Box(float(start), float(line_number - 1), float(end), float(line_number))


def width(text: str) -> float:
    """Return about how wide a text is when set, in widths of a usual letter."""
    return sum(0.55 if letter in _NARROW else 1.4 if letter in _WIDE else 1.0 for letter in text)
