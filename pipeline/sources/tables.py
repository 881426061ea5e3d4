"""TOML with line numbers, and its tables as typed fields: what is missing, unknown or wrong becomes a problem."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import Problem
from pipeline.frozen import frozen
from pipeline.model import Decision, Origin
from pipeline.sources.lines import Key, find_lines
from pipeline.text import N_, _

T = TypeVar("T")
# What tomllib says most often (Lib/tomllib/_parser.py).
TOML_ERRORS = (
    N_("Invalid date or datetime"),
    N_("Invalid value"),
    N_("Invalid statement"),
    N_("Cannot overwrite a value"),
    N_("Expected '=' after a key in a key/value pair"),
    N_("Expected newline or end of document after a statement"),
    N_("Expected ']]' at the end of an array declaration"),
    N_("Expected ']' at the end of a table declaration"),
    N_("Unclosed array"),
    N_("Unclosed inline table"),
    N_("Unterminated string"),
    N_("Illegal character '\\n'"),
    N_("Illegal character"),
    N_("Unescaped '\\' in a string"),
)
KINDS = {
    str: N_("a text"),
    bool: N_("true or false"),
    int: N_("a number"),
    date: N_("a date"),
    list: N_("a list"),
    dict: N_("a section"),
}


@dataclass(slots=True)
class Source:
    """A source file: its name as people see it, its text, and the problems found in it and its kin."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, what: str, remedy: str) -> None:
        """Note a problem on a line."""
        self.problems.append(Problem(self.file, line, what, remedy))


def read_source(path: Path, root: Path, problems: list[Problem], purpose: str) -> Source | None:
    """Read a file as UTF-8; a file that is missing or in another encoding becomes a problem and gives None."""
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    try:
        return Source(file, path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), problems)
    except FileNotFoundError:
        what, remedy = _("The file is missing; it holds {purpose}."), _("Put it back, or copy it from another period.")
    except UnicodeDecodeError:
        what, remedy = _("The file is not in UTF-8, so å, ä and ö cannot be read."), _("Save it as UTF-8.")
    except OSError:
        what, remedy = _("The file cannot be read; it holds {purpose}."), _("Check who may read it.")
    problems.append(Problem(file, 0, what.format(purpose=purpose), remedy))
    return None


