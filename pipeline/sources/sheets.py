"""Read activities from workbooks: each cell is named in what is wrong with it, and nothing is guessed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import Problem, UnreadableInput
from pipeline.model import Activity, Funding, Journey, Origin, Plan
from pipeline.sources.columns import (
    FUNDING,
    MAIN,
    SEPARATOR,
    TRAVEL,
    Column,
    Kind,
    funding_columns,
    main_columns,
    travel_columns,
)  # fmt: skip
from pipeline.sources.tables import is_period
from pipeline.sources.workbook import FIRST_ROW
from pipeline.text import _

DEFAULTS = {"status": "planerad", "cost": 0}
Values = dict[str, Any]
Rows = Sequence[tuple[int, Values]]


@dataclass(slots=True)
class Sheet:
    """A sheet that is being read: its file's name, and the problems found."""

    file: str
    sheet: Worksheet
    problems: list[Problem] = field(default_factory=list)

    def problem(self, cell: str, what: str, remedy: str) -> None:
        """Note a problem with a cell, such as C7, or an area, such as B4:C4."""
        where = _("Sheet {sheet}, cell {cell}: ").format(sheet=self.sheet.title, cell=cell)
        row = int("".join(filter(str.isdigit, cell.split(":", maxsplit=1)[0])) or 0)
        self.problems.append(Problem(self.file, row, where + what, remedy))


def read_workbook(path: Path, plan: Plan, problems: list[Problem]) -> tuple[Activity, ...]:
    """Read the activities of one workbook; problems are added to the list. Raises `UnreadableInput` for other files."""
    try:
        book = load_workbook(path)
    except FileNotFoundError as error:
        raise UnreadableInput(Problem(path.as_posix(), 0, _("There is no such file."), _("Check the path."))) from error
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        what = _("The file is no workbook that can be read ({kind}).").format(kind=type(error).__name__)
        raise UnreadableInput(Problem(path.name, 0, what, _("Save it as .xlsx, without a password."))) from error
    rows: dict[str, list[tuple[int, Values]]] = {}
    before = len(problems)
    for name, columns in ((MAIN, main_columns(plan)), (TRAVEL, travel_columns(plan)), (FUNDING, funding_columns(plan))):
        if _(name) not in book.sheetnames:
            what = _("The workbook has no sheet {name}.").format(name=_(name))
            problems.append(Problem(path.name, 0, what, _("Use the workbook that plan template writes.")))
        else:
            sheet = book[_(name)]
            rows[name] = list(_rows(Sheet(path.name, sheet, problems), columns))
    if len(problems) > before:
        return ()
    return tuple(_activities(path.name, rows, problems))


# ── Rows and cells ───────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(sheet: Sheet, columns: Sequence[Column]) -> Iterator[tuple[int, Values]]:
    """Yield each row that says anything: its number and its values by the columns' keys."""
    for area in sheet.sheet.merged_cells.ranges:
        sheet.problem(area.coord, _("The cells are merged."), _("Split them, and fill in each."))
    places = _places(sheet, columns)
    for row, cells in enumerate(sheet.sheet.iter_rows(min_row=FIRST_ROW), FIRST_ROW):
        if any(cell.value is not None and str(cell.value).strip() for cell in cells):
            yield row, {column.key: _value(sheet, cells[at], column) for at, column in places.items()}


def _places(sheet: Sheet, columns: Sequence[Column]) -> dict[int, Column]:
    """Return the column of each place, by the headings: columns may be moved, but not renamed."""
    titles = {column.title: column for column in columns}
    places: dict[int, Column] = {}
    for at, cell in enumerate(sheet.sheet[1]):
        title = str(cell.value or "").removesuffix("*").strip()
        if title in titles:
            places[at] = titles[title]
        elif title:
            what = _("The heading {title!r} is unknown.").format(title=title)
            sheet.problem(cell.coordinate, what, _("Use the headings that plan template writes."))
    for column in columns:
        if column not in places.values():
            sheet.problem("A1", _("The column {title} is missing.").format(title=column.title), _("Put it back."))
    return places


