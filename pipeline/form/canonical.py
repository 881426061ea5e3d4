"""Write a source the one way, or say why it is left as it is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pipeline.errors import Problem, SourceProblem
from pipeline.form.files import READERS, STYLES, asked_of, kind_of
from pipeline.form.kept import Unwritable
from pipeline.form.plain import format_changes, format_text, format_words
from pipeline.form.toml import format_toml
from pipeline.frozen import frozen
from pipeline.model import ADOPTED
from pipeline.sources.tables import Source, read_fields, read_source
from pipeline.text import _

OF_A_YEAR = ("activities.toml", "changes.md")


@frozen
class Formed:
    """A source and its one form: `new` is what it should be, and `kept` why it must not become that, if so."""

    path: Path
    old: bytes
    new: bytes
    kept: Problem | None = None

    @property
    def is_canonical(self) -> bool:
        """Whether the file has its one form."""
        return self.old == self.new

    @property
    def first_line(self) -> int:
        """The first line, from 1, that is to be written otherwise."""
        old, new = self.old.split(b"\n"), self.new.split(b"\n")
        alike = (n for n, (a, b) in enumerate(zip(old, new, strict=False), 1) if a != b)
        return next(alike, min(len(old), len(new)))


def form(path: Path, root: Path) -> Formed:
    """Return a source's one form. Raises `SourceProblem` when the file cannot be read as what it is."""
    problems: list[Problem] = []
    source = read_source(path, root, problems, _("a source of the plan"))
    if source is None:
        raise SourceProblem(problems)
    old = path.read_bytes()
    try:
        new = _form(kind_of(path), source).encode()
    except Unwritable as reason:
        what = _("The file is left as it is: {reason}.").format(reason=reason)
        remedy = _("Nothing needs to be done; write it otherwise if you want it in the one form.")
        return Formed(path, old, old, Problem(source.file, 0, what, remedy, severity="warning"))
    if new != old and (why := _frozen(path)):
        remedy = _("What was adopted is changed by a decision alone.")
        return Formed(path, old, old, Problem(source.file, 0, why, remedy, severity="warning"))
    return Formed(path, old, new)


def _form(kind: str, source: Source) -> str:
    match kind:
        case "plan.md":
            return format_text(source.text, source.file)
        case "changes.md":
            return format_changes(source.text, source.file)
        case "words.txt":
            return format_words(source.text)
    assert kind in READERS or kind == STYLES
    if read_fields(source) is None:
        raise SourceProblem(source.problems)
    return format_toml(source.text, asked_of(kind))


def _frozen(path: Path) -> str:
    """Say why a file must not be touched: what was adopted is kept by its digest, or is the text of record itself."""
    if path.name in OF_A_YEAR and _values(path.with_name("activities.toml")).get("frozen"):
        return _("The file is left as it is: its year was adopted and is frozen.")
    if path.name == "plan.md" and _values(path.with_name("plan.toml")).get("status") == ADOPTED:
        return _("The file is left as it is: it is the text of an adopted plan.")
    return ""


def _values(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError):
        return {}
