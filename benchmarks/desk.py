"""How long an editor waits: for the queue, for the next question, and from a save to what is seen of it.

    .venv/bin/python benchmarks/desk.py [runs]

Each time is the median of the runs. The review file has 2,000 questions on 300 pages. Its peer, in the same run, is a
database on the same disk, which commits the same answer. The preview's peer is LibreOffice, which turns the same
edition's Word file into a PDF: what an editor of Word files waits for.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.build import build  # noqa: E402
from pipeline.questions import Question, Review, Spot, write_review  # noqa: E402
from pipeline.review.app import make_app  # noqa: E402
from pipeline.review.folder import Folder  # noqa: E402
from pipeline.typeset import typeset_pdf  # noqa: E402
from pipeline.watch.app import app_of  # noqa: E402
from tests.browser import chromium, visited  # noqa: E402

assert typeset_pdf
QUESTIONS, PAGES = 2000, 300
SENTENCE = "Globaliseringen gör att"


def main() -> None:
    """Print the times, and their ratios to the peers'."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with TemporaryDirectory() as folder:
        review(Path(folder) / "review", runs)
        watch(Path(folder) / "watch", runs)


# ── The queue ────────────────────────────────────────────────────────────────────────────────────────────────────────


def review(root: Path, runs: int) -> None:
    """Time the queue as the page asks for it."""
    period = root / "sources/2030-2033"
    period.mkdir(parents=True)
    questions = tuple(map(question, range(QUESTIONS)))
    (period / "review.txt").write_text(write_review(Review(questions)), "utf-8")
    evidence = root / "output/recovered/2030-2033/repairs.jsonl"
    evidence.parent.mkdir(parents=True)
    evidence.write_text("".join(map(record, questions)), "utf-8")
    with visited(make_app({period.name: Folder(period, root)})) as address:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        base = f"http://127.0.0.1:{address.port}/{period.name}"
        start = perf_counter()
        opener.open(address.url).read()
        rows = json.load(opener.open(f"{base}/questions.json"))["questions"]
        opened = perf_counter() - start
        peer = timed(lambda n: commit(root / "peer.sqlite", questions[n]), runs)
        following = timed(lambda n: ask(opener, base, rows[100 + n]["id"]), runs)
        answered = timed(lambda n: (answer(opener, base, rows[n]["id"]), ask(opener, base, rows[n + 1]["id"])), runs)
    print(f"the queue of {QUESTIONS} questions opens in {1000 * opened:.0f} ms")
    print(f"the next question: {1000 * following:.0f} ms")
    print(f"an answer written, and the next question: {1000 * answered:.0f} ms, {answered / peer:.1f} × sqlite3")


def question(n: int) -> Question:
    """Return a question of the benchmark's own."""
    spots = tuple(Spot(1 + (7 * n + k) % PAGES, f"{10 * n + k:08x}") for k in range(1 + n % 4))
    return Question(f"ord{n}a", f"ord{n}å", 0.8, tuple(f"före orden står [ord{n}å] efter dem" for _ in spots), spots)


def record(asked: Question) -> str:
    """Return the evidence for a question's places."""
    made = {"before": asked.before, "after": asked.after, "bbox": [100, 200, 140, 212], "rule": "ocr-lexicon",
            "confidence": 0.8, "status": "ask", "alternatives": [[asked.before, 0.2]], "why": "odds=4"}  # fmt: skip
    return "".join(json.dumps({**made, "page": spot.page, "key": spot.key}) + "\n" for spot in asked.spots)


def ask(opener: urllib.request.OpenerDirector, base: str, name: str) -> None:
    """Ask for a question."""
    opener.open(f"{base}/questions/{name}.json").read()


def answer(opener: urllib.request.OpenerDirector, base: str, name: str) -> None:
    """Answer a question."""
    body = json.dumps({"answers": [{"id": name, "answer": "ja", "was": ""}]}).encode()
    headers = {"Content-Type": "application/json", "Origin": base.rpartition("/")[0]}
    opener.open(urllib.request.Request(f"{base}/answers", body, headers)).read()


def commit(path: Path, asked: Question) -> None:
    """Do what a tool with a database does with an answer."""
    with sqlite3.connect(path) as database:
        database.execute("create table if not exists answers (word text, answer text)")
        database.execute("insert into answers values (?, ?)", (asked.before, "ja"))


# ── The preview ──────────────────────────────────────────────────────────────────────────────────────────────────────


def watch(root: Path, runs: int) -> None:
    """Time a save of plan.md until the browser shows it."""
    for name in ("sources", "styles"):
        shutil.copytree(ROOT / name, root / name)
    build(root, say=lambda _message: None)
    times = {}
    with chromium() as browser, visited(app_of(root)) as address:
        page = browser.new_page(viewport={"width": 1100, "height": 800})
        page.goto(address.url)
        for form, see in (("html", see_text), ("pdf", see_picture)):
            page.goto(f"http://127.0.0.1:{address.port}/#form={form}")
            page.reload()
            page.wait_for_selector("#page:visible" if form == "html" else "#sheets img")
            with saving(root / "sources/2024-2027/plan.md") as save:
                times[form] = timed(lambda n, save=save, see=see: see(page, save, n), runs)  # type: ignore[misc]
    peer = timed(lambda _n: convert(root), 3) if shutil.which("soffice") else 0.0
    for form, seconds in times.items():
        ratio = f", {seconds / peer:.2f} × LibreOffice" if peer else ""
        print(f"from a save to the {form} on the screen: {1000 * seconds:.0f} ms{ratio}")


@contextmanager
def saving(plan: Path) -> Iterator[Callable[[str], None]]:
    """Give what saves a word into the plan, and put the plan back."""
    text = plan.read_text("utf-8")
    yield lambda word: plan.write_text(text.replace(SENTENCE, f"{SENTENCE} {word}"), "utf-8") and None
    plan.write_text(text, "utf-8")


def see_text(page: Page, save: Callable[[str], None], n: int) -> None:
    """Save, and wait until the web page has the word."""
    save(f"ordet{n}")
    page.frame_locator("#page").get_by_text(f"{SENTENCE} ordet{n}").wait_for()


def see_picture(page: Page, save: Callable[[str], None], n: int) -> None:
    """Save, and wait until the page in the window is drawn anew."""
    first = "document.querySelector('#sheets img')"
    before = page.evaluate(f"{first}.src")
    save(f"orden{n}")
    page.wait_for_function(f"before => {first}.src !== before && {first}.complete", arg=before)


def convert(root: Path) -> None:
    """Turn the four-year plan's Word file into a PDF."""
    file = root / "output/overgripande-aktivitetsplan-2024-2027.docx"
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(root), str(file)]
    subprocess.run(command, check=True, capture_output=True)


def timed(work: Callable[[int], object], runs: int) -> float:
    """Return the median of the runs, in seconds."""
    times = []
    for n in range(runs):
        start = perf_counter()
        work(n)
        times.append(perf_counter() - start)
    return median(times)


if __name__ == "__main__":
    main()
