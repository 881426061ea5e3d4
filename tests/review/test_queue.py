"""The page of questions in a real browser: answered by keyboard, written at once, nothing lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.questions import parse_review
from pipeline.review.own_words import with_word, without_word
from tests.browser import overflows, unreached, violations
from tests.conftest import ROOT, needs_program
from tests.review.serving import WORDS, question, served

pytestmark = needs_program("chromium")


def answers(folder: Path) -> list[str]:
    return [q.answer for q in parse_review((folder / "review.txt").read_text()).questions]


@contextmanager
def opened(browser: Browser, url: str, **options: object) -> Iterator[Page]:
    context = browser.new_context(**{"locale": "sv-SE", **options})
    page = context.new_page()
    page.goto(url)
    expect(page.locator("#word")).to_be_visible()
    expect(page.locator("#word")).not_to_have_text("…")
    yield page
    context.close()


def press(page: Page, key: str) -> None:
    """Press a key and wait until what is shown is another question."""
    before = page.locator("#word").inner_text()
    page.keyboard.press(key)
    expect(page.locator("#word")).not_to_have_text(before)


def test_fifty_questions_are_answered_by_keyboard_undone_and_kept(folder: Path, browser: Browser) -> None:
    with served(folder) as (url, _process), opened(browser, url) as page:
        for n in range(50):
            press(page, "jn"[n % 2])
        page.keyboard.press("z")
        expect(page.locator("#status")).to_have_text("Ångrat.")
        expect(page.locator("#progress-words")).to_have_text("49 av 60 frågor besvarade")
    expected = ["ja", "nej"] * 25
    assert answers(folder) == [*expected[:49], *[""] * 11]
    with served(folder) as (url, _process), opened(browser, url) as page:
        expect(page.locator("#word")).to_have_text(f"{WORDS[49]}a → {WORDS[49]}å")
        page.keyboard.press("s")
        page.keyboard.type("rätt ord")
        press(page, "Enter")
    assert answers(folder)[49] == "rätt ord"


def test_an_answer_for_one_place_holds_there_only(folder: Path, browser: Browser) -> None:
    with served(folder) as (url, _process), opened(browser, url) as page:
        page.keyboard.press("p")
        page.keyboard.press("n")
        expect(page.locator("#status")).to_have_text(f"Sparat: {WORDS[0]}a.")
        expect(page.locator("#place")).to_contain_text("Ställe 2 av 3")
    first = parse_review((folder / "review.txt").read_text()).questions[0]
    assert (first.answer, [answer for _spot, answer in first.here]) == ("", ["nej"])


def test_two_windows_and_an_editor_lose_nothing(folder: Path, browser: Browser) -> None:
    with served(folder) as (url, _process), opened(browser, url) as one:
        two = one.context.new_page()
        two.goto(url.partition("?")[0])
        expect(two.locator("#word")).not_to_be_empty()
        press(one, "j")
        file = folder / "review.txt"
        head, _svar, tail = file.read_text().rpartition("svar:")
        file.write_text(f"# Anna\n{head}svar: för hand{tail}")
        two.keyboard.press("n")
        expect(two.locator("#alert")).to_contain_text("Någon har svarat")
        press(two, "h")
        press(two, "j")
    assert answers(folder)[0] == "ja"
    assert answers(folder)[-1] == "för hand"
    assert answers(folder).count("ja") == 2
    assert "# Anna" in (folder / "review.txt").read_text()


def test_an_own_word_is_added_and_settles_its_questions(folder: Path, browser: Browser) -> None:
    words = folder.parent / "words.txt"
    former = words.read_text()
    with served(folder) as (url, _process), opened(browser, url) as page:
        press(page, "o")
        assert f"\n{WORDS[0]}å\n" in words.read_text()
        assert answers(folder)[0] == "ja"
        press(page, "z")
    assert (words.read_text(), answers(folder)[0]) == (former, "")


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_the_page_at_every_width(folder: Path, browser: Browser, locale: str, scheme: str) -> None:
    with served(folder) as (url, _process), opened(browser, url, locale=locale, color_scheme=scheme) as page:
        assert page.locator("html").get_attribute("lang") == locale[:2]
        assert violations(page) == []
        page.select_option("[name=state]", "done")
        expect(page.locator("#finished")).to_be_visible()
        assert violations(page) == []
        page.select_option("[name=state]", "open")
        for width in (320, 768, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert not overflows(page), width
        expect(page.locator("#crop")).to_have_js_property("complete", True)
        assert page.locator("#crop").evaluate("image => image.naturalWidth") > 0


def test_every_control_is_reached_by_tab_alone_and_shows_it(folder: Path, browser: Browser) -> None:
    with served(folder) as (url, _process), opened(browser, url) as page:
        assert unreached(page) == []
        page.locator("#whole").click()
        page.locator("#blocks .handle").first.click()
        assert unreached(page) == []


def fetch(url: str, cookie: str, data: bytes | None = None, **headers: str) -> int:
    named = {"Cookie": cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
    request = urllib.request.Request(url, data, named)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_anything: object) -> None:
        """Follow nothing, so that the cookie can be seen."""


def let_in(url: str) -> str:
    """Open the address that was printed, and return the cookie that it gives."""
    with pytest.raises(urllib.error.HTTPError) as moved:
        urllib.request.build_opener(Stay).open(url)
    moved.value.close()
    return moved.value.headers["set-cookie"].partition(";")[0]


def test_strangers_long_bodies_and_odd_paths_get_nothing_and_break_nothing(folder: Path) -> None:
    before = (folder / "review.txt").read_bytes()
    with served(folder) as (url, process):
        base, cookie = url.partition("/?token=")[0], let_in(url)
        assert fetch(url, "") == 403
        assert fetch(url, cookie) == 200
        post = f"{base}/2024-2027/answers"
        assert fetch(post, "", b"{}") == 403
        assert fetch(post, cookie, b"{}", Origin="http://evil.example") == 403
        assert fetch(f"{base}/2024-2027/", cookie, Host="evil.example") == 403
        assert fetch(post, cookie, b"x" * 100_000) == 413
        assert fetch(post, cookie, b"not json") == 400
        assert fetch(post, cookie, b"[1]") == 400
        assert fetch(post, cookie, b'{"answers": [{"id": "nope", "words": "x"}]}') == 400
        corrections = f"{base}/2024-2027/pages/4/corrections"
        assert fetch(corrections, "", b"{}") == 403
        for body in (b"[1]", b"{}", b'{"undo": "x"}', b'{"page": Infinity, "key": "", "do": "up"}'):
            assert fetch(corrections, cookie, body) == 400
        assert fetch(corrections, cookie, b'{"page": 4, "key": "nope", "do": "leave"}') == 409
        assert (
            fetch(f"{base}/2024-2027/pages/99.json", cookie) == fetch(f"{base}/2024-2027/pages/99.png", cookie) == 404
        )
        for path in ("/../pyproject.toml", "/static/..%2fapp.py", "/..%2f..%2f/", "/static/%2e%2e/app.py", "/2023/"):
            assert fetch(base + path, cookie) == 404
        assert {fetch(f"{base}/2024-2027/questions.json", cookie) for _ in range(1000)} == {200}
        assert process.poll() is None
    assert (folder / "review.txt").read_bytes() == before


def test_a_kill_at_any_moment_leaves_the_file_whole(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from pipeline.review.folder import Folder; "
        "from pipeline.questions.edit import Settlement; f = Folder(Path(sys.argv[1]), Path('.'))\n"
        "print(1, flush=True)\n"
        "while True:\n for answer in ('ja', 'nej'):\n  for q in f.snapshot().questions.values():\n"
        "   f.answer([Settlement(q, answer, q.answer)])"
    )
    for n in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(folder)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(0.02 + 0.03 * n)
        process.kill()
        process.wait()
        process.stdout.close()
        review = parse_review((folder / "review.txt").read_text())
        assert [q.before for q in review.questions] == [question(m).before for m in range(60)]


def test_own_words_stand_in_the_alphabet_and_are_taken_back() -> None:
    text = "# Orter\n\nAlvik\n"
    added = with_word(with_word(with_word(text, "örn"), "ås"), "zebra")
    assert re.findall(r"\w+", added.partition("granskningen")[2]) == ["zebra", "ås", "örn"]
    assert with_word(added, "Alvik") == added
    assert without_word(without_word(without_word(added, "ås"), "örn"), "zebra") == text
