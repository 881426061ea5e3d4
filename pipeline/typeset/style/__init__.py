"""The styles: every style by its meaning, read from one TOML file and used by PDF, Word and HTML alike.

A style that breaks a rule is refused with its line: an unknown or missing key, a wrong type, a font file that is not
there, or text whose contrast to its fill is too low.
"""

from pipeline.typeset.style.parts import (
    Colour,
    Colours,
    DoubtStyle,
    Font,
    Fonts,
    LinkStyle,
    ListStyle,
    Page,
    Style,
    TableStyle,
    TextStyle,
    channels,
    contrast,
)
from pipeline.typeset.style.read import read_style

__all__ = [
    "Colour",
    "Colours",
    "DoubtStyle",
    "Font",
    "Fonts",
    "LinkStyle",
    "ListStyle",
    "Page",
    "Style",
    "TableStyle",
    "TextStyle",
    "channels",
    "contrast",
    "read_style",
]
