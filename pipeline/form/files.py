"""Which files there are, by name, and what their readers ask of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.archive.metadata import FILE, FOUR_YEAR_PLAN, read_sections
from pipeline.form.asked import Asked, Kind, Question, ask
from pipeline.model import Align, Document
from pipeline.sources.plan import CLIMATE, REGISTERS, read_modes, read_plan, read_register
from pipeline.sources.tables import Fields
from pipeline.sources.years import read_year
from pipeline.typeset.style.parts import Colour, Colours, Font, Fonts, Style

STYLES = "styles"  # the folder of the styles, which have names of their own
A_YEAR = "2024"  # stands for every year
TEXTS = ("plan.md", "changes.md", "words.txt")


def _plan(table: Fields) -> object:
    return read_plan(table, Document("", ()), dict.fromkeys((*REGISTERS, "years", "modes"), ()))


READERS: dict[str, Callable[[Fields], object]] = {
    "plan.toml": _plan,
    **{register.file: partial(read_register, register=register) for register in REGISTERS.values()},
    "activities.toml": read_year,
    CLIMATE: read_modes,
    FILE: partial(read_sections, decisions={FOUR_YEAR_PLAN: None, A_YEAR: None}),
}


@cache
def asked_of(name: str) -> Asked:
    """Return what is asked of a file, by its name in the sources, or of a style (`styles`)."""
    return _asked_of_parts(Style) if name == STYLES else ask(READERS[name])


def kind_of(path: Path) -> str:
    """Return the name by which a file's form is known, or nothing when it has none."""
    if path.name in READERS or path.name in TEXTS:
        return path.name
    return STYLES if path.suffix == ".toml" and path.absolute().parent.name == STYLES else ""


def find_sources(root: Path) -> Iterable[Path]:
    """Return every source and style of a project that has a form of its own, in the order of their names."""
    files = (path for folder in ("sources", STYLES) for path in sorted((root / folder).rglob("*")))
    return [path for path in files if path.is_file() and kind_of(path)]


SIMPLE = {str: Kind.TEXT, float: Kind.LENGTH, bool: Kind.FLAG, Colour: Kind.COLOUR, Path: Kind.TEXT}


def _asked_of_parts(part: type) -> Asked:
    """Return what is asked of a style's section: the fields of its dataclass."""
    hints = get_type_hints(part)
    return {f.name: _question(part, hints[f.name], f.default is MISSING) for f in fields(part)}


def _question(part: type, kind: Any, needed: bool) -> Question:
    if kind is Font and part is not Fonts:
        return Question(Kind.CHOICE, needed, tuple(f.name for f in fields(Fonts)))
    if is_dataclass(kind):
        return Question(Kind.TABLE, needed, inner=_asked_of_parts(kind))  # type: ignore[arg-type]
    if kind is Align:
        return Question(Kind.CHOICE, needed, tuple(align.value for align in Align))
    names = tuple(f.name for f in fields(Colours)) if kind is Colour and part is not Colours else ()
    return Question(SIMPLE[kind], needed, names)
