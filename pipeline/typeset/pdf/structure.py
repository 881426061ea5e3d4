"""The structure tree: what every piece of a page is, in reading order (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Content(NamedTuple):
    """A stretch of marked content: the page, counted from 0, and its number on that page."""

    page: int
    mcid: int


class Annotation(NamedTuple):
    """A link's annotation: the page, counted from 0, and its number on that page."""

    page: int
    number: int


# Which owner an attribute belongs to (ISO 32000-1, 14.8.5).
OWNERS = {
    "Scope": "Table",
    "ColSpan": "Table",
    "RowSpan": "Table",
    "ListNumbering": "List",
    "Placement": "Layout",
    "BBox": "Layout",
    "TextAlign": "Layout",
}


@dataclass(eq=False, slots=True)
class Element:
    """A structure element.

    Blocks join their parent at once, in reading order (`under`). Inlines join it when they are first painted, so that a
    paragraph's own words and its links come in the order in which they are read. Attributes belong to their owners
    (`OWNERS`).
    """

    tag: str
    parent: Element | None = None
    alt: str = ""
    lang: str = ""
    id: str = ""
    attributes: dict[str, str | int | tuple[float, ...]] = field(default_factory=dict)
    kids: list[Element | Content | Annotation] = field(default_factory=list)
    joined: bool = False

    def under(self, parent: Element) -> Element:
        """Join a parent as its last kid; return self."""
        self.parent = parent
        self.join()
        return self

    def join(self) -> None:
        """Join the parent, if not done before."""
        if self.parent is not None and not self.joined:
            self.joined = True
            self.parent.join()
            self.parent.kids.append(self)
