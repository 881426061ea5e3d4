"""The style as CSS: lengths, families, and a second palette for those who read on dark screens."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pipeline.typeset.style import Colour, Font, Style, channels

# Body text is this large on a screen, in rem; every other length keeps its proportion to it.
BODY_REM = 1.125
# The lightness of dark paper, and how much of the scale the other colours keep when it is turned round.
_DARKEST, _RANGE = 0.09, 0.86
# Families that come with systems and resemble the style's own, which are named first.
_LIKE = {
    "serif": ["Charter", "Iowan Old Style", "Georgia", "Cambria"],
    "sans-serif": ["Segoe UI", "system-ui", "Helvetica Neue", "Noto Sans"],
}


def family(font: Font) -> str:
    """Return a CSS font family: the style's own, then those that come with systems, then the generic one."""
    named = [css_string(name) if " " in name else name for name in [font.name, *_LIKE.get(font.generic, [])]]
    return ", ".join([*named, font.generic])


def css_string(words: str) -> str:
    """Return words as a CSS string that is safe inside `<style>`.

    >>> css_string('a "b" </style>')
    '"a \\\\22 b\\\\22  \\\\3c /style>"'
    """
    return '"' + "".join(f"\\{ord(c):x} " if c in '"\\<\n' else c for c in words) + '"'


def palette(style: Style) -> dict[str, tuple[Colour, Colour]]:
    """Return every colour of the style as a CSS variable: its value on light screens and on dark ones."""
    used = dict.fromkeys([*(getattr(style.colours, f.name) for f in fields(style.colours)), *_colours(style)])
    return {variable(colour, style): (colour, dark(colour)) for colour in used}


def variable(colour: Colour, style: Style) -> str:
    """Return the name of a colour's variable: its own name in the style, or else its value."""
    names: dict[str, str] = {getattr(style.colours, f.name): f.name for f in reversed(fields(style.colours))}
    return names.get(colour, f"colour-{colour[1:]}")


def dark(colour: Colour) -> Colour:
    """Return a colour of the same hue for dark screens, where light and dark have changed places.

    >>> dark(Colour("#ffffff")), dark(Colour("#000000"))
    ('#171717', '#f2f2f2')
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(colour))
    turned = colorsys.hls_to_rgb(hue, _DARKEST + _RANGE * (1 - lightness), saturation * 0.8)
    return Colour("#" + "".join(f"{round(c * 255):02x}" for c in turned))


def _colours(part: Any) -> Iterator[Colour]:
    for value in (getattr(part, f.name) for f in fields(part)):
        if isinstance(value, str) and value.startswith("#"):
            yield Colour(value)
        elif is_dataclass(value):
            yield from _colours(value)
