"""The runs of a recovered text → its inlines: links, addresses, doubts and references to footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.markdown.inlines import URL
from pipeline.model import Doubt, Inline, Link, NoteRef, Text
from pipeline.recover.runs import Run


def inlines_of(runs: Iterable[Run]) -> Iterator[Inline]:
    """Yield the inlines of a text's runs: links around their words, addresses as links, references after their word."""
    yield from _merged(_linked(runs))


def _linked(runs: Iterable[Run]) -> Iterator[Inline]:
    for link, group in groupby(_settled(runs), key=lambda run: run.link):
        inner = [inline for run in group for inline in _inline(run, within_link=bool(link))]
        if link:
            words, mark = _without_mark(tuple(_merged(inner)))
            yield Link(words, link)
            yield from mark
        else:
            yield from inner


def _without_mark(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Text, ...]]:
    """Part a link's words from the full stop or comma that its annotation happened to cover."""
    *first, last = inlines
    match = re.fullmatch(r"(.*[^.,;:])([.,;:]+)", last.text) if isinstance(last, Text) else None
    return ((*first, Text(match[1])), (Text(match[2]),)) if match else (inlines, ())


def _settled(runs: Iterable[Run]) -> Iterator[Run]:
    """Drop the space that a text begins or ends with, and runs that hold nothing."""
    kept = [run for run in runs if run.text or run.note]
    if kept and not kept[-1].note:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
    return (run for run in kept if run.text or run.note)


def _inline(run: Run, within_link: bool) -> Iterator[Inline]:
    if run.doubt:
        yield Doubt((Text(run.text),))
    elif within_link:
        yield Text(run.text)
    else:
        yield from _addresses(run.text)
    if run.note:
        yield NoteRef(note_id(run.note))


def _addresses(text: str) -> Iterator[Inline]:
    at = 0
    for match in re.finditer(URL, text):
        yield Text(text[at : match.start()])
        yield Link((Text(match[0]),), match[0])
        at = match.end()
    yield Text(text[at:])


def _merged(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield inlines with neighbouring texts as one, so that the text of record reads them back the same."""
    for is_text, group in groupby(inlines, key=lambda inline: isinstance(inline, Text)):
        if is_text:
            text = "".join(inline.text for inline in group if isinstance(inline, Text))
            yield from [Text(text)] if text else []
        else:
            yield from group


def note_id(number: str) -> str:
    """Return the id of a recovered footnote."""
    return f"not-{number}"
