"""Painted pages → the bytes of a PDF: fonts, pictures, links, structure tree, bookmarks, metadata (ISO 32000-1).

The one module that knows how a PDF file is made; whatever PDF/A-2 (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) ask of the
file, beyond the marks in its pages, is here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, NameTree, Object, ObjectStreamMode, OutlineItem, Page, Pdf, Stream, String

from pipeline.model import Edition
from pipeline.typeset.pdf.fonts import embed_face
from pipeline.typeset.pdf.images import Image
from pipeline.typeset.pdf.metadata import info, xmp
from pipeline.typeset.pdf.pages import Entry
from pipeline.typeset.pdf.paint import Canvas, LinkBox, Resources
from pipeline.typeset.pdf.structure import Annotation, Content, Element

PRINTED = 4  # the flag of an annotation that is printed
PROFILE = "sRGB IEC61966-2.1"

Links = Mapping[Annotation, Object]


class Bookmark(NamedTuple):
    """A heading and the page, counted from 0, on which it stands."""

    entry: Entry
    page: int


def save(
    edition: Edition, root: Element, canvases: Sequence[Canvas], resources: Resources, bookmarks: Sequence[Bookmark]
) -> bytes:
    """Return the file; the same input gives the same bytes."""
    pdf = Pdf.new()
    pages = _add_pages(pdf, canvases, resources)
    links = _add_links(pdf, pages, canvases)
    _add_structure(pdf, root, pages, canvases, links)
    _add_destinations(pdf, pages, canvases)
    _add_outline(pdf, pages, canvases, bookmarks)
    _add_metadata(pdf, edition)
    target = BytesIO()
    pdf.save(
        target,
        deterministic_id=True,
        force_version="1.7",
        object_stream_mode=ObjectStreamMode.generate,
        compress_streams=True,
    )
    return target.getvalue()


def _add_pages(pdf: Pdf, canvases: Sequence[Canvas], resources: Resources) -> list[Object]:
    contents = [canvas.content() for canvas in canvases]
    shared = pdf.make_indirect(
        Dictionary(
            Font=Dictionary({f"/{use.resource}": embed_face(pdf, use) for use in resources.faces.values()}),
            XObject=Dictionary({f"/{name}": _image(pdf, image) for image, name in resources.images.items()}),
        )
    )
    for number, (canvas, content) in enumerate(zip(canvases, contents, strict=True)):
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(canvas.width, 2), round(canvas.height, 2)]),
            Contents=Stream(pdf, content),
            Resources=shared,
            StructParents=number,
            Tabs=Name.S,
        )
        pdf.pages.append(Page(pdf.make_indirect(page)))
    return [page.obj for page in pdf.pages]


def _image(pdf: Pdf, image: Image) -> Stream:
    """Return a picture as an image object."""
    stream = Stream(
        pdf,
        image.data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.columns,
        Height=image.rows,
        ColorSpace=Name.DeviceGray if image.grey else Name.DeviceRGB,
        BitsPerComponent=8,
    )
    if image.jpeg:
        stream.Filter = Name.DCTDecode
    return stream


def _add_links(pdf: Pdf, pages: Sequence[Object], canvases: Sequence[Canvas]) -> Links:
    """Add the links' annotations; each names the element that holds it, after the pages in the parent tree."""
    links = {}
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


def _add_structure(pdf: Pdf, root: Element, pages: Sequence[Object], canvases: Sequence[Canvas], links: Links) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    objects: dict[Element, Object] = {}
    tree.K = _element(pdf, root, tree, pages, links, objects)
    owners = {link.anchor.element: None for canvas in canvases for link in canvas.links}
    assert all(owner in objects for owner in owners)
    numbers: list[Object | int] = []
    for canvas in canvases:
        numbers += [canvas.number, pdf.make_indirect(Array([objects[element] for element in canvas.marked]))]
    for canvas in canvases:
        for number, link in enumerate(canvas.links):
            numbers += [int(links[Annotation(canvas.number, number)].StructParent), objects[link.anchor.element]]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(canvases) + len(links)
    ids = NameTree.new(pdf)
    for element, made in objects.items():
        if element.id:
            ids[element.id] = made
    if len(ids):
        tree.IDTree = ids.obj
    pdf.Root.StructTreeRoot = tree


def _element(
    pdf: Pdf,
    element: Element,
    parent: Object,
    pages: Sequence[Object],
    links: Links,
    objects: dict[Element, Object],
) -> Object:
    made = objects[element] = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent))
    home = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
    kids: list[Object | int] = []
    for kid in element.kids:
        match kid:
            case Element():
                kids.append(_element(pdf, kid, made, pages, links, objects))
            case Content(page, mcid):
                kids.append(mcid if page == home else Dictionary(Type=Name.MCR, Pg=pages[page], MCID=mcid))
            case Annotation(page, _):
                kids.append(Dictionary(Type=Name.OBJR, Obj=links[kid], Pg=pages[page]))
    if kids:
        made.K = kids[0] if len(kids) == 1 else Array(kids)
    if home is not None:
        made.Pg = pages[home]
    for key, value in (("/Alt", element.alt), ("/Lang", element.lang), ("/ID", element.id)):
        if value:
            made[key] = String(value)
    if element.attributes:
        made.A = _attributes(element)
    return made


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
        DestOutputProfile=Stream(pdf, profile, N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.Root.Metadata = Stream(pdf, xmp(edition), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String(edition.document.lang)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    pdf.trailer.Info = pdf.make_indirect(info(edition))
