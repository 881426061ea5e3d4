"""Build `pipeline/typeset/tails.txt`: the words that many Swedish compounds end with.

usage: python -m tools.build_tails CORPORA

CORPORA is the folder with g0v.txt.xz, sfs.txt.xz and ipq.txt.xz, from which `tools.build_model` builds the model of
`pipeline.repair`, too. No text is kept, only words that end so many others: a tail is a common word that follows
another common word, or one with a linking s, in so many different words, and in half of all that end with its letters.
One of three letters (hållbarhets-mål) always follows a linking s, in two thirds of the words that end with s and its
letters, since so many end with them by chance.
It takes half a minute, and the same sources give the same bytes.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).parent.parent / "pipeline" / "typeset" / "tails.txt"
ABOUT = (
    "# Words that many Swedish compounds end with, by `python -m tools.build_tails`: counted in pages of the\n"
    "# Government Offices, the Code of Statutes and the Riksdag (pipeline/repair/data/SOURCES.md).\n"
)
WORD, VOWEL = re.compile(r"[a-zåäöéü]{3,40}"), re.compile(r"[aeiouyåäöéü]")
SHORTEST_HEAD, SHORTEST_TAIL = 3, 3  # letters
LINKED = 3  # letters of a tail that follows a linking s
COMMON_TAIL, COMMON_HEAD = 20, 40  # how often a word must stand in the corpora to be one
COMPOUNDS = {3: 15, 4: 14, 5: 7}  # how many words a tail of so many letters must end, and a longer one:
COMPOUNDS_OF_LONGER = 3


def main() -> None:
    """Count the words of the corpora, and write the tails."""
    counts = Counter[str]()
    for path in sorted(Path(sys.argv[1]).glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                counts.update(WORD.findall(line.lower()))
    OUT.write_text(ABOUT + "".join(f"{tail}\n" for tail in tails(counts)), "utf-8")


def tails(counts: Counter[str]) -> list[str]:
    """Return the tails, in order, for how often each word stands in the corpora."""
    known = {word for word, count in counts.items() if count >= COMMON_TAIL and VOWEL.search(word)}
    heads = {word for word in known if counts[word] >= COMMON_HEAD}
    ended, compounds = Counter[str](), Counter[str]()
    for word, count in counts.items():
        if count > 1:
            for head, tail in _parted(word):
                if tail in known:
                    ended[tail] += 1
                    compounds[tail] += head in heads or (head.endswith("s") and head[:-1] in heads)
    return sorted(tail for tail, n in compounds.items() if n >= _least(tail) and n >= _share(tail) * ended[tail])


def _parted(word: str) -> Iterator[tuple[str, str]]:
    places = range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1)
    pairs = ((word[:place], word[place:]) for place in places)
    return ((head, tail) for head, tail in pairs if len(tail) > LINKED or head.endswith("s"))


def _share(tail: str) -> float:
    return 2 / 3 if len(tail) <= LINKED else 1 / 2


def _least(tail: str) -> int:
    return COMPOUNDS.get(len(tail), COMPOUNDS_OF_LONGER)


if __name__ == "__main__":
    main()