def _value(sheet: Sheet, cell: Cell | MergedCell, column: Column) -> Any:
    if isinstance(cell, MergedCell):
        return _empty(column)
    if cell.data_type in ("f", "e"):
        what = _("The cell holds a formula or an error.")
        sheet.problem(cell.coordinate, what, _("Paste its value as text or number."))
        return _empty(column)
    value = cell.value.strip() if isinstance(cell.value, str) else cell.value
    if value in (None, ""):
        if column.needed:
            sheet.problem(cell.coordinate, _("{title} is empty.").format(title=column.title), _("Fill it in."))
        return _empty(column)
    return READERS[column.kind](sheet, cell, column, value)


def _empty(column: Column) -> Any:
    return () if column.kind is Kind.MANY else 0 if column.kind is Kind.NUMBER else ""


def _read_text(_sheet: Sheet, _cell: Cell | MergedCell, _column: Column, value: object) -> str:
    return str(value)


def _read_number(sheet: Sheet, cell: Cell | MergedCell, column: Column, value: object) -> int:
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 and value == int(value):
        return int(value)
    what = _("{title} is {value!r}, which is no whole number.").format(title=column.title, value=value)
    sheet.problem(cell.coordinate, what, _("Write figures alone, without kr and without decimals."))
    return 0


def _read_period(sheet: Sheet, cell: Cell | MergedCell, column: Column, value: object) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d" if "d" in (cell.number_format or "").lower() else "%Y-%m")
    if is_period(str(value)):
        return str(value)
    what = _("{title} is {value!r}, which is no month or day.").format(title=column.title, value=value)
    sheet.problem(cell.coordinate, what, _("Write year and month, such as 2026-03, or a day, such as 2026-03-14."))
    return ""


def _read_one(sheet: Sheet, cell: Cell | MergedCell, column: Column, value: object) -> str:
    ids = {**{id_: id_ for _words, id_ in column.choices}, **dict(column.choices)}
    if str(value) in ids:
        return ids[str(value)]
    what = _("{title} is {value!r}, which is not in the list.").format(title=column.title, value=value)
    remedy = _("Choose one of {choices}.").format(choices=", ".join(words for words, _id in column.choices))
    sheet.problem(cell.coordinate, what, remedy)
    return ""


def _read_many(sheet: Sheet, cell: Cell | MergedCell, column: Column, value: object) -> tuple[str, ...]:
    words = (word.strip() for word in str(value).replace("\n", SEPARATOR).split(SEPARATOR.strip()))
    return tuple(filter(None, (_read_one(sheet, cell, column, word) for word in words if word)))


READERS = {
    Kind.TEXT: _read_text,
    Kind.NUMBER: _read_number,
    Kind.PERIOD: _read_period,
    Kind.ONE: _read_one,
    Kind.MANY: _read_many,
}


# ── Activities ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _activities(file: str, rows: Mapping[str, Rows], problems: list[Problem]) -> Iterator[Activity]:
    known = {values["id"] for _row, values in rows[MAIN]}
    travel, funding = (_by_activity(file, sheet, rows[sheet], known, problems) for sheet in (TRAVEL, FUNDING))
    names = {part.name for part in fields(Activity)}
    for row, values in rows[MAIN]:
        plain: Values = {key: value or DEFAULTS.get(key, value) for key, value in values.items() if key in names}
        yield Activity(
            **plain,
            travel=tuple(Journey(**journey) for journey in travel.get(values["id"], ())),
            funding=tuple(Funding(**part) for part in funding.get(values["id"], ())),
            answers=tuple(_answers(values)),
            origin=Origin(file, row),
        )


def _by_activity(
    file: str, sheet: str, rows: Rows, known: set[str], problems: list[Problem]
) -> dict[str, list[Values]]:
    """Return the rows of a sheet by the activity that they belong to."""
    by_activity: dict[str, list[Values]] = {}
    for row, values in rows:
        rest = {key: value for key, value in values.items() if key != "id"}
        by_activity.setdefault(values["id"], []).append(rest)
        if values["id"] not in known:
            what = _("Sheet {sheet}, row {row}: no activity has the id {id}.")
            what = what.format(sheet=_(sheet), row=row, id=values["id"])
            problems.append(Problem(file, row, what, _("Copy the id from the sheet Activities.")))
    return by_activity


def _answers(values: Values) -> Iterator[tuple[str, str]]:
    for key, answer in values.items():
        if key.startswith("answers.") and answer:
            yield key.removeprefix("answers."), answer
