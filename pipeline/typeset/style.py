"""The styles: every style by its meaning, read from one TOML file and used by PDF, Word and HTML alike.

All lengths are in points (1/72 inch); colours are `#rrggbb`. A style that breaks a rule is refused with its line:
an unknown or missing key, a wrong type, a font file that is not there, or text whose contrast to its fill is below
4.5:1 (WCAG 2.1, success criterion 1.4.3).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, NewType, TypeVar, get_type_hints

from pipeline.errors import Problem, SourceProblem, UnreadableInput
from pipeline.model import Align
from pipeline.text import _

Colour = NewType("Colour", str)
MINIMUM_CONTRAST = 4.5

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """The paper, its margins, and where the running head and foot stand (their baselines, from the nearest edge)."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    head: float
    foot: float


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours by what they are for; `line` and `wash` are for rules and fills, never for text."""

    paper: Colour
    ink: Colour
    quiet: Colour
    accent: Colour
    line: Colour
    wash: Colour
    alert: Colour
    doubt: Colour


@dataclass(frozen=True, slots=True)
class Font:
    """A family: its name, the generic family that stands in for it (CSS), and the files of its four faces."""

    name: str
    generic: str
    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path

    def face(self, bold: bool, italic: bool) -> Path:
        """Return the file of the face with this weight and slope."""
        return (self.regular, self.bold, self.italic, self.bold_italic)[bold + 2 * italic]


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families: for text, for headings and tables, and for signs that the other two lack."""

    serif: Font
    sans: Font
    symbol: Font


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one kind of text is set: face, size, line distance, colours, space before and after, indent of both edges."""

    font: Font
    size: float
    leading: float
    colour: Colour
    fill: Colour = Colour("paper")
    before: float = 0
    after: float = 0
    indent: float = 0
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class ListStyle:
    """Lists: the indent of each level, the space between items, the markers; `number` holds `{}` for the number."""

    indent: float
    gap: float
    colour: Colour
    bullet: str
    arrow: str
    check: str
    number: str
    fill: Colour = Colour("paper")


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Tables: the space round a cell's text, the rules, the fill of every second row, and the text of its parts."""

    padding_x: float
    padding_y: float
    before: float
    after: float
    line: Colour
    line_width: float
    stripe: Colour
    head: TextStyle
    cell: TextStyle


@dataclass(frozen=True, slots=True)
class LinkStyle:
    """Links."""

    colour: Colour
    underline: bool
    fill: Colour = Colour("paper")


@dataclass(frozen=True, slots=True)
class DoubtStyle:
    """Doubtful readings: their fill, and the sign that follows them."""

    colour: Colour
    fill: Colour
    sign: str


@dataclass(frozen=True, slots=True)
class Style:
    """Every style by its meaning."""

    name: str
    page: Page
    colours: Colours
    fonts: Fonts
    cover_publisher: TextStyle
    cover_title: TextStyle
    cover_subtitle: TextStyle
    cover_mark: TextStyle
    cover_fact: TextStyle
    contents_title: TextStyle
    toc1: TextStyle
    toc2: TextStyle
    toc3: TextStyle
    heading1: TextStyle
    heading2: TextStyle
    heading3: TextStyle
    heading4: TextStyle
    body: TextStyle
    quote: TextStyle
    caption: TextStyle
    note: TextStyle
    running: TextStyle
    mark: TextStyle
    list: ListStyle
    table: TableStyle
    link: LinkStyle
    doubt: DoubtStyle

    def heading(self, level: int) -> TextStyle:
        """Return the style of headings of a level, 1 to 4."""
        return (self.heading1, self.heading2, self.heading3, self.heading4)[level - 1]

    def toc(self, level: int) -> TextStyle:
        """Return the style of the contents' entries of a level, 1 to 3."""
        return (self.toc1, self.toc2, self.toc3)[level - 1]


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
    if problems := list(_low_contrasts(style, reader)):
        raise SourceProblem(problems)
    return style


def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def channels(colour: Colour) -> tuple[float, float, float]:
    """Return red, green and blue as 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _low_contrasts(style: Style, reader: _Reader) -> Iterator[Problem]:
    for keys, part in _parts(style, ()):
        if not (hasattr(part, "colour") and hasattr(part, "fill")):
            continue
        ratio = contrast(part.colour, part.fill)
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


_hints = cache(get_type_hints)


class _Reader:
    """Turns tables of TOML into dataclasses by the types of their fields, and notes what does not fit."""

    def __init__(self, path: Path, source: str, values: dict[str, Any]) -> None:
        self.file = path.as_posix()
        self.folder = path.parent
        self.lines = source.splitlines()
        self.colours = values.get("colours", {})
        self.fonts = values.get("fonts", {})
        self.problems: list[Problem] = []

    def read(self, kind: type[T], table: Any, keys: tuple[str, ...]) -> T:
        """Return the dataclass `kind` filled from a table; a value that does not fit is noted and left out."""
        hints = _hints(kind)
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
                values[name] = self.value(hints[name], table.get(name, field.default), (*keys, name))
            else:
                self.note(keys, _("The key {key} is missing.").format(key=".".join((*keys, name))))
                values[name] = None
        return kind(**values)

    def value(self, kind: Any, value: Any, keys: tuple[str, ...]) -> Any:
        """Return a value as the type that its field has."""
        if kind is Font and isinstance(value, str):
            return self.read(Font, self.fonts.get(value, value), ("fonts", value))
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
