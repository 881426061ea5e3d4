"""A document with every kind of block and inline, for the writers' tests: what one of them forgets shows here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.model import (
    Align,
    Bar,
    BarChart,
    Block,
    Break,
    Cell,
    Document,
    Doubt,
    Edition,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Link,
    List,
    Listing,
    ListItem,
    Marker,
    Matrix,
    MatrixRow,
    NoteRef,
    Paragraph,
    Pin,
    PinMap,
    Quote,
    Row,
    Shade,
    Span,
    Strong,
    Table,
    Text,
    Timeline,
)

PICTURE = Path(__file__).parent / "picture.png"

SENTENCE = (
    "Kommunstyrelsen samordnar det internationella arbetet tillsammans med förvaltningar, kommunala bolag och andra "
    "aktörer i regionen, och följer varje år upp hur aktiviteterna bidrar till hållbarhetsmålen i översiktsplanen. "
)


def t(text: str) -> tuple[Inline, ...]:
    """Return plain words as inlines."""
    return (Text(text),)


def row(*texts: str) -> Row:
    """Return a row of plain cells."""
    return Row(tuple(Cell(t(text)) for text in texts))


def item(text: str, *children: List | Paragraph) -> ListItem:
    """Return a list item with plain words, and what is nested under it."""
    return ListItem(t(text), children=children)


INLINES = Paragraph(
    (
        Text("Ett stycke med "),
        Strong(t("starka ord")),
        Text(", "),
        Emphasis(t("betonade ord")),
        Text(" och "),
        Strong((Text("starka med "), Emphasis(t("betonade")), Text(" i sig"))),
        Text(", en länk till "),
        Link(t("Sveriges Kommuner och Regioner"), "https://skr.se/internationellt?sida=1&del=2"),
        Text(", en till "),
        Link((Text("avsnittet om "), Emphasis(t("tabeller"))), "#tabeller"),
        Text(", ett namn på engelska, "),
        Foreign(t("Union of the Baltic Cities"), "en"),
        Text(" (även som länk: "),
        Link((Foreign(t("Barents Regional Council"), "en"),), "https://example.org/"),
        Text("), en fotnot"),
        NoteRef("varaktig"),
        Text(", en tveksam läsning: "),
        Doubt(t("främja")),
        Text(" och en "),
        Doubt((Strong(t("stark tveksam")), Text(" läsning"))),
        Text(", en radbrytning"),
        Break(),
        Text(
            "och tecken som skydd kräver: <a> & \"b\" 'c' {d} \\ # %; "
            "§ 41, 2024–2027, ”citat” – 3 ≥ 2 → ✓ å ä ö Å Ä Ö é."
        ),
    ),
    id="alla-inlines",
)

BLOCKS: tuple[Block, ...] = (
    Heading(1, t("Alla sorters block"), id="alla-sorters-block"),
    INLINES,
    Paragraph(t(SENTENCE * 4), id="langt-stycke"),
    Heading(2, t("Rubriker"), id="rubriker"),
    Heading(3, t("Rubrik på tredje nivån"), id="tredje"),
    Paragraph(t(SENTENCE)),
    Heading(4, t("Rubrik på fjärde nivån"), id="fjarde"),
    Paragraph(t(SENTENCE)),
    Heading(
        2,
        (Text("En mycket lång rubrik om "), Foreign(t("Eurotowns"), "en"), Text(f" som bryts: {SENTENCE[:90]}")),
        "lang",
    ),
    Heading(2, t("Listor"), id="listor"),
    Paragraph(t("Punkter, med lägre nivåer:")),
    List(
        (
            item("Första punkten"),
            item(
                "Andra punkten, som är så lång att den fortsätter på en andra rad och kanske till och med på en tredje",
                List(
                    (
                        item("Undre punkt", List((item("Understa punkt"), item("Ännu en understa punkt")))),
                        item("Numrerat under denna", List((item("Ett"), item("Två")), Marker.NUMBER)),
                    )
                ),
                Paragraph(t("Ett stycke som hör till den andra punkten, efter dess lista.")),
            ),
            ListItem(
                (Text("Tredje punkten med "), Link(t("länk"), "#rubriker"), Text(" och not"), NoteRef("i-lista")),
                "tredje-punkt",
            ),
        )
    ),
    Paragraph(t("Erbjudanden:")),
    List((item("Samverkan mellan kommuner"), item("Utbyte av goda exempel")), Marker.ARROW),
    Paragraph(t("Kriterier:")),
    List((item("Ger aktiviteten mervärde?"), item("Är den hållbar?")), Marker.CHECK),
    Paragraph(t("Numrerade, från ett och från nio:")),
    List((item("Ett"), item("Två"), item("Tre")), Marker.NUMBER),
    List((item("Nio"), item("Tio"), item("Elva")), Marker.NUMBER, start=9),
    Heading(2, t("Tabeller"), id="tabeller"),
    Paragraph(t("En tabell med rubrikrad, radrubriker, justering och not i en cell:")),
    Table(
        head=(row("Aktivitet", "Ansvarig", "Kostnad (tkr)", "Klar"),),
        body=(
            Row(
                (
                    Cell(t("Möte i nätverket")),
                    Cell((Text("Kommunstyrelsen"), NoteRef("i-cell"))),
                    Cell(t("120")),
                    Cell(t("✓")),
                )
            ),
            Row(
                (
                    Cell(t("Utbyte mellan skolor")),
                    Cell((Link(t("Förvaltningen"), "https://example.org/f"),)),
                    Cell(t("45")),
                    Cell(()),
                )
            ),
            row("Studieresa", "Räddningstjänsten och det kommunala bolaget tillsammans", "1 310", "✓"),
        ),
        caption=(Text("Tabell 1. Aktiviteter "), Emphasis(t("under året"))),
        align=(Align.LEFT, Align.LEFT, Align.RIGHT, Align.CENTER),
        row_headings=True,
        id="aktiviteter",
    ),
    Paragraph(t("En tabell med två rubrikrader och celler över flera kolumner och rader:")),
    Table(
        head=(
            Row((Cell(t("Partner"), rowspan=2), Cell(t("Mål"), colspan=2), Cell(t("Anmärkning"), rowspan=2))),
            row("Socialt", "Ekologiskt"),
        ),
        body=(
            Row((Cell(t("Nätverk"), rowspan=2), Cell(t("Ja")), Cell(t("Ja")), Cell(t(SENTENCE)))),
            row("Ja", "Nej", "Kort"),
            Row((Cell(t("Vänort")), Cell(t("Båda målen, tillsammans"), colspan=2), Cell(t("–")))),
            Row((Cell(t("Över hela bredden"), colspan=4),)),
        ),
        caption=t("Tabell 2. Partner och mål"),
        row_headings=True,
        id="partner",
    ),
    Paragraph(t("En tabell utan rubrik:")),
    Table(head=(), body=(row("a", "b"), row("c", "d"))),
    Heading(2, t("En lång tabell"), id="lang-tabell"),
    Table(
        head=(row("Nr", "Aktivitet", "Period"),),
        body=tuple(
            row(str(n), SENTENCE if n % 4 == 0 else f"Aktivitet {n}", f"kvartal {n % 4 + 1}") for n in range(1, 31)
        ),
        caption=t("Tabell 3. En tabell som fortsätter på nästa sida"),
        align=(Align.RIGHT, Align.LEFT, Align.LEFT),
        id="lang-lista",
    ),
    Heading(2, t("Figurer och citat"), id="figurer"),
    Figure(
        "",
        "Stapeldiagram. Näringsliv: 3 aktiviteter; Kultur: ingen.",
        t("Aktiviteter per område"),
        "diagram",
        chart=BarChart((Bar("Näringsliv", 3, "3 aktiviteter"), Bar("Kultur", 0, "ingen"))),
    ),
    Figure(
        "",
        "Tidslinje. Möte: januari–mars, digitalt; Resa: juni, fysiskt; Mässa: hela året, hybrid.",
        t("Aktiviteter under året"),
        "tidslinje",
        chart=Timeline(
            ("Jan–mars", "April–juni", "Juli–sept", "Okt–dec"),
            (Span("Möte", 0, 0.25), Span("Resa", 0.4, 0.5, Shade.OPEN), Span("Mässa", 0, 1, Shade.HALF)),
        ),
    ),
    Figure(
        "",
        "Matris. Hälsa: Kultur 2; Arbete: Näringsliv 12 och Kultur 1.",
        t("Aktiviteter per mål och område"),
        "matris-bild",
        chart=Matrix(("Näringsliv", "Kultur"), (MatrixRow("Hälsa", (0, 2)), MatrixRow("Arbete", (12, 1)))),
    ),
    Figure(
        "",
        "Karta. Kemi: 2 aktiviteter; Zenica: vilande; Ett nätverk: 1 aktivitet.",
        t("Samarbetspartner"),
        "karta",
        chart=PinMap(
            (Pin("Kemi: 2 aktiviteter", 65.74, 24.56), Pin("Zenica: vilande", 44.2, 17.91, Shade.OPEN)),
            Listing("Utanför kartan", ()),
            Listing("Nätverk", ("Ett nätverk: 1 aktivitet",)),
            Pin("Luleå", 65.58, 22.15),
        ),
    ),
    Figure(
        str(PICTURE),
        "Två staplar: tolv aktiviteter 2025 och trettioen 2026.",
        t("Figur 1. Aktiviteter per år"),
        "figur",
    ),
    Figure(str(PICTURE), "Samma två staplar utan bildtext."),
    Quote(
        (
            Paragraph((Text("Städer med internationell prägel har dragningskraft"), NoteRef("i-citat"), Text("."))),
            List((item("En punkt i citatet"), item("En till"))),
            Paragraph(t(SENTENCE)),
        ),
        id="citat",
    ),
    Heading(1, t("Ett andra kapitel"), id="andra-kapitlet"),
    *(Paragraph(t(SENTENCE * (1 + n % 4))) for n in range(12)),
)

NOTES = (
    Footnote(
        "varaktig",
        (
            Text("En varaktig not med "),
            Link(t("länk"), "https://example.org/not"),
            Text(" och "),
            Emphasis(t("betoning")),
        ),
    ),
    Footnote("i-lista", t("En not i en lista.")),
    Footnote("i-cell", t("En not i en tabellcell. " + SENTENCE)),
    Footnote("i-citat", (Text("En not i ett citat, med "), Foreign(t("English words"), "en"), Text("."))),
)

EVERY_KIND = Edition(
    slug="alla-sorter",
    title="Ett dokument med alla sorters block & inlines",
    subtitle="För prov av det som skrivs i Word, PDF och HTML",
    publisher="Exempelkommun",
    document=Document("Ett dokument med alla sorters block & inlines", BLOCKS, NOTES),
    date=date(2024, 2, 26),
    marks=("UTKAST: 2 frågor är obesvarade", "EXEMPEL"),
    facts=(
        ("Diarienummer", "KLF 2023/1234"),
        ("Beslutad av", "Kommunfullmäktige 2024-02-26, § 41"),
        ("Giltighetstid", "2024–2027"),
        ("Dokumentansvarig", "Kommunstyrelsen"),
    ),
)
