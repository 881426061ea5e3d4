"""A table's columns are told of by name, wherever the change is read."""

from __future__ import annotations

import csv
import io

import pytest

from pipeline.diff.changes import Row, compare
from pipeline.diff.csv import write_csv
from pipeline.diff.html import write_html
from pipeline.diff.labels import remarks
from pipeline.diff.match import Course
from tests.diff.edits import edition
from tests.diff.test_redline import style

TEXT = """+++
title = "Plan"
+++

# Vänorter {#vanorter}

: Resor {#resor}
| Ort | Land | Resor |
|---|---|---|
| Tromsö | Norge | tre |
| Kemi | Finland | två |
"""
MOVED = TEXT.replace("| Land | Resor |", "| Resor | Land |").replace("Norge | tre", "tre | Norge")
MOVED = MOVED.replace("Finland | två", "två | Finland")
ADDED = TEXT.replace("Resor |\n", "Resor | År |\n", 1).replace("---|\n", "---|---|\n").replace("tre |", "tre | 2025 |")
ADDED = ADDED.replace("två |", "två | 2026 |")
STRUCK = TEXT.replace(" Land |", "").replace("|---|---|\n", "|---|\n", 1).replace(" Norge |", "")
STRUCK = STRUCK.replace("|---|---|---|", "|---|---|").replace(" Finland |", "")


def changed(text: str) -> Row:
    (row,) = compare(edition(TEXT, "Plan"), edition(text, "Plan")).changes
    return row


@pytest.mark.parametrize(
    ("text", "course", "name", "said"),
    [
        (ADDED, Course.ADDED, "År", "Kolumnen ”År” är ny."),
        (STRUCK, Course.STRUCK, "Land", "Kolumnen ”Land” har strukits."),
        (MOVED, Course.ARRIVED, "Resor", "Kolumnen ”Resor” har flyttats."),
    ],
    ids=["added", "struck", "moved"],
)
def test_a_column_that_changed_is_named(text: str, course: Course, name: str, said: str) -> None:
    row = changed(text)
    assert row.table is not None
    assert [(column.course, column.name) for column in row.table.remade] == [(course, name)]
    assert remarks(row) == [said]


def test_no_column_is_named_when_only_a_cell_changed() -> None:
    assert remarks(changed(TEXT.replace("tre", "fyra"))) == []


def test_a_moved_column_is_in_the_list_and_on_the_page() -> None:
    comparison = compare(edition(TEXT, "Plan"), edition(MOVED, "Plan"))
    (line,) = list(csv.DictReader(io.StringIO(write_csv([comparison]).decode("utf-8-sig")), delimiter=";"))
    assert (line["före"], line["efter"]) == ("Ort | Land | Resor", "Ort | Resor | Land")
    assert "har flyttats" in line["anmärkning"]
    assert "har flyttats" in write_html([comparison], style()).decode()
