"""What a format's documents are held to: a table of rules, and how a document is opened for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pipeline.frozen import frozen
from pipeline.text import N_, _

_NAMED_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# How libraries call a file that they were given as bytes, which tells a reader nothing.
_STREAM = re.compile(r"^stream <[^>]*>: ")


def _ask_nobody(_data: bytes) -> dict[str, list[str]]:
    return {}


@frozen
class Format:
    """A format: its rules by what a document must be, and how a document is opened for them.

    `validate` asks a validator of others, where one is installed, and returns the rules that a document breaks by the
    name of each standard that it was held to. `standards` are those that a document says it keeps, as its rules demand.
    """

    rules: dict[str, Callable[[Any], bool]]
    read: Callable[[bytes], Any]
    validate: Callable[[bytes], Mapping[str, list[str]]] = _ask_nobody
    standards: tuple[str, ...] = ()

    def faults(self, data: bytes) -> Iterator[str]:
        """Yield which rules a document breaks, in whole sentences, or why it cannot be read."""
        try:
            document = self.read(data)
            broken = [demand for demand, holds in self.rules.items() if not holds(document)]
        except Exception as error:  # a damaged file may raise anything in the libraries that read it
            yield unreadable(error)
            return
        for demand in broken:
            yield _("The document fails the gate: it should be so that it {rule}.").format(rule=_(demand))


def unreadable(error: Exception) -> str:
    """Return a sentence that says why a document cannot be read."""
    return _("The document cannot be read: {error}.").format(error=_STREAM.sub("", str(error)))


def are_languages(tags: Iterable[str]) -> bool:
    """Say whether there are tags, all of the form that BCP 47 gives to languages: `sv-SE`, but not `svenska`."""
    found = list(tags)
    return bool(found) and all(map(_NAMED_TAG.fullmatch, found))


WHOLE = N_("is whole")
TITLED = N_("has a title")
IN_A_LANGUAGE = N_("has a language")
LINKS_WORDED = N_("has no link without words")
INERT = N_("runs nothing")
ORDERED = N_("has headings that skip no level")
DESCRIBED = N_("says of every picture what it shows")
TABLES_HEADED = N_("says of every table which cells are headings")


def skips_no_level(levels: list[int]) -> bool:
    """Say whether headings, by level from 1, begin at the top and go down one level at a time (WCAG 2.1, 1.3.1)."""
    return all(level <= above + 1 for above, level in zip([0, *levels], levels, strict=False))
