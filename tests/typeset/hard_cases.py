"""Documents that are hard to set, by name: what is rare in a plan but can be written in one."""

from __future__ import annotations

from pipeline.model import (
    Block,
    Break,
    Cell,
    Footnote,
    Foreign,
    Heading,
    Inline,
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
from tests.typeset.every_kind import SENTENCE, item, row, t

Case = tuple[tuple[Block, ...], tuple[Footnote, ...]]

LONG = "Sjökustartilleriflygspaningssimulatoranläggningsmaterielunderhållsuppföljningssystem"
ADDRESS = "https://www.example.se/sv/en/mycket/lang/adress/utan/mellanslag/som-fortsatter/sida.html?fraga=1&svar=2"
RUBRIK = Heading(1, t("Rubrik"), "rubrik")


def noted(words: str, *notes: str) -> tuple[Inline, ...]:
    """Return words that refer to footnotes."""
    return (Text(words), *map(NoteRef, notes))


def nested(depth: int, marker: Marker) -> List:
    """Return lists within lists."""
    inner = (nested(depth - 1, marker),) if depth > 1 else ()
    return List((item(f"Nivå {depth}"), item(f"Nivå {depth}, så lång att den bryts. {SENTENCE}", *inner)), marker)


NOTED = (
    Heading(1, noted("Rubrik", "a")),
    Table(
        (Row((Cell(noted("Huvud", "b")), Cell(t("B")))),),
        (Row((Cell(noted("Cell", "c", "d")), Cell(t("B")))),),
        noted("Bildtext", "e"),
    ),
    Paragraph((*noted("Tre", "f"), *noted(" på", "g"), *noted(" en rad", "h"))),
    Paragraph((*noted("En gång till", "a"), Strong(noted("fet", "i")))),
    Quote((Paragraph(noted("Citat", "j")),)),
    List((ListItem(noted("Punkt", "k")),)),
)

CASES: dict[str, Case] = {
    "nothing": ((), ()),
    "a cell of three pages": ((RUBRIK, Table((row("A", "B"),), (row("kort", SENTENCE * 60), row("a", "b")))), ()),
    "twelve columns": (
        (
            RUBRIK,
            Table(
                (row(*(f"Kolumn {n}" for n in range(12))),),
                (row(*("Ansvarig förvaltning" if n % 3 else "1 234" for n in range(12))),) * 4,
                t("Tolv kolumner"),
                row_headings=True,
            ),
        ),
        (),
    ),
    "long words": (
        (
            Heading(1, t(LONG)),
            Paragraph((Text(f"Ordet {LONG} och "), Link(t(ADDRESS), ADDRESS))),
            List((item(LONG), item(ADDRESS))),
            Table((row(LONG, "B"),), (row("a", ADDRESS), row(LONG, LONG)), t(LONG)),
            Quote((Paragraph(t(LONG)),)),
        ),
        (),
    ),
    "deep lists": ((RUBRIK, nested(9, Marker.BULLET), nested(7, Marker.NUMBER)), ()),
    "a note of two pages": (
        (RUBRIK, Paragraph(noted("Text", "n")), Paragraph(t(SENTENCE * 3))),
        (Footnote("n", t(SENTENCE * 50)),),
    ),
    "notes everywhere": (NOTED, tuple(Footnote(name, t(f"Noten {name}. {SENTENCE}")) for name in "abcdefghijk")),
    "a note in a note": (
        (RUBRIK, Paragraph(noted("Text", "a"))),
        (Footnote("a", noted("se även", "b")), Footnote("b", t("den andra noten"))),
    ),
    "headings alone": (tuple(Heading(level, t(f"Rubrik {level}")) for level in (1, 1, 2, 3, 4, 1)), ()),
    "a single table": ((Table((row("A", "B"),), (row("1", "2"),)),), ()),
    "tables one after another": ((RUBRIK, *[Table((row("A", "B"),), (row("1", "2"),))] * 3), ()),
    "a head alone": ((RUBRIK, Table((row("A", "B"),), ()), Paragraph(t("Efter."))), ()),
    "a head higher than a page": ((RUBRIK, Table((row(SENTENCE * 30, "B"),), (row("a", "b"),) * 60)), ()),
    "empty cells": ((RUBRIK, Table((row("", "B"),), (Row((Cell(()), Cell(()))), row("a", "")))), ()),
    "a heading of many lines": ((Heading(1, t(SENTENCE * 6)), Heading(2, t(SENTENCE * 4)), Paragraph(t("x"))), ()),
    "breaks": ((RUBRIK, Paragraph((Text("a"), Break(), Break(), Text("b"), Break())), Paragraph((Break(),))), ()),
    "English": (
        (
            Heading(1, (Foreign(t("English heading"), "en"),), "english"),
            Paragraph((Foreign((Text("All in English, with a "), Link(t("heading"), "#english")), "en"),)),
        ),
        (),
    ),
    "languages of the north": (
        (
            RUBRIK,
            Paragraph(t("Davvisámegiella, julevsámegiella, ŋ Ŋ ŧ đ č ž ń; Łódź, Þórshöfn, Kraków, Ελλάδα, Россия")),
        ),
        (),
    ),
    "accents apart": ((RUBRIK, Paragraph(t("a\u030a a\u0308 o\u0308 e\u0301 n\u0301"))), ()),
    "characters without a form": (
        (RUBRIK, Paragraph(t("no\u200bll, mju\u00adk, \u200ehär\u2060där, 1\u202f000, nb\u2011streck"))),
        (),
    ),
    "a thousand items": ((RUBRIK, List(tuple(item(f"Punkt {n}") for n in range(1000)), Marker.NUMBER, start=9990)), ()),
}
