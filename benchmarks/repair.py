"""How repair compares with its peers: words right, right words broken, and speed, as ratios in the same run.

usage: python benchmarks/repair.py [PAIRS]

PAIRS is a folder with NAME.damaged.txt and NAME.right.txt (default: ../shared/ocr/dev). Peers that are absent are
left out: ftfy (encodings only), symspellpy with the same words, and the program hunspell. The reliability table shows
whether the probabilities mean what they say.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import ftfy
from rapidfuzz.distance import Indel

from pipeline.repair import Repairer, model

PAIRS = Path(__file__).parents[1] / "../shared/ocr/dev"
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)
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


def peers() -> dict[str, Method]:
    """Return the methods that can run here, ours first."""
    found: dict[str, Method] = {"this": ours, "ftfy": by_ftfy}
    if shutil.which("hunspell"):
        found["hunspell"] = by_hunspell
    return found


def reliability(lines: Sequence[str], right: Sequence[str]) -> Counter[tuple[float, bool]]:
    """Count the changed words by the probability that was claimed and by whether they are right."""
    counts: Counter[tuple[float, bool]] = Counter()
    done = Repairer().lines(lines)
    out = [(word, repair) for line in done for word, repair in _with_repairs(line.text, line.repairs)]
    good = hits(words([word for word, _ in out]), right)
    for (_, claimed), is_right in zip(out, good, strict=True):
        if claimed is not None:
            counts[max(b for b in BINS if b <= claimed), is_right] += 1
    return counts


def _with_repairs(text, repairs):  # type: ignore[no-untyped-def]
    shift, spans = 0, []
    for repair in repairs:
        if repair.before != repair.after:
            spans.append((repair.start + shift, repair.start + shift + len(repair.after), repair.confidence))
        shift += len(repair.after) - len(repair.before)
    for match in re.finditer(r"\S+", text):
        claimed = [sure for first, last, sure in spans if first < match.end() and last > match.start()]
        yield match[0], min(claimed, default=None)


def main() -> None:
    """Print a table for each pair of texts, and the reliability table of them all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    if not folder.is_dir():
        sys.exit(f"{folder} is no folder; name one that holds NAME.damaged.txt and NAME.right.txt.")
    began = time.perf_counter()
    model.load()
    print(f"the model is loaded in {time.perf_counter() - began:.2f} s")
    table: Counter[tuple[float, bool]] = Counter()
    for path in sorted(folder.glob("*.damaged.txt")):
        lines = path.read_text("utf-8").splitlines()
        right = words(Path(str(path).replace(".damaged.", ".right.")).read_text("utf-8").splitlines())
        before, base = hits(right, words(lines)), 0.0
        print(f"\n{path.name}: {len(right)} words, {sum(before) / len(right):.2%} right as it stands")
        for name, method in peers().items():
            began = time.process_time()
            after = hits(right, words(method(lines)))
            seconds = time.process_time() - began
            base = base or seconds
            broken = sum(was and not now for was, now in zip(before, after, strict=True)) / max(1, sum(before))
            print(f"  {name:9} right {sum(after) / len(right):8.3%}  broken {broken:7.3%}  time ×{seconds / base:.2f}")
        print(f"  this reads {len(right) / base:,.0f} words a second")
        table += reliability(lines, right)
    print("\nclaimed     changes   right")
    for lowest in BINS:
        total = table[lowest, True] + table[lowest, False]
        if total:
            print(f"≥ {lowest:<6}  {total:8}  {table[lowest, True] / total:.2%}")
    print(f"\nmost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
