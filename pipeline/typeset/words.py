"""Inlines with less in them: as plain words, and without links where the words are a link themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Break, Doubt, Emphasis, Foreign, Inline, Link, NoteRef, Strong, Text


def plain(inlines: Iterable[Inline]) -> str:
    """Return the words alone: line breaks are spaces, and references to footnotes are left out.

    >>> plain((Strong((Text("Mål"),)), NoteRef("a"), Break(), Text("och medel")))
    'Mål och medel'
    """
    return "".join(_words(inline) for inline in inlines)


def _words(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Break():
            return " "
        case NoteRef():
            return ""
        case _:
            return plain(inline.inlines)


def unlinked(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return the inlines without links, references and line breaks, as an entry of the contents shows them.

    >>> unlinked((Link((Text("Mål"),), "#mal"), Break(), Foreign((Text("Arctic Five"), NoteRef("a")), "en")))
    (Text(text='Mål'), Text(text=' '), Foreign(inlines=(Text(text='Arctic Five'),), lang='en'))
    """
    kept: list[Inline] = []
    for inline in inlines:
        match inline:
            case Link():
                kept.extend(unlinked(inline.inlines))
            case Strong() | Emphasis() | Foreign() | Doubt():
                kept.append(replace(inline, inlines=unlinked(inline.inlines)))
            case Break():
                kept.append(Text(" "))
            case Text():
                kept.append(inline)
    return tuple(kept)
