"""How repair compares with its peers: words right, right words broken, and speed, as ratios in the same run.

usage: python benchmarks/repair.py [PAIRS]

PAIRS is a folder with NAME.damaged.txt and NAME.right.txt (default: ../shared/ocr/dev). Peers that are absent are
named as absent: ftfy (encodings only), symspellpy with the words of the corpora that our model is built from (in
../shared/corpus/lm), and the program hunspell, which needs some 20 ms for each word that it does not know and so is
given the first lines of each text only; its ratio is that of the time for each word. The reliability table shows
whether the probabilities mean what they say.
"""

from __future__ import annotations

import importlib.util
import lzma
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import ftfy
from rapidfuzz.distance import Indel

from pipeline.repair import Repair, RepairedLine, Repairer, model

PAIRS = Path(__file__).parents[1] / "../shared/ocr/dev"
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)
CORPORA = Path(__file__).parents[1] / "../shared/corpus/lm"
WORD = re.compile(r"[^\W\d_]+")
SELDOM = 3
"""A word that the corpora have less often is none for symspellpy: it may be a misprint."""

SAMPLE = {"hunspell": 25}
"""Lines that a slow peer is given of each text."""

Method = Callable[[Sequence[str]], list[str]]


def hits(right: Sequence[str], other: Sequence[str]) -> list[bool]:
    """Return for each right word whether the other text has it, in order."""
    found = [False] * len(right)
    for step in Indel.opcodes(right, other):
        if step.tag == "equal":
            found[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    return found


def words(lines: Sequence[str]) -> list[str]:
    """Return the words, with typographic marks as their plain forms."""
    plain = str.maketrans({"’": "'", "‘": "'", "”": '"', "“": '"', "„": '"', "–": "-", "—": "-", "~": "-", "•": "-"})
    return " ".join(lines).translate(plain).split()


def ours(lines: Sequence[str]) -> list[str]:
    """Repair with a fresh repairer, so that nothing is remembered from before."""
    return [line.text for line in Repairer().lines(lines)]


def by_ftfy(lines: Sequence[str]) -> list[str]:
    """Repair encodings, as ftfy does by default."""
    return [ftfy.fix_text(line) for line in lines]


def by_hunspell(lines: Sequence[str]) -> list[str]:
    """Take hunspell's first suggestion for each word that it does not know."""
    dictionary = Path(sys.prefix) / "share/hunspell/sv_SE"
    asked = sorted({word for line in lines for word in re.findall(r"[^\W_]+", line)})
    run = subprocess.run(
        ["hunspell", "-a", "-i", "utf-8", "-d", str(dictionary)],
        input="\n".join(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    first = {m[1]: m[2] for m in re.finditer(r"^& (\S+) \d+ \d+: ([^,\n]+)", run.stdout, re.MULTILINE)}
    return [re.sub(r"[^\W_]+", lambda m: first.get(m[0], m[0]), line) for line in lines]


def symspell() -> Method | None:
    """Return symspellpy at its usual distance of two letters, or None where it or the corpora are absent."""
    if importlib.util.find_spec("symspellpy") is None:
        return None
    peer = importlib.import_module("symspellpy")
    counts: Counter[str] = Counter()
    for path in sorted(CORPORA.glob("*.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                counts.update(WORD.findall(line.lower()))
    speller = peer.SymSpell(max_dictionary_edit_distance=2)
    for word, count in counts.items():
        if count >= SELDOM:
            speller.create_dictionary_entry(word, count)

    def nearest(found: re.Match[str]) -> str:
        best = speller.lookup(found[0], peer.Verbosity.TOP, 2, transfer_casing=True)
        return best[0].term if best else found[0]

    return (lambda lines: [re.sub(r"[^\W_]+", nearest, line) for line in lines]) if speller.words else None


def peers() -> dict[str, Method]:
    """Return the methods that can run here, ours first."""
    others = {
        "ftfy": by_ftfy,
        "symspell": symspell(),
        "hunspell": by_hunspell if shutil.which("hunspell") else None,
    }
    print("absent:", ", ".join(name for name, method in others.items() if method is None) or "none")
    return {"this": ours} | {name: method for name, method in others.items() if method is not None}


def spent() -> float:
    """Return the processor seconds of this process and of the programs that it ran."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Result(NamedTuple):
    """What a method reached: shares of words right, and of right words broken; seconds for each word."""

    words: int
    right: float
    broken: float
    seconds: float


def filled(lines: Sequence[str]) -> list[str]:
    """Return the lines that are not blank; a damaged text and its right reading have the same number of them."""
    return [line for line in lines if line.strip()]


def measured(method: Method, lines: Sequence[str], truth: Sequence[str]) -> Result:
    """Return what a method reaches on lines whose right reading is known."""
    right = words(truth)
    before = hits(right, words(lines))
    began = spent()
    read = method(lines)
    seconds = max(spent() - began, 1e-9)
    after = hits(right, words(read))
    broken = sum(was and not now for was, now in zip(before, after, strict=True))
    return Result(len(right), sum(after) / len(right), broken / max(1, sum(before)), seconds / len(right))


class Claim(NamedTuple):
    """How sure a change said it was, whether it was applied without asking, and whether its word is right."""

    sure: float
    is_applied: bool
    is_right: bool


def claims(lines: Sequence[str], right: Sequence[str]) -> tuple[list[Claim], float]:
    """Return the claims of a text's second half, which nothing was fitted on, and the share of words asked about."""
    done = Repairer().lines(lines)
    read = [row for line in done for row in _with_repairs(line)]
    good = hits(words([word for word, _ in read]), right)
    rows = list(zip(read, good, strict=True))[len(read) // 2 :]
    made = [Claim(r.confidence, r.status == "auto", ok) for (_, r), ok in rows if r and r.before != r.after]
    return made, sum(r is not None and r.status == "ask" for (_, r), _ in rows) / len(rows)


def _with_repairs(line: RepairedLine) -> Iterator[tuple[str, Repair | None]]:
    """Yield the words of a repaired line, each with the least sure repair that touches it."""
    shift, spans = 0, []
    for repair in line.repairs:
        spans.append((repair.start + shift, repair.start + shift + len(repair.after), repair))
        shift += len(repair.after) - len(repair.before)
    for match in re.finditer(r"\S+", line.text):
        made = [repair for first, last, repair in spans if first < match.end() and last > match.start()]
        yield match[0], min(made, key=lambda repair: repair.confidence, default=None)


def tell_reliability(made: Sequence[Claim], asked: Sequence[float]) -> None:
    """Print the table of what was claimed and what was right, and the shares that the project promises."""
    print("\nsecond halves: claimed   changes    right")
    for lowest, highest in zip(BINS, (*BINS[1:], 2.0), strict=True):
        row = [claim.is_right for claim in made if lowest <= claim.sure < highest]
        if row:
            print(f"               ≥ {lowest:<6}  {len(row):8}  {sum(row) / len(row):7.2%}")
    applied = [claim.is_right for claim in made if claim.is_applied]
    print(f"applied without asking: {len(applied)}, right {sum(applied) / max(1, len(applied)):.2%}")
    print("asked about, of all words: " + ", ".join(f"{share:.2%}" for share in asked))


def main() -> None:
    """Print a table for each pair of texts, and the reliability table of them all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    if not folder.is_dir():
        sys.exit(f"{folder} is no folder; name one that holds NAME.damaged.txt and NAME.right.txt.")
    began = time.perf_counter()
    model.load()
    print(f"the model is loaded in {time.perf_counter() - began:.2f} s")
    made: list[Claim] = []
    asked: list[float] = []
    print(f"memory with it: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    methods = peers()
    for path in sorted(folder.glob("*.damaged.txt")):
        lines = path.read_text("utf-8").splitlines()
        truth = Path(str(path).replace(".damaged.", ".right.")).read_text("utf-8").splitlines()
        right, base = words(truth), 0.0
        before = hits(right, words(lines))
        print(f"\n{path.name}: {len(right)} words, {sum(before) / len(right):.2%} right as it stands")
        for name, method in methods.items():
            most = SAMPLE.get(name)
            result = measured(
                method, *((lines, truth) if most is None else (filled(lines)[:most], filled(truth)[:most]))
            )
            base = base or result.seconds
            print(
                f"  {name:9} right {result.right:8.3%}  broken {result.broken:7.3%}  {result.words:6} words,"
                f" {1 / result.seconds:10,.0f} a second, time ×{result.seconds / base:.2f}",
                flush=True,
            )
        claimed, share = claims(lines, right)
        made += claimed
        asked.append(share)
    tell_reliability(made, asked)


if __name__ == "__main__":
    main()
