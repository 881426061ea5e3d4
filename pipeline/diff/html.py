"""What changed, as one web page that works without a network: inline or side by side, changes only or everything.

Of the templates, `diff.html` is the page, `diff.css` its looks, `diff.js` the switches and the keys. Without the
script, the page shows every change inline; nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from pipeline.diff import labels
from pipeline.diff.changes import Comparison, Row, is_picture
from pipeline.diff.match import Course
from pipeline.diff.passages import Kind
from pipeline.diff.summary import distinct, summarize
from pipeline.diff.tokens import BREAK, NOTE, OBJECT, PARAGRAPH, Look, Word, text_of, words
from pipeline.diff.words import Fate, Span
from pipeline.frozen import frozen
from pipeline.model import Marker, Text
from pipeline.pages import template
from pipeline.text import _
from pipeline.typeset.html.looks import family, palette, variable
from pipeline.typeset.style import Style

BOTH, OLD, NEW = "both", "old", "new"
_TAGS = {Fate.STRUCK: "del", Fate.ADDED: "ins"}
_SIGNS = {Marker.BULLET: "•", Marker.ARROW: "➢", Marker.CHECK: "✓", Marker.NUMBER: "#"}
_STRONG, _EMPHASIS = Markup("<strong>{}</strong>"), Markup("<em>{}</em>")
_FOREIGN, _LINK = Markup('<span lang="{1}">{0}</span>'), Markup('<span class="link" title="{1}">{0}</span>')
_RELOOKED = Markup('<span class="relooked">{}</span>')
_THINGS = (PARAGRAPH, BREAK, OBJECT)  # what tokens begin with that are no words
_PILCROW = Markup('<span class="pilcrow" title="{}">¶</span>')


@frozen
class Section:
    """Rows under one heading; `changes` are the first rows of the changes in it."""

    id: str
    title: str
    rows: tuple[Row, ...]
    changes: tuple[Row, ...]


def write_html(comparisons: Sequence[Comparison], style: Style) -> bytes:
    """Return the page of one or several comparisons."""
    firsts = _firsts(comparisons)
    parts = [(n, comparison, list(_sections(n, comparison))) for n, comparison in enumerate(comparisons, 1)]
    css = template("pipeline.diff", "diff.css").render(
        style=style,
        palette=palette(style),
        colour=lambda colour: f"var(--{variable(colour, style)})",
        family=family,
    )
    page = template("pipeline.diff", "diff.html").render(
        title=_("What has changed"),
        summary=summarize(comparisons),
        parts=parts,
        lang=comparisons[0].new.document.lang,
        css=Markup(css),  # noqa: S704  # made from checked values of the style
        labels=labels,
        Course=Course,
        Kind=Kind,
        words=words_html,
        unchanged=_unchanged,
        plain=lambda cell: text_of(words(cell.inlines)),
        sign=_sign,
        anchor=_anchor,
        is_first=lambda row: id(row) in firsts,
        distinct=distinct,
    )
    return f"{page}\n".encode()


def _sections(part: int, comparison: Comparison) -> Iterator[Section]:
    """Yield the rows by the headings that they stand under."""
    seen: set[int] = set()
    for n, rows in enumerate(_by_heading(comparison.rows)):
        changes = [r for r in distinct([r for r in rows if r.number]) if r.number not in seen]
        seen |= {change.number for change in changes}
        first = rows[0].passage
        title = first.section or comparison.new.title
        yield Section(f"del-{part}-{n}", title, tuple(rows), tuple(changes))


def _by_heading(rows: Sequence[Row]) -> Iterator[list[Row]]:
    section: list[Row] = []
    for row in rows:
        if section and (row.form.kind is Kind.HEADING or _part(row) != _part(section[-1])):
            yield section
            section = []
        section.append(row)
    if section:
        yield section


def _part(row: Row) -> Kind | None:
    return row.form.kind if row.form.kind in (Kind.COVER, Kind.NOTE) else None


def _anchor(part: int, row: Row) -> str:
    """Return the id of a change on the page; where a passage stood has one of its own."""
    return f"c{part}-{row.number}" + ("-from" if row.course is Course.LEFT else "")


def _firsts(comparisons: Sequence[Comparison]) -> set[int]:
    """Return, by identity, the rows to which a link to their change leads; a change may have more rows than one."""
    rows = [(_anchor(n, row), id(row)) for n, comparison in enumerate(comparisons, 1) for row in comparison.rows]
    return set(dict(reversed(rows)).values())


def _sign(row: Row) -> str:
    marker = row.form.marker
    return _SIGNS[marker] if marker else ""


def words_html(spans: Sequence[Span[Look]], side: str = BOTH) -> Markup:
    """Return words with `<ins>` and `<del>`: both at once, or only how one side reads."""
    made = Markup()
    for span in spans:
        if (side, span.fate) in ((OLD, Fate.ADDED), (NEW, Fate.STRUCK)):
            continue
        tag = _TAGS.get(span.fate)
        words = _span(span, side)
        made += Markup("<{0}>{1}</{0}>").format(tag, words) if tag else words
    return made


def _span(span: Span[Look], side: str) -> Markup:
    """Return a span as HTML, one element for a stretch with one look; looks that changed are marked."""
    shown = span.old if side == OLD and span.old else span.tokens
    pairs = zip(span.old, span.new, strict=True) if span.fate is Fate.SAME else zip(shown, shown, strict=True)
    looks = [(token.look, a.look != b.look) for token, (a, b) in zip(shown, pairs, strict=True)]
    groups = groupby(zip(looks, shown, strict=True), key=itemgetter(0))
    return Markup().join(_looked(_words([token for _look, token in group]), *look) for look, group in groups)


def _unchanged(row: Row) -> Markup:
    """Return a passage that did not change: most have no looks, and need not be read word by word."""
    inlines = row.passage.inlines
    if inlines and all(isinstance(inline, Text) for inline in inlines):
        return Markup.escape(row.passage.words)
    return words_html(row.spans, NEW)


def _words(tokens: Sequence[Word]) -> Markup:
    """Return tokens with one look; words beside each other are escaped together."""
    made = Markup()
    for is_thing, group in groupby(tokens, key=lambda token: token.text[0] in _THINGS):
        words = list(group)
        made += Markup().join(map(_thing, words)) if is_thing else Markup.escape("".join(t.text for t in words))
    return made


def _thing(token: Word) -> Markup:
    if token.text == PARAGRAPH:
        return _PILCROW.format(_("end of paragraph"))
    if token.text == BREAK:
        return Markup("<br>")
    if token.text.startswith(NOTE):
        return Markup('<sup class="note">[{}]</sup>').format(_("note"))
    if is_picture(token):
        return Markup('<span class="picture">[{}: {}]</span> ').format(_("picture"), token.text.partition(":")[2])
    return Markup.escape(token.text)


def _looked(words: Markup, look: Look, relooked: bool) -> Markup:
    """Return words as they look."""
    wraps = [(_STRONG, look.strong), (_EMPHASIS, look.emphasis), (_FOREIGN, look.lang), (_LINK, look.target)]
    for wrap, value in [*wraps, (_RELOOKED, relooked)]:
        words = wrap.format(words, value) if value else words
    return words
