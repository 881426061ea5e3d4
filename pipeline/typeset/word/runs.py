"""A run of words: how it looks, and which language it speaks."""

from __future__ import annotations

from pipeline.frozen import frozen
from pipeline.typeset.word.xml import Element, text, w

# Word proofreads by language and country; a bare language is read as that of its nearest neighbour.
_COUNTRIES = {"da": "DK", "de": "DE", "en": "GB", "es": "ES", "et": "EE", "fi": "FI", "fr": "FR", "is": "IS"}
_COUNTRIES |= {
    "lt": "LT",
    "lv": "LV",
    "nb": "NO",
    "nl": "NL",
    "nn": "NO",
    "pl": "PL",
    "ru": "RU",
    "se": "SE",
    "sv": "SE",
}


@frozen
class Look:
    """How a run of words looks and which language it speaks; `size` is in points, 0 for the paragraph's own."""

    strong: bool = False
    emphasis: bool = False
    style: str = ""
    lang: str = ""
    size: float = 0

    def properties(self) -> Element | None:
        """Return the run's properties, or None where the paragraph's own hold."""
        properties = [
            w("rStyle", val=self.style) if self.style else None,
            w("b") if self.strong else None,
            w("i") if self.emphasis else None,
            *(w(tag, val=round(self.size * 2)) if self.size else None for tag in ("sz", "szCs")),
            w("lang", val=proofing_language(self.lang)) if self.lang else None,
        ]
        return w("rPr", *properties) if any(p is not None for p in properties) else None


PLAIN = Look()


def run(words: str, look: Look = PLAIN) -> Element:
    """Return one run of words."""
    return w("r", look.properties(), text(words))


def proofing_language(tag: str) -> str:
    """Return the language tag that Word's proofing tools know.

    >>> proofing_language("en"), proofing_language("en-US"), proofing_language("smj")
    ('en-GB', 'en-US', 'smj')
    """
    return f"{tag}-{_COUNTRIES[tag]}" if tag in _COUNTRIES else tag


def bare_language(tag: str) -> str:
    """Return the language that a proofing tool's tag stands for, when it names the nearest neighbour's country.

    >>> bare_language("en-GB"), bare_language("en-US"), bare_language("smj")
    ('en', 'en-US', 'smj')
    """
    language, _hyphen, country = tag.partition("-")
    return language if country and _COUNTRIES.get(language) == country else tag
