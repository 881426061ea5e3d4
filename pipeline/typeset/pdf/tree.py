"""The structure tree in the file, and the way back to it from every page and link (ISO 32000-1, 14.7.4.4)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.typeset.pdf.canvas import Marks
from pipeline.typeset.pdf.objects import (
    Document,
    Raw,
    add,
    array,
    extend,
    link_name,
    names_of,
    number_of,
    page_name,
    text_string,
)
from pipeline.typeset.pdf.structure import OWNERS, Annotation, Content, Element

# Elements that no standard type names, and the standard type that they are read as (ISO 32000-1, 14.7.3).
ROLES = {"Cover": "Sect", "Contents": "Sect"}


def add_tree(document: Document, root: Element, marks: Sequence[Marks]) -> None:
    """Add the tree under `root` to a document, whose pages have these marks."""
    _Tree(document, marks).add(root)


class _Tree:
    def __init__(self, document: Document, marks: Sequence[Marks]) -> None:
        self.document = document
        self.marks = marks
        self.pages = [number_of(document, page_name(page)) for page in range(len(marks))]
        self.numbers: dict[Element, int] = {}

    def add(self, root: Element) -> None:
        tree = Raw()
        number = add(self.document, tree)
        self._object(root, number)
        owners = [*self._page_owners(), *self._link_owners()]
        parents = add(self.document, Raw(f"<</Nums{array(f'{key} {owner} 0 R' for key, owner in enumerate(owners))}>>"))
        ids = {element.id: f"{made} 0 R" for element, made in self.numbers.items() if element.id}
        roles = "".join(f"/{name}/{role}" for name, role in ROLES.items())
        tree.body = (
            f"<</Type/StructTreeRoot/K {self.numbers[root]} 0 R/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(owners)}/RoleMap<<{roles}>>{f'/IDTree{names_of(ids)}' if ids else ''}>>"
        )
        extend(self.document.Catalog, StructTreeRoot=tree, MarkInfo=Raw("<</Marked true>>"))

    def _page_owners(self) -> list[int]:
        """Let every page name its key in the parent tree; return the lists of the elements of each page's contents."""
        for key, page in enumerate(self.document.Pages.pages):
            extend(page, StructParents=key, Tabs="/S")
        lists = (array(f"{self.numbers[owner]} 0 R" for owner in page.contents) for page in self.marks)
        return [add(self.document, Raw(owners)) for owners in lists]

    def _link_owners(self) -> list[int]:
        """Let every link name its key, which comes after those of the pages; return the elements of the links."""
        links = [(page, number) for page, marks in enumerate(self.marks) for number in range(len(marks.links))]
        for key, (page, number) in enumerate(links, start=len(self.pages)):
            self.document.idToObject[self.document.annotationName(link_name(page, number))].entries["StructParent"] = (
                key
            )
        return [self.numbers[self.marks[page].links[number].element] for page, number in links]

    def _object(self, element: Element, parent: int) -> int:
        made = Raw()
        number = self.numbers[element] = add(self.document, made)
        home = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        kids = [self._kid(kid, number, home) for kid in element.kids]
        body = f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R"
        if kids:
            body += f"/K {kids[0]}" if len(kids) == 1 else f"/K{array(kids)}"
        if home is not None:
            body += f"/Pg {self.pages[home]} 0 R"
        for key, value in ("Alt", element.alt), ("Lang", element.lang), ("ID", element.id):
            if value:
                body += f"/{key}{text_string(value)}"
        made.body = f"{body}/A{_attributes(element)}>>" if element.attributes else f"{body}>>"
        return number

    def _kid(self, kid: Element | Content | Annotation, parent: int, home: int | None) -> str:
        """Return a kid; content on the element's own page, `home`, is named by its number alone."""
        match kid:
            case Element():
                return f"{self._object(kid, parent)} 0 R"
            case Content(page, mcid):
                return str(mcid) if page == home else f"<</Type/MCR/Pg {self.pages[page]} 0 R/MCID {mcid}>>"
            case Annotation(page, number):
                link = number_of(self.document, self.document.annotationName(link_name(page, number)))
                return f"<</Type/OBJR/Obj {link} 0 R/Pg {self.pages[page]} 0 R>>"


def _attributes(element: Element) -> str:
    """Return what is said of an element: a dictionary for each owner."""
    owners: dict[str, str] = {}
    for key, value in element.attributes.items():
        owner = OWNERS[key]
        owners[owner] = f"{owners.get(owner, f'/O/{owner}')}/{key}{_value(value)}"
    dictionaries = [f"<<{entries}>>" for entries in owners.values()]
    return dictionaries[0] if len(dictionaries) == 1 else array(dictionaries)


def _value(value: str | float | tuple[float, ...]) -> str:
    match value:
        case str():
            return "/" + value
        case tuple():
            return array(round(number, 2) for number in value)
        case _:
            return f" {value}"
