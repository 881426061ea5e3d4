"""TOML in the one form: the keys in their readers' order, one blank line before each section, strings in quotes.

Keys change places only among those that stand in a row: what a comment or a blank line sets apart stays apart, for a
comment belongs to what it stands by. Strings and lists over several lines stay as they are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import groupby
from typing import Any, NamedTuple

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Comment, InlineTable, Item, Key, Null, String, Table, Trivia, Whitespace

from pipeline.form.asked import Asked
from pipeline.form.kept import Unwritable
from pipeline.sources.write import write_string
from pipeline.text import _


class Sort(Enum):
    """What a line is; an entry may span several."""

    BLANK = auto()
    COMMENT = auto()
    HEADER = auto()
    ENTRY = auto()


class Line(NamedTuple):
    """A line of the file, the place of an entry among its table's, and the comment that stands on it."""

    sort: Sort
    text: str = ""
    place: int = 0
    comment: str = ""


def format_toml(text: str, asked: Asked) -> str:
    """Return the text in its one form. Raises `Unwritable` when that would not say the same."""
    try:
        lines = list(_lines(tomlkit.parse(text), asked))
    except TOMLKitError as error:
        raise Unwritable(_("its keys are written in a way that would be changed")) from error
    new = "\n".join(_with_space(_in_order(lines))).strip("\n") + "\n" if lines else ""
    if tomllib.loads(new) != tomllib.loads(text) or _comments(new) != sorted(_comments_of(lines)):
        raise Unwritable(_("its keys are written in a way that would be changed"))
    return new


def _comments(text: str) -> list[str]:
    return sorted(_comments_of(_lines(tomlkit.parse(text), {})))


def _comments_of(lines: Iterable[Line]) -> Iterator[str]:
    return (line.comment for line in lines if line.comment)


def _in_order(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines, the entries that stand in a row by their places; a row is never longer than its table."""
    for sort, row in groupby(lines, key=lambda line: line.sort):
        yield from sorted(row, key=lambda line: line.place if sort is Sort.ENTRY else 0)


def _lines(container: Container, asked: Asked) -> Iterator[Line]:
    """Yield the lines of a table as they stand, and those of the tables within it."""
    for key, item in container.body:
        match item:
            case Null():
                continue
            case Whitespace():
                yield from [Line(Sort.BLANK)] * ("\n" in item.s)
            case Comment():
                comment = item.trivia.comment.rstrip()
                yield Line(Sort.COMMENT, comment, comment=comment)
            case AoT() | Table() if key is not None:
                yield from _tables(key, item, asked)
            case _ if key is not None:
                yield _entry(key, item, asked)


def _tables(key: Key, item: AoT | Table, asked: Asked) -> Iterator[Line]:
    if key.is_dotted():
        raise Unwritable(_("its keys are written in a way that would be changed"))
    inner = asked[key.key].inner if key.key in asked else {}
    for table in item.body if isinstance(item, AoT) else [item]:
        if not table.is_super_table():
            name = str(table.display_name or key.as_string()).strip()
            header = f"[[{name}]]" if isinstance(item, AoT) else f"[{name}]"
            yield _commented(Line(Sort.HEADER, header), table.trivia)
        yield from _lines(table.value, inner)


def _entry(key: Key, item: Item, asked: Asked) -> Line:
    if isinstance(item, Table) or key.is_dotted():
        raise Unwritable(_("its keys are written in a way that would be changed"))
    known = list(asked)
    place = known.index(key.key) if key.key in asked else len(known)
    inner = asked[key.key].inner if key.key in asked else {}
    return _commented(Line(Sort.ENTRY, f"{key.as_string().strip()} = {_value(item, inner)}", place), item.trivia)


def _commented(line: Line, trivia: Trivia) -> Line:
    """Return a line with its comment, one space after it."""
    comment = trivia.comment.rstrip()
    if not comment:
        return line
    return line._replace(text=f"{line.text} {comment}", comment=comment)


def _value(item: Any, inner: Asked) -> str:
    written = str(item.as_string())
    if isinstance(item, String) and not written.startswith(('"""', "'''")):
        return write_string(item.value)
    if isinstance(item, InlineTable):
        return _inline(item, inner)
    if isinstance(item, Array) and "\n" not in written:
        return "[" + ", ".join(_value(value, inner) for value in item) + "]"
    return written.strip()


def _inline(table: InlineTable, inner: Asked) -> str:
    entries = [_entry(key, item, inner) for key, item in table.value.body if key is not None]
    return "{ " + ", ".join(line.text for line in _in_order(entries)) + " }" if entries else "{}"


def _with_space(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the lines with one blank line where there are any, and before each header with its comments."""
    out: list[Line] = []
    for line in lines:
        if line.sort is Sort.HEADER:
            place = len(out)
            while place and out[place - 1].sort is Sort.COMMENT:
                place -= 1
            if place and out[place - 1].sort is not Sort.BLANK:
                out.insert(place, Line(Sort.BLANK))
        if line.sort is not Sort.BLANK or (out and out[-1].sort not in (Sort.BLANK, Sort.HEADER)):
            out.append(line)
    return (line.text for line in out)
