"""Read a year's folder: what it is about, its activities, its waivers and what was decided about the plan's text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.errors import Problem, SourceProblem
from pipeline.markdown import read_blocks
from pipeline.model import STATUSES, Block, Change, Waiver, Year
from pipeline.sources.activities import read_activity
from pipeline.sources.changes import load_changes
from pipeline.sources.tables import Fields, read_decision, read_fields, read_source
from pipeline.text import _


def load_year(folder: Path, root: Path, problems: list[Problem]) -> Year | None:
    """Read the folder of one year; problems are added to the list."""
    source = read_source(folder / "activities.toml", root, problems, _("the year's activities"))
    fields = read_fields(source) if source else None
    if source is None or fields is None:
        return None
    year = read_year(fields, load_changes(folder / "changes.md", root, problems))
    if str(year.year) != folder.name and type(fields.values.get("year")) is int:
        what = _("The year is {year}, but the folder is named {folder}.").format(year=year.year, folder=folder.name)
        fields.problem("year", what, _("Correct one of them."))
    return replace(year, year=int(folder.name)) if folder.name.isdecimal() else year


def read_year(fields: Fields, changes: tuple[Change, ...] = ()) -> Year:
    """Return the year of an activities.toml, with what was decided about the plan's text."""
    year = Year(
        year=fields.get("year", int),
        status=fields.choice("status", STATUSES),
        introduction=_passage(fields, "introduction"),
        evaluation=_passage(fields, "evaluation"),
        changes=changes,
        activities=tuple(map(read_activity, fields.tables("activity"))),
        waivers=tuple(map(_waiver, fields.tables("waiver"))),
        frozen=fields.text("frozen", ""),
        decision=read_decision(fields.table("decision")),
        origin=fields.origin,
    )
    fields.end()
    return year


def _passage(fields: Fields, key: str) -> tuple[Block, ...]:
    text = fields.text(key)
    try:
        return read_blocks(text, fields.source.file, fields.line(key) + (0 if text[:1].strip() else 1))
    except SourceProblem as error:
        fields.source.problems.extend(error.problems)
        return ()


def _waiver(fields: Fields) -> Waiver:
    waiver = Waiver(fields.text("rule"), fields.texts("names"), fields.text("reason"), fields.origin)
    fields.end()
    return waiver
