"""Read a period's folder: plan.toml, the text of record, the registers, and the folder of each year."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import Problem, SourceProblem, UsageProblem
from pipeline.markdown import read
from pipeline.model import PARTNER_STATUSES, STATUSES, Document, Entry, Plan, TravelMode
from pipeline.sources.tables import Fields, read_decision, read_fields, read_source
from pipeline.sources.years import load_year
from pipeline.text import _


class Register(NamedTuple):
    """A register's file, the table of its entries, and whether a period must have it."""

    file: str
    table: str
    required: bool = True


REGISTERS = {
    "partners": Register("partners.toml", "partner"),
    "goals": Register("goals.toml", "goal"),
    "focus": Register("focus.toml", "focus"),
    "bodies": Register("organisation.toml", "body"),
    "programmes": Register("funding.toml", "programme", required=False),
    "rules": Register("rules.toml", "rule", required=False),
}
CLIMATE = "climate.toml"
YEAR = re.compile(r"[12]\d{3}")
# What stands for all entries of a file that cannot be read: an id that is not known, so that no name is missed in it.
UNKNOWN = Entry("", "")


def find_periods(sources: Path) -> list[Path]:
    """Return the folders of all periods, oldest first: those that hold a plan.toml or a prior PDF."""
    return sorted({path.parent for name in ("plan.toml", "prior.pdf") for path in sources.glob(f"*/{name}")})


def periods_of(root: Path) -> list[Path]:
    """Return the folders of a project's periods, oldest first. Raises `UsageProblem` where there is none."""
    folders = find_periods(root / "sources")
    if not folders:
        what = _("There is no plan here: no folder in sources/ has a plan.toml or a prior.pdf.")
        raise UsageProblem(Problem("sources", 0, what, _("Run the command in the project's folder.")))
    return folders


def load_plan(folder: Path, root: Path, open_questions: int = 0) -> Plan:
    """Read a period's folder. Raises `SourceProblem` with every problem of every file.

    `root` is the project's folder, which file names in messages are relative to; `open_questions` is how many of the
    prior plan's doubtful words are still unanswered.
    """
    plan, problems = read_period(folder, root, open_questions)
    if problems or not plan:
        raise SourceProblem(problems)
    return plan


def read_period(folder: Path, root: Path, open_questions: int = 0) -> tuple[Plan | None, list[Problem]]:
    """Return the plan of a period's folder as far as it can be read, and every problem of every file.

    There is no plan without its plan.toml and its text. What cannot be read of the rest has a neutral value: an entry
    of a register an empty text, a register that cannot be read at all the entry `UNKNOWN`.
    """
    problems: list[Problem] = []
    source = read_source(folder / "plan.toml", root, problems, _("title, period and decision of the plan"))
    fields = read_fields(source) if source else None
    document = _load_text(folder / "plan.md", root, problems)
    registers = {name: _load_register(folder, root, problems, register) for name, register in REGISTERS.items()}
    years = [load_year(path.parent, root, problems) for path in sorted(folder.glob("[0-9]*/activities.toml"))]
    modes = _load_modes(folder.parent / CLIMATE, root, problems)
    rest = {**registers, "years": tuple(filter(None, years)), "modes": modes, "open_questions": open_questions}
    plan = read_plan(fields, document, rest) if fields and document else None
    return plan, problems


def read_plan(fields: Fields, document: Document, rest: dict[str, Any]) -> Plan:
    """Return the plan of a plan.toml, with its text of record and the `rest`: registers, years and ways to travel."""
    plan = Plan(
        title=fields.text("title"),
        first_year=fields.get("first_year", int),
        last_year=fields.get("last_year", int),
        publisher=fields.text("publisher"),
        status=fields.choice("status", STATUSES),
        document=document,
        questions=tuple(_entry(table) for table in fields.tables("question")),
        decision_notes=fields.get("decision_notes", bool, True),
        diary_number=fields.get("diary_number", str, ""),
        decision=read_decision(fields.table("decision")),
        home=_home(fields.table("home")),
        lang=fields.text("language", "sv-SE"),
        origin=fields.origin,
        **rest,
    )
    fields.end()
    return plan


