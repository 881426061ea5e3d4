"""Small builders for composed documents: words, headings and tables from data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from pipeline.model import Align, Cell, Decision, Heading, Inline, Paragraph, Row, Strong, Table, Text
from pipeline.text import N_, _

LOCALE = "sv"
REMEMBERED = 1 << 14  # how many cells, periods and amounts are shared: most of a year's are the same
NUMBERS = (N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"), N_("ten"),
           N_("eleven"), N_("twelve"))  # fmt: skip


def heading(level: int, words: str, id_: str) -> Heading:
    """Return a heading."""
    return Heading(level, (Text(words),), id_)


def paragraph(words: str, id_: str = "") -> Paragraph:
    """Return a paragraph of plain words."""
    return Paragraph((Text(words),), id_)


@lru_cache(REMEMBERED)
def cell(words: str) -> Cell:
    """Return a cell of plain words."""
    return Cell((Text(words),) if words else ())


def strong(words: str) -> tuple[Inline, ...]:
    """Return words of importance."""
    return (Strong((Text(words),)),)


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], caption: str, id_: str, align: Sequence[Align] = ()
) -> Table:
    """Return a table whose first column names its rows."""
    body = tuple([Row(tuple(map(cell, row))) for row in rows])
    top = (Row(tuple(map(cell, head))),) if head else ()
    return Table(top, body, (Text(caption),) if caption else (), tuple(align), row_headings=True, id=id_)


def day(value: date) -> str:
    """Return a date in words: 10 februari 2025."""
    return format_date(value, "d MMMM y", locale=LOCALE)


@lru_cache(REMEMBERED)
def period(start: str, end: str) -> str:
    """Return a span of months (`2025-03`) or days (`2025-03-14`) in words.

    mars–maj 2025, december 2025–januari 2026, maj 2025; 14–16 mars 2025, 14 mars–2 april 2025, 14 mars 2025.
    """
    if start == end:
        return _point(start)
    if start[:7] == end[:7] and len(start) == len(end) == 10:
        return f"{int(start[8:])}–{_point(end)}"
    return f"{_point(start, year=start[:4] != end[:4])}–{_point(end)}"


def _point(value: str, year: bool = True) -> str:
    pattern = ("MMMM" if len(value) == 7 else "d MMMM") + (" y" if year else "")
    return format_date(date.fromisoformat(f"{value}-01" if len(value) == 7 else value), pattern, locale=LOCALE)


def number(n: int) -> str:
    """Return a number as running text has it: in words up to twelve, then in figures. One has its own sentences."""
    return _(NUMBERS[n - 2]) if 2 <= n < 2 + len(NUMBERS) else figures(n)


def capital(words: str) -> str:
    """Return words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


@lru_cache(REMEMBERED)
def figures(n: int) -> str:
    """Return a number in figures: 1 200."""
    return format_decimal(n, locale=LOCALE)


@lru_cache(REMEMBERED)
def kronor(amount: int) -> str:
    """Return an amount in words: 120 000 kronor."""
    return _("{amount} kronor").format(amount=figures(amount))


def percent(part: int, whole: int) -> str:
    """Return a share in words: 65 procent."""
    return _("{n} percent").format(n=round(100 * part / whole))


def decided(decision: Decision) -> str:
    """Return a decision in words: Kommunstyrelsen 10 februari 2025 § 24."""
    paragraph_ = f" § {decision.paragraph}" if decision.paragraph else ""
    return f"{decision.body} {day(decision.date)}{paragraph_}"


def enumerate_words(words: Sequence[str]) -> str:
    """Return words as an enumeration: a, b och c."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])
