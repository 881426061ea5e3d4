"""`plan review` as a user runs it, and the questions of the project that it is run in."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.questions import Question, Review, Spot, write_review
from tests.conftest import ROOT

WORDS = [f"ord{n:02}" for n in range(60)]


def question(n: int) -> Question:
    spots = tuple(Spot(2 + n % 3, f"{n:06x}{k:02x}") for k in range(1 if n else 3))
    return Question(f"{WORDS[n]}a", f"{WORDS[n]}å", 0.8, tuple(f"före [{WORDS[n]}å] efter" for _ in spots), spots)


def make_project(root: Path) -> Path:
    """Make a project with sixty open questions of a plan whose reading is made; return its period's folder."""
    period = root / "sources/2024-2027"
    period.mkdir(parents=True)
    shutil.copy(ROOT / "sources/2024-2027/prior.pdf", period)
    shutil.copy(ROOT / "sources/words.txt", root / "sources")
    (period / "plan.md").write_text("")
    (period / "review.txt").write_text(write_review(Review(tuple(map(question, range(60))))))
    made = root / "output/recovered/2024-2027"
    made.mkdir(parents=True)
    rows = [
        f'{{"page": {spot.page}, "bbox": [100, 200, 140, 212], "before": "{q.before}", "after": "{q.after}", '
        f'"rule": "ocr-lexicon", "confidence": 0.8, "status": "ask", "alternatives": [["{q.before}", 0.2]], '
        f'"why": "odds=4", "key": "{spot.key}"}}\n'
        for q in map(question, range(60))
        for spot in q.spots
    ]
    (made / "repairs.jsonl").write_text("".join(rows))
    return period


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `plan review` as a user does, and give the address that it prints."""
    command = [sys.executable, "-m", "pipeline.cli", "review", "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, cwd=folder.parents[1], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout
        yield process.stdout.readline().strip(), process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)
        process.stdout.close()
