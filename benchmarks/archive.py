"""Verify a store of many packages, beside `sha256sum` over the same files in the same run.

    python benchmarks/archive.py [PACKAGES…]      numbers of packages, such as 100 1000

Each package has the parts and sizes of a real one (about two megabytes in forty files). Prints for each number: seconds
of both, their ratio (by the clock and by the processor's time), and the peak of the verifier's memory. The page cache
is warm for both; the median of three runs is taken, one of each in turn.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.archive.outlets import Outlets  # noqa: E402
from pipeline.archive.package import compose  # noqa: E402
from pipeline.archive.store import deposit, open_store  # noqa: E402
from tests.archive.small import small_material  # noqa: E402

# What a real package holds: the representations' files, by their sizes in bytes.
SIZES = {
    "bevarande": {"plan.pdf": 99_000},
    "original": {"plan.docx": 750_000},
    "webb": {"plan.html": 57_000},
    "kalla": {"prior.pdf": 513_000, "repairs.jsonl": 249_000, "plan.md": 35_000}
    | {f"{number}.toml": 5_000 for number in range(12)},
}
RUNS = 3


def fill(root: Path, first: int, last: int) -> None:
    """Put packages with these running numbers into the store; nothing waits for the disk, since nothing is timed."""
    os.fsync = lambda _descriptor: None
    for number in range(first, last + 1):
        chance = random.Random(number)
        held = {name: {file: chance.randbytes(size) for file, size in sizes.items()} for name, sizes in SIZES.items()}
        material = replace(small_material(number), representations=held)
        package = compose(material, {}, chance.randbytes(33_000))
        with open_store(root) as store:
            deposit(store, Outlets(material, package, {}, {f"{package.id}.zip": b""}))


def verify(root: Path) -> tuple[float, float, float]:
    """Return the seconds of `plan verify` as a process, those of the processor, and its peak memory in MiB."""
    code = "import sys; from tests.archive.verbs import plan; sys.exit(plan('verify', sys.argv[1]))"
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code, str(root)], cwd=ROOT, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("the store is not whole")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def sha256sum(root: Path) -> tuple[float, float]:
    """Return the seconds of `sha256sum` over every file of the store, and those of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(f"find {root} -type f -print0 | xargs -0 sha256sum > {os.devnull}", shell=True, check=True)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure stores of growing size."""
    counts = sorted(map(int, sys.argv[1:])) or [100, 1000]
    folder = Path(tempfile.mkdtemp(prefix="store-"))
    root, done = folder / "store", 0
    print("packages    MB  files   verify  sha256sum  ratio  cpu ratio   ms/package  memory MiB")
    try:
        for count in counts:
            fill(root, done + 1, count)
            done = count
            files = [path for path in root.rglob("*") if path.is_file()]
            size = sum(path.stat().st_size for path in files) / 1e6
            pairs = [(verify(root), sha256sum(root)) for _run in range(RUNS)]
            own, own_cpu, memory = (
                statistics.median(column) for column in zip(*(pair[0] for pair in pairs), strict=True)
            )
            theirs, their_cpu = (statistics.median(column) for column in zip(*(pair[1] for pair in pairs), strict=True))
            row = f"{count:8d} {size:5.0f} {len(files):6d} {own:7.2f}s {theirs:9.2f}s {own / theirs:6.2f}"
            print(f"{row} {own_cpu / their_cpu:10.2f} {1000 * own / count:12.2f} {memory:11.0f}", flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
