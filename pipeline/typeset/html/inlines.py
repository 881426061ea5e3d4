"""Inlines → HTML: the words of a paragraph with their looks, languages, links and references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from pipeline.model import Break, Doubt, Emphasis, Footnote, Foreign, Inline, Link, NoteRef, Strong, Text
from pipeline.text import _
from pipeline.typeset.hyphens import softened
from pipeline.typeset.spaces import unbroken
from pipeline.typeset.words import plain

_LINK = Markup('<a href="{}">{}</a>')
# A link whose words are its URL needs no URL after it in print.
_BARE_LINK = Markup('<a class="bare" href="{}">{}</a>')
_FOREIGN = Markup('<span lang="{}">{}</span>')
_RANGE = re.compile(r"(\d+–\d+)")
_WHOLE = Markup('<span class="whole">{}</span>')
_STRONG = Markup("<strong>{}</strong>")
_EMPHASIS = Markup("<em>{}</em>")
# Doubtful words are marked by shading and dots, by a sign that all can see, and by words for those who listen.
_DOUBT = Markup(
    '<mark class="doubt">{}<span aria-hidden="true">&nbsp;{}</span><span class="unseen"> ({})</span></mark>'
)
_REFERENCE = Markup('<sup{}><a id="{}" href="#{}" role="doc-noteref" aria-label="{}">{}</a></sup>')


# Words of so many letters may be parted: in the text, in headings, and in the cells of tables that never scroll. Few
# are, since whoever copies a word gets its soft hyphens too.
IN_TEXT, IN_HEADINGS, IN_CELLS = 24, 18, 12


@dataclass
class Notes:
    """The footnotes of a document, numbered by the order of the references met so far."""

    notes: Sequence[Footnote]
    lang: str = "sv-SE"
    doubt_sign: str = "[?]"
    references: Counter[str] = field(default_factory=Counter)

    def refer(self, name: str, beside: bool = False) -> Markup:
        """Return the next reference to the note with this id; one `beside` another stands apart from it."""
        self.references[name] += 1
        number = list(self.references).index(name) + 1
        label = _("Footnote {number}").format(number=number)
        apart = Markup(' class="beside"') if beside else ""
        return _REFERENCE.format(apart, reference_id(name, self.references[name]), note_id(name), label, number)

    def referred(self) -> Iterator[tuple[Footnote, list[str]]]:
        """Yield the notes in the order of their numbers, each with the ids of the references to it.

        A note that is written meanwhile may refer to others, which then follow.
        """
        notes = {note.id: note for note in self.notes}
        number = 0
        while number < len(self.references):
            name, count = list(self.references.items())[number]
            yield notes[name], [reference_id(name, n + 1) for n in range(count)]
            number += 1


def note_id(name: str) -> str:
    """Return the id of a note on the page."""
    return f"note-{name}"


def reference_id(name: str, occurrence: int) -> str:
    """Return the id of a note's nth reference on the page, counted from 1."""
    return f"ref-{name}" if occurrence == 1 else f"ref-{name}-{occurrence}"


def html(inlines: Iterable[Inline], notes: Notes, parted: int = IN_TEXT) -> Markup:
    """Return the inlines as HTML, with soft hyphens in words of so many letters or more."""
    return _html(inlines, notes, notes.lang, parted)


def whole(text: str) -> Markup:
    """Return a text as HTML, in which numbers with a dash between them stay on one line.

    >>> whole("åren 2024–2027 & 2028")
    Markup('åren <span class="whole">2024–2027</span> &amp; 2028')
    """
    parts = _RANGE.split(text)
    return Markup("").join(_WHOLE.format(part) if n % 2 else Markup.escape(part) for n, part in enumerate(parts))


def _html(inlines: Iterable[Inline], notes: Notes, lang: str, parted: int) -> Markup:
    words = list(inlines)
    found = (_element(*pair, notes, lang, parted) for pair in zip(words, [None, *words], strict=False))
    return Markup("").join(found)


def _element(inline: Inline, before: Inline | None, notes: Notes, lang: str, parted: int) -> Markup:
    def inner(inlines: Iterable[Inline], lang: str = lang) -> Markup:
        return _html(inlines, notes, lang, parted)

    match inline:
        case Text():
            return whole(softened(unbroken(inline.text), lang, parted))
        case Break():
            return Markup("<br>")
        case NoteRef():
            return notes.refer(inline.id, beside=isinstance(before, NoteRef))
        case Link():
            link = _BARE_LINK if plain(inline.inlines) == inline.target else _LINK
            return link.format(inline.target, inner(inline.inlines))
        case Foreign():
            return _FOREIGN.format(inline.lang, inner(inline.inlines, inline.lang))
        case Strong():
            return _STRONG.format(inner(inline.inlines))
        case Emphasis():
            return _EMPHASIS.format(inner(inline.inlines))
        case Doubt():
            return _DOUBT.format(inner(inline.inlines), notes.doubt_sign, _("uncertain reading"))
