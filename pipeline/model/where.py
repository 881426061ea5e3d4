"""Where something came from; it travels with what was read, and takes no part in equality.

So a text that was read from another file or page is still the same text.
"""

from __future__ import annotations

from dataclasses import field

from pipeline.frozen import frozen


@frozen
class Box:
    """A bounding box in points (1/72 inch), origin at the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def __or__(self, other: Box) -> Box:
        """Return the smallest box around both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@frozen
class Place:
    """Where something stands in a PDF: the page, counted from 1, and its box."""

    page: int
    box: Box


@frozen(order=True)
class Origin:
    """Where something stands in a source file: a path relative to the project, and the line, counted from 1."""

    file: str = ""
    line: int = 0


def no_place() -> Place | None:
    """Return the field of a block's place, where none is known."""
    return field(default=None, compare=False, repr=False)


def no_origin() -> Origin:
    """Return the field of an origin, where none is known."""
    return field(default=Origin(), compare=False, repr=False)
