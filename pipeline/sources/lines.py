"""Where the tables and keys of a TOML file stand, which Python's reader of TOML does not tell."""

from __future__ import annotations

import re

Key = str | int
HEADER = re.compile(r"\s*\[(?P<many>\[)?\s*(?P<path>[\w.-]+)\s*\]")
ASSIGN = re.compile(r"\s*(?P<key>[\w-]+)\s*=\s*(?P<quotes>\"\"\"|''')?(?P<rest>.*)")


def find_lines(text: str) -> dict[tuple[Key, ...], int]:
    """Map every table and key, such as `("activity", 3, "title")`, to its line, counted from 1."""
    lines: dict[tuple[Key, ...], int] = {}
    counts: dict[tuple[Key, ...], int] = {}
    table: tuple[Key, ...] = ()
    quotes = ""
    for number, line in enumerate(text.split("\n"), 1):
        if quotes:
            quotes = "" if quotes in line else quotes
        elif header := HEADER.match(line):
            table = _table_path(header, counts)
            lines.setdefault(table, number)
        elif assign := ASSIGN.match(line):
            lines.setdefault((*table, assign["key"]), number)
            quotes = assign["quotes"] if assign["quotes"] and assign["quotes"] not in assign["rest"] else ""
    return lines


def _table_path(header: re.Match[str], counts: dict[tuple[Key, ...], int]) -> tuple[Key, ...]:
    """Return the keys of a header: `activity.answers` belongs to the latest activity."""
    path: tuple[Key, ...] = ()
    *outer, last = header["path"].split(".")
    for name in outer:
        path = (*path, name)
        path = (*path, counts[path]) if path in counts else path
    path = (*path, last)
    if header["many"]:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path
