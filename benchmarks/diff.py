"""The redline against its peers, on the same pairs of editions in the same run.

usage: python benchmarks/diff.py [N]   (N: only every Nth edit of the suite)

For each engine: how many edits it marks with exactly the words that changed, for how many accepting all gives the new
edition and rejecting all the old one, how many words it marks in all, and the seconds it takes. A peer that is not
installed is left out: python-redlines (Docxodus).
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pipeline.diff.changes import compare
from pipeline.diff.redline import write_redline
from pipeline.model import Edition
from pipeline.typeset import typeset_word
from tests.diff.resolve import content, open_word, plain, resolve
from tests.diff.test_redline import EDITS, after, before, marked, style, words

Engine = Callable[[Edition, bytes, bytes], bytes]


def ours(new: Edition, _old_word: bytes, _new_word: bytes) -> bytes:
    """Write the redline from both editions."""
    return write_redline(compare(before(), new), style())


def docxodus() -> Engine | None:
    """Return the engine of python-redlines, which compares the two Word documents."""
    try:
        engine = importlib.import_module("python_redlines.engines").DocxodusEngine()
    except Exception:
        return None
    return lambda _new, old_word, new_word: engine.run_redline("Redaktionen", old_word, new_word)[0]


def score(engine: Engine, every: int) -> tuple[int, int, int, int, float]:
    """Return how many edits are precise, are exact when accepted and rejected, the words marked, and the seconds."""
    old_word = typeset_word(before(), style())
    precise = accepted = rejected = count = 0
    seconds = 0.0
    for edit in EDITS[::every]:
        new = after(edit)
        new_word = typeset_word(new, style())
        start = time.perf_counter()
        made = engine(new, old_word, new_word)
        seconds += time.perf_counter() - start
        struck, added, moved = marked(made)
        count += len(struck) + len(added) + len(moved)
        struck_as_told = len(struck) == edit.struck_words if edit.struck_words else struck == words(edit.struck)
        precise += struck_as_told and added == words(edit.added) and moved == words(edit.moved)
        accepted += said(resolve(made, accept=True)) == said(open_word(new_word))
        rejected += said(resolve(made, accept=False)) == said(open_word(old_word))
    return precise, accepted, rejected, count, seconds


def said(word: object) -> str:
    """Return the words of a document without its list of contents, which engines may leave as it was."""
    parts = content(word)  # type: ignore[arg-type]
    parts["body"] = [block for block in parts["body"] if "PAGEREF" not in str(block)]
    return plain(parts)


def main() -> None:
    """Print a line for each engine."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    engines = {"plan": ours, "Docxodus": docxodus()}
    print(f"{len(EDITS[::every])} edits: precise, accept = new, reject = old, words marked, seconds")
    for name, engine in engines.items():
        if engine:
            precise, accepted, rejected, count, seconds = score(engine, every)
            print(f"{name:10}{precise:5}{accepted:5}{rejected:5}{count:7}{seconds:8.1f}")


if __name__ == "__main__":
    main()
