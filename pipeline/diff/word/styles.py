"""Styles: what a paragraph or a run is, by the name of its style; ids differ between languages and programs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.typeset.word.xml import Element, qualified

# The names that Word, LibreOffice and our own writer give, in any letters: what stands for itself in the text.
_KNOWN = re.compile(
    r"heading [1-9]|title|subtitle|cover .+|toc .+|contents .+|caption|(intense )?quote"
    r"|list (bullet|number|continue)( \d)?|figure|footnote text|header|footer|table head|table text"
)


@dataclass(frozen=True)
class Styles:
    """A document's styles by their ids."""

    by_id: dict[str, Element]
    lang: str

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """Read the part `styles.xml`."""
        found = () if root is None else root.iter(qualified("w:style"))
        by_id = {str(style.get(qualified("w:styleId"))): style for style in found}
        lang = "" if root is None else value(root, "w:docDefaults/w:rPrDefault/w:rPr/w:lang")
        return cls(by_id, lang)

    def name(self, style_id: str) -> str:
        """Return what a style is called in small letters; a style of one's own, what it is based on."""
        for style in self._chain(style_id):
            name = value(style, "w:name").lower()
            if _KNOWN.fullmatch(name):
                return name
        return value(self.by_id[style_id], "w:name").lower() if style_id in self.by_id else style_id.lower()

    def find(self, style_id: str, path: str) -> Element | None:
        """Return a property of a style, or of what it is based on."""
        steps = "/".join(map(qualified, path.split("/")))
        found = (style.find(steps) for style in self._chain(style_id))
        return next((node for node in found if node is not None), None)

    def _chain(self, style_id: str) -> list[Element]:
        chain: list[Element] = []
        while style_id in self.by_id and self.by_id[style_id] not in chain:
            chain.append(self.by_id[style_id])
            style_id = value(chain[-1], "w:basedOn")
        return chain


def value(element: Element, path: str, attribute: str = "w:val") -> str:
    """Return the value of a property below an element, or nothing."""
    found = element.find("/".join(map(qualified, path.split("/"))))
    return "" if found is None else str(found.get(qualified(attribute)) or "")


def is_on(mark: Element | None) -> bool:
    """Whether a property that is on or off is on (ECMA-376, part 1, 17.17.4)."""
    return mark is not None and mark.get(qualified("w:val")) not in ("0", "false", "off", "none")
