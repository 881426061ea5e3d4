"""The structure tree of a tagged PDF (ISO 32000-1, 14.7), with standard types and without what is of no use here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, NamedTuple

import pikepdf

from pipeline.frozen import frozen

MAX_DEPTH, MAX_ELEMENTS = 60, 200_000


class Mark(NamedTuple):
    """A marked content: its page, counted from 1, and its number on that page."""

    page: int
    content: int


@frozen(eq=False)
class Node:
    """A structure element: its standard type, the name that its producer gave it, and what is said of it.

    `target` is where a link in it leads: a URL, or `#` and a name.
    """

    type: str
    name: str
    kids: tuple[Node | Mark, ...]
    id: str = ""
    lang: str = ""
    alt: str = ""
    target: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The elements directly under it."""
        return tuple(kid for kid in self.kids if isinstance(kid, Node))

    def marks(self) -> Iterator[Mark]:
        """Yield the marked contents in it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            else:
                yield from kid.marks()

    def all(self) -> Iterator[Node]:
        """Yield it and every element in it, in reading order."""
        yield self
        for kid in self.nodes:
            yield from kid.all()


def read_tree(pdf: pikepdf.Pdf) -> Node:
    """Return the root of a file's structure tree; raise ValueError when it has none, or one that never ends."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        raise ValueError("no structure tree")
    return _Reader(pdf, root).node(root, 0)


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf, root: Any) -> None:
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self.roles = {key: str(value) for key, value in root.get("/RoleMap", {}).items()}
        self.left = MAX_ELEMENTS

    def node(self, element: Any, depth: int, page: int = 0) -> Node:
        self.left -= 1
        if depth > MAX_DEPTH or self.left < 0:
            raise ValueError("a structure tree without end")
        page = self.pages[element.Pg.objgen] if "/Pg" in element else page
        name = str(element.get("/S", "/Root"))
        held = list(_several(element.get("/K")))
        kids = tuple(kid for one in held for kid in self._kid(one, depth, page))
        identity, lang, alt = (str(element.get(key, "")) for key in ("/ID", "/Lang", "/Alt"))
        said = dict(_attributes(element.get("/A")))
        target = next(filter(None, map(_target, held)), "")
        return Node(self._standard(name), name[1:], kids, identity, lang, alt, target, said)

    def _kid(self, kid: Any, depth: int, page: int) -> Iterator[Node | Mark]:
        if isinstance(kid, int):
            yield Mark(page, kid)
        elif kid.get("/Type") == "/MCR":
            yield Mark(self.pages[kid.Pg.objgen] if "/Pg" in kid else page, int(kid.MCID))
        elif kid.get("/Type") != "/OBJR":
            yield self.node(kid, depth + 1, page)

    def _standard(self, name: str) -> str:
        for _step in self.roles:
            name = self.roles.get(name, name)
        return name[1:]


def _several(value: Any) -> Iterator[Any]:
    """Yield what may stand alone or in an array."""
    if isinstance(value, pikepdf.Array):
        yield from value
    elif value is not None:
        yield value


def _target(kid: Any) -> str:
    """Return where an annotation leads; nothing for what is none."""
    if isinstance(kid, int) or kid.get("/Type") != "/OBJR":
        return ""
    annotation = kid.Obj
    action = annotation.get("/A", {})
    if "/URI" in action:
        return str(action["/URI"])
    place = annotation.get("/Dest", action.get("/D"))
    return f"#{str(place).removeprefix('/')}" if isinstance(place, pikepdf.String | pikepdf.Name) else ""


def _attributes(value: Any) -> Iterator[tuple[str, str]]:
    for owner in _several(value):
        if isinstance(owner, pikepdf.Dictionary):
            yield from ((key[1:], _said(item)) for key, item in owner.items() if key != "/O")


def _said(item: Any) -> str:
    """Return an attribute's value: a name without its slash, numbers in an array with spaces between them."""
    return " ".join(map(_said, item)) if isinstance(item, pikepdf.Array) else str(item).removeprefix("/")
