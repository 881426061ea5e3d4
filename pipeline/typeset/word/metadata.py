"""What the package says about itself: core properties and settings."""

from __future__ import annotations

from datetime import date, datetime

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.package import Package

from pipeline.model import Edition
from pipeline.typeset.word.footnotes import SEPARATORS
from pipeline.typeset.word.stamp import set_stamp
from pipeline.typeset.word.xml import Element, legal, w

# The most characters that Word takes in a property.
_LONGEST = 255


def set_properties(package: Package, edition: Edition) -> None:
    """Set the core properties (ECMA-376, part 2, chapter 11), dated as the edition if that is known, and the stamp."""
    # A part of our own, as the one that python-docx would begin with names itself and the present moment.
    name = PackURI("/docProps/core.xml")
    part = CorePropertiesPart(name, CONTENT_TYPE.OPC_CORE_PROPERTIES, CT_CoreProperties.new(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    properties = part.core_properties
    properties.title = _property(edition.title)
    properties.author = properties.last_modified_by = _property(edition.publisher)
    properties.language = edition.document.lang
    properties.revision = 1
    if edition.subtitle:
        properties.subject = _property(edition.subtitle)
    if edition.marks:
        properties.content_status = _property("; ".join(edition.marks))
    if edition.date > date.min:
        properties.created = properties.modified = datetime(*edition.date.timetuple()[:3])
    set_stamp(package, edition.document)


def _property(words: str) -> str:
    return legal(words)[:_LONGEST]


def settings(lang: str) -> Element:
    """Return the settings: hyphenation, Swedish signs for decimals and lists, and the current mode of layout."""
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": "15"}
    return w(
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
