"""The page view in a real browser: a page's picture beside its text, and corrections that are replayed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.extract import Kind, read_reread
from pipeline.markdown.inlines import plain
from pipeline.model import Inline
from pipeline.questions import Correction, Review, parse_review, read_words
from pipeline.recover import Opening, recover
from pipeline.recover.corrections import Unfit, named_blocks
from pipeline.review.blocks import decided, page_of
from pipeline.review.folder import Folder
from pipeline.review.reading import Reading
from tests.browser import overflows, violations
from tests.conftest import ROOT, needs_program
from tests.review.serving import make_project, served

NUMBER = 4


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[tuple[Path, Page, str]]:
    """A project that is reviewed, and a window that was let in."""
    folder = make_project(tmp_path_factory.mktemp("desk"))
    with served(folder) as (url, _process):
        context = browser.new_context(locale="sv-SE")
        page = context.new_page()
        page.goto(url)
        yield folder, page, f"{url.partition('?')[0]}2024-2027/pages/{NUMBER}/"
        context.close()


@pytest.fixture
def period(desk: tuple[Path, Page, str]) -> Iterator[Path]:
    """The folder under review, afterwards as it was before."""
    file = desk[0] / "review.txt"
    former = file.read_bytes()
    yield desk[0]
    file.write_bytes(former)


@pytest.fixture
def page(desk: tuple[Path, Page, str], period: Path) -> Page:
    """The page view of a page with a list, a heading and paragraphs."""
    _folder, page, address = desk
    page.goto(address)
    expect(page.locator("#blocks .handle").first).to_be_visible(timeout=20_000)
    return page


def texts_of(node: object) -> Iterator[tuple[Inline, ...]]:
    """Yield the words of every part of a document."""
    if isinstance(node, tuple):
        for child in node:
            yield from texts_of(child)
    elif is_dataclass(node):
        if inlines := getattr(node, "inlines", ()):
            yield inlines
        yield from texts_of(tuple(getattr(node, field.name) for field in fields(node)))


def corrections(folder: Path) -> tuple[Correction, ...]:
    return parse_review((folder / "review.txt").read_text()).corrections


def labels(page: Page) -> list[str]:
    return page.locator(".handle").all_inner_texts()


def do(page: Page, what: str) -> None:
    """Press one of the chosen block's buttons with Enter, and wait until the text is as it is then."""
    page.locator("#status").evaluate("element => element.textContent = ''")
    page.locator(f"#tools button[value={what}]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).not_to_be_empty()


@needs_program("chromium")
def test_a_page_is_corrected_by_keyboard_and_read_so_the_next_time(period: Path, page: Page) -> None:
    before = labels(page)
    assert before[:2] == ["stycke", "numrerad punkt 1"]
    page.locator(".outline").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".handle").first).to_be_focused()
    page.locator("#tools [name=kind]").select_option("rubrik")
    page.locator("#tools [name=rank]").fill("2")
    do(page, "name")
    expect(page.locator(".handle").first).to_have_text("rubrik 2")
    expect(page.locator(".handle").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    words = page.locator("#blocks li").nth(1).locator("p").first.inner_text()
    do(page, "down")
    expect(page.locator("#blocks li").nth(2).locator("p").first).to_have_text(words)
    do(page, "up")
    expect(page.locator("#blocks li").nth(1).locator("p").first).to_have_text(words)
    page.locator("#tools [name=at]").select_option("4")
    do(page, "split")
    expect(page.locator(".handle")).to_have_count(len(before) + 1)
    page.locator(".handle").nth(2).press("Enter")
    do(page, "join")
    expect(page.locator("#blocks li").nth(1).locator("p").first).to_have_text(words)
    page.locator(".handle").nth(3).press("Enter")
    do(page, "leave")
    after = [text.strip() for text in page.locator("#blocks li > p").all_inner_texts()]
    assert len(after) == len(before) - 1
    made = corrections(period)
    assert [c.action.split()[0] for c in made] == ["rubrik", "flytta", "flytta", "dela", "foga", "utelämna"]
    again = recover(period / "prior.pdf", Review(corrections=made))
    blocks = [n for n in named_blocks(again.extraction.blocks) if n.page == NUMBER]
    assert (blocks[0].block.kind, blocks[0].block.level) == (Kind.HEADING, 2)
    assert len(blocks) == len(after)
    assert again.review.unfit == ()
    assert set(after) <= set(map(plain, texts_of(again.document)))


@needs_program("chromium")
def test_each_correction_is_undone_by_itself(period: Path, page: Page) -> None:
    former = (period / "review.txt").read_text()
    before = labels(page)
    for n, kind in enumerate(("citat", "stycke")):
        page.locator(".handle").nth(n).click()
        page.locator("#tools [name=kind]").select_option(kind)
        do(page, "name")
    assert labels(page)[:2] == ["citat", "stycke"]
    page.locator("#made button").first.press("Enter")
    expect(page.locator(".handle").first).to_have_text(before[0])
    assert [c.action for c in corrections(period)] == ["stycke"]
    expect(page.locator("#made button")).to_be_focused()
    page.locator("#made button").first.press("Enter")
    expect(page.locator("#made button")).to_have_count(0)
    expect(page.locator("#made-title")).to_be_focused()
    assert labels(page) == before
    assert (period / "review.txt").read_text() == former


@needs_program("chromium")
def test_a_changed_word_is_shown_in_the_picture_and_the_text(page: Page) -> None:
    page.locator(".spot").first.click()
    word = page.locator(".word.pointed")
    expect(word).to_be_focused()
    expect(word).to_have_text("Luleå")
    expect(word).to_have_attribute("aria-label", "Luleå, läst som LuledA")
    page.locator("#picture").evaluate("element => element.scrollTop = 0")
    page.locator(".word").last.click()
    expect(page.locator(".spot.pointed")).to_be_in_viewport()


@needs_program("chromium")
def test_the_queue_and_the_page_lead_to_each_other(page: Page) -> None:
    page.locator("#questions").click()
    expect(page.locator("#word")).not_to_be_empty()
    expect(page.locator("[name=page]")).to_have_value(str(NUMBER))
    page.locator("#whole").click()
    expect(page.locator("#number")).to_contain_text("av 19")
    page.locator("#questions").click()
    page.locator("#pages").click()
    expect(page.locator("#number")).to_have_text("Sida 1 av 19")
    expect(page.locator("#empty")).to_be_visible()


@needs_program("chromium")
def test_a_correction_that_another_window_made_impossible_is_refused_and_said(period: Path, page: Page) -> None:
    page.locator(".handle").nth(1).press("Enter")
    page.locator("#tools [name=kind]").focus()  # nothing is drawn anew under the hands of whoever is at work
    reading = Reading(Folder(period, period.parents[1]))
    key = str(page.locator("#blocks li").nth(1).get_attribute("id")).removeprefix("t-")
    reading.add(Correction("utelämna", NUMBER, key))
    page.locator("#tools button[value=join]").press("Enter")
    expect(page.locator("#alert")).to_contain_text("Det går inte")
    assert len(corrections(period)) == 1


@needs_program("chromium")
@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_everyone_can_use_the_page_view(page: Page, browser: Browser, locale: str) -> None:
    context = browser.new_context(locale=locale, storage_state=page.context.storage_state())
    other = context.new_page()
    other.goto(page.url)
    assert other.locator("html").get_attribute("lang") == locale[:2]
    other.locator(".handle").first.click()
    do(other, "leave")
    for scheme in ("light", "dark"):
        other.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in (320, 1280):
            other.set_viewport_size({"width": width, "height": 900})
            assert violations(other) == []
            assert not overflows(other), width
    assert other.locator("#sheet img").evaluate("image => image.naturalWidth") > 0
    context.close()


def test_what_is_shown_is_what_is_recovered() -> None:
    folder = Folder(ROOT / "sources/2024-2027", ROOT)
    reading, review = Reading(folder), folder.snapshot().review
    words, reread = read_words(ROOT / "sources/words.txt"), read_reread(folder.path / "reread.tsv")
    recovered = recover(folder.pdf, review, words, "", Opening(reread=reread)).document
    texts = set(map(plain, texts_of(recovered)))
    blocks = [named.block for named in reading.state().blocks if named.block.kind is not Kind.TABLE]
    shown = [" ".join(word.text for word in reading.words_of(block)) for block in blocks]
    assert [text for text in shown if text not in texts] == []
    assert len(shown) > 100


def test_what_is_no_correction_is_refused(folder: Path) -> None:
    reading = Reading(Folder(folder, folder.parents[1]))
    state = reading.state()
    first, *_rest, last = state.blocks
    for named, what in ((first, "up"), (last, "down")):
        with pytest.raises(Unfit):
            decided(state, {"page": named.page, "key": named.key, "do": what})
    with pytest.raises(Unfit):
        decided(state, {"page": 1, "key": "0", "do": "leave"})
    with pytest.raises(ValueError, match="burn"):
        decided(state, {"page": first.page, "key": first.key, "do": "burn"})
    for action in ("rubrik 5", "dela före ord 1", "rm -rf", "foga till föregående"):
        with pytest.raises(Unfit):
            reading.add(Correction(action, first.page, first.key))
    assert corrections(folder) == ()


def test_moved_blocks_come_back(folder: Path) -> None:
    reading = Reading(Folder(folder, folder.parents[1]))
    state = reading.state()
    for at in (0, 1, len(state.blocks) - 2):
        named = state.blocks[at]
        moved, _then = decided(state, {"page": named.page, "key": named.key, "do": "down"})
        reading.add(moved)
        assert reading.state().blocks[at + 1].block == named.block
        back, _then = decided(reading.state(), {"page": named.page, "key": named.key, "do": "up"})
        reading.add(back)
        assert reading.state().blocks == state.blocks
        reading.remove(back)
        reading.remove(moved)


def test_a_correction_whose_block_an_undo_took_away_is_kept_and_said_not_to_fit(folder: Path) -> None:
    reading = Reading(Folder(folder, folder.parents[1]))
    first = next(named for named in reading.state().blocks if named.page == NUMBER)
    parted, at = decided(reading.state(), {"page": NUMBER, "key": first.key, "do": "split", "at": 3})
    reading.add(parted)
    second = reading.state().blocks[at + 1]
    asked = {"page": NUMBER, "key": second.key, "do": "name", "kind": "citat", "rank": 1}
    reading.add(decided(reading.state(), asked)[0])
    assert [made["fits"] for made in page_of(reading, NUMBER)["corrections"]] == [True, True]
    reading.remove(parted)
    assert [(made["text"], made["fits"]) for made in page_of(reading, NUMBER)["corrections"]] == [("citat", False)]
