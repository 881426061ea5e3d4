"""How long a build takes: of everything, after one changed sentence, and when nothing has changed.

    .venv/bin/python benchmarks/build.py [runs]

The peer, in the same run, is LibreOffice, which converts the built Word documents to PDF: one of the three formats, and
none of the reading, checking and merging. Each time is the median of the runs, with the start of the program included.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).parent.parent
PEER = "soffice"


def main() -> None:
    """Print the times, and their ratios to the peer's."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for name in ("sources", "styles"):
            shutil.copytree(ROOT / name, project / name)
        build(project)  # warms the file cache for everyone alike
        times = {
            "everything": timed(build, project, forget_outputs, runs),
            "one changed sentence": timed(build, project, change_sentence, runs),
            "nothing changed": timed(build, project, leave_alone, runs),
        }
        peer = timed(convert, project, leave_alone, runs) if shutil.which(PEER) else 0.0
    for name, seconds in times.items():
        ratio = f"{seconds / peer:6.2f} × {PEER}" if peer else ""
        print(f"{name:22} {seconds:6.2f} s {ratio}")
    print(
        f"{PEER}, Word → PDF     {peer:6.2f} s" if peer else f"{PEER} is not installed: there is no peer in this run."
    )


def timed(step: Callable[[Path], None], project: Path, prepare: Callable[[Path], None], runs: int) -> float:
    """Return the median of a step's times in seconds; what prepares it is not timed."""
    times = []
    for _run in range(runs):
        prepare(project)
        start = perf_counter()
        step(project)
        times.append(perf_counter() - start)
    return median(times)


def forget_outputs(project: Path) -> None:
    """Leave nothing of the builds before."""
    shutil.rmtree(project / "output")


def change_sentence(project: Path) -> None:
    """Add a word to the first sentence of the plan's text that ends a line."""
    path = next(project.glob("sources/*/plan.md"))
    head, stop, rest = path.read_text("utf-8").partition(". {#")
    path.write_text(f"{head} ännu{stop}{rest}", "utf-8")


def leave_alone(_project: Path) -> None:
    """Change nothing."""


def build(project: Path) -> None:
    """Build everything, as the command does."""
    command = [sys.executable, "-m", "pipeline.cli", "build"]
    run = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr)


def convert(project: Path) -> None:
    """Let LibreOffice make the PDFs of the Word documents."""
    documents = sorted(str(path) for path in (project / "output").glob("*.docx"))
    profile = f"-env:UserInstallation={(project / 'profile').as_uri()}"
    command = [PEER, profile, "--headless", "--convert-to", "pdf", "--outdir", str(project / "peer"), *documents]
    subprocess.run(command, capture_output=True, check=True)


if __name__ == "__main__":
    main()
