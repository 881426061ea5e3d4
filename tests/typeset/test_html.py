"""The HTML writer: one page that needs nothing else, says what the edition says, and can be read by everyone."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from every_kind import BLOCKS, EVERY_KIND, NOTES, PICTURE, item, row, t
from hypothesis import HealthCheck, given, settings
from lxml import etree, html

from pipeline.errors import SourceProblem
from pipeline.model import (
    Block,
    Break,
    Cell,
    Document,
    Doubt,
    Edition,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Link,
    List,
    Marker,
    NoteRef,
    Origin,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
)
from pipeline.typeset import typeset_html
from pipeline.typeset.html.columns import set_columns
from pipeline.typeset.html.looks import dark, palette
from pipeline.typeset.hyphens import SOFT_HYPHEN
from pipeline.typeset.spaces import NO_BREAK, unbroken
from pipeline.typeset.style import Colour, Style, contrast, read_style
from pipeline.typeset.style.read import MINIMUM_CONTRAST
from tests.conftest import needs_program
from tests.strategies import documents

ROOT = Path(__file__).parents[2]


@cache
def style() -> Style:
    return read_style(ROOT / "styles" / "lulea.toml")


@cache
def every_kind() -> str:
    return typeset_html(EVERY_KIND, style()).decode("utf-8")


@cache
def page() -> etree._Element:
    return html.document_fromstring(every_kind())


def edition(*blocks: Block, notes: tuple[Footnote, ...] = ()) -> Edition:
    return replace(EVERY_KIND, document=Document("Ett dokument", blocks, notes))


def main(*blocks: Block, notes: tuple[Footnote, ...] = ()) -> etree._Element:
    source = typeset_html(edition(*blocks, notes=notes), style()).decode("utf-8")
    return html.document_fromstring(source).find(".//main")


def heard(element: etree._Element) -> str:
    """Return what is read aloud: every word, without what is hidden from listeners."""
    for hidden in element.xpath(".//*[@aria-hidden='true']"):
        hidden.drop_tree()
    return " ".join(element.text_content().split())


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert typeset_html(EVERY_KIND, style()).decode("utf-8") == every_kind()


def test_the_page_needs_no_script_and_no_other_file() -> None:
    assert not page().xpath("//script|//link|//iframe|//object|//@onclick|//@onload")
    assert all(source.startswith("data:image/") for source in page().xpath("//@src"))
    css = page().find(".//style").text
    assert "url(" not in css
    assert "@import" not in css


def test_the_page_says_its_language_title_date_and_publisher() -> None:
    assert page().get("lang") == "sv-SE"
    assert page().findtext(".//title") == f"UTKAST · EXEMPEL – {EVERY_KIND.title} – {EVERY_KIND.subtitle}"
    meta = {element.get("name"): element.get("content") for element in page().findall(".//meta[@name]")}
    assert meta["author"] == EVERY_KIND.publisher
    assert meta["dcterms.date"] == "2024-02-26"
    assert meta["viewport"] == "width=device-width, initial-scale=1"


def test_the_landmarks_are_there_once_and_the_skip_link_comes_first() -> None:
    body = page().find("body")
    assert [element.tag for element in body.iter("header", "nav", "main", "footer")] == [
        "header",
        "nav",
        "main",
        "footer",
    ]
    first = body[0]
    assert (first.tag, first.get("href")) == ("a", f"#{body.find('.//main').get('id')}")


def test_there_is_one_title_and_no_heading_level_is_skipped() -> None:
    levels = [int(element.tag[1]) for element in page().iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_cover_shows_the_marks_before_the_title_and_then_the_facts() -> None:
    header = page().find(".//header")
    shown = header.text_content()
    assert shown.index("UTKAST: 2 frågor är obesvarade") < shown.index(EVERY_KIND.title)
    facts = [(d.findtext("dt"), d.find("dd").text_content()) for d in header.findall(".//dl/div")]
    assert facts == [(label, unbroken(value)) for label, value in EVERY_KIND.facts]


def test_ids_stand_once_and_every_internal_link_leads_to_one() -> None:
    ids = page().xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = [href[1:] for href in page().xpath("//a/@href") if href.startswith("#")]
    assert set(targets) <= set(ids)


def all_ids(blocks: tuple[Any, ...]) -> Iterator[str]:
    for block in blocks:
        if getattr(block, "id", ""):
            yield block.id
        for nested in ("items", "children", "blocks"):
            yield from all_ids(getattr(block, nested, ()))


def test_every_block_keeps_its_id() -> None:
    assert set(all_ids(BLOCKS)) <= set(page().xpath("//main//@id"))


def test_the_contents_lead_to_the_headings_of_three_levels() -> None:
    links = page().xpath("//nav//a")
    headings = [block for block in BLOCKS if isinstance(block, Heading) and block.level <= 3]
    assert [link.get("href") for link in links] == [f"#{heading.id}" for heading in headings]
    nested = page().xpath("//nav/ol/li/ol/li/ol/li/a")
    assert [link.get("href") for link in nested] == ["#tredje"]


def test_headings_without_an_id_are_reached_from_the_contents_too() -> None:
    source = typeset_html(edition(Heading(1, t("Ett")), Heading(1, t("Ett"))), style()).decode("utf-8")
    found = html.document_fromstring(source)
    links = [href[1:] for href in found.xpath("//nav//a/@href")]
    assert links == found.xpath("//main/h2/@id")
    assert len(set(links)) == 2


# ── Blocks and inlines ───────────────────────────────────────────────────────────────────────────────────────────────


def test_lists_have_their_markers_by_style_and_numbers_their_start() -> None:
    found = main(
        *(List((item("Punkt"),), marker, 9 if marker is Marker.NUMBER else 1) for marker in Marker),
    )
    assert [(element.tag, element.get("class"), element.get("start")) for element in found.iter("ul", "ol")] == [
        ("ul", "bullet", None),
        ("ul", "arrow", None),
        ("ul", "check", None),
        ("ol", None, "9"),
    ]
    assert re.findall(r'ul\.(\w+) { list-style-type: "(.) "', every_kind()) == [
        ("bullet", "•"),
        ("arrow", "➢"),
        ("check", "✓"),
    ]


def test_nested_lists_stand_inside_their_item() -> None:
    assert page().xpath("//main/ul/li/ul/li/ul/li[1]/text()")[0].strip() == "Understa punkt"
    assert len(page().xpath("//main/ul/li/ul/li/ol/li")) == 2


def test_tables_have_captions_and_scopes() -> None:
    first, second, bare = page().xpath("//table")[:3]
    assert first.find("caption").text_content() == "Tabell 1. Aktiviteter under året"
    assert [cell.get("scope") for cell in first.findall("thead/tr/th")] == ["col"] * 4
    assert [cell.get("scope") for cell in first.findall("tbody/tr/th")] == ["row"] * 3
    assert [cell.get("class") for cell in first.findall("tbody/tr[1]/*")] == [None, None, "right", "center"]
    assert second.find("thead/tr/th[2]").get("scope") == "colgroup"
    assert second.find("tbody/tr/th").get("scope") == "rowgroup"
    assert bare.find("thead") is None


def test_long_words_can_be_parted_between_their_parts_where_there_is_little_room() -> None:
    word = "samarbetspartner"
    cell = main(Table((), (Row((Cell(t(word)),)),))).findtext(".//td")
    assert cell == f"samarbets{SOFT_HYPHEN}partner"
    assert main(Paragraph(t(word))).findtext(".//p") == word
    scrolling = main(Table((), (row(word, word, word),)))
    assert scrolling.findtext(".//td") == word
    assert main(Table((), (Row((Cell(t("Kommunstaben")),)),))).findtext(".//td") == "Kommunstaben"
    long = main(Paragraph(t("sjökustartilleriflygspaningssimulatoranläggning"))).findtext(".//p")
    assert max(map(len, long.split(SOFT_HYPHEN))) < 16
    address = f"https://example.org/{word}"
    assert main(Table((), (Row((Cell(t(address)),)),))).findtext(".//td") == address


def test_words_of_another_language_are_parted_by_its_rules() -> None:
    words = t("internationalization")
    cells = Row((Cell((Foreign(words, "en"),)), Cell(words)))
    english, swedish = main(Table((), (cells,))).xpath(".//td//text()")
    assert SOFT_HYPHEN in english
    assert english != swedish


def test_columns_share_the_width_as_in_print_whatever_long_texts_there_are() -> None:
    short, long = "kvartal 2", "Kommunstyrelsen samordnar det internationella arbetet " * 9
    table = Table((row("Nr", "Aktivitet", "Period"),), (row("1", long, short), row("2", long, short)))
    number, activity, period = set_columns(table, style()).shares
    assert number + activity + period == pytest.approx(100)
    assert period > 10 > number
    found = main(table)
    assert [col.get("style").partition(": ")[0] for col in found.iter("col")] == ["--share"] * 3


def test_tables_with_the_same_names_have_the_same_columns_whatever_else_they_hold() -> None:
    names = ("Period", "Jämställdhet och jämlikhet")
    short, long = (
        Table((), tuple(row(name, value) for name in names), row_headings=True) for value in ("ja", "ord " * 90)
    )
    assert set_columns(short, style()).shares == pytest.approx(set_columns(long, style()).shares)


def test_a_table_that_scrolls_on_a_telephone_is_wide_enough_to_be_read_and_a_small_one_does_not_scroll() -> None:
    wide = Table((), (row("Stadsbyggnadsförvaltningen", "Utbildningsförvaltningen", "Fastighetsförvaltningen"),))
    assert 16 < set_columns(wide, style()).least <= 28
    assert "--least" in main(wide).find(".//table").get("style")
    for narrow in (Table((), (row("1", "2", "3"),)), Table((), (row("Stadsbyggnadsförvaltningen" * 2, "2"),))):
        assert main(narrow).find(".//table").get("style") is None


def test_years_with_a_dash_between_them_stay_on_one_line() -> None:
    found = main(Paragraph(t("Planen gäller 2024–2027 – två mål & §§ 3–4.")))
    assert [span.text for span in found.findall(".//p/span[@class='whole']")] == ["2024–2027", "3–4"]
    assert found.find(".//p").text_content() == "Planen gäller 2024–2027\u00a0– två mål & §§\u00a03–4."


def test_two_references_side_by_side_are_read_as_two() -> None:
    notes = (Footnote("a", t("Den ena.")), Footnote("b", t("Den andra.")))
    beside = main(Paragraph((Text("Ett"), NoteRef("a"), NoteRef("b"))), notes=notes)
    assert [sup.get("class") for sup in beside.findall(".//p/sup")] == [None, "beside"]
    apart = main(Paragraph((Text("Ett"), NoteRef("a"), Text(" två"), NoteRef("b"))), notes=notes)
    assert [sup.get("class") for sup in apart.findall(".//p/sup")] == [None, None]


def test_empty_header_cells_are_no_headers() -> None:
    table = Table((Row((Cell(()), Cell(t("2025")))),), (Row((Cell(t("Luleå")), Cell(t("ja")))),), row_headings=True)
    assert [cell.tag for cell in main(table).findall(".//thead/tr/*")] == ["td", "th"]


@pytest.mark.parametrize("empty", [(), t(""), t(" ")])
def test_header_cells_without_words_are_no_headers(empty: tuple[Inline, ...]) -> None:
    table = Table((Row((Cell(empty), Cell(t("2025")))),), (Row((Cell(empty), Cell(t("ja")))),), row_headings=True)
    assert [cell.tag for cell in main(table).findall(".//tr/*")] == ["td", "th", "td", "td"]


def test_what_may_scroll_can_be_reached_by_the_keyboard_and_has_a_name() -> None:
    scrolling = page().xpath("//div[@class='table'][.//tr[count(*) > 2]]")
    assert scrolling
    assert all(div.get("tabindex") == "0" and div.get("aria-label") for div in scrolling)


def test_figures_carry_their_picture_with_its_alternative_text_and_size() -> None:
    images = page().xpath("//figure/img")
    assert [image.get("alt") for image in images] == [
        block.alt for block in BLOCKS if isinstance(block, Figure) and block.source
    ]
    assert all(int(image.get("width")) > 0 for image in images)
    assert page().xpath("//figure[img]/figcaption")[0].text_content() == "Figur 1. Aktiviteter per år"


def test_a_picture_that_is_not_there_is_a_problem_with_its_line() -> None:
    figure = Figure("saknas.png", "En bild", origin=Origin("sources/plan.md", 7))
    with pytest.raises(SourceProblem) as caught:
        typeset_html(edition(figure), style())
    assert caught.value.problems[0].line == 7


def test_footnotes_lead_there_and_back() -> None:
    references = page().xpath("//a[@role='doc-noteref']")
    assert [reference.text_content() for reference in references] == ["1", "2", "3", "4"]
    notes = page().xpath("//section[@role='doc-endnotes']//li")
    assert [f"#{note.get('id')}" for note in notes] == [reference.get("href") for reference in references]
    back = page().xpath("//a[@role='doc-backlink']/@href")
    assert back == [f"#{reference.get('id')}" for reference in references]
    assert len(notes) == len(NOTES)


def test_a_note_with_two_references_leads_back_to_both() -> None:
    found = main(
        Paragraph((Text("Ett"), NoteRef("a"), Text(" två"), NoteRef("a"))), notes=(Footnote("a", t("En not.")),)
    )
    assert [reference.text_content() for reference in found.xpath(".//sup/a")] == ["1", "1"]
    assert found.xpath(".//section//li/a/@href") == ["#ref-a", "#ref-a-2"]
    assert len(found.xpath(".//section//li")) == 1


def test_foreign_words_say_their_language() -> None:
    spans = page().xpath("//main//span[@lang]")
    assert (spans[0].get("lang"), spans[0].text_content()) == ("en", "Union of the Baltic Cities")
    assert page().xpath("//nav//span[@lang='en']")[0].text_content() == "Eurotowns"


def test_doubtful_words_are_marked_for_the_eye_and_for_the_ear() -> None:
    mark = main(Paragraph((Text("att "), Doubt(t("främja"))))).find(".//mark")
    assert mark.text_content().startswith("främja\u00a0[?]")
    assert heard(mark) != "främja"
    assert "[?]" not in heard(mark)


# ── Looks ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def coloured(part: Any) -> Iterator[tuple[Colour, Colour]]:
    """Every pair of text colour and fill in a style."""
    if hasattr(part, "colour") and hasattr(part, "fill"):
        yield part.colour, part.fill
    for value in (getattr(part, f.name) for f in fields(part)):
        if is_dataclass(value):
            yield from coloured(value)


def test_dark_screens_have_as_much_contrast_as_light_ones_must() -> None:
    for colour, fill in coloured(style()):
        assert contrast(dark(colour), dark(fill)) >= MINIMUM_CONTRAST
    cover = dark(style().colours.wash)
    assert contrast(dark(style().colours.accent), cover) >= MINIMUM_CONTRAST


def test_every_colour_of_the_page_follows_the_screens_scheme() -> None:
    css = page().find(".//style").text
    lengths = {"share", "least"}
    for name in re.findall(r"var\(--([\w-]+)[,)]", css):
        assert name in palette(style()) or name in lengths
    assert "prefers-color-scheme: dark" in css
    screen = css.replace(":root {", "").partition("@media print")[0]
    assert re.findall(r"(?<!: )#[0-9a-f]{6}", screen) == []


def test_print_has_its_own_rules() -> None:
    css = page().find(".//style").text
    assert "@media print" in css
    assert 'content: "Ett dokument med alla sorters block & inlines · UTKAST · EXEMPEL"' in css


def test_a_changed_style_changes_the_page() -> None:
    wider = replace(style(), heading1=replace(style().heading1, size=40))
    assert typeset_html(EVERY_KIND, wider).decode("utf-8") != every_kind()


@needs_program("chromium")
def test_a_narrow_screen_needs_no_sideways_scrolling(tmp_path: Path) -> None:
    measure = (
        "<script>onload=()=>{parent.document.title=document.documentElement.scrollWidth+' of '+innerWidth}</script>"
    )
    inner = escape(every_kind().replace("</body>", f"{measure}</body>"))
    frame = f'<!DOCTYPE html><title>?</title><iframe style="width: 320px; height: 900px; border: 0" srcdoc="{inner}">'
    (tmp_path / "frame.html").write_text(frame, encoding="utf-8")
    run = subprocess.run(
        [
            "chromium",
            *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=10000"),
            *(f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", (tmp_path / "frame.html").as_uri()),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = re.search(r"<title>(\d+) of (\d+)</title>", run.stdout)
    assert found is not None
    assert int(found[1]) <= int(found[2]) == 320


# ── Any document ─────────────────────────────────────────────────────────────────────────────────────────────────────


def said(inlines: tuple[Inline, ...]) -> str:
    """Return the words of inlines; notes and signs aside."""
    return "".join(
        i.text if isinstance(i, Text) else " " if isinstance(i, Break) else said(getattr(i, "inlines", ()))
        for i in inlines
    )


def unsoftened(text: str) -> str:
    return text.replace(NO_BREAK, " ").replace(SOFT_HYPHEN, "")


def simple(inlines: tuple[Inline, ...]) -> bool:
    return all(isinstance(i, Text) or (isinstance(i, Link) and simple(i.inlines)) for i in inlines)


@given(documents())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_keeps_its_words_whatever_signs_they_hold(document: Document) -> None:
    blocks = tuple(replace(b, source=str(PICTURE)) if isinstance(b, Figure) else b for b in document.blocks)
    shown = html.document_fromstring(
        typeset_html(replace(EVERY_KIND, document=replace(document, blocks=blocks)), style()).decode("utf-8")
    )
    texts = [unsoftened(element.text_content()) for element in shown.iter("p", "h2", "h3", "h4", "h5")]
    for block in blocks:
        inner = block.blocks if isinstance(block, Quote) else (block,)
        for one in inner:
            if isinstance(one, Paragraph | Heading) and simple(one.inlines):
                assert unsoftened(said(one.inlines)) in texts


@pytest.mark.parametrize(
    "module",
    [
        "grid",
        "html.inlines",
        "html.looks",
        "hyphens",
        "marks",
        "spaces",
        "words",
        "word.fields",
        "word.inlines",
        "word.styles",
    ],
)
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"pipeline.typeset.{module}")).failed == 0
