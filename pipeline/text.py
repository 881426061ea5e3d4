"""Words for people: English in the code, Swedish in what an editor or a citizen reads.

The language is always the catalog's, never the machine's locale: the same sources give the same bytes everywhere.
Only a local page may speak another one, that of the browser that asks (`speaking`).
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LOCALE_DIR = Path(__file__).parent / "locale"
LANGUAGE = "sv"
_AFTER_Z = str.maketrans("åäö", "{|}")

_spoken: ContextVar[str] = ContextVar("language", default=LANGUAGE)


@cache
def _read_catalog(language: str) -> gettext.NullTranslations:
    file = LOCALE_DIR / language / "LC_MESSAGES" / "plan.mo"
    if not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as catalog:
        return gettext.GNUTranslations(catalog)


def _catalog() -> gettext.NullTranslations:
    return _read_catalog(_spoken.get())


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Translate into another language for a while, in this thread or task alone; `en` is the code's own."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def _(message: str) -> str:
    """Translate a message."""
    return _catalog().gettext(message)


def _n(singular: str, plural: str, n: int) -> str:
    """Translate a message that counts `n` things."""
    return _catalog().ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 (the name by which gettext's tools know it)
    """Mark a message that is translated later, such as one in a table of rules."""
    return message


def spoken() -> str:
    """Return the language that is spoken now."""
    return _spoken.get()


def alphabetical(word: str) -> tuple[str, str]:
    """Return the key that sorts words by the Swedish alphabet, å, ä and ö after z, on every machine."""
    return word.casefold().translate(_AFTER_Z), word
