"""The redline shows each edit by the words that changed, and gives both editions back."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.diff.changes import compare
from pipeline.diff.redline import write_redline
from pipeline.errors import SourceProblem
from pipeline.model import Edition
from pipeline.typeset import typeset_word
from pipeline.typeset.style import Style, read_style
from tests.conftest import ROOT
from tests.diff.edits import Edit, base, edition, edits
from tests.diff.resolve import W, content, open_word, resolve
from tests.validators import sdk_report

EDITS = list(edits())


@cache
def style() -> Style:
    return read_style(ROOT / "styles/lulea.toml")


@cache
def before() -> Edition:
    return edition(base())


def after(edit: Edit) -> Edition:
    text = edit.apply(base())
    made = edition(text, edit.title, edit.publisher, edit.marks)
    assert made != before() or not edit.sorts, "the edit does not fit the plan's text"
    return made


def by_name(edit: Edit) -> str:
    return edit.name


@cache
def redline(edit: Edit) -> bytes:
    return write_redline(compare(before(), after(edit)), style())


@cache
def said(source: Edition) -> dict:
    return content(open_word(typeset_word(source, style())))


@pytest.mark.parametrize("edit", EDITS, ids=by_name)
def test_accepting_all_gives_the_new_edition(edit: Edit) -> None:
    assert content(resolve(redline(edit), accept=True)) == said(after(edit))


@pytest.mark.parametrize("edit", EDITS, ids=by_name)
def test_rejecting_all_gives_the_old_edition(edit: Edit) -> None:
    assert content(resolve(redline(edit), accept=False)) == said(before())


@pytest.mark.parametrize("edit", EDITS, ids=by_name)
def test_no_other_words_are_marked_than_those_that_changed(edit: Edit) -> None:
    struck, added, moved = marked(redline(edit))
    assert added == words(edit.added)
    assert moved == words(edit.moved)
    assert (len(struck) == edit.struck_words) if edit.struck_words else (struck == words(edit.struck))


@pytest.mark.parametrize("edit", EDITS, ids=by_name)
def test_a_change_is_called_what_it_is(edit: Edit) -> None:
    assert [sort for row in compare(before(), after(edit)).changes for sort in row.sorts] == list(edit.sorts)


def test_what_did_not_change_is_not_called_reformatted() -> None:
    word = open_word(write_redline(compare(before(), before()), style()))
    marks = W + "pPrChange", W + "rPrChange"
    assert [mark for root in word.parts.values() for mark in root.iter(*marks)] == []


def words(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text))


def marked(data: bytes) -> tuple[list[str], list[str], list[str]]:
    """Return the words that are marked as struck, added and moved here, without those of the contents."""
    found: dict[str, list[str]] = {"del": [], "ins": [], "moveTo": []}
    word = open_word(data)
    for root in word.parts.values():
        for sdt in list(root.iter(W + "sdt")):
            sdt.getparent().remove(sdt)
        for tag, texts in found.items():
            for mark in root.iter(W + tag):
                texts.append("".join(t.text or "" for t in mark.iter(W + "t", W + "delText")))
    return tuple(words(" ".join(texts)) for texts in found.values())  # type: ignore[return-value]


@cache
def together() -> tuple[Edition, ...]:
    """Return the plan with as many edits at once as fit, until each of them was made in one."""
    editions: list[Edition] = []
    rest = [edit for edit in EDITS if edit.change or edit.move or edit.strike or edit.strike_table]
    while rest:
        text, made = base(), set()
        for edit in rest:
            edited = _with(edit, text)
            if edited:
                text = edited
                made.add(edit.name)
        editions.append(edition(text, f"Plan {len(editions)}"))
        rest = [edit for edit in rest if edit.name not in made] if made else []
    return tuple(editions)


def _with(edit: Edit, text: str) -> str:
    """Return a text with an edit, or nothing where another one is in its way."""
    try:
        edited = edit.apply(text)
        edition(edited)
    except (StopIteration, SourceProblem):
        return ""
    fits = text == base() or all(find in text for find, _new in edit.change)
    return edited if edited != text and fits else ""


def test_many_edits_at_once_can_be_accepted_and_rejected() -> None:
    assert 1 < len(together()) < 25
    for a, b in pairwise([before(), *together(), before()]):
        made = write_redline(compare(a, b), style())
        assert content(resolve(made, accept=True)) == said(b)
        assert content(resolve(made, accept=False)) == said(a)


def test_the_open_xml_sdk_finds_nothing_in_redlines_with_every_edit(tmp_path: Path) -> None:
    for number, new in enumerate(together()):
        (tmp_path / f"{number}.docx").write_bytes(write_redline(compare(before(), new), style()))
        assert sdk_report(tmp_path / f"{number}.docx")["errors"] == []


def test_the_same_editions_give_the_same_bytes() -> None:
    edit = EDITS[-1]
    assert write_redline(compare(before(), after(edit)), style()) == redline(edit)


def test_the_picture_of_the_cases_is_there() -> None:
    assert Path(ROOT / "tests/typeset/picture.png").is_file()


def test_a_cover_that_shows_both_wordings_leaves_them_room_above_the_facts() -> None:
    def above(old: Edition, new: Edition) -> int:
        root = open_word(write_redline(compare(old, new), style())).parts["word/document.xml"]
        first = next(p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='CoverFact']") is not None)
        return int(first.find(f"{W}pPr/{W}spacing").get(f"{W}before"))

    plain = before()
    renamed = replace(plain, title=f"Ny {plain.title}")
    longer = replace(renamed, facts=(*plain.facts, ("Ändrad", "2026")))
    assert above(plain, plain) > above(plain, renamed) > above(plain, longer) > 0


def with_sections(count: int) -> Edition:
    """Return a text with so many sections of the third level, of which the contents name none when they are many."""
    sections = (f"### Avsnitt {n} {{#avsnitt-{n}}}\n\nOrd {n}. {{#ord-{n}}}\n\n" for n in range(count))
    return edition(f'+++\ntitle = "Plan"\n+++\n\n# Ett {{#ett}}\n\n## Två {{#tva}}\n\n{"".join(sections)}', "Plan")


def test_contents_of_another_depth_can_be_accepted_and_rejected() -> None:
    few, many = with_sections(4), with_sections(90)
    assert str(said(few)["body"]).count("TOC3") > str(said(many)["body"]).count("TOC3")
    for a, b in ((few, many), (many, few)):
        made = write_redline(compare(a, b), style())
        assert entries(content(resolve(made, accept=True))) == entries(said(b))
        assert entries(content(resolve(made, accept=False))) == entries(said(a))


def entries(word: dict) -> str:
    """Return what a document says, whatever depth the field of its contents asks for when it is counted anew."""
    return re.sub(r'TOC \\+o "1-\d"', "TOC", str(word))
