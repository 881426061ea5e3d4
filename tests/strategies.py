"""Hypothesis strategies for documents in the form that the text of record can hold."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.model import (
    Align,
    Break,
    Cell,
    Document,
    Doubt,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Link,
    List,
    ListItem,
    Marker,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)

LETTERS = "abåäöÅÉ019 .,:;!?-–’”()/\\*_[]{}<>|#+^=~§✓➢•\"'&%"
words = st.text(LETTERS, min_size=1, max_size=12).filter(lambda t: t == t.strip(" "))
url = st.from_regex(r"https://[a-z]{1,5}\.se(/[a-zA-Z_0-9=-]{1,4}){0,2}", fullmatch=True)
target = url | st.from_regex(r"#[a-z][a-z0-9-]{0,6}", fullmatch=True) | st.just("https://a.se/x (y)")


def sequence(inline: st.SearchStrategy) -> st.SearchStrategy:
    """Inlines one after the other: neighbouring texts are one, and none begins or ends with a space."""
    return st.lists(inline, min_size=1, max_size=4).map(_merge).filter(bool)


def _merge(inlines: list) -> tuple:
    out: list = []
    for inline in inlines:
        if out and isinstance(inline, Text) and isinstance(out[-1], Text):
            out[-1] = Text(f"{out[-1].text} {inline.text}")
        elif out and type(out[-1]) is type(inline) and not isinstance(inline, NoteRef | Break | Text):
            out += [Text(" "), inline]
        else:
            out.append(inline)
    return tuple(out)


text = words.map(Text)
doubt = sequence(text).map(Doubt)
emphasis = sequence(text | doubt).map(Emphasis)
strong = sequence(text | emphasis | doubt).map(Strong)
foreign = st.builds(Foreign, sequence(text | strong), st.sampled_from(["en", "fi", "sv-FI"]))
link = st.builds(Link, sequence(text | foreign), target) | url.map(lambda u: Link((Text(u),), u))
inlines = sequence(text | doubt | emphasis | strong | foreign | link | st.just(Break()))


def identified(draw: st.DrawFn, ids: list[str]) -> str:
    """Sometimes an id, never one that was given before."""
    if not draw(st.booleans()):
        return ""
    ids.append(f"id-{len(ids)}")
    return ids[-1]


@st.composite
def lists(draw: st.DrawFn, ids: list[str], depth: int = 0) -> List:
    marker = draw(st.sampled_from(Marker))
    items = tuple(
        ListItem(draw(inlines), identified(draw, ids), draw(children(ids, depth)))
        for _ in range(draw(st.integers(1, 3)))
    )
    return List(items, marker, draw(st.integers(1, 12)) if marker is Marker.NUMBER else 1)


@st.composite
def children(draw: st.DrawFn, ids: list[str], depth: int) -> tuple:
    if depth > 1 or not draw(st.booleans()):
        return ()
    paragraph = st.builds(Paragraph, inlines)
    return tuple(draw(st.lists(lists(ids, depth + 1) | paragraph, max_size=2)))


@st.composite
def tables(draw: st.DrawFn, ids: list[str]) -> Table:
    """A table of plain cells, with a first row that may span its columns and a first column that may span its rows."""
    width, height = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    cell = st.builds(Cell, inlines | st.just(()))
    rows = [Row(tuple(draw(cell) for _ in range(width))) for _ in range(height)]
    head = (Row((Cell(draw(inlines), colspan=width),)),) if draw(st.booleans()) else ()
    if height > 1 and draw(st.booleans()):
        rows[0] = Row((Cell(draw(inlines), rowspan=height), *rows[0].cells[1:]))
        rows[1:] = [Row(row.cells[1:]) for row in rows[1:]]
    align = tuple(draw(st.sampled_from(Align)) for _ in range(width))
    align = () if set(align) == {Align.LEFT} else align
    return Table(head, tuple(rows), draw(inlines | st.just(())), align, draw(st.booleans()), identified(draw, ids))


@st.composite
def blocks(draw: st.DrawFn, ids: list[str]):
    kind = draw(st.sampled_from(["heading", "paragraph", "list", "table", "figure", "quote"]))
    if kind == "heading":
        return Heading(draw(st.integers(1, 4)), draw(inlines), identified(draw, ids))
    if kind == "paragraph":
        return Paragraph(draw(inlines), identified(draw, ids))
    if kind == "list":
        return draw(lists(ids))
    if kind == "table":
        return draw(tables(ids))
    if kind == "figure":
        source = draw(st.sampled_from(["karta.svg", "bilder/norra delen (1).png"]))
        return Figure(source, draw(words), draw(inlines | st.just(())), identified(draw, ids))
    inner = st.builds(Paragraph, inlines) | lists(ids)
    return Quote(tuple(draw(st.lists(inner, min_size=1, max_size=3))), identified(draw, ids))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document: any blocks, and footnotes that are each referred to once."""
    ids: list[str] = []
    body = tuple(draw(st.lists(blocks(ids), max_size=6)))
    notes = tuple(Footnote(f"n{i}", draw(inlines)) for i in range(draw(st.integers(0, 2))))
    refs = tuple(Paragraph((Text("Ord"), NoteRef(note.id))) for note in notes)
    return Document(draw(words), (*body, *refs), notes, source=draw(st.sampled_from(["", "sha256:ab"])))
