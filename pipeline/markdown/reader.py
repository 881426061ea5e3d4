"""Read the text of record.

The block rules stand in `RULES`, in the order in which they are tried; each takes its lines from the cursor. Whatever
cannot be understood is a `SourceProblem` with its line, all of them in one run; nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable

from pipeline.errors import SourceProblem
from pipeline.markdown.cursor import Cursor, numbered
from pipeline.markdown.inlines import parse
from pipeline.markdown.names import check_names
from pipeline.markdown.tables import read_table
from pipeline.model import (
    Block,
    Document,
    Figure,
    Footnote,
    Heading,
    List,
    ListItem,
    Marker,
    Paragraph,
    Quote,
)
from pipeline.text import _

ID = re.compile(r"(?:^|\s)\{#(?P<id>\w[\w.-]*)\}$")
ITEM = re.compile(r"(?P<indent> *)(?:(?P<mark>[-*+•➢✓])|(?P<number>\d{1,9})[.)])\s+(?P<text>.*)")
MARKERS = {"➢": Marker.ARROW, "✓": Marker.CHECK}


def read(text: str, file: str = "plan.md") -> Document:
    """Read a document with its head. Raises `SourceProblem` with every problem found."""
    cursor = Cursor(file, numbered(text))
    head = _read_head(cursor)
    blocks = _read_blocks(cursor)
    check_names(cursor, blocks)
    if cursor.problems:
        raise SourceProblem(cursor.problems)
    return Document(blocks=blocks, notes=tuple(cursor.notes), **head)


def read_blocks(text: str, file: str, first_line: int = 1) -> tuple[Block, ...]:
    """Read blocks without a head, such as a passage in another file that begins at `first_line`."""
    cursor = Cursor(file, numbered(text, first_line))
    blocks = _read_blocks(cursor)
    if cursor.problems:
        raise SourceProblem(cursor.problems)
    return blocks


def _read_head(cursor: Cursor) -> dict[str, str]:
    if cursor.line != "+++":
        cursor.problem(_("The head is missing."), _('Begin the file with +++, title = "…" and +++.'))
        return {"title": ""}
    cursor.take()
    lines: list[str] = []
    while cursor.more and cursor.line != "+++":
        lines.append(cursor.take())
    if not cursor.more:
        cursor.problem(_("The head never ends."), _("Close it with a line of +++."), line=1)
    cursor.take()
    return _head_fields(cursor, "\n".join(lines))


def _head_fields(cursor: Cursor, toml: str) -> dict[str, str]:
    try:
        fields = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        cursor.problem(_("The head is not valid TOML: {error}.").format(error=error), _('Write key = "value".'), line=2)
        return {"title": ""}
    known: dict[str, str] = {key: str(fields[key]) for key in ("title", "lang", "source", "reader") if key in fields}
    for key in sorted(set(fields) - set(known)):
        cursor.problem(_("The head has an unknown key, {key}.").format(key=key), _("Remove it."), line=2)
    if not known.get("title"):
        cursor.problem(_("The head has no title."), _('Add title = "…".'), line=2)
    return {"title": ""} | known


def _read_blocks(cursor: Cursor) -> tuple[Block, ...]:
    blocks: list[Block] = []
    while cursor.more:
        rule = next((read for pattern, read in RULES if re.match(pattern, cursor.line)), _paragraph)
        block = rule(cursor)
        if block is not None:
            blocks.append(block)
    return tuple(blocks)


def _skip(cursor: Cursor) -> None:
    cursor.take()


def _heading(cursor: Cursor) -> Heading:
    origin = cursor.origin
    marks, _space, text = cursor.take().partition(" ")
    text, id_ = _split_id(text)
    return Heading(len(marks), parse(text), id_, origin=origin)


def _too_deep(cursor: Cursor) -> Block | None:
    cursor.problem(_("A heading has more than four levels."), _("Use # to ####."))
    return _heading(cursor)


def _paragraph(cursor: Cursor) -> Paragraph:
    origin = cursor.origin
    lines = [cursor.take().strip(" \t")]
    while cursor.line.strip(" \t") and not _starts_block(cursor.line) and not ID.search(lines[-1]):
        lines.append(cursor.take().strip(" \t"))
    text, id_ = _split_id(" ".join(lines))
    return Paragraph(parse(text), id_, origin=origin)


def _starts_block(line: str) -> bool:
    return any(re.match(pattern, line) for pattern, _read in RULES)


def _split_id(text: str) -> tuple[str, str]:
    match = ID.search(text)
    return (text[: match.start()].rstrip(" "), match["id"]) if match else (text, "")


def _figure(cursor: Cursor) -> Figure:
    origin = cursor.origin
    text, id_ = _split_id(cursor.take())
    match = re.match(FIGURE, text)
    assert match is not None
    alt = re.sub(r"\\(.)", r"\1", match["alt"])
    source = match["source"].removeprefix("<").removesuffix(">")
    return Figure(source, alt, parse(text[match.end() :].strip(" ")), id_, origin=origin)


def _quote(cursor: Cursor) -> Quote:
    origin = cursor.origin
    lines: list[tuple[int, str]] = []
    while cursor.line.startswith(">"):
        lines.append((cursor.number, cursor.line[1:].removeprefix(" ")))
        cursor.take()
    match = re.fullmatch(r"\{#(\w[\w.-]*)\}", lines[0][1])
    inner = Cursor(cursor.file, lines[1:] if match else lines, problems=cursor.problems, notes=cursor.notes)
    blocks = _read_blocks(inner)
    for block in blocks:
        if not isinstance(block, Paragraph | List):
            cursor.problem(
                _("Only paragraphs and lists can stand in a quotation."), _("Move it out."), block.origin.line
            )
    return Quote(tuple(b for b in blocks if isinstance(b, Paragraph | List)), match[1] if match else "", origin=origin)


def _list(cursor: Cursor) -> List:
    first = _item_match(cursor.line)
    indent, kind = len(first["indent"]), _marker(first)
    start = int(first["number"] or 1)
    items: list[ListItem] = []
    while (match := ITEM.fullmatch(cursor.line)) and len(match["indent"]) == indent and _marker(match) == kind:
        if match["number"] and int(match["number"]) != start + len(items):
            _wrong_number(cursor, int(match["number"]), start + len(items))
        items.append(_item(cursor, match, indent))
    return List(tuple(items), kind, start)


def _wrong_number(cursor: Cursor, number: int, expected: int) -> None:
    what = _("The list's item is numbered {number}, but {expected} was expected.")
    cursor.problem(what.format(number=number, expected=expected), _("Number the items in order."))


def _item_match(line: str) -> re.Match[str]:
    match = ITEM.fullmatch(line)
    assert match is not None
    return match


def _marker(match: re.Match[str]) -> Marker:
    return Marker.NUMBER if match["number"] else MARKERS.get(match["mark"], Marker.BULLET)


def _item(cursor: Cursor, match: re.Match[str], indent: int) -> ListItem:
    origin = cursor.origin
    cursor.take()
    lines = [match["text"]]
    while cursor.line.strip(" \t") and not _starts_block(cursor.line.lstrip(" ")) and not ID.search(lines[-1]):
        lines.append(cursor.take().strip(" \t"))
    text, id_ = _split_id(" ".join(lines))
    return ListItem(parse(text), id_, tuple(_children(cursor, indent)), origin=origin)


def _children(cursor: Cursor, indent: int) -> Iterable[List | Paragraph]:
    while True:
        ahead = next((p for p in range(cursor.pos, len(cursor.lines)) if cursor.lines[p][1].strip(" ")), None)
        if ahead is None or len(cursor.lines[ahead][1]) - len(cursor.lines[ahead][1].lstrip(" ")) <= indent:
            _rejoin(cursor, ahead, indent)
            return
        cursor.pos = ahead
        if cursor.line.lstrip(" ").startswith("<!--"):
            cursor.take()
        elif ITEM.fullmatch(cursor.line):
            yield _list(cursor)
        else:
            yield _indented_paragraph(cursor)


def _rejoin(cursor: Cursor, ahead: int | None, indent: int) -> None:
    """Skip blank lines between two items of one list, which a person may well leave."""
    if ahead is not None and (match := ITEM.fullmatch(cursor.lines[ahead][1])) and len(match["indent"]) == indent:
        cursor.pos = ahead


def _indented_paragraph(cursor: Cursor) -> Paragraph:
    number, line = cursor.lines[cursor.pos]
    cursor.lines[cursor.pos] = (number, line.lstrip(" "))
    return _paragraph(cursor)


def _footnote(cursor: Cursor) -> None:
    origin = cursor.origin
    match = re.match(r"\[\^([\w.-]+)\]:\s*(.*)", cursor.take())
    assert match is not None
    lines = [match[2]]
    while cursor.line.strip(" \t") and not _starts_block(cursor.line):
        lines.append(cursor.take().strip(" \t"))
    cursor.notes.append(Footnote(match[1], parse(" ".join(lines)), origin=origin))


FIGURE = r"!\[(?P<alt>(?:\\.|[^\]\\])*)\]\((?P<source><[^<>]*>|[^\s<>()]*)\)"
RULES: tuple[tuple[str, Callable[[Cursor], Block | None]], ...] = (
    (r"\s*$", _skip),
    (r"<!--", _skip),
    (r"#{1,4}(\s|$)", _heading),
    (r"#{5,}(\s|$)", _too_deep),
    (FIGURE, _figure),
    (r">", _quote),
    (r"\[\^[\w.-]+\]:", _footnote),
    (r":\s|\|", read_table),
    (ITEM.pattern + r"$", _list),
)
