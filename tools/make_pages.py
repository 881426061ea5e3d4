"""Set right text in many fonts, scan it badly, read it with Tesseract `eng`: pairs of right and damaged text.

usage: python -m tools.make_pages PART OUT [--corpora FOLDER | --texts FILE ...] [--pages N] [--seed N]

PART is "fitting" or "test": each has its own fonts and its own paragraphs, which `build_model.py` leaves out. With
--texts the paragraphs (lines) of other files are taken. It writes OUT.right.txt and OUT.damaged.txt, one page after the
other, and needs Tesseract, fontconfig and the fonts that `tools/model/pages.py` names; about four
seconds a page.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable
from pathlib import Path

from tools.model import corpus, pages

FONTS = {"fitting": pages.FITTING_FONTS, "test": pages.TEST_FONTS}


def main() -> None:
    """Choose the paragraphs, make the pages, write both texts."""
    parser = argparse.ArgumentParser(description="Make damaged pages from right text.")
    parser.add_argument("part", choices=sorted(FONTS))
    parser.add_argument("out", type=Path)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    lines = (line for path in args.texts for line in path.read_text("utf-8").splitlines())
    paragraphs = chosen(corpus.kept_out(args.corpora, args.part) if args.corpora else lines, args.seed)
    made = list(pages.pairs(paragraphs, FONTS[args.part], args.pages, args.seed))
    for name, text in zip(("right", "damaged"), zip(*made, strict=True), strict=True):
        args.out.with_name(f"{args.out.name}.{name}.txt").write_text("\f\n".join(text), "utf-8")


def chosen(lines: Iterable[str], seed: int) -> list[str]:
    """Return the paragraphs in an order that the seed decides, each once, without the longest."""
    paragraphs = sorted({" ".join(line.split()) for line in lines if 0 < len(line) < 1500})
    random.Random(seed).shuffle(paragraphs)  # noqa: S311
    return paragraphs


if __name__ == "__main__":
    main()
