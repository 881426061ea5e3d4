"""TOML → a style: each value by the type of its field, each broken rule as a problem with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import Problem, SourceProblem, UnreadableInput
from pipeline.model import Align
from pipeline.text import _
from pipeline.typeset.style.parts import Colour, Font, Style, TextStyle, contrast

LEAST_ROOM, LEAST_SIZE = 72.0, 4.0  # points
MINIMUM_CONTRAST = 4.5  # WCAG 2.1, success criterion 1.4.3

T = TypeVar("T")


def read_style(path: Path) -> Style:
    """Read and check a style; raise `SourceProblem` with every rule that it breaks, `UnreadableInput` if it is no TOML.

    The files of fonts are named relative to the style's own folder.
    """
    try:
        source = path.read_text(encoding="utf-8")
        values = tomllib.loads(source)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        what = _("The style cannot be read: {error}.").format(error=error)
        raise UnreadableInput(Problem(str(path), 0, what, _("Put the file back, or correct it as TOML."))) from error
    reader = _Reader(path, source, values)
    style = reader.read(Style, values, ())
    if reader.problems:
        raise SourceProblem(reader.problems)
    if problems := [*_impossible(style, reader), *_low_contrasts(style, reader)]:
        raise SourceProblem(problems)
    return style


def _impossible(style: Style, reader: _Reader) -> Iterator[Problem]:
    """Yield the margins that leave no room on the page, and the texts without height or whose lines would overlap."""
    page = style.page
    for side, room in (("left", page.measure), ("top", page.room)):
        if room < LEAST_ROOM:
            what = _("The page's margins leave {room} points for the text; {minimum} is the least.")
            what = what.format(room=f"{room:g}", minimum=f"{LEAST_ROOM:g}")
            yield Problem(
                reader.file, reader.line(("page", side)), what, _("Make the page larger or its margins smaller.")
            )
    for keys, part in _parts(style, ()):
        if isinstance(part, TextStyle) and (part.size < LEAST_SIZE or part.leading < part.size / 2):
            what = _("The text of [{section}], {size} points in lines of {leading}, cannot be read.")
            what = what.format(section=".".join(keys), size=f"{part.size:g}", leading=f"{part.leading:g}")
            yield Problem(reader.file, reader.line((*keys, "size")), what, _("Choose a larger size or more leading."))


def _low_contrasts(style: Style, reader: _Reader) -> Iterator[Problem]:
    pairs = [(keys, part.colour, part.fill) for keys, part in _parts(style, ()) if hasattr(part, "fill")]
    pairs.append((("table", "cell"), style.table.cell.colour, style.table.stripe))
    for keys, colour, fill in pairs:
        ratio = contrast(colour, fill)
        if ratio < MINIMUM_CONTRAST:
            what = _("The text of [{section}] has a contrast of {ratio}:1 to its fill; {minimum}:1 is the least.")
            what = what.format(section=".".join(keys), ratio=f"{ratio:.1f}", minimum=MINIMUM_CONTRAST)
            remedy = _("Choose a darker or a lighter colour.")
            yield Problem(reader.file, reader.line((*keys, "colour")), what, remedy)


def _parts(part: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every dataclass within a style, with the names that lead to it."""
    for name in (f.name for f in fields(part)):
        value = getattr(part, name)
        if is_dataclass(value) and not isinstance(value, Font):
            yield (*keys, name), value
            yield from _parts(value, (*keys, name))


class _Reader:
    """Turns tables of TOML into dataclasses by the types of their fields, and notes what does not fit."""

    def __init__(self, path: Path, source: str, values: dict[str, Any]) -> None:
        self.file = path.as_posix()
        self.folder = path.parent
        self.lines = source.splitlines()
        self.colours = values.get("colours", {})
        self.fonts = values.get("fonts", {})
        self.families: dict[str, Font] = {}
        self.problems: list[Problem] = []

    def read(self, kind: type[T], table: Any, keys: tuple[str, ...]) -> T:
        """Return the dataclass `kind` filled from a table; a value that does not fit is noted and left out."""
        known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
        if not isinstance(table, dict):
            self.note(keys, _("[{key}] must be a section.").format(key=".".join(keys)))
            table = {}
        for key in table:
            if key not in known:
                self.note((*keys, key), _("The style has no key {key}.").format(key=".".join((*keys, key))))
        values: dict[str, Any] = {}
        for name, field in known.items():
            if name in table or field.default is not MISSING:
                values[name] = self.value(field.type, table.get(name, field.default), (*keys, name))
            else:
                self.note(keys, _("The key {key} is missing.").format(key=".".join((*keys, name))))
                values[name] = None
        return kind(**values)

    def value(self, kind: Any, value: Any, keys: tuple[str, ...]) -> Any:
        """Return a value as the type that its field has."""
        if kind is Font and isinstance(value, str):
            if value in self.fonts:
                return self.family(value)
            return self.note(keys, _("There is no font {name} in [fonts].").format(name=value))
        if is_dataclass(kind):
            return self.read(kind, value, keys)  # type: ignore[arg-type]
        convert = {float: _length, str: _string, bool: _flag, Align: _align}.get(kind)
        try:
            if kind is Colour:
                return _colour(self.colours.get(value, value))
            return self.path(value) if kind is Path else convert(value)  # type: ignore[misc]
        except (TypeError, ValueError) as error:
            self.note(keys, _("{key}: {error}.").format(key=".".join(keys), error=error))
            return None

    def family(self, name: str) -> Font:
        """Return the family that [fonts] has under this name; many texts are set in one."""
        if name not in self.families:
            self.families[name] = self.read(Font, self.fonts[name], ("fonts", name))
        return self.families[name]

    def path(self, value: Any) -> Path:
        """Return the path of a file that is there."""
        path = self.folder / _string(value)
        if not path.is_file():
            raise ValueError(_("there is no file {path}").format(path=path.as_posix()))
        return path

    def note(self, keys: tuple[str, ...], what: str) -> None:
        """Note a problem with what stands under these keys."""
        remedy = _("Compare it with the style that comes with the project.")
        problem = Problem(self.file, self.line(keys), what, remedy)
        if problem not in self.problems:
            self.problems.append(problem)

    def line(self, keys: tuple[str, ...]) -> int:
        """Return the line, from 1, of a key, or else of the section that it would stand in."""
        section, here = 0, ""
        for number, line in enumerate(self.lines, start=1):
            if head := re.match(r"\s*\[([\w.]+)\]", line):
                here = head[1]
                section = number if keys[: len(here.split("."))] == tuple(here.split(".")) else section
            elif (found := re.match(r"\s*(\w+)\s*=", line)) and (f"{here}.{found[1]}".lstrip(".") == ".".join(keys)):
                return number
        return section or 1


def _length(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise TypeError(_("{value!r} is not a number of points").format(value=value))
    return float(value)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(_("{value!r} is not a string").format(value=value))
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(_("{value!r} is neither true nor false").format(value=value))
    return value


def _align(value: Any) -> Align:
    return Align(value)


def _colour(value: Any) -> Colour:
    if not isinstance(value, str) or not re.fullmatch("#[0-9a-f]{6}", value):
        raise ValueError(_("{value!r} is neither a colour of [colours] nor of the form #rrggbb").format(value=value))
    return Colour(value)
