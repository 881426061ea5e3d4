"""The preview in a real browser: what is saved is seen in place, and what is wrong is told over the last good page."""

from __future__ import annotations

from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from pipeline.watch import app as watch_app
from tests.browser import overflows, unreached, violations
from tests.conftest import needs_program
from tests.watch.conftest import Visit

pytestmark = needs_program("chromium")
PLAN = Path("sources/2024-2027/plan.md")
YEAR = Path("sources/2024-2027/2026")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def edition(page: Page) -> FrameLocator:
    return page.frame_locator("#page")


def test_what_is_saved_is_seen_in_place_where_the_reader_was(visit: Visit) -> None:
    page = visit()
    passage = edition(page).get_by_text("Genom att delta i internationella projekt")
    passage.scroll_into_view_if_needed()
    page.evaluate("window.here = frames[0].document.body.here = true")
    before = page.evaluate("frames[0].scrollY")
    edit(PLAN, "Genom att delta i internationella projekt", "Genom att delta i nya internationella projekt")
    expect(edition(page).get_by_text("Genom att delta i nya internationella projekt")).to_be_in_viewport()
    assert before > 0
    assert page.evaluate("frames[0].scrollY") == before
    assert page.evaluate("window.here && frames[0].document.body.here")


def test_a_change_out_of_sight_is_one_key_away(visit: Visit) -> None:
    page = visit()
    expect(edition(page).get_by_role("heading", level=1).first).to_be_in_viewport()
    edit(PLAN, "År 2020 har Luleås kommun", "År 2021 har Luleås kommun")
    changed = edition(page).get_by_text("År 2021 har Luleås kommun")
    expect(changed).to_be_attached()
    expect(changed).not_to_be_in_viewport()
    page.get_by_role("button", name="Visa ändringen").press("Enter")
    expect(changed).to_be_in_viewport()
    expect(page.get_by_role("button", name="Visa ändringen")).to_be_hidden()


def test_a_problem_is_told_with_its_line_over_the_last_good_page_until_it_is_mended(visit: Visit) -> None:
    page = visit()
    good = edition(page).get_by_text("Globaliseringen gör att människor")
    expect(good).to_be_visible()
    lines = (YEAR / "activities.toml").read_text("utf-8").split("\n")
    focus = next(text for text in lines if text.startswith("focus = "))
    edit(YEAR / "activities.toml", focus, 'focus = "vanorte"')
    alert = page.get_by_role("alert").filter(has_text="inaktuellt")
    expect(alert).to_contain_text(f"sources/2024-2027/2026/activities.toml:{lines.index('[[activity]]') + 1}")
    expect(alert.locator("q")).to_have_text("[[activity]]")
    expect(good).to_be_visible()
    edit(YEAR / "activities.toml", 'focus = "vanorte"', focus)
    expect(alert).to_be_hidden()
    expect(page.locator("body.stale")).to_have_count(0)


def test_the_page_of_a_pdf_is_kept(visit: Visit) -> None:
    page = visit("pdf")
    sheet = page.get_by_role("img", name="Sida 6 av 17")
    sheet.scroll_into_view_if_needed()
    expect(sheet).to_be_in_viewport()
    before = page.evaluate("document.getElementById('sheets').scrollTop")
    source = sheet.get_attribute("src")
    edit(PLAN, "Globaliseringen gör att", "Globaliseringen innebär att")
    expect(sheet).not_to_have_attribute("src", source or "")
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=sheet.element_handle())
    assert before > 1000
    assert page.evaluate("document.getElementById('sheets').scrollTop") == pytest.approx(before, abs=2)


