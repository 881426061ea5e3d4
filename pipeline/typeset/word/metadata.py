"""What the package says about itself: core properties and settings."""

from __future__ import annotations

from pipeline.model import Edition
from pipeline.typeset.word.notes import SEPARATORS
from pipeline.typeset.word.package import WORD, Part
from pipeline.typeset.word.xml import element, w

_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


def core_part(edition: Edition) -> Part:
    """Return the core properties (ECMA-376, part 2, chapter 11); the date is the edition's."""
    moment = f"{edition.date.isoformat()}T00:00:00Z"
    root = element(
        "cp:coreProperties",
        element("dc:title", edition.title),
        element("dc:subject", edition.subtitle) if edition.subtitle else None,
        element("dc:creator", edition.publisher),
        element("cp:lastModifiedBy", edition.publisher),
        element("cp:revision", "1"),
        element("dcterms:created", moment, attributes={"xsi:type": "dcterms:W3CDTF"}),
        element("dcterms:modified", moment, attributes={"xsi:type": "dcterms:W3CDTF"}),
        element("cp:contentStatus", "; ".join(edition.marks)) if edition.marks else None,
        element("dc:language", edition.document.lang),
    )
    return Part("docProps/core.xml", _CORE, root)


def settings_part(lang: str) -> Part:
    """Return the settings: hyphenation, Swedish signs for decimals and lists, and the current mode of layout."""
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": "15"}
    root = w(
        "settings",
        w("zoom", percent=100),
        w("embedTrueTypeFonts"),
        w("defaultTabStop", val=720),
        w("autoHyphenation"),
        w("consecutiveHyphenLimit", val=2),
        w("doNotHyphenateCaps"),
        w("characterSpacingControl", val="doNotCompress"),
        w("footnotePr", *(w("footnote", id=number) for number in SEPARATORS)),
        w("compat", w("compatSetting", **mode)),
        w("themeFontLang", val=lang),
        w("decimalSymbol", val=","),
        w("listSeparator", val=";"),
    )
    return Part("word/settings.xml", WORD + "settings+xml", root)
