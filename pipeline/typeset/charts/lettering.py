"""The words of a chart: measured and broken into lines in the style's face for tables, which is that of charts too."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.frozen import frozen
from pipeline.typeset.charts.shapes import Anchor, String
from pipeline.typeset.style import Colour, Style, TextStyle
from pipeline.typeset.widths import text_width

START: Anchor = "start"
MIDDLE: Anchor = "middle"
END: Anchor = "end"
BALANCED = (0.6, 0.7, 0.8, 0.9)  # shares of a width at which lines may still be as many as at the whole of it
DROP, RISE = 0.3, 0.33  # of the size: a baseline's distance from the foot of its line, and from its middle


@frozen
class Lettering:
    """How a chart's words are set; `spare` is how many times wider than the style's own the face shown may be."""

    style: Style
    spare: float = 1

    @property
    def look(self) -> TextStyle:
        """The style of the words."""
        return self.style.table.cell

    @property
    def leading(self) -> float:
        """The distance of two lines, in points."""
        return self.look.leading

    def width(self, words: str) -> float:
        """Return how wide words may become, in points."""
        return text_width(words, self.look) * self.spare

    def lines(self, words: str, width: float) -> list[str]:
        """Return words as lines no wider than a width in points, and about as long as each other."""
        room = width / self.spare
        lines = wrapped(words, self.look, room)
        if len(lines) == 1:
            return lines
        shorter = (wrapped(words, self.look, room * share) for share in BALANCED)
        return next((even for even in shorter if len(even) == len(lines) and _is_whole(even, lines)), lines)

    def height(self, lines: list[str]) -> float:
        """Return the height of lines, in points."""
        return len(lines) * self.leading

    def write(
        self, lines: list[str], x: float, top: float, colour: Colour | None = None, anchor: Anchor = START
    ) -> Iterator[String]:
        """Yield lines of words from their upper left corner, or to their upper right one."""
        for number, words in enumerate(lines, 1):
            yield self.put(words, x, top - number * self.leading + self.look.size * DROP, colour, anchor)

    def put(self, words: str, x: float, y: float, colour: Colour | None = None, anchor: Anchor = START) -> String:
        """Return words from the left end of their baseline, or round its middle, or to its right end."""
        face = self.look.font.face(self.look.bold, self.look.italic)
        return String(x, y, words, face, self.look.size, anchor, colour or self.look.colour)

    def centre(self, words: str, x: float, y: float, colour: Colour | None = None) -> String:
        """Return words round a point."""
        return self.put(words, x, y - self.look.size * RISE, colour, MIDDLE)


def _is_whole(lines: list[str], others: list[str]) -> bool:
    """Say whether lines break no word that the others do not."""
    return sum(line.endswith("-") for line in lines) <= sum(line.endswith("-") for line in others)


def wrapped(words: str, look: TextStyle, width: float) -> list[str]:
    """Return words as lines no wider than a width: broken at spaces, and a word that is wider where it must be."""
    lines = [""]
    for word in (part for whole in words.split(" ") if whole for part in _parts(whole, look, width)):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and text_width(longer, look) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _parts(word: str, look: TextStyle, width: float) -> Iterator[str]:
    while text_width(word, look) > width and len(word) > 1:
        fitting = (n for n in range(len(word) - 1, 1, -1) if text_width(f"{word[:n]}-", look) <= width)
        cut = next(fitting, 1)
        yield f"{word[:cut]}-"
        word = word[cut:]
    yield word
