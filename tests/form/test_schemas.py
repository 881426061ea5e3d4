"""What editors of text know of the sources is what their readers ask."""

from __future__ import annotations

import json
import tomllib
from copy import deepcopy
from datetime import date
from inspect import isfunction, signature
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from pipeline.form.asked import Asked, Asking
from pipeline.form.described import DESCRIPTIONS, found_by
from pipeline.form.files import READERS, STYLES, asked_of, find_sources, kind_of
from pipeline.form.schema import schema_name, schema_of, write_schemas
from pipeline.sources.tables import Fields, Source
from tests.conftest import ROOT

SOURCES = [path for path in find_sources(ROOT) if path.suffix == ".toml"]
ACTIVITIES = ROOT / "sources/2024-2027/2025/activities.toml"


def as_json(value: Any) -> Any:
    """Return values of TOML as an editor's validator sees them: dates are strings."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(name: str, values: Any) -> list[str]:
    validator = Draft7Validator(schema_of(name), format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(as_json(values))]


def count_problems(name: str, values: dict[str, Any]) -> int:
    """Return how many problems the reader of a file has with these values."""
    source = Source(name, "")
    READERS[name](Fields(source, values, (), {}))
    return len(source.problems)


def test_the_committed_schemas_are_those_of_the_readers() -> None:
    there = {path.name: path.read_text("utf-8") for path in (ROOT / "schemas").glob("*.json")}
    assert there == write_schemas()


@pytest.mark.parametrize("name", [*READERS, STYLES])
def test_every_schema_is_one(name: str) -> None:
    Draft7Validator.check_schema(schema_of(name))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_source_is_as_its_schema_says(path: Path) -> None:
    assert faults(kind_of(path), tomllib.loads(path.read_text("utf-8"))) == []


def test_every_key_is_described_and_nothing_else_is() -> None:
    def names(asked: Asked, path: tuple[str, ...]) -> set[str]:
        own = {found_by((*path, key)) for key in asked}
        return own.union(*(names(question.inner, (*path, key)) for key, question in asked.items()))

    assert set().union(*(names(asked_of(name), (name,)) for name in (*READERS, STYLES))) == set(DESCRIPTIONS)


# file, where in it, what is put there (None: it is taken away), and a part of what the schema says
PLANTED = [
    ("activities.toml", ("activity", 0, "titel"), "x", "'titel' was unexpected"),
    ("activities.toml", ("activity", 0, "title"), None, "'title' is a required property"),
    ("activities.toml", ("activity", 0, "title"), "", "should be non-empty"),
    ("activities.toml", ("activity", 0, "meeting"), "ibland", "is not one of"),
    ("activities.toml", ("activity", 0, "start"), "mars", "does not match"),
    ("activities.toml", ("activity", 0, "cost"), -1, "less than the minimum"),
    ("activities.toml", ("activity", 0, "cost"), "dyrt", "is not of type 'integer'"),
    ("activities.toml", ("activity", 0, "funding"), "Ordinarie budget", "is not of type 'array'"),
    ("activities.toml", ("activity", 0, "partners"), "kemi", "is not of type 'array'"),
    ("activities.toml", ("decision",), "i går", "is not of type 'object'"),
    ("activities.toml", ("year",), "2025", "is not of type 'integer'"),
    ("arkiv.toml", ("2024", "disposal"), "kanske", "is not one of"),
    ("arkiv.toml", ("2O24",), {}, "does not match any"),
    ("plan.toml", ("question", 0, "name"), None, "'name' is a required property"),
    ("partners.toml", ("partner", 0, "latitude"), 91, "greater than the maximum"),
    ("goals.toml", ("goal", 0, "agenda"), ["tre"], "is not of type 'integer'"),
]


@pytest.mark.parametrize(("name", "keys", "value", "said"), PLANTED)
def test_a_planted_fault_is_seen_by_the_schema_and_by_the_reader(
    name: str, keys: tuple[str | int, ...], value: Any, said: str
) -> None:
    path = next(path for path in SOURCES if path.name == name)
    values = deepcopy(tomllib.loads(path.read_text("utf-8")))
    *outer, last = keys
    table: Any = values
    for key in outer:
        table = table[key]
    if value is None:
        del table[last]
    else:
        table[last] = value
    assert [message for message in faults(name, values) if said in message]
    assert count_problems(name, values) > count_problems(name, tomllib.loads(path.read_text("utf-8")))


def test_no_question_of_a_reader_goes_unnoticed() -> None:
    methods = {name for name, f in vars(Fields).items() if isfunction(f) and "key" in signature(f).parameters}
    assert methods - {"line", "problem"} <= set(vars(Asking))


def test_a_fault_in_a_style_is_seen() -> None:
    values = tomllib.loads((ROOT / "styles/lulea.toml").read_text("utf-8"))
    values["body"]["colour"] = "rosa"
    values["body"]["size"] = -1
    assert len(faults(STYLES, values)) == 2


def test_the_schemas_speak_swedish() -> None:
    schema = json.loads((ROOT / "schemas" / schema_name("activities.toml")).read_text("utf-8"))
    assert schema["properties"]["activity"]["items"]["properties"]["title"]["description"] == "Vad aktiviteten heter."
