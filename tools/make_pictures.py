"""Make the pictures of docs/handbok.md: the local pages and the page of all outputs, in Swedish, at a fixed size.

usage: python -m tools.make_pictures

The project's own sources are built in a folder of their own, where most answers of review.txt are taken back, so that
there is something to ask. It needs Chromium. Run it after a page's look has changed, and look at what it made.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
PLAN = [sys.executable, "-m", "pipeline.cli"]
PERIOD, YEAR = "2024-2027", "2026"
SHOWN = "snö"  # the word that is asked for in the picture of the queue
ANSWERED = 12  # questions that keep their answer
COLOURS = 64  # of a picture's palette: enough for pages of text, and small
SETTLING = 8_000  # milliseconds, until all files of a preview are made
PATIENCE = 60_000  # milliseconds, for a page that is built first


def main() -> None:
    """Build a project and photograph each of its pages."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = make_project(Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        photograph(browser, "index", (project / "output/index.html").as_uri(), show_index, (1240, 1480))
        with served(project, "watch") as address:
            photograph(browser, "watch", address, show_watch, (960, 560))
        with served(project, "watch") as address:
            photograph(browser, "watch-problem", address, partial(show_problem, project), (960, 560))
        take_answers_back(project / f"sources/{PERIOD}/review.txt")
        with served(project, "review") as address:
            photograph(browser, "review", address, show_queue, (960, 760))
        with served(project, "review") as address:
            photograph(browser, "page-view", address, show_page, (1080, 640))
        browser.close()


def make_project(folder: Path) -> Path:
    """Return a folder with the project's own sources, built, and two of its years compared."""
    for name in ("sources", "styles"):
        shutil.copytree(ROOT / name, folder / name)
    for words in (["build"], ["diff", "2025", "2026"], ["archive"], ["build"]):
        subprocess.run([*PLAN, *words], cwd=folder, check=True, capture_output=True)
    return folder


def take_answers_back(review: Path) -> None:
    """Leave all but the first questions without an answer."""
    head, *questions = re.split(r"(?=^fråga: )", review.read_text("utf-8"), flags=re.MULTILINE)
    asked = [re.sub(r"^svar:.*$", "svar:", text, flags=re.MULTILINE) for text in questions[ANSWERED:]]
    review.write_text("".join((head, *questions[:ANSWERED], *asked)), "utf-8")


@contextmanager
def served(project: Path, verb: str) -> Iterator[str]:
    """Run a verb that serves a page, and give the address that it prints."""
    command = [*PLAN, verb, "--no-browser"]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def photograph(browser: Browser, name: str, address: str, show: Callable[[Page], None], size: tuple[int, int]) -> None:
    """Open an address, show what the picture is about, and keep what is seen, in few colours."""
    width, height = size
    context = browser.new_context(locale="sv-SE", viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(address)
    show(page)
    page.wait_for_timeout(500)  # what moves has come to rest
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
    context.close()


def show_index(page: Page) -> None:
    """The page of all outputs, from its top."""
    expect(page.locator("h1")).to_be_visible()


def show_watch(page: Page) -> None:
    """A year's plan as a web page, when everything is made."""
    expect(page.locator("#page")).to_be_visible(timeout=PATIENCE)
    page.locator("#edition").select_option(f"aktivitetsplan-{YEAR}")
    page.wait_for_timeout(SETTLING)


def show_problem(project: Path, page: Page) -> None:
    """The same page after a save with a slip of the pen: the problem stands above the last page that was right."""
    show_watch(page)
    path = project / f"sources/{PERIOD}/{YEAR}/activities.toml"
    path.write_text(path.read_text("utf-8").replace('"kemi"', '"kemmi"', 1), "utf-8")
    expect(page.locator("#state")).to_contain_text("kemmi", timeout=PATIENCE)


def show_queue(page: Page) -> None:
    """A question with its picture."""
    expect(page.locator("#card")).to_be_visible(timeout=PATIENCE)
    while SHOWN not in page.locator("#word").inner_text():
        page.keyboard.press("h")
    expect(page.locator("#crop")).not_to_have_js_property("naturalWidth", 0, timeout=PATIENCE)


def show_page(page: Page) -> None:
    """A page beside its text, with one of its blocks chosen."""
    page.goto(f"{page.url.partition('?')[0].rstrip('/')}/pages/5/".replace(f"/{PERIOD}/{PERIOD}/", f"/{PERIOD}/"))
    expect(page.locator("#blocks .handle").first).to_be_visible(timeout=PATIENCE)
    page.locator("#blocks .handle").nth(1).click()
    page.evaluate("window.scrollTo(0, 0)")


if __name__ == "__main__":
    main()