def test_each_edition_can_be_looked_at_and_the_address_remembers_which(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Utgåva", exact=True).select_option("aktivitetsplan-2025")
    expect(edition(page).get_by_role("heading", level=1).first).to_contain_text("2025")
    page.get_by_label("PDF").check()
    expect(page.get_by_role("img").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Utgåva", exact=True)).to_have_value("aktivitetsplan-2025")
    expect(page.get_by_label("PDF")).to_be_checked()
    word = page.get_by_role("link", name="Word")
    expect(word).to_have_attribute("href", "edition/aktivitetsplan-2025.docx")


def test_a_folder_that_is_renamed_goes_and_comes_back(visit: Visit) -> None:
    page = visit()
    options = page.get_by_label("Utgåva", exact=True).locator("option")
    expect(options).to_have_count(7)
    away = YEAR.rename("borta")
    expect(options).to_have_count(5)
    away.rename(YEAR)
    expect(options).to_have_count(7)


def test_the_sources_may_be_replaced_as_a_whole(visit: Visit) -> None:
    page = visit()
    expect(edition(page).get_by_text("Globaliseringen gör att")).to_be_visible()
    Path("sources").rename("borta")
    expect(page.get_by_role("alert").filter(has_text="inaktuellt")).to_be_visible()
    edit(Path("borta/2024-2027/plan.md"), "Globaliseringen gör att", "Globaliseringen innebär att")
    Path("borta").rename("sources")
    expect(edition(page).get_by_text("Globaliseringen innebär att")).to_be_visible()
    edit(PLAN, "Globaliseringen innebär att", "Globaliseringen medför att")
    expect(edition(page).get_by_text("Globaliseringen medför att")).to_be_visible()


def test_the_outputs_follow_when_the_sources_are_left_alone(visit: Visit) -> None:
    page = visit()
    edit(PLAN, "Globaliseringen gör att", "Globaliseringen innebär att")
    expect(page.get_by_role("status")).to_have_text("Filerna i output görs.")
    expect(page.get_by_role("status")).to_have_text("Filerna i output är aktuella.", timeout=60_000)
    assert "Globaliseringen innebär att" in next(Path("output").glob("over*.html")).read_text("utf-8")


def test_a_slip_of_the_program_is_told_and_does_not_end_the_preview(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit()
    expect(page.get_by_role("status")).to_be_visible()
    with monkeypatch.context() as broken:
        broken.setattr("pipeline.watch.preview.merge", None)
        edit(PLAN, "Globaliseringen gör att", "Globaliseringen innebär att")
        expect(page.get_by_role("alert").filter(has_text="TypeError")).to_be_visible()
    edit(PLAN, "Globaliseringen innebär att", "Globaliseringen medför att")
    expect(edition(page).get_by_text("Globaliseringen medför att")).to_be_visible()


def test_a_page_whose_server_is_gone_says_so(visit: Visit) -> None:
    page = visit()
    lost = page.get_by_text("Förhandsvisningen är avslutad")
    expect(page.get_by_role("status")).to_be_visible()
    expect(lost).to_be_hidden()
    page.route("**/news", lambda route: route.abort())
    page.reload()
    expect(lost).to_be_visible()


@pytest.mark.parametrize("language", ["sv-SE", "en-GB"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_the_page(visit: Visit, language: str, scheme: str) -> None:
    page = visit(locale=language, color_scheme=scheme)
    expect(edition(page).get_by_role("heading", level=1).first).to_be_visible()
    edit(YEAR / "activities.toml", 'focus = "', 'focus = "x')
    expect(page.locator(".wrong")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == language[:2]
    for form in ("html", "pdf"):
        page.locator(f"input[value={form}]").check()
        expect(page.locator("#page" if form == "html" else "#sheets")).to_be_visible()
        for width in (320, 1100, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            assert violations(page) == []
            assert not overflows(page)


def test_the_page_runs_no_script_of_an_edition(visit: Visit) -> None:
    assert watch_app.STILL["Content-Security-Policy"].startswith("default-src 'none'")
    page = visit()
    frame = page.locator("#page")
    expect(frame).to_have_attribute("sandbox", "allow-same-origin allow-popups")


def test_word_is_downloaded_under_the_editions_name(visit: Visit) -> None:
    page = visit()
    expect(edition(page).get_by_role("heading", level=1).first).to_be_in_viewport()
    with page.expect_download() as begun:
        page.get_by_role("link", name="Word").click()
    assert begun.value.suggested_filename == "overgripande-aktivitetsplan-2024-2027.docx"
    assert Path(begun.value.path()).read_bytes().startswith(b"PK")


def test_every_control_is_reached_by_tab_alone_and_shows_it(visit: Visit) -> None:
    page = visit("pdf")
    expect(page.locator("#sheets img").first).to_be_visible()
    assert unreached(page) == []


@pytest.mark.parametrize(
    "path",
    ["output/../sources/words.txt", "output/%2e%2e/sources/words.txt", "output/..%2fsources%2fwords.txt",
     "static/..%5capp.py", "edition/..%2f..%2fplan.html", "output//etc/passwd", "sheets/..%2f..%2fx"],
)  # fmt: skip
def test_no_path_leads_out_of_what_is_served(visit: Visit, path: str) -> None:
    page = visit()
    address = page.url.partition("#")[0]
    connection = HTTPConnection(address.split("//")[1].strip("/"))
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    connection.request("GET", f"/{path}", headers={"Cookie": cookies})
    assert connection.getresponse().status == 404
    connection.close()
