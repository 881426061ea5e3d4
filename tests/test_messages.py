"""The Swedish catalog says everything that the code says, and nothing else."""

from __future__ import annotations

import ast
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.conftest import ROOT
from tools import messages

PLACEHOLDER = re.compile(r"\{\{|\}\}|\{[^{}]*\}|%\(\w+\)[rs]|%[rs]")
NAMES_OF_FUNCTIONS = ("_", "_n", "N_")


def texts(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def translated(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def pairs(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield each English text that has its Swedish, with it."""
    for message in translated(catalog):
        yield from (pair for pair in zip(texts(message.id), texts(message.string), strict=False) if pair[1])


@pytest.fixture(scope="module")
def committed() -> Catalog:
    return read_po(io.BytesIO(messages.PO.read_bytes()), locale="sv")


@pytest.fixture(scope="module")
def gathered() -> Catalog:
    return messages.gather()


def test_every_message_of_the_code_is_in_the_catalog(committed: Catalog, gathered: Catalog) -> None:
    known = {texts(message.id) for message in translated(committed)}
    assert [message.id for message in translated(gathered) if texts(message.id) not in known] == []


def test_the_catalog_has_no_message_that_the_code_lacks(committed: Catalog, gathered: Catalog) -> None:
    said = {texts(message.id) for message in translated(gathered)}
    assert [message.id for message in translated(committed) if texts(message.id) not in said] == []


def test_nothing_is_untranslated(committed: Catalog) -> None:
    assert [message.id for message in translated(committed) if not all(texts(message.string))] == []


def test_counting_messages_have_a_singular_and_a_plural(committed: Catalog) -> None:
    odd = [message.id for message in translated(committed) if len(texts(message.id)) != len(texts(message.string))]
    assert odd == []


def test_placeholders_are_the_same_on_both_sides(committed: Catalog) -> None:
    def placeholders(text: str) -> Counter[str]:
        return Counter(PLACEHOLDER.findall(text))

    assert [pair for pair in pairs(committed) if placeholders(pair[0]) != placeholders(pair[1])] == []


def test_a_translation_ends_as_its_message_does(committed: Catalog) -> None:
    """A sentence stays a sentence, and a fragment a fragment: remedies are put after problems with a space."""
    sentences = [pair for pair in pairs(committed) if pair[0].endswith((".", ":"))]
    assert [pair for pair in sentences if pair[0][-1] != pair[1][-1]] == []


def test_quotes_are_swedish(committed: Catalog) -> None:
    assert [message.string for message in translated(committed) if "“" in "".join(texts(message.string))] == []


def test_the_committed_files_are_what_the_tool_writes(committed: Catalog) -> None:
    po, mo = messages.render(committed)
    assert messages.PO.read_bytes() == po
    assert messages.PO.with_suffix(".mo").read_bytes() == mo


@pytest.mark.parametrize("path", sorted(messages.PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_only_words_that_can_be_gathered_are_marked(path: Path) -> None:
    """An f-string or a sum cannot be found in the catalog; a name or a row of a table is marked where it is made."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in NAMES_OF_FUNCTIONS:
            assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp), f"{path.name}:{node.lineno}"


def shown(message: str) -> str:
    """Return a message as a page shows it: … for what varies."""
    return "".join(words + ("" if field is None else "…") for words, field, *_rest in Formatter().parse(message))


def test_the_page_of_messages_quotes_messages_that_there_are(committed: Catalog) -> None:
    page = (ROOT / "docs/meddelanden.md").read_text("utf-8")
    quoted = re.findall(r"^\| (?!Meddelande \|)(.+?) \|", page, re.MULTILINE)
    known = {shown(words) for message in translated(committed) for words in texts(message.string)}
    assert len(quoted) > 40
    assert [words for words in quoted if words not in known] == []


def said_by(path: Path) -> Iterator[str]:
    """Yield the messages that a module says, as the code has them."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in NAMES_OF_FUNCTIONS:
            yield from (word.value for word in node.args[:1] if isinstance(word, ast.Constant))


def test_every_package_that_has_problems_has_a_passage_on_the_page_of_messages(committed: Catalog) -> None:
    page = (ROOT / "docs/meddelanden.md").read_text("utf-8")
    swedish = dict(pairs(committed))
    families: dict[str, set[str]] = {}
    for path in sorted(messages.PACKAGE.rglob("*.py")):
        if "Problem(" in path.read_text("utf-8") and path.name != "errors.py":
            words = {shown(swedish[word]) for word in said_by(path) if word in swedish}
            families.setdefault(path.relative_to(messages.PACKAGE).parts[0], set()).update(words)
    assert [name for name, said in families.items() if said and not any(f"| {words} |" in page for words in said)] == []
