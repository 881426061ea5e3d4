"""Inlines → HTML: the words of a paragraph with their looks, languages, links and references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from pipeline.model import Break, Doubt, Emphasis, Footnote, Foreign, Inline, Link, NoteRef, Strong, Text
from pipeline.text import _
from pipeline.typeset.spaces import unbroken
from pipeline.typeset.words import plain

_LINK = Markup('<a href="{}">{}</a>')
# A link whose words are its URL needs no URL after it in print.
_BARE_LINK = Markup('<a class="bare" href="{}">{}</a>')
_FOREIGN = Markup('<span lang="{}">{}</span>')
_STRONG = Markup("<strong>{}</strong>")
_EMPHASIS = Markup("<em>{}</em>")
# Doubtful words are marked by shading and dots, by a sign that all can see, and by words for those who listen.
_DOUBT = Markup(
    '<mark class="doubt">{}<span aria-hidden="true">&nbsp;{}</span><span class="unseen"> ({})</span></mark>'
)
_REFERENCE = Markup('<sup><a id="{}" href="#{}" role="doc-noteref" aria-label="{}">{}</a></sup>')


@dataclass
class Notes:
    """The footnotes of a document, numbered by the order of the references met so far."""

    notes: Sequence[Footnote]
    doubt_sign: str = "[?]"
    references: Counter[str] = field(default_factory=Counter)

    def refer(self, name: str) -> Markup:
        """Return the next reference to the note with this id."""
        self.references[name] += 1
        number = list(self.references).index(name) + 1
        label = _("Footnote {number}").format(number=number)
        return _REFERENCE.format(reference_id(name, self.references[name]), note_id(name), label, number)

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


def html(inlines: Iterable[Inline], notes: Notes) -> Markup:
    """Return the inlines as HTML."""
    return Markup("").join(_html(inline, notes) for inline in inlines)


def _html(inline: Inline, notes: Notes) -> Markup:
    match inline:
        case Text():
            return Markup.escape(unbroken(inline.text))
        case Break():
            return Markup("<br>")
        case NoteRef():
            return notes.refer(inline.id)
        case Link():
            link = _BARE_LINK if plain(inline.inlines) == inline.target else _LINK
            return link.format(inline.target, html(inline.inlines, notes))
        case Foreign():
            return _FOREIGN.format(inline.lang, html(inline.inlines, notes))
        case Strong():
            return _STRONG.format(html(inline.inlines, notes))
        case Emphasis():
            return _EMPHASIS.format(html(inline.inlines, notes))
        case Doubt():
            return _DOUBT.format(html(inline.inlines, notes), notes.doubt_sign, _("uncertain reading"))
