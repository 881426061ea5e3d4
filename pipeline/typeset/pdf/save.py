"""Painted pages → the bytes of a PDF: fonts, pictures, links, structure tree, bookmarks, metadata (ISO 32000-1).

The one module that knows how a PDF file is made; whatever PDF/A-2 (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) ask of the
file, beyond the marks in its pages, is here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, NameTree, Object, OutlineItem, Page, Pdf, String

from pipeline.model import Edition
from pipeline.typeset.pdf.fonts import embed_face
from pipeline.typeset.pdf.images import embed_picture
from pipeline.typeset.pdf.metadata import info, xmp
from pipeline.typeset.pdf.paint import Canvas, LinkBox, Resources
from pipeline.typeset.pdf.streams import make_stream, save_bytes
from pipeline.typeset.pdf.strips import Entry
from pipeline.typeset.pdf.structure import Annotation, Content, Element

PRINTED = 4  # the flag of an annotation that is printed
PROFILE = "sRGB IEC61966-2.1"

Links = Mapping[Annotation, Object]


class Bookmark(NamedTuple):
    """A heading and the page, counted from 0, on which it stands."""

    entry: Entry
    page: int


def save(edition: Edition, root: Element, canvases: Sequence[Canvas], bookmarks: Sequence[Bookmark]) -> bytes:
    """Return the file; the same input gives the same bytes."""
    pdf = Pdf.new()
    pages = _add_pages(pdf, canvases, canvases[0].resources)
    links = _add_links(pdf, pages, canvases)
    _Tree(pdf, pages, links).add(root, canvases)
    _add_destinations(pdf, pages, canvases)
    _add_outline(pdf, pages, canvases, bookmarks)
    _add_metadata(pdf, edition)
    return save_bytes(pdf)


def _add_pages(pdf: Pdf, canvases: Sequence[Canvas], resources: Resources) -> list[Object]:
    contents = [canvas.content() for canvas in canvases]
    shared = pdf.make_indirect(
        Dictionary(
            Font=Dictionary({f"/{use.resource}": embed_face(pdf, use) for use in resources.faces.values()}),
            XObject=Dictionary({f"/{name}": embed_picture(pdf, p) for p, name in resources.pictures.items()}),
        )
    )
    for number, (canvas, content) in enumerate(zip(canvases, contents, strict=True)):
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(canvas.width, 2), round(canvas.height, 2)]),
            Contents=make_stream(pdf, content),
            Resources=shared,
            StructParents=number,
            Tabs=Name.S,
        )
        pdf.pages.append(Page(pdf.make_indirect(page)))
    return [page.obj for page in pdf.pages]


def _add_links(pdf: Pdf, pages: Sequence[Object], canvases: Sequence[Canvas]) -> Links:
    """Add the links' annotations; each names the element that holds it, after the pages in the parent tree."""
    links: dict[Annotation, Object] = {}
    for canvas, page in zip(canvases, pages, strict=True):
        for number, link in enumerate(canvas.links):
            annotation = pdf.make_indirect(_link(link, len(canvases) + len(links)))
            links[Annotation(canvas.number, number)] = annotation
        if canvas.links:
            page.Annots = Array([links[Annotation(canvas.number, n)] for n in range(len(canvas.links))])
    return links


def _link(link: LinkBox, key: int) -> Dictionary:
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([round(edge, 2) for edge in link.rectangle]),
        Border=Array([0, 0, 0]),
        F=PRINTED,
        Contents=String(link.anchor.words),
        StructParent=key,
    )
    target = link.anchor.target
    if target.startswith("#"):
        annotation.Dest = String(target[1:])
    else:
        annotation.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(target))
    return annotation


class _Tree:
    """Writes the structure tree, and the way back to it from every page and link (ISO 32000-1, 14.7.4.4)."""

    def __init__(self, pdf: Pdf, pages: Sequence[Object], links: Links) -> None:
        self.pdf, self.pages, self.links = pdf, pages, links
        self.objects: dict[Element, Object] = {}

    def add(self, root: Element, canvases: Sequence[Canvas]) -> None:
        """Add the tree under `root` to the file."""
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._object(root, tree)
        tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self._owners(canvases))))
        tree.ParentTreeNextKey = len(canvases) + len(self.links)
        ids = NameTree.new(self.pdf)
        for element, made in self.objects.items():
            if element.id:
                ids[element.id] = made
        if len(ids):
            tree.IDTree = ids.obj
        self.pdf.Root.StructTreeRoot = tree

    def _owners(self, canvases: Sequence[Canvas]) -> list[Object | int]:
        """Return keys and values of the parent tree: for each page its content's elements, then each link's element."""
        numbers: list[Object | int] = []
        for canvas in canvases:
            owners = Array([self.objects[element] for element in canvas.marked])
            numbers += [canvas.number, self.pdf.make_indirect(owners)]
        for key, link in enumerate((link for canvas in canvases for link in canvas.links), start=len(canvases)):
            numbers += [key, self.objects[link.anchor.element]]
        return numbers

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
            made.A = _attributes(element)
        return made

    def _kid(self, kid: Element | Content | Annotation, parent: Object, home: int | None) -> Object | int:
        """Return a kid; content on the element's own page, `home`, is named by its number alone."""
        match kid:
            case Element():
                return self._object(kid, parent)
            case Content(page, mcid):
                return mcid if page == home else Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=mcid)
            case Annotation(page, _):
                return Dictionary(Type=Name.OBJR, Obj=self.links[kid], Pg=self.pages[page])


def _attributes(element: Element) -> Dictionary:
    values: dict[str, Object | int] = {"/O": Name("/" + element.owner)}
    for key, value in element.attributes.items():
        match value:
            case str():
                values["/" + key] = Name("/" + value)
            case tuple():
                values["/" + key] = Array([round(number, 2) for number in value])
            case _:
                values["/" + key] = value
    return Dictionary(values)


def _add_destinations(pdf: Pdf, pages: Sequence[Object], canvases: Sequence[Canvas]) -> None:
    names = NameTree.new(pdf)
    for canvas in canvases:
        for name, top in canvas.destinations.items():
            names[name] = _destination(pages[canvas.number], canvas, top)
    pdf.Root.Names = Dictionary(Dests=names.obj)


def _destination(page: Object, canvas: Canvas, top: float) -> Array:
    return Array([page, Name.XYZ, 0, round(canvas.height - top, 2), 0])


def _add_outline(pdf: Pdf, pages: Sequence[Object], canvases: Sequence[Canvas], bookmarks: Sequence[Bookmark]) -> None:
    with pdf.open_outline() as outline:
        above: list[tuple[int, OutlineItem]] = []
        for (level, text, name), number in bookmarks:
            canvas = canvases[number]
            place = _destination(pages[number], canvas, canvas.destinations[name])
            item = OutlineItem(text, place)
            while above and above[-1][0] >= level:
                above.pop()
            (above[-1][1].children if above else outline.root).append(item)
            above.append((level, item))


def _add_metadata(pdf: Pdf, edition: Edition) -> None:
    profile = (files("pikepdf") / "pdfa/data/sRGB.icc").read_bytes()
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(PROFILE),
        Info=String(PROFILE),
        DestOutputProfile=make_stream(pdf, profile, N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.Root.Metadata = make_stream(pdf, xmp(edition), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String(edition.document.lang)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    pdf.trailer.Info = pdf.make_indirect(info(edition))
