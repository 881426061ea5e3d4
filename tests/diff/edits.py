"""Kinds of edits, as data: the plan before and after each of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from pipeline.markdown import read
from pipeline.model import Edition, Figure
from tests.conftest import ROOT

CASES = ROOT / "tests/cases/diff"
PICTURE = ROOT / "tests/typeset/picture.png"
TITLE = "Övergripande aktivitetsplan för Luleå kommuns internationella arbete 2024–2027"
PUBLISHER = "Exempelkommun"


@dataclass(frozen=True)
class Edit:
    """One edit of the text of record, and what a reader should be shown."""

    name: str
    change: tuple[tuple[str, str], ...] = ()
    strike: tuple[str, ...] = ()
    strike_table: str = ""
    move: tuple[tuple[str, str], ...] = ()
    title: str = TITLE
    publisher: str = PUBLISHER
    marks: tuple[str, ...] = ()
    struck: str = ""
    added: str = ""
    moved: str = ""
    struck_words: int = 0
    sorts: tuple[str, ...] = ()

    def apply(self, text: str) -> str:
        for target, after in self.move:
            line = _line(text, target)
            text = text.replace(line + "\n", "", 1).replace("\n\n\n", "\n\n", 1)
            gap = "\n" if line[:1] in "-➢✓" else "\n\n"
            text = text.replace(_line(text, after), f"{_line(text, after)}{gap}{line}", 1)
        for target in self.strike:
            text = text.replace(_line(text, target) + "\n", "", 1)
        if self.strike_table:
            text = re.sub(rf"^: .*\{{#{self.strike_table}\}}\n(\|.*\n)+", "", text, flags=re.MULTILINE)
        for find, new in self.change:
            text = text.replace(find, new, 1)
        return text


def _line(text: str, name: str) -> str:
    return next(line for line in text.split("\n") if line.endswith(f"{{#{name}}}"))


@cache
def base() -> str:
    plan = (ROOT / "sources/2024-2027/plan.md").read_text("utf-8")
    return f"{plan}\n{(CASES / 'appendix.md').read_text('utf-8')}"


def edits() -> Iterator[Edit]:
    cases = tomllib.loads((CASES / "edits.toml").read_text("utf-8"))["edit"]
    for case in cases:
        values = {key: tuple(map(_frozen, v)) if isinstance(v, list) else v for key, v in case.items()}
        yield Edit(**values)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def edition(text: str, title: str = TITLE, publisher: str = PUBLISHER, marks: tuple[str, ...] = ()) -> Edition:
    """Return a text of record as an edition, its pictures replaced by one that exists."""
    document = read(text)
    blocks = tuple(replace(b, source=str(PICTURE)) if isinstance(b, Figure) else b for b in document.blocks)
    facts = (("Period", "2024–2027"),)
    return Edition("plan", title, "", publisher, replace(document, blocks=blocks), date(2025, 1, 27), marks, facts)
