"""What changes and passages are called where people read about them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diff.changes import Comparison, Row, Sort
from pipeline.diff.match import Course
from pipeline.diff.passages import Form, Kind
from pipeline.diff.tokens import Look
from pipeline.diff.words import Fate, Span
from pipeline.merge.compose import decided
from pipeline.model import Change
from pipeline.text import N_, _

SORTS = {
    Sort.REWORDED: N_("Reworded"),
    Sort.ADDED: N_("New"),
    Sort.STRUCK: N_("Struck"),
    Sort.MOVED: N_("Moved"),
    Sort.SPLIT: N_("Split"),
    Sort.MERGED: N_("Merged"),
    Sort.FORMATTED: N_("Other emphasis"),
    Sort.DOUBTED: N_("Other mark of doubt"),
    Sort.RELINKED: N_("Other link target"),
    Sort.RESET: N_("Other kind of text"),
}
KINDS = {
    Kind.COVER: N_("cover"),
    Kind.HEADING: N_("heading"),
    Kind.PARAGRAPH: N_("paragraph"),
    Kind.ITEM: N_("list item"),
    Kind.CAPTION: N_("caption"),
    Kind.FIGURE: N_("picture"),
    Kind.TABLE: N_("table"),
    Kind.NOTE: N_("footnote"),
}
COLUMNS = {
    Course.ADDED: N_("The column “{name}” is new."),
    Course.STRUCK: N_("The column “{name}” is struck."),
    Course.ARRIVED: N_("The column “{name}” has moved."),
}


def sorts(row: Row) -> str:
    """Return what a change is: “Moved, reworded”."""
    names = ", ".join(_(SORTS[sort]) for sort in row.sorts)
    return names[:1] + names[1:].lower()


def kind(row: Row, passages: int = 1) -> str:
    """Return what kind of passage changed; a heading that is the first of several passages stands for its section."""
    return _("section") if row.form.kind is Kind.HEADING and passages > 1 else _(KINDS[row.form.kind])


def form(look: Form) -> str:
    """Return how a passage is set, in words: “heading level 2”, “list item (arrow) from 3”."""
    words = _(KINDS[look.kind])
    if look.kind is Kind.HEADING:
        return _("{words} of level {level}").format(words=words, level=look.level)
    if look.kind is Kind.ITEM and look.marker:
        words = _("{words} at depth {level} ({marker})").format(words=words, level=look.level, marker=look.marker)
        return _("{words} from {start}").format(words=words, start=look.start) if look.start != 1 else words
    return _("{words} in a quotation").format(words=words) if look.quoted else words


def remarks(row: Row) -> list[str]:
    """Return what cannot be seen in the words themselves: looks, link targets, another kind of text."""
    return [*_form_remarks(row), *_column_remarks(row), *dict.fromkeys(_look_remarks(row.spans))]


def _form_remarks(row: Row) -> Iterator[str]:
    if row.step.old and row.step.new and row.step.old[0].form != row.step.new[0].form:
        yield _("From {old} to {new}.").format(old=form(row.step.old[0].form), new=form(row.step.new[0].form))


def _column_remarks(row: Row) -> Iterator[str]:
    for column in row.table.remade if row.table else ():
        yield _(COLUMNS[column.course]).format(name=column.name)


def _look_remarks(spans: tuple[Span[Look], ...]) -> Iterator[str]:
    yield from link_remarks(spans)
    for words, old, new in relooked(spans):
        for name, before, after in _looks(old, new):
            if before != after:
                template = _("“{words}” is now {look}.") if after else _("“{words}” is no longer {look}.")
                yield template.format(words=words, look=name)


def link_remarks(spans: tuple[Span[Look], ...]) -> Iterator[str]:
    """Yield where links led and lead now, when their words have stayed."""
    for words, old, new in relooked(spans):
        if old.target != new.target:
            template = _("The link on “{words}” led to {old} and now leads to {new}.")
            yield template.format(words=words, old=old.target or _("nothing"), new=new.target or _("nothing"))


def _looks(old: Look, new: Look) -> Iterator[tuple[str, object, object]]:
    yield _("strong"), old.strong, new.strong
    yield _("stressed"), old.emphasis, new.emphasis
    yield _("marked as doubtful"), old.doubt, new.doubt
    yield _("in the language {lang}").format(lang=new.lang or old.lang), old.lang, new.lang


def relooked(spans: tuple[Span[Look], ...]) -> Iterator[tuple[str, Look, Look]]:
    """Yield stretches of words that stayed but look different, with the former and the new look."""
    for span in spans:
        if span.fate is not Fate.SAME:
            continue
        words, looks = "", None
        for old, new in zip(span.old, span.new, strict=True):
            if looks != (old.look, new.look):
                if words.strip() and looks and looks[0] != looks[1]:
                    yield words.strip(), *looks
                words, looks = "", (old.look, new.look)
            words += new.text
        if words.strip() and looks and looks[0] != looks[1]:
            yield words.strip(), *looks


def decision(change: Change | None) -> str:
    """Return who decided a change, when and under which paragraph, with the case."""
    if change is None:
        return ""
    number = f", {change.decision.diary_number}" if change.decision.diary_number else ""
    return f"{decided(change.decision)}{number}"


def name(comparison: Comparison) -> str:
    """Return what was compared: “Annual activity plan 2025 → Annual activity plan 2026”."""
    names = [comparison.old.title, comparison.new.title]
    if names[0] == names[1]:
        subtitles = [comparison.old.subtitle, comparison.new.subtitle]
        return names[0] if subtitles[0] == subtitles[1] else f"{names[0]}: {' → '.join(s or '–' for s in subtitles)}"
    return " → ".join(names)
