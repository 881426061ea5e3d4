"""Every web page that the project makes: sound HTML, and open to everyone, whatever they read with.

The pages that are served (review, watch), the overview and the report of a reading have more tests beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page

from pipeline.cli import main
from pipeline.model import Block, Break, Cell, Document, Edition, Heading, Paragraph, Row, Table, Text
from pipeline.typeset import typeset_html
from pipeline.typeset.style import read_style
from pipeline.watch.app import app_of
from tests.browser import chromium, overflows, violations, visited
from tests.conftest import ROOT, needs_program
from tests.review.serving import make_project, served
from tests.typeset.every_kind import EVERY_KIND
from tests.typeset.test_hard_cases import edition as hard_edition
from tests.validators import html_remarks

pytestmark = [needs_program("chromium"), needs_program("java")]

# What a keyboard must reach: what can be followed, pressed or filled in, and what scrolls.
REACHABLE = """[...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter(e => e.checkVisibility() && !e.disabled)"""
SHOWS_FOCUS = "(e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && s.outlineWidth !== '0px' })"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def pages(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The editions, a document with every kind of block in each theme, and what two years' comparison is shown as."""
    folder = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(built_project)
        assert main(["diff", "2025", "2026", "--out", str(folder)]) == 0
    for theme in ("lulea", "neutral"):
        page = typeset_html(EVERY_KIND, read_style(ROOT / f"styles/{theme}.toml"))
        (folder / f"every-kind-{theme}.html").write_bytes(page)
    for name in ("long words", "empty cells"):
        (folder / f"{name}.html").write_bytes(typeset_html(hard_edition(name), read_style(ROOT / "styles/lulea.toml")))
    return [*sorted((built_project / "output").glob("*plan*.html")), *sorted(folder.glob("*.html"))]


def test_the_html_checker_finds_nothing_in_any_page(
    built_project: Path, pages: list[Path], browser: Browser, tmp_path: Path
) -> None:
    made = [*pages, built_project / "output/index.html", *(built_project / "output").rglob("report.html")]
    assert html_remarks([*made, *served_pages(built_project, browser, tmp_path)]) == []


def served_pages(project: Path, browser: Browser, folder: Path) -> Iterator[Path]:
    """Yield the pages of the desk as they are sent to the browser."""
    with visited(app_of(project)) as address:
        yield sent(browser.new_page(), address.url, folder / "watch.html")
    with served(make_project(folder / "reviewed")) as (url, _process):
        page = browser.new_page()
        yield sent(page, url, folder / "review.html")
        yield sent(page, f"{url.partition('?')[0]}2024-2027/pages/4/", folder / "review-page.html")


def sent(page: Page, url: str, target: Path) -> Path:
    """Keep a page as it was sent."""
    response = page.goto(url)
    assert response is not None
    assert response.ok
    target.write_bytes(response.body())
    return target


def test_the_html_checker_finds_a_fault_that_we_plant(pages: list[Path], tmp_path: Path) -> None:
    sound = pages[0].read_text("utf-8")
    (tmp_path / "faulty.html").write_text(sound.replace("<main ", "<main id='x' ", 1), "utf-8")
    assert len(html_remarks([tmp_path / "faulty.html"])) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_page_narrow_or_wide(pages: list[Path], browser: Browser, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    for path in pages:
        page.goto(path.as_uri())
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (path.name, width)
            assert not overflows(page), (path.name, width)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_reaches_everything_in_its_order_and_one_sees_where(
    pages: list[Path], browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in pages:
        page.goto(path.as_uri())
        expected = page.evaluate(f"window.reachable = {REACHABLE}; reachable.length")
        reached = []
        for _press in range(expected):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("reachable.indexOf(document.activeElement)"))
            assert page.evaluate(f"{SHOWS_FOCUS}(document.activeElement)"), path.name
        assert reached == list(range(expected)), path.name


@needs_program("chromium")
def test_no_printed_page_ends_with_a_table_that_has_but_its_head(browser: Browser) -> None:
    for texts in printed(browser, map(_with_a_table_after, range(22, 36))):
        headed = [text for text in map(str.splitlines, texts) if "Ansvarig Antal" in text]
        assert all(any("Kommunen" in line for line in text) for text in headed)


@needs_program("chromium")
def test_no_printed_page_parts_a_heading_a_short_paragraph_or_a_number_from_its_unit(browser: Browser) -> None:
    for texts in printed(browser, map(_with_what_stays_whole_after, range(24, 40))):
        for first, last in (("Rubrik ett", "Rubrik tre"), ("Stycke ett", "Stycke tre")):
            assert any(first in text and last in text for text in texts)
        assert any("1 097 000 kronor" in text for text in texts)


@needs_program("chromium")
def test_no_printed_page_parts_a_table_without_a_head_or_leaves_its_words_behind(browser: Browser) -> None:
    for texts in printed(browser, map(_with_a_card_after, range(14, 34, 2))):
        assert any("Kortets rubrik" in text and "Fakta 7" in text for text in texts)


@needs_program("chromium")
def test_the_printed_cover_fills_one_page_with_the_facts_at_its_foot(browser: Browser) -> None:
    page, style = browser.new_page(), read_style(ROOT / "styles/lulea.toml")
    page.set_content(typeset_html(EVERY_KIND, style).decode())
    with pdfplumber.open(BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        cover, contents = pdf.pages[0].extract_words(), pdf.pages[1].extract_text()
    foot = style.page.height - style.page.bottom
    last = [word for word in cover if word["text"] == EVERY_KIND.facts[-1][0]]
    assert 0 < foot - last[-1]["bottom"] < 20
    assert contents.splitlines()[1] == "Innehåll"


def printed(browser: Browser, documents: Iterable[tuple[Block, ...]]) -> Iterator[list[str]]:
    """Yield the text of each page of the web editions of documents, as Chromium prints them."""
    page, style = browser.new_page(), read_style(ROOT / "styles/lulea.toml")
    for blocks in documents:
        edition = Edition("prov", "Prov", "", "Luleå kommun", Document("Prov", blocks), date(2026, 1, 1))
        page.set_content(typeset_html(edition, style).decode())
        with pdfplumber.open(BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
            yield [sheet.extract_text() for sheet in pdf.pages]


def _lined(*words: str) -> tuple[Text | Break, ...]:
    return tuple(part for word in words for part in (Text(word), Break()))[:-1]


def _with_what_stays_whole_after(lines: int) -> tuple[Block, ...]:
    amount = Row(
        (Cell((Text("Lång text i raden " * 9),)), Cell((Text("Mer text " * 9),)), Cell((Text("1 097 000 kronor"),)))
    )
    return (
        Paragraph(_lined(*["Rad"] * lines)),
        Paragraph(_lined("Stycke ett", "Stycke två", "Stycke tre")),
        Heading(1, _lined("Rubrik ett", "Rubrik två", "Rubrik tre"), "rubrik"),
        Paragraph(_lined("Text ett", "Text två", "Text tre")),
        Table((), (amount,), (Text("Belopp"),), align=("left", "left", "right"), id="belopp"),
    )


def _with_a_table_after(lines: int) -> tuple[Block, ...]:
    head = Row((Cell((Text("Ansvarig"),)), Cell((Text("Antal"),))))
    row = Row((Cell((*_lined(*["Kommunen"] * 6), Break())), Cell((Text("1"),))))
    return (
        Heading(1, (Text("Ansvar"),), "ansvar"),
        Paragraph((*_lined(*["Rad"] * lines), Break())),
        Heading(2, (Text("Vem"),), "vem"),
        Table((head,), (row, row), (Text("Tabell"),), id="tabell"),
    )


def _with_a_card_after(lines: int) -> tuple[Block, ...]:
    rows = tuple(Row((Cell((Text(f"Fakta {n}"),)), Cell((Text("Ett värde"),)))) for n in range(8))
    card = Table((), rows, row_headings=True, id="kort")
    heading = Heading(3, (Text("Kortets rubrik"),), "kortet")
    return (Paragraph((*_lined(*["Rad"] * lines), Break())), heading, Paragraph((Text("En rad om kortet."),)), card)
