"""Write the workbook in which a department fills in its activities: headings, explanations, lists to choose from."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import fields

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import Problem, SourceProblem
from pipeline.model import Activity, Plan
from pipeline.sources.columns import (
    FUNDING,
    LISTS,
    MAIN,
    SEPARATOR,
    TRAVEL,
    Column,
    Kind,
    funding_columns,
    main_columns,
    travel_columns,
)  # fmt: skip
from pipeline.text import _

FIRST_ROW = 3  # below the heading and its explanation
LAST_ROW = 1000
LONGEST = 32_767  # characters that a cell can hold
EPOCH = (1980, 1, 1, 0, 0, 0)
HEAD = PatternFill("solid", fgColor="173F5A")
Row = Sequence[str | int | None]


def write_workbook(plan: Plan, activities: Iterable[Activity] = ()) -> bytes:
    """Return the workbook for a plan's registers, with the activities filled in; the same ones give the same bytes."""
    given = tuple(activities)
    book = Workbook()
    main = book.active
    assert isinstance(main, Worksheet)
    main.title = _(MAIN)
    journeys, parts, lists = (book.create_sheet(_(name)) for name in (TRAVEL, FUNDING, LISTS))
    columns, travel, funding = main_columns(plan), travel_columns(plan), funding_columns(plan)
    ranges = _fill_lists(lists, (*columns, *travel, *funding))
    _fill(main, columns, ranges, [_row(columns, _values(activity)) for activity in given])
    _fill(journeys, travel, ranges, [
        _row(travel, {"id": a.id, "mode": j.mode, "persons": j.persons, "distance": j.distance})
        for a in given for j in a.travel
    ])  # fmt: skip
    _fill(parts, funding, ranges, [
        _row(funding, {"id": a.id, "programme": f.programme, "amount": f.amount}) for a in given for f in a.funding
    ])  # fmt: skip
    return _settled(book)


def _values(activity: Activity) -> dict[str, object]:
    values = {part.name: getattr(activity, part.name) for part in fields(activity)}
    return {**values, **{f"answers.{key}": answer for key, answer in activity.answers}}


def _row(columns: Sequence[Column], values: dict[str, object]) -> Row:
    return [_shown(column, values.get(column.key, "")) for column in columns]


def _shown(column: Column, value: object) -> str | int | None:
    if isinstance(value, tuple):
        return SEPARATOR.join(column.shown(id_) for id_ in value)
    if isinstance(value, int):
        return value if value or column.needed else None
    words = column.shown(str(value))
    if len(words) > LONGEST:
        what = _("{title} has {n} characters, more than a cell of a workbook can hold.")
        remedy = _("Shorten it to {n}.").format(n=LONGEST)
        raise SourceProblem(Problem("activities.toml", 0, what.format(title=column.title, n=len(words)), remedy))
    return words or None


def _fill(sheet: Worksheet, columns: Sequence[Column], ranges: dict[str, str], rows: Sequence[Row]) -> None:
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        if column.kind is Kind.PERIOD:
            sheet.column_dimensions[letter].number_format = "@"  # else a month becomes a date
        head, below = sheet[f"{letter}1"], sheet[f"{letter}2"]
        head.value, below.value = f"{column.title} *" if column.needed else column.title, column.explanation
        head.font, head.fill = Font(bold=True, color="FFFFFF"), HEAD
        head.comment = Comment(column.explanation, "plan")
        below.font = Font(italic=True, color="555555")
        head.alignment = below.alignment = Alignment(wrap_text=True, vertical="top")
        _validate(sheet, column, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}", ranges)
    for number, row in enumerate(rows, FIRST_ROW):
        for column_number, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(number, column_number)
                cell.value = value
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(value, str):
                    cell.data_type, cell.number_format = "s", "@"  # what begins with = is a text, and so is a month
    sheet.freeze_panes = f"B{FIRST_ROW}"


def _validate(sheet: Worksheet, column: Column, cells: str, ranges: dict[str, str]) -> None:
    if column.kind is Kind.ONE and column.key in ranges:
        rule = DataValidation("list", formula1=ranges[column.key], allow_blank=not column.needed)
        rule.error = _("Choose one of the list.")
    elif column.kind is Kind.NUMBER:
        rule = DataValidation("whole", operator="greaterThanOrEqual", formula1="0")
        rule.error = _("Write a whole number, with figures alone.")
    else:
        return
    rule.showErrorMessage = True
    rule.add(cells)
    sheet.add_data_validation(rule)


def _fill_lists(sheet: Worksheet, columns: Iterable[Column]) -> dict[str, str]:
    """Write the choices of each column that has any; return where they stand, by the column's key."""
    ranges = {}
    for number, column in enumerate((c for c in columns if c.choices), 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 48
        sheet[f"{letter}1"] = column.title
        sheet[f"{letter}1"].font = Font(bold=True)
        for row, (words, _id) in enumerate(column.choices, 2):
            sheet[f"{letter}{row}"].value = words
            sheet[f"{letter}{row}"].data_type = "s"
        name = sheet.title.replace("'", "''")
        ranges[column.key] = f"'{name}'!${letter}$2:${letter}${len(column.choices) + 1}"
    return ranges


def _settled(book: Workbook) -> bytes:
    """Return the workbook without the clock, which openpyxl writes into it."""
    buffer, settled = io.BytesIO(), io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return settled.getvalue()
