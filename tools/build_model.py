"""Build the data of `pipeline.repair` from corpora and a dictionary.

usage: uv run --with wordfreq==3.1.1 python -m tools.build_model CORPORA DICTIONARY [--held-out TEXT ...]

CORPORA is the folder with g0v.txt.xz, sfs.txt.xz and ipq.txt.xz; DICTIONARY is the path of a Hunspell dictionary
without its suffix (the package hunspell-sv brings `share/hunspell/sv_SE`). Paragraphs of the held-out texts are left
out, so that the figures measured on them are honest. It takes about six minutes and 3 GB on one core, and the same
sources give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from pipeline.repair.classes import Classes
from tools.model import classes, context, corpus, english, everyday, fitting, forms, lexicon, shape, spelling

DATA = Path(__file__).parent.parent / "pipeline" / "repair" / "data"


def main() -> None:
    """Read the corpora, count, fit, and write the five tables and the lists of acronyms and English words."""
    parser = argparse.ArgumentParser(description="Build the data of pipeline.repair.")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("--held-out", type=Path, nargs="*", default=[])
    args = parser.parse_args()

    text = corpus.read(args.corpora, args.held_out)
    dictionary = forms.forms(args.dictionary)
    words = lexicon.build(text, dictionary, everyday.shares())
    np.savez_compressed(DATA / "lex.npz", **lexicon.arrays(words))
    np.savez_compressed(DATA / "shape.npz", **shape.arrays(text, words, dictionary))
    np.savez_compressed(DATA / "let.npz", **fitting.sparse(spelling.weights(words, text.total)))
    kinds = classes.arrays(text)
    np.savez_compressed(DATA / "classes.npz", **kinds)
    np.savez_compressed(DATA / "ctx.npz", **fitting.sparse(context.weights(text, words, Classes(**kinds))))
    (DATA / "english.txt").write_text(english.listed(), "utf-8")
    (DATA / "acronyms.txt").write_text("".join(f"{word}\n" for word in acronyms(text)), "utf-8")


def acronyms(text: corpus.Corpus) -> list[str]:
    """Return the words that stand in capitals at least four times, and more often than not."""
    total = text.total
    return sorted(word for word, count in text.upper.items() if count >= 4 and 2 * count > total.get(word.lower(), 0))


if __name__ == "__main__":
    main()
