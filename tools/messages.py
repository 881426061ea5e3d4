"""Gather the messages of the code into the Swedish catalog, and compile it.

Run `make messages` after a message was added or reworded, fill in the empty `msgstr` of plan.po, and run it again.
Messages that the code no longer has are removed; nothing in the catalog depends on the clock.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pipeline"
PO = PACKAGE / "locale/sv/LC_MESSAGES/plan.po"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEYWORDS = {"_": None, "_n": (1, 2), "N_": None}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**.j2", "jinja2")]


def gather() -> Catalog:
    """Return the catalog of everything that the code says, with the translations that there are."""
    catalog = read_po(io.BytesIO(PO.read_bytes()), locale="sv") if PO.exists() else Catalog(locale="sv", domain="plan")
    template = Catalog(fuzzy=False)
    options = {"**.html": {}, "**.j2": {}}
    for file, _line, message, _comments, _context in extract_from_dir(
        str(PACKAGE), METHODS, options, KEYWORDS, strip_comment_tags=True
    ):
        template.add(message, None, [(f"pipeline/{Path(file).as_posix()}", 0)])
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def render(catalog: Catalog) -> tuple[bytes, bytes]:
    """Return the catalog as .po and .mo, without dates and places in the code, which change too often to be read."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=110, no_location=True, omit_header=True, sort_output=True)
    head = b'msgid ""\nmsgstr ""\n"Language: sv\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    compiled = read_po(io.BytesIO(head + po.getvalue()), locale="sv")
    compiled.creation_date = EPOCH  # Babel's default is the clock
    write_mo(mo, compiled)
    return head + po.getvalue(), mo.getvalue()


def main() -> int:
    """Write both files; return 1 while a message is without its translation."""
    catalog = gather()
    po, mo = render(catalog)
    PO.write_bytes(po)
    PO.with_suffix(".mo").write_bytes(mo)
    missing = [message.id for message in catalog if message.id and not _translated(message.string)]
    for message in missing:
        print(f"untranslated: {message!r}")
    return 1 if missing else 0


def _translated(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    sys.exit(main())
