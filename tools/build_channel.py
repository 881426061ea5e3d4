"""Count on pages with known text how an English OCR writes å, ä and ö: `pipeline/repair/data/channel.json`.

usage: python -m tools.build_channel PAGES ...

Each PAGES names a pair PAGES.right.txt and PAGES.damaged.txt, as `tools.make_pages fitting` makes them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from tools.build_model import DATA
from tools.model import channel

PAGE_END = "\f\n"


def main() -> None:
    """Read the pages, count, and write the table."""
    parser = argparse.ArgumentParser(description="Count how an English OCR writes å, ä and ö.")
    parser.add_argument("pages", nargs="+")
    counts = channel.count(pair for name in parser.parse_args().pages for pair in pairs(name))
    table = json.dumps(channel.table(counts), ensure_ascii=False, indent=1)
    (DATA / "channel.json").write_text(table + "\n", "utf-8")


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """Yield the right and the damaged text of each page."""
    texts = (Path(f"{name}.{kind}.txt").read_text("utf-8").split(PAGE_END) for kind in ("right", "damaged"))
    yield from zip(*texts, strict=True)


if __name__ == "__main__":
    main()