@frozen
class Fields:
    """One table of a TOML file. Each field is taken by its name and type; what is left at the end is unknown."""

    source: Source
    values: dict[str, Any]
    keys: tuple[Key, ...]
    lines: dict[tuple[Key, ...], int]
    taken: set[str] = field(default_factory=set)

    @property
    def origin(self) -> Origin:
        """Where the table begins."""
        return Origin(self.source.file, self._find(self.keys))

    def line(self, key: str) -> int:
        """Return the line of a key, or of its table when the key is not there."""
        return self._find((*self.keys, key))

    def _find(self, keys: tuple[Key, ...]) -> int:
        """The line of a key; a table that is written inline stands on the line of what it is written in."""
        known = (self.lines[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in self.lines)
        return next(known, 1)

    def problem(self, key: str, what: str, remedy: str) -> None:
        """Note a problem with a key."""
        self.source.problem(self.line(key), what, remedy)

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Return a value of a type; without a default the key is required."""
        self.taken.add(key)
        value = self.values.get(key)
        if value is None and default is not None:
            return default
        if type(value) is kind:
            return value
        if value is None:
            self.problem(key, _("The key {key} is missing.").format(key=key), _("Add it."))
        else:
            what = _("{key} must be {kind}, but is {value!r}.").format(key=key, kind=_(KINDS[kind]), value=value)
            self.problem(key, what, _("Correct it."))
        return kind() if kind is not date else date.min  # type: ignore[return-value]

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; a required one must not be empty."""
        value = self.get(key, str, default)
        if key in self.values and not value and default is None:
            self.problem(key, _("{key} is empty.").format(key=key), _("Fill it in."))
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """Return a text that is one of some words."""
        value = self.get(key, str, default)
        if isinstance(self.values.get(key), str) and value not in choices:
            what = _("{key} is {value!r}, which is none of {choices}.")
            self.problem(key, what.format(key=key, value=value, choices=", ".join(choices)), _("Choose one of them."))
        return value

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self.get(key, list, default)
        if not all(isinstance(value, str) for value in values):
            self.problem(key, _("{key} must be a list of texts.").format(key=key), _('Write ["…", "…"].'))
        return tuple(value for value in values if isinstance(value, str))

    def period(self, key: str) -> str:
        """Return a month (`2025-03`) or a day (`2025-03-14`), which may be written as a text or as a date."""
        if isinstance(self.values.get(key), date):
            return self.get(key, date).isoformat()
        value = self.text(key)
        if value and not is_period(value):
            what = _("{key} is {value!r}, which is no month or day.").format(key=key, value=value)
            self.problem(key, what, _('Write year and month, such as "2025-03", or a day, such as "2025-03-14".'))
            return ""
        return value

    def day(self, key: str) -> date | None:
        """Return a date, or None when the key is not there."""
        return self.get(key, date) if key in self.values else None

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return every key of the table with its text."""
        return tuple((key, self.text(key)) for key in self.values)

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number that is not negative."""
        value = self.get(key, int, default)
        if value < 0:
            self.problem(key, _("{key} is {value}, but must not be negative.").format(key=key, value=value),
                         _("Correct it."))  # fmt: skip
        return max(value, 0)

    def degrees(self, key: str, most: int) -> float | None:
        """Return a latitude or longitude in degrees, if it is there; south and west are negative."""
        self.taken.add(key)
        value = self.values.get(key)
        if value is None:
            return None
        if type(value) in (int, float) and abs(value) <= most:
            return float(value)
        what = _("{key} must be a number of degrees between −{most} and {most}, but is {value!r}.")
        self.problem(key, what.format(key=key, most=most, value=value), _("Write it with a point, such as 65.58."))
        return None

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers."""
        values = self.get(key, list, [])
        if not all(type(value) is int for value in values):
            self.problem(key, _("{key} must be a list of whole numbers.").format(key=key), _("Write [1, 2]."))
        return tuple(value for value in values if type(value) is int)

    def table(self, key: str) -> Fields | None:
        """Return a table within this one, if it is there."""
        if self.get(key, dict, {}) or isinstance(self.values.get(key), dict):
            return Fields(self.source, self.values[key], (*self.keys, key), self.lines)
        return None

    def tables(self, key: str) -> Iterator[Fields]:
        """Yield the tables of an array, such as `[[activity]]`."""
        values = self.get(key, list, [])
        for index, value in enumerate(values):
            if isinstance(value, dict):
                yield Fields(self.source, value, (*self.keys, key, index), self.lines)
            else:
                what = _("{key} must be a list of sections, but holds {value!r}.").format(key=key, value=value)
                self.problem(key, what, _("Write a section for each of them."))

    def end(self) -> None:
        """Note every key that nobody asked for: a slip of the pen must not be silent."""
        for key in self.values:
            if key not in self.taken:
                what = _("The key {key} is unknown here.").format(key=key)
                known = ", ".join(sorted(self.taken))
                self.problem(
                    key, what, _("Correct its spelling or remove it. Known keys: {known}.").format(known=known)
                )


def is_period(value: str) -> bool:
    """Say whether a text is a month (`2025-03`) or a day (`2025-03-14`)."""
    try:
        date.fromisoformat(f"{value}-01" if len(value) == 7 else value)
    except ValueError:
        return False
    return len(value) in (7, 10)


def read_fields(source: Source) -> Fields | None:
    """Read a whole TOML file; one that is broken becomes a problem with its line and gives None."""
    try:
        values = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else source.text.count("\n") + 1
        remedy = _("Check quotation marks and brackets on this line and the one above.")
        source.problem(line, _("The file is not valid TOML: {error}.").format(error=_toml_error(str(error))), remedy)
        return None
    return Fields(source, values, (), find_lines(source.text))


def _toml_error(words: str) -> str:
    """Return what tomllib says in the editor's language; what it seldom says stays as it is."""
    return next((_(known) for known in TOML_ERRORS if words.startswith(known)), words.split(" (at ", maxsplit=1)[0])


def read_decision(fields: Fields | None) -> Decision | None:
    """Read a `[decision]` table."""
    if fields is None:
        return None
    decision = Decision(
        body=fields.text("body"),
        date=fields.get("date", date),
        paragraph=fields.get("paragraph", str, ""),
        diary_number=fields.get("diary_number", str, ""),
    )
    fields.end()
    return decision
