"""The structure tree in the file, and the way back to it from every page and link (ISO 32000-1, 14.7.4.4)."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from pipeline.typeset.pdf.canvas import Marks
from pipeline.typeset.pdf.structure import OWNERS, Annotation, Content, Element

# Elements that no standard type names, and the standard type that they are read as (ISO 32000-1, 14.7.3).
ROLES = {"Cover": "Sect", "Contents": "Sect"}


def add_tree(pdf: Pdf, root: Element, marks: Sequence[Marks]) -> None:
    """Add the tree under `root` to a file, whose pages have these marks."""
    _Tree(pdf).add(root, marks)


class _Tree:
    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.objects: dict[Element, Object] = {}

    def add(self, root: Element, marks: Sequence[Marks]) -> None:
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._object(root, tree)
        owners = [*self._page_owners(marks), *self._link_owners(marks)]
        numbers = [part for key, owner in enumerate(owners) for part in (key, owner)]
        tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        tree.ParentTreeNextKey = len(owners)
        self._add_ids(tree)
        tree.RoleMap = Dictionary({f"/{name}": Name(f"/{role}") for name, role in ROLES.items()})
        self.pdf.Root.StructTreeRoot = tree
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _page_owners(self, marks: Sequence[Marks]) -> list[Object]:
        """Let every page name its key in the parent tree; return the elements of each page's contents."""
        for key, page in enumerate(self.pages):
            page.StructParents = key
            page.Tabs = Name.S
        return [self.pdf.make_indirect(Array([self.objects[owner] for owner in page.contents])) for page in marks]

    def _link_owners(self, marks: Sequence[Marks]) -> list[Object]:
        """Let every link name its key, which comes after those of the pages; return the elements of the links.

        Those that lead to a place in the file name it, so that they can be read back as what they are.
        """
        annotations = [annotation for page in self.pages for annotation in page.get("/Annots", [])]
        anchors = [anchor for page in marks for anchor in page.links]
        for key, (annotation, anchor) in enumerate(zip(annotations, anchors, strict=True), start=len(self.pages)):
            annotation.StructParent = key
            if anchor.target.startswith("#"):
                annotation.Dest = String(anchor.target[1:])
        return [self.objects[anchor.element] for anchor in anchors]

    def _add_ids(self, tree: Object) -> None:
        ids = NameTree.new(self.pdf)
        for element, made in self.objects.items():
            if element.id:
                ids[element.id] = made
        if len(ids):
            tree.IDTree = ids.obj

    def _object(self, element: Element, parent: Object) -> Object:
        made = Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent)
        made = self.objects[element] = self.pdf.make_indirect(made)
        home = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        kids = [self._kid(kid, made, home) for kid in element.kids]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        if home is not None:
            made.Pg = self.pages[home]
        for key, value in (("/Alt", element.alt), ("/Lang", element.lang), ("/ID", element.id)):
            if value:
                made[key] = String(value)
        if element.attributes:
            owned = _attributes(element)
            made.A = owned[0] if len(owned) == 1 else Array(owned)
        return made

    def _kid(self, kid: Element | Content | Annotation, parent: Object, home: int | None) -> Object | int:
        """Return a kid; content on the element's own page, `home`, is named by its number alone."""
        match kid:
            case Element():
                return self._object(kid, parent)
            case Content(page, mcid):
                return mcid if page == home else Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=mcid)
            case Annotation(page, number):
                return Dictionary(Type=Name.OBJR, Obj=self.pages[page].Annots[number], Pg=self.pages[page])


def _attributes(element: Element) -> list[Dictionary]:
    """Return what is said of an element: a dictionary for each owner."""
    owners: dict[str, dict[str, Object | int | float]] = {}
    for key, value in element.attributes.items():
        owner = OWNERS[key]
        owners.setdefault(owner, {"/O": Name(f"/{owner}")})["/" + key] = _value(value)
    return [Dictionary(values) for values in owners.values()]


def _value(value: str | float | tuple[float, ...]) -> Object | int | float:
    match value:
        case str():
            return Name("/" + value)
        case tuple():
            return Array([round(number, 2) for number in value])
        case _:
            return value
