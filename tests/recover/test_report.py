"""The report of a recovery as its readers use it: in a browser, by pointer and by keyboard, offline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.markdown import read
from pipeline.markdown.inlines import plain
from pipeline.model import Block, Footnote, Heading, List, ListItem, Paragraph
from tests.browser import chromium, overflows, violations
from tests.conftest import ROOT, needs_program

pytestmark = needs_program("chromium")
PLAN = ROOT / "sources/2024-2027/plan.md"


@pytest.fixture(scope="module")
def report(built_project: Path) -> Path:
    return built_project / "output/recovered/2024-2027/report.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    with browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900}, offline=True) as context:
        shown = context.new_page()
        shown.goto(report.as_uri())
        yield shown


def test_a_block_in_the_picture_leads_to_its_text_and_back(page: Page) -> None:
    outline = page.locator(".outline.heading").first
    outline.click(position={"x": 0, "y": 0})
    block = page.locator(".block.chosen")
    expect(block).to_have_count(1)
    expect(block).to_be_in_viewport()
    other = page.locator(".block.paragraph").first
    other.locator(".label").click()
    expect(page.locator(".outline.chosen")).to_have_attribute("href", f"#{other.get_attribute('id')}")
    expect(page.locator(".outline.chosen")).to_be_in_viewport()


def test_a_changed_word_in_the_text_leads_to_its_place_on_the_page(page: Page) -> None:
    word = page.locator(".word[id]", has_text="främja").first
    word.click()
    spot = page.locator(".spot.chosen")
    expect(spot).to_have_attribute("href", f"#{word.get_attribute('id')}")
    expect(spot).to_be_in_viewport()
    assert "→ främja" in (spot.get_attribute("title") or "")


def test_the_keyboard_goes_from_the_text_to_the_picture(page: Page) -> None:
    page.locator(".block .label").nth(3).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outline.chosen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".block.chosen")).to_have_count(1)


def test_without_scripts_the_links_still_lead_there(browser: Browser, report: Path) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(report.as_uri())
        page.locator(".block .label").nth(5).click()
        assert "#o-6" in page.url
        expect(page.locator("#o-6")).to_be_in_viewport()


def test_the_report_holds_the_words_of_the_plan(page: Page) -> None:
    document = read(PLAN.read_text("utf-8"), "plan.md")
    shown = page.locator(".block p").evaluate_all(WITHOUT_SIGNS)
    assert sorted(shown) == sorted(words_in((*document.blocks, *document.notes)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_everyone_can_read_it(browser: Browser, report: Path, width: int, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(report.as_uri())
        assert violations(page) == []
        assert not overflows(page)


WITHOUT_SIGNS = """paragraphs => paragraphs.map(paragraph =>
    [...paragraph.childNodes].filter(node => node.className !== "sign")
        .map(node => node.textContent).join("").trim())"""


def words_in(blocks: Iterable[Block | ListItem | Footnote]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, List):
            yield from words_in(block.items)
        elif isinstance(block, Heading | Paragraph | ListItem | Footnote):
            yield plain(block.inlines)
            yield from words_in(getattr(block, "children", ()))
