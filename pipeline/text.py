"""Words for people: English in the code, Swedish in what an editor or a citizen reads.

The language is always the catalog's, never the machine's locale: the same sources give the same bytes everywhere.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

LOCALE_DIR = Path(__file__).parent / "locale"
LANGUAGE = "sv"


@cache
def _catalog() -> gettext.NullTranslations:
    return gettext.translation("plan", LOCALE_DIR, languages=[LANGUAGE], fallback=True)


def _(message: str) -> str:
    """Translate a message."""
    return _catalog().gettext(message)


def _n(singular: str, plural: str, n: int) -> str:
    """Translate a message that counts `n` things."""
    return _catalog().ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 (the name by which gettext's tools know it)
    """Mark a message that is translated later, such as one in a table of rules."""
    return message
