"""JSON schemas of the sources, from what their readers ask: an editor of text completes keys and underlines faults.

Draft 7, as Taplo reads it (https://taplo.tamasfe.dev); it takes TOML's dates for strings of the format `date`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline.form.asked import ANY, Asked, Kind, Question
from pipeline.form.described import DESCRIPTIONS, found_by
from pipeline.form.files import A_YEAR, READERS, STYLES, asked_of
from pipeline.text import _

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
YEARS = "^[0-9]{4}$"
KINDS: dict[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.FLAG: {"type": "boolean"},
    Kind.NUMBER: {"type": "integer"},
    Kind.COUNT: {"type": "integer", "minimum": 0},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.PERIOD: {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])(-[0-3][0-9])?$"},
    Kind.LENGTH: {"type": "number", "minimum": 0},
    Kind.DEGREES: {"type": "number"},
    Kind.CHOICE: {"type": "string"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.NUMBERS: {"type": "array", "items": {"type": "integer"}},
    Kind.COLOUR: {"type": "string"},
}


def write_schemas() -> dict[str, str]:
    """Return the schema of every file, as JSON, by the schema's own name."""
    return {schema_name(name): _write(name) for name in (*READERS, STYLES)}


def schema_name(name: str) -> str:
    """Return the name of the schema of a file, such as `goals.schema.json` for `goals.toml`."""
    return f"{name.removesuffix('.toml')}.schema.json"


def schema_of(name: str) -> Schema:
    """Return the schema of a file, by its name in the sources, or of a style (`styles`)."""
    return {"$schema": DRAFT, "title": name, **_table(asked_of(name), (name,))}


def _write(name: str) -> str:
    return json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"


def _table(asked: Asked, path: Sequence[str]) -> Schema:
    known = {key: _key(question, (*path, key)) for key, question in asked.items()}
    rest, years = known.pop(ANY, False), known.pop(A_YEAR, None)
    needed = [key for key in known if asked[key].needed]
    schema: Schema = {"type": "object", "properties": known, "additionalProperties": rest}
    schema |= {"required": needed} if needed else {}
    return schema | ({"patternProperties": {YEARS: years}} if years else {})


def _key(question: Question, path: Sequence[str]) -> Schema:
    described = {"description": _(DESCRIPTIONS[found_by(path)])}
    if question.kind is Kind.TABLE:
        return described | _table(question.inner, path)
    if question.kind is Kind.TABLES:
        return described | {"type": "array", "items": _table(question.inner, path)}
    return described | KINDS[question.kind] | _limits(question)


def _limits(question: Question) -> Schema:
    if question.kind is Kind.CHOICE:
        return {"enum": list(question.choices)}
    if question.kind is Kind.COLOUR:
        names = "".join(f"|{name}" for name in question.choices)
        return {"pattern": f"^(#[0-9a-f]{{6}}{names})$"}
    if question.kind is Kind.DEGREES:
        return {"minimum": -question.most, "maximum": question.most}
    return {"minLength": 1} if question.kind is Kind.TEXT and question.needed else {}
