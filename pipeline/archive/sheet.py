"""The registration sheet (diarieblad): every field of the registration and every digest, for people, as tagged PDF."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.archive.material import REPRESENTATIONS, Material, sha256
from pipeline.archive.record import FIELDS, facts_of
from pipeline.merge.compose import heading, paragraph, table
from pipeline.model import Align, Block, Document, Edition
from pipeline.text import N_, _
from pipeline.typeset import typeset_pdf
from pipeline.typeset.style import Style

# The representations, as they are called where people read of them.
NAMES = {
    "bevarande": N_("Preservation"),
    "undertecknad": N_("Signed"),
    "original": N_("Original"),
    "webb": N_("Web"),
    "kalla": N_("Source"),
}
COLUMNS = (Align.LEFT, Align.RIGHT, Align.LEFT)


def sheet_pdf(material: Material, style: Style) -> bytes:
    """Return the sheet, typeset as the plans are."""
    return typeset_pdf(sheet_edition(material), style)


def sheet_edition(material: Material) -> Edition:
    """Return the sheet as an edition: the fields of the registration, then the files of each representation."""
    title = _("Registration sheet for {reference}").format(reference=material.entry.reference)
    marks = (_("EXAMPLE: not a registered document"),) if material.entry.is_example else ()
    return Edition(
        slug="diarieblad",
        title=title,
        subtitle=material.title,
        publisher=material.edition.publisher,
        document=Document(title, tuple(_blocks(material)), lang=material.lang),
        date=material.date,
        marks=marks,
        facts=((_("Diary number"), material.entry.diary_number), (_("Package"), material.id)),
        brief=True,
    )


def _blocks(material: Material) -> Iterator[Block]:
    yield heading(1, _("The registration"), "registreringen")
    rows = [(_(FIELDS[key]), value) for key, value in facts_of(material).items() if value]
    yield table((_("Field"), _("Value")), rows, _("What the diarium says"), "uppgifter")
    yield heading(1, _("Files and digests"), "filer")
    yield paragraph(
        _("Each file has a SHA-256. Compare it with the one that sha256sum prints to see that it is whole.")
    )
    for name, files in material.representations.items():
        yield heading(2, _(NAMES[name]), f"filer-{name}")
        yield paragraph(_sentence(_(REPRESENTATIONS[name])))
        held = [(path, _thousands(len(data)), _grouped(sha256(data))) for path, data in sorted(files.items())]
        yield table((_("File"), _("Bytes"), "SHA-256"), held, "", f"tabell-{name}", COLUMNS)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _grouped(digest: str) -> str:
    """Return a digest in groups of eight, so that it can break over lines and be compared by eye."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
