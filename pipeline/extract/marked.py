"""An earlier plan in Markdown: headings, lists, paragraphs, footnotes and links; tables row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.counting import count_numbers
from pipeline.extract.draft import Draft
from pipeline.extract.found import Kind
from pipeline.extract.levels import MAX_LEVEL
from pipeline.extract.sheet import Strip, Token, strip_of
from pipeline.extract.structure import Structure
from pipeline.extract.textlayer import STYLE, box_at
from pipeline.model import Box, Marker

_FRONT = re.compile(r"\A(---|\+\+\+)\n.*?\n\1\n", re.DOTALL)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*(?:\{[#.][^}]*\})?\s*#*\s*")
_ITEM = re.compile(r"(\s*)([-*+•]|[➢>»]|[✓✔]|(\d+)[.)])\s+(.*)")
_NOTE = re.compile(r"\[\^([^\]]+)\]:\s*(.*)")
_ROW = re.compile(r"\s*\|(.*)\|\s*")
_RULER = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*|\s*(?:[-*_]\s*){3,}")
_LINK = re.compile(r"\[([^\]^]+)\]\(([^)\s]+)[^)]*\)|<(https?://[^>]+)>")
_REFERENCE = re.compile(r"\[\^([^\]]+)\]")
_LINKED, _NOTED = "\ue000", "\ue001"  # private characters that no text holds
_MARKERS = {"➢": Marker.ARROW, ">": Marker.ARROW, "»": Marker.ARROW, "✓": Marker.CHECK, "✔": Marker.CHECK}


def build_marked(text: str) -> Structure:
    """Return the blocks of a Markdown text."""
    front = _FRONT.match(text)
    skipped = text[: front.end()].count("\n") if front else 0
    body = text[front.end() :] if front else text
    lines = list(enumerate(body.split("\n"), skipped + 1))
    names = dict.fromkeys(_REFERENCE.findall(re.sub(r"(?m)^\[\^[^\]]+\]:", "", body)))
    numbers = {name: str(number) for number, name in enumerate(names, 1)}
    return Structure(tuple(count_numbers(list(_blocks(lines, numbers)))), ())


def _blocks(lines: Sequence[tuple[int, str]], numbers: dict[str, str]) -> Iterator[Draft]:
    """Yield the blocks; a line that begins none goes on with the one before it."""
    block: Draft | None = None
    for number, line in lines:
        begun = _begin(number, line, numbers)
        if block is not None and begun is not None and begun.kind is Kind.PARAGRAPH:
            block = replace(block, strips=block.strips + begun.strips)
            continue
        if block is not None and begun is not None and begun.kind is block.kind is Kind.TABLE:
            block = Draft(block.strips + begun.strips, Kind.TABLE, rows=block.rows + begun.rows, head_rows=1)
            continue
        if begun is None and _RULER.fullmatch(line) and block is not None and block.kind is Kind.TABLE:
            continue
        if block is not None:
            yield block
        block = begun
    if block is not None:
        yield block


def _begin(number: int, line: str, numbers: dict[str, str]) -> Draft | None:
    """Return the block that a line begins; nothing for a blank line or a ruler."""
    if not line.strip() or _RULER.fullmatch(line):
        return None
    if heading := _HEADING.fullmatch(line):
        return _draft(number, heading[2], numbers, Kind.HEADING, min(len(heading[1]), MAX_LEVEL))
    if note := _NOTE.fullmatch(line):
        draft = _draft(number, note[2], numbers, Kind.FOOTNOTE, 0)
        known = numbers.get(note[1])
        return Draft(draft.strips, Kind.FOOTNOTE, number=int(known) if known else None)
    if row := _ROW.fullmatch(line):
        cells = [_strip(number, cell, numbers) for cell in row[1].split("|")]
        lines = tuple((cell.line(),) if cell.tokens[0].text else () for cell in cells)
        return Draft(tuple(cells), Kind.TABLE, rows=(lines,), head_rows=1)
    if item := _ITEM.fullmatch(line):
        marker = Marker.NUMBER if item[3] else _MARKERS.get(item[2], Marker.BULLET)
        draft = _draft(number, item[4], numbers, Kind.ITEM, len(item[1]) // 2 + 1)
        value = int(item[3]) if item[3] else None
        return Draft(draft.strips, Kind.ITEM, level=draft.level, marker=marker, number=value)
    return _draft(number, line, numbers, Kind.PARAGRAPH, 0)


def _draft(number: int, text: str, numbers: dict[str, str], kind: Kind, level: int) -> Draft:
    return Draft((_strip(number, text, numbers),), kind, level=level)


def _strip(number: int, text: str, numbers: dict[str, str]) -> Strip:
    """Return a line's words without their marks; link targets and footnote numbers stand on their words."""
    targets: list[str] = []

    def linked(match: re.Match[str]) -> str:
        targets.append(match[2] or match[3])
        words = (match[1] or match[3]).split()
        return " ".join(f"{_LINKED}{len(targets)}{_LINKED}{word}" for word in words)

    noted = _REFERENCE.sub(lambda match: f"{_NOTED}{numbers.get(match[1], '')}{_NOTED}", _LINK.sub(linked, text))
    plain = re.sub(r"[*`]+|(?<!\w)_+|_+(?!\w)", "", noted)
    tokens = [_token(box_at(number, *word.span()), word[0], targets) for word in re.finditer(r"\S+", plain)]
    return strip_of(1, tokens or [Token("", box_at(number, 0, 0), STYLE)])


def _token(box: Box, word: str, targets: Sequence[str]) -> Token:
    """Return a word without the marks that say its link, by position in the targets, and its footnote."""
    link = re.search(f"{_LINKED}(\\d+){_LINKED}", word)
    note = re.search(f"{_NOTED}(\\d+){_NOTED}", word)
    bare = re.sub(f"{_LINKED}\\d+{_LINKED}|{_NOTED}\\d*{_NOTED}", "", word)
    return Token(bare, box, STYLE, targets[int(link[1]) - 1] if link else "", note[1] if note else "")
