"""What a reader asks of a TOML file: the reader is run over fields that answer nothing and note each question.

So there is one place that says which keys a file has, of which type and with which choices: the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from pipeline.frozen import frozen
from pipeline.sources.tables import Fields, Source

T = TypeVar("T")
ANY = "*"  # the key under which a table notes what all the keys are that nobody names


class Kind(StrEnum):
    """What a key holds."""

    TEXT = "text"
    FLAG = "flag"
    NUMBER = "number"
    COUNT = "count"  # not negative
    DATE = "date"
    PERIOD = "period"
    LENGTH = "length"
    DEGREES = "degrees"
    CHOICE = "choice"
    TEXTS = "texts"
    NUMBERS = "numbers"
    TABLE = "table"
    TABLES = "tables"
    COLOUR = "colour"


@frozen
class Question:
    """What is asked about one key: `inner` is what is asked of the table, or of each of the tables, that it holds.

    `most` is the greatest number, of degrees in either direction.
    """

    kind: Kind
    needed: bool = False
    choices: tuple[str, ...] = ()
    inner: Asked = field(default_factory=dict)
    most: int = 0


Asked = dict[str, Question]
TYPES = {str: Kind.TEXT, bool: Kind.FLAG, int: Kind.NUMBER, date: Kind.DATE}


def ask(read: Callable[[Fields], object]) -> Asked:
    """Return the keys that a reader asks for, in its order."""
    asking = Asking(Source("", ""), {}, (), {})
    read(asking)
    return asking.asked


@frozen
class Asking(Fields):
    """Fields of a file that is not there: each question is noted, and answered with the default or nothing."""

    asked: Asked = field(default_factory=dict)

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Note a value of a type."""
        self.asked[key] = Question(TYPES[kind], default is None)
        blank: Any = date.min if kind is date else kind()
        return blank if default is None else default

    def text(self, key: str, default: str | None = None) -> str:
        """Note a text."""
        return self.get(key, str, default)

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """Note one of some words."""
        self.asked[key] = Question(Kind.CHOICE, default is None, choices)
        return default or choices[0]

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """Note a list of texts."""
        self.asked[key] = Question(Kind.TEXTS, default is None)
        return ()

    def period(self, key: str) -> str:
        """Note a month or a day."""
        self.asked[key] = Question(Kind.PERIOD, needed=True)
        return ""

    def day(self, key: str) -> date | None:
        """Note a date that may be left out."""
        self.asked[key] = Question(Kind.DATE)
        return None

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Note that every key holds a text."""
        self.asked[ANY] = Question(Kind.TEXT, needed=True)
        return ()

    def number(self, key: str, default: int | None = None) -> int:
        """Note a whole number that is not negative."""
        self.asked[key] = Question(Kind.COUNT, default is None)
        return default or 0

    def degrees(self, key: str, most: int) -> float | None:
        """Note a latitude or longitude that may be left out."""
        self.asked[key] = Question(Kind.DEGREES, most=most)
        return None

    def numbers(self, key: str) -> tuple[int, ...]:
        """Note a list of whole numbers."""
        self.asked[key] = Question(Kind.NUMBERS)
        return ()

    def table(self, key: str) -> Fields | None:
        """Note a section, and what is asked of it."""
        return self._inner(key, Kind.TABLE)

    def tables(self, key: str) -> Iterator[Fields]:
        """Note sections of one name, and what is asked of each."""
        yield self._inner(key, Kind.TABLES)

    def _inner(self, key: str, kind: Kind) -> Asking:
        inner = Asking(self.source, {}, (*self.keys, key), {})
        self.asked[key] = Question(kind, inner=inner.asked)
        return inner
