"""Small builders for composed documents: words, headings and tables from data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from babel.dates import format_date

from pipeline.model import Align, Cell, Decision, Heading, Inline, Paragraph, Row, Strong, Table, Text
from pipeline.text import _

LOCALE = "sv"


def heading(level: int, words: str, id_: str) -> Heading:
    """Return a heading."""
    return Heading(level, (Text(words),), id_)


def paragraph(words: str, id_: str = "") -> Paragraph:
    """Return a paragraph of plain words."""
    return Paragraph((Text(words),), id_)


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
    body = tuple(Row(tuple(map(cell, row))) for row in rows)
    top = (Row(tuple(map(cell, head))),) if head else ()
    return Table(top, body, (Text(caption),) if caption else (), tuple(align), row_headings=True, id=id_)


def day(value: date) -> str:
    """Return a date in words: 10 februari 2025."""
    return format_date(value, "d MMMM y", locale=LOCALE)


def months(start: str, end: str) -> str:
    """Return a span of months (`2025-03`) in words: mars–maj 2025, december 2025–januari 2026, maj 2025."""
    first, last = (date.fromisoformat(f"{month}-01") for month in (start, end))
    if first == last:
        return format_date(first, "MMMM y", locale=LOCALE)
    begin = format_date(first, "MMMM" if first.year == last.year else "MMMM y", locale=LOCALE)
    return f"{begin}–{format_date(last, 'MMMM y', locale=LOCALE)}"


def decided(decision: Decision) -> str:
    """Return a decision in words: Kommunstyrelsen 10 februari 2025 § 24."""
    paragraph_ = f" § {decision.paragraph}" if decision.paragraph else ""
    return f"{decision.body} {day(decision.date)}{paragraph_}"


def enumerate_words(words: Sequence[str]) -> str:
    """Return words as an enumeration: a, b och c."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])