def _home(fields: Fields | None) -> Entry | None:
    """Read where the publisher is: `[home]` with its name on the map and its degrees."""
    if fields is None:
        return None
    home = Entry(
        id="home",
        name=fields.text("name"),
        latitude=fields.degrees("latitude", 90),
        longitude=fields.degrees("longitude", 180),
        origin=fields.origin,
    )
    fields.end()
    return home


def _load_text(path: Path, root: Path, problems: list[Problem]) -> Document | None:
    source = read_source(path, root, problems, _("the plan's text of record"))
    try:
        return read(source.text, source.file) if source else None
    except SourceProblem as error:
        problems.extend(error.problems)
        return None


def _load_register(folder: Path, root: Path, problems: list[Problem], register: Register) -> tuple[Entry, ...]:
    path = folder / register.file
    if not register.required and not path.exists():
        return ()
    source = read_source(path, root, problems, _("a register that the activities refer to"))
    fields = read_fields(source) if source else None
    return read_register(fields, register) if fields else (UNKNOWN,)


def read_register(fields: Fields, register: Register) -> tuple[Entry, ...]:
    """Return the entries of a register's file."""
    entries = tuple(_entry(row) for row in fields.tables(register.table))
    fields.end()
    return entries


def _entry(fields: Fields) -> Entry:
    id_ = fields.text("id")
    fields.get("number", int, 0)
    entry = Entry(
        id=id_,
        name=fields.text("name"),
        other_names=fields.texts("other_names", []),
        kind=fields.get("kind", str, ""),
        country=fields.get("country", str, ""),
        latitude=fields.degrees("latitude", 90),
        longitude=fields.degrees("longitude", 180),
        status=fields.choice("status", PARTNER_STATUSES, "aktiv"),
        statuses=_statuses(fields.table("statuses")),
        agenda=fields.numbers("agenda"),
        since=fields.get("since", int, 0),
        until=fields.get("until", int, 0),
        section=fields.get("section", str, ""),
        origin=fields.origin,
    )
    fields.end()
    return entry


def _statuses(fields: Fields | None) -> tuple[tuple[int, str], ...]:
    """Read a status for each year, `{ 2024 = "avsikt", 2026 = "avtal" }`, and return them in the order of the years."""
    if fields is None:
        return ()
    pairs = fields.pairs()
    for key, status in pairs:
        if not YEAR.fullmatch(key):
            fields.problem(key, _("{key} is no year.").format(key=key), _('Write it as { 2026 = "vilande" }.'))
        elif status and status not in PARTNER_STATUSES:
            what = _("The status of {year} is {value!r}, which is none of {choices}.")
            what = what.format(year=key, value=status, choices=", ".join(PARTNER_STATUSES))
            fields.problem(key, what, _("Choose one of them."))
    return tuple(sorted((int(key), status) for key, status in pairs if YEAR.fullmatch(key)))


def _load_modes(path: Path, root: Path, problems: list[Problem]) -> tuple[TravelMode, ...]:
    """Read the climate factors, which all periods share; without them nothing can be said about journeys."""
    if not path.exists():
        return ()
    source = read_source(path, root, problems, _("what journeys emit"))
    fields = read_fields(source) if source else None
    return read_modes(fields) if fields else (TravelMode("", "", 0, ""),)


def read_modes(fields: Fields) -> tuple[TravelMode, ...]:
    """Return the ways to travel of climate.toml."""
    modes = tuple(_mode(row) for row in fields.tables("mode"))
    fields.end()
    return modes


def _mode(fields: Fields) -> TravelMode:
    mode = TravelMode(
        fields.text("id"), fields.text("name"), fields.number("grams"), fields.text("source"), fields.origin
    )
    fields.end()
    return mode
