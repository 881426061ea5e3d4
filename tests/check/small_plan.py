"""A small plan, and small edits of it: the laboratory in which rules are shown to fire."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

SMALL = Path(__file__).parent / "small"
PERIOD = "2024-2027"


def copy_small_plan(to: Path) -> Path:
    """Copy the small plan's sources, and return the folder of its period."""
    shutil.copytree(SMALL, to / "sources")
    return to / "sources" / PERIOD


def overlay(path: Path, snippet: str) -> None:
    """Lay a snippet over a file: its keys replace the file's; its n-th table those of the file's n-th such table."""
    if path.suffix == ".md":
        head = "" if snippet.startswith("# Beslut") else path.read_text("utf-8") + "\n"
        path.write_text(head + snippet + "\n", "utf-8")
        return
    values = tomllib.loads(path.read_text("utf-8"))
    for key, new in tomllib.loads(snippet).items():
        old = values.get(key)
        if isinstance(old, list) and new:
            merged = [{**a, **b} for a, b in zip(old, new, strict=False)]
            values[key] = [*merged, *new[len(old) :], *old[len(new) :]]
        else:
            values[key] = new
    path.write_text(dump(values), "utf-8")


def dump(values: dict[str, Any]) -> str:
    """Write TOML: plain keys, then tables."""
    plain = [f"{key} = {literal(value)}\n" for key, value in values.items() if not is_tables(value)]
    tables = [
        f"\n[[{key}]]\n" + "".join(f"{name} = {literal(value)}\n" for name, value in row.items())
        for key, rows in values.items()
        if is_tables(rows)
        for row in rows
    ]
    return "".join((*plain, *tables))


def is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def literal(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {literal(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return '"' + value.replace('"', '\\"') + '"' if isinstance(value, str) else str(value)
