"""The redline against its peers, on the same pairs of editions in the same run.

usage: python benchmarks/diff.py [N]   (N: only every Nth edit of the suite)

For each engine: how many edits it marks with exactly the words that changed, for how many accepting all gives the new
edition and rejecting all the old one, how many words it marks in all, how many of them wrongly or not at all, and the
seconds it takes. What an engine fails on counts as none of it. At the end, what a comparison of the plan twelve times
over (some 200 pages) takes.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.peers import peers
from pipeline.diff.changes import compare
from pipeline.diff.redline import write_redline
from pipeline.model import Edition
from pipeline.typeset import typeset_word
from tests.conftest import ROOT
from tests.diff.edits import Edit, edition
from tests.diff.resolve import content, open_word, plain, resolve
from tests.diff.test_redline import EDITS, after, before, marked, style, words

Engine = Callable[[Edition, bytes, bytes], bytes]


def ours(new: Edition, _old_word: bytes, _new_word: bytes) -> bytes:
    """Write the redline from both editions."""
    return write_redline(compare(before(), new), style())


def score(engine: Engine, every: int) -> tuple[int, int, int, int, int, float]:
    """Return how many edits are precise, are exact when accepted and rejected, words marked and wrong, and seconds."""
    old_word = typeset_word(before(), style())
    precise = accepted = rejected = count = wrong = 0
    seconds = 0.0
    for edit in EDITS[::every]:
        new = after(edit)
        new_word = typeset_word(new, style())
        start = time.perf_counter()
        try:
            made = engine(new, old_word, new_word)
            seconds += time.perf_counter() - start
            found = marked(made)
        except Exception:  # an engine that fails on a pair has nothing right, and the others go on
            seconds += time.perf_counter() - start
            wrong += sum(map(len, right(edit, ([], [], []))))
            continue
        count += sum(map(len, found))
        off = sum(map(off_by, found, right(edit, found)))
        wrong += off
        precise += off == 0
        accepted += gives(made, True, new_word)
        rejected += gives(made, False, old_word)
    return precise, accepted, rejected, count, wrong, seconds


def right(edit: Edit, found: Sequence[list[str]]) -> list[list[str]]:
    """Return the words that are to be struck, added and moved; where only a number is told, so many of the found."""
    struck = [*found[0], *[""] * edit.struck_words][: edit.struck_words] if edit.struck_words else words(edit.struck)
    return [struck, words(edit.added), words(edit.moved)]


def off_by(found: list[str], wanted: list[str]) -> int:
    """Return how many words are marked that should not be, or are not that should."""
    a, b = Counter(found), Counter(wanted)
    return ((a - b) + (b - a)).total()


def gives(made: bytes, accept: bool, right: bytes) -> bool:
    """Say whether resolving all changes gives a document's words; a markup that cannot be resolved does not."""
    try:
        return said(resolve(made, accept=accept)) == said(open_word(right))
    except Exception:
        return False


def said(word: object) -> str:
    """Return the words of a document without its list of contents, which engines may leave as it was."""
    parts = content(word)  # type: ignore[arg-type]
    parts["body"] = [block for block in parts["body"] if "PAGEREF" not in str(block)]
    return plain(parts)


def long_pair() -> tuple[Edition, Edition]:
    """Return the plan twelve times over, and the same with every hundredth word another."""
    body = (ROOT / "sources/2024-2027/plan.md").read_text("utf-8").split("+++\n", 2)[2]
    parts = [re.sub(r"(\{#|\[\^)([\w-]+)", rf"\1\2-{n}", body) for n in range(12)]
    words = "\n".join(parts).split(" ")
    changed = [f"{word}s" if n % 100 == 0 and word.isalpha() else word for n, word in enumerate(words)]
    old, new = (edition(f'+++\ntitle = "Plan"\n+++\n{" ".join(text)}', "Plan") for text in (words, changed))
    return old, new


def main() -> None:
    """Print a line for each engine."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print(f"{len(EDITS[::every])} edits: precise, accept = new, reject = old, words marked, wrongly or not, seconds")
    engines: dict[str, Engine | str] = {"plan": ours}
    for name, peer in peers().items():
        engines[name] = peer if isinstance(peer, str) else lambda _new, old, new, peer=peer: peer(old, new)
    for name, engine in engines.items():
        if isinstance(engine, str):
            print(f"{name:14}{engine}")
            continue
        precise, accepted, rejected, count, wrong, seconds = score(engine, every)
        print(f"{name:14}{precise:5}{accepted:5}{rejected:5}{count:7}{wrong:7}{seconds:8.1f}", flush=True)
    old, new = long_pair()
    start = time.process_time()
    comparison = compare(old, new)
    write_redline(comparison, style())
    seconds = time.process_time() - start
    print(f"200 pages, {len(comparison.changes)} changes: compared and redlined in {seconds:.1f} s CPU")


if __name__ == "__main__":
    main()
