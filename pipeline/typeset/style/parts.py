"""What a style is made of: frozen dataclasses, lengths in points (1/72 inch), colours as `#rrggbb`."""

# Without `annotations` from `__future__`: the reader needs the types of fields, which would be strings.
from pathlib import Path
from typing import NewType

from pipeline.frozen import frozen
from pipeline.model import Align

Colour = NewType("Colour", str)


@frozen
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

    @property
    def measure(self) -> float:
        """Return the width of the text, in points."""
        return self.width - self.left - self.right

    @property
    def room(self) -> float:
        """Return the height of the text, in points."""
        return self.height - self.top - self.bottom


@frozen
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


@frozen
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


@frozen
class Fonts:
    """The families: for text, for headings and tables, and for signs that the other two lack."""

    serif: Font
    sans: Font
    symbol: Font


@frozen
class TextStyle:
    """How one kind of text is set: face, size, line distance, colours, weight, space before and after, indent."""

    font: Font
    size: float
    leading: float
    colour: Colour
    fill: Colour = Colour("paper")
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    indent: float = 0
    align: Align = Align.LEFT


@frozen
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


@frozen
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


@frozen
class LinkStyle:
    """Links."""

    colour: Colour
    underline: bool
    fill: Colour = Colour("paper")


@frozen
class DoubtStyle:
    """Doubtful readings: their fill, and the sign that follows them."""

    colour: Colour
    fill: Colour
    sign: str


@frozen
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
