"""Every key of the style file is used: to change its value changes the PDF, the Word file and the web page."""

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
from pipeline.typeset import typeset_html, typeset_pdf, typeset_word
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
# What has no meaning in a format, as a pattern of keys, with the reason.
MEANINGLESS = {
    ".pdf": {
        r"name": "the style's own name, by which a theme is chosen, is shown nowhere",
        r"fonts\.\w+\.(name|generic)": "the file carries its fonts, and nothing stands in for them",
        r"fonts\.symbol\.(regular|italic|bold_italic)": "signs stand upright, and the list's, the only ones, are bold",
    },
    ".docx": {
        r"name": "the style's own name, by which a theme is chosen, is shown nowhere",
        r"mark\.leading": "the marks share the running head's line, which has a leading of its own",
    },
    ".html": {
        r"name": "the style's own name, by which a theme is chosen, is shown nowhere",
        r"fonts\.\w+\.(regular|bold|italic|bold_italic)": "the page names its fonts and does not carry them",
    },
}
WRITERS = {".pdf": typeset_pdf, ".docx": typeset_word, ".html": typeset_html}


def leaves(table: dict[str, Any], keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, (*keys, key))
        else:
            yield (*keys, key), value


LEAVES = {".".join(keys): value for keys, value in leaves(tomllib.loads(SOURCE))}


# Names of fonts, families and colours, each with another that may stand in its place.
EXCHANGED = {
    "serif": "sans",
    "sans": "serif",
    "sans-serif": "monospace",
    "ink": "accent",
    "accent": "ink",
    "quiet": "ink",
    "alert": "ink",
    "line": "ink",
    "paper": "wash",
    "wash": "paper",
    "doubt": "paper",
}


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
        case str() if value in EXCHANGED:
            return EXCHANGED[value]
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


def meaningless(key: str, suffix: str) -> bool:
    return any(re.fullmatch(pattern, key) for pattern in MEANINGLESS[suffix])


def written(suffix: str, path: Path) -> bytes:
    """Return the file in a format, or what is wrong: another font may lack a sign."""
    try:
        return WRITERS[suffix](replace(EVERY_KIND, document=SHORT, facts=FACTS), read_style(path))
    except SourceProblem as error:
        return str(error).encode()


@cache
def unchanged(suffix: str) -> bytes:
    return written(suffix, STYLES / "lulea.toml")


@pytest.fixture
def other_style(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "fonts").symlink_to(STYLES / "fonts")
    path = tmp_path / "lulea.toml"
    path.write_text(changed(request.param), encoding="utf-8")
    return path


PAIRS = [(key, key) for key in LEAVES]


@pytest.mark.parametrize(("key", "other_style"), PAIRS, indirect=["other_style"], ids=LEAVES)
def test_to_change_a_value_changes_every_format_in_which_it_has_a_meaning(key: str, other_style: Path) -> None:
    for suffix in WRITERS:
        assert (written(suffix, other_style) == unchanged(suffix)) is meaningless(key, suffix), suffix


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_is_said_to_have_no_meaning_is_a_key_that_there_is(suffix: str) -> None:
    for pattern in MEANINGLESS[suffix]:
        assert any(re.fullmatch(pattern, key) for key in LEAVES), pattern
