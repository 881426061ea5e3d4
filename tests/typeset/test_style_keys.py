"""Every key of the style file is used: to change its value changes the PDF."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from every_kind import BLOCKS, EVERY_KIND, NOTES

from pipeline.errors import SourceProblem
from pipeline.model import (
    Cell,
    Document,
    Emphasis,
    Heading,
    List,
    ListItem,
    Marker,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from pipeline.typeset import typeset_pdf
from pipeline.typeset.style import read_style

STYLES = Path(__file__).parents[2] / "styles"
SOURCE = (STYLES / "lulea.toml").read_text(encoding="utf-8")

WORDS = Paragraph((Text("Några ord."),))
SMALL = Table(
    head=(Row((Cell((Text("Rubrik"),)),)),),
    body=(Row((Cell((Text("Ett"),)),)), Row((Cell((Text("Två"),)),))),
    caption=(Text("Tabell "), Emphasis((Text("nummer "),)), Strong((Emphasis((Text("ett"),)),))),
    row_headings=True,
)
ITEMS = (ListItem((Text("Ett"),)), ListItem((Text("Två"),)))
FIRST = next(block for block in BLOCKS if isinstance(block, Paragraph))
SHORT = Document(
    "Kort",
    (
        *chain.from_iterable((Heading(level, (Text("Rubrik"),)), WORDS) for level in (1, 1, 2, 2, 3, 3, 4, 4)),
        *(replace(FIRST, inlines=tuple(i for i in FIRST.inlines if getattr(i, "target", "")[:1] != "#")), WORDS),
        *(List(ITEMS, marker) for marker in Marker),
        *(WORDS, SMALL, WORDS, Table((), SMALL.body), WORDS, Quote((WORDS,)), WORDS),
    ),
    NOTES[:1],
)
# So many facts that the space before them is the least that there may be.
FACTS = EVERY_KIND.facts * 8
# A PDF carries its fonts, so that neither their names nor what stands in for them matters to it.
ELSEWHERE = re.compile(r"^name$|^fonts\.\w+\.(name|generic)$")
# Signs stand upright; and the document has none but the list's, which are bold.
UNUSED = re.compile(r"^fonts\.symbol\.(regular|italic|bold_italic)$")


def leaves(table: dict[str, Any], keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, (*keys, key))
        else:
            yield (*keys, key), value


LEAVES = {".".join(keys): value for keys, value in leaves(tomllib.loads(SOURCE))}


def other(key: str, value: Any) -> Any:
    """Return another value of the same kind that keeps the rules."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 9
        case str() if value.startswith("#"):
            return value[:-1] + ("e" if value.endswith("f") else "f")
        case str() if value.endswith(".ttf"):
            return "fonts/SourceSansPro-It.ttf" if "SansPro-It." not in value else "fonts/SourceSansPro-Regular.ttf"
        case "serif" | "sans":
            return "sans" if value == "serif" else "serif"
        case "accent" | "quiet" | "alert":
            return "ink"
        case "ink":
            return "accent"
        case "paper":
            return "wash"
        case "wash" | "doubt" | "line":
            return "paper" if value != "line" else "ink"
    return value + "+" if key != "list.number" else "{})"


def changed(key: str) -> str:
    """Return the style's source with another value for one key."""
    *section, name = key.split(".")
    start = SOURCE.index(f"\n[{'.'.join(section)}]") if section else 0
    value = other(key, LEAVES[key])
    text = str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')
    return SOURCE[:start] + re.sub(
        rf"(?m)^{name} = [^#\n]*(?:\"[^\"]*\")?", f"{name} = {text} ", SOURCE[start:], count=1
    )


def pdf(path: Path) -> bytes:
    """Return the PDF, or what is wrong: another font may lack a sign."""
    try:
        return typeset_pdf(replace(EVERY_KIND, document=SHORT, facts=FACTS), read_style(path))
    except SourceProblem as error:
        return str(error).encode()


@cache
def unchanged() -> bytes:
    return pdf(STYLES / "lulea.toml")


@pytest.mark.parametrize("key", [key for key in LEAVES if not (ELSEWHERE.match(key) or UNUSED.match(key))])
def test_to_change_a_value_changes_the_pdf(key: str, tmp_path: Path) -> None:
    (tmp_path / "fonts").symlink_to(STYLES / "fonts")
    path = tmp_path / "lulea.toml"
    path.write_text(changed(key), encoding="utf-8")
    assert pdf(path) != unchanged()
