"""A Word file that comes back late undoes nothing that the sources have changed since it was made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.diff.returned.since import Since, rebase
from pipeline.markdown import read
from pipeline.merge.blocks import find_blocks, id_of
from pipeline.model import Document
from pipeline.typeset.word.stamp import said, stamp_of
from tests.diff.edits import base
from tests.diff.test_redline import EDITS, Edit, by_name
from tests.diff.test_returned import edit_part, project, send_back

__all__ = ["project"]

SENT = """+++
title = "Plan"
+++

# Vänorter {#vanorter}

Kommunen har fyra vänorter. {#orter}

- Tromsö {#tromso}
- Kemi {#kemi}
  - Finland {#finland}

Kommunstaben samordnar. {#samordnar}
"""


def text(*changes: tuple[str, str]) -> Document:
    changed = SENT
    for old, new in changes:
        assert old in changed
        changed = changed.replace(old, new, 1)
    return read(changed)


FIVE, SIX = ("fyra vänorter", "fem vänorter"), ("fyra vänorter", "sex vänorter")
SERVES = ("Kommunstaben samordnar", "Kommunstaben leder")
BODO = ("  - Finland {#finland}\n", "  - Finland {#finland}\n  - Torneå {#tornea}\n- Bodö {#bodo}\n")
NEW = ("Kommunstaben", "Nytt. {#nytt}\n\nNyare. {#nyare}\n\nKommunstaben")
NO_KEMI = ("- Kemi {#kemi}\n  - Finland {#finland}\n", "")
KIRUNA = ("- Tromsö {#tromso}", "- Kiruna {#kiruna}\n- Tromsö {#tromso}")


@pytest.mark.parametrize(
    ("sources", "edits", "outcome", "since", "both"),
    [
        ([SERVES], [FIVE], [SERVES, FIVE], ("samordnar",), ()),
        ([FIVE], [SIX], [FIVE], ("orter",), (("orter", "Kommunen har sex vänorter."),)),
        ([FIVE], [("Kommunen har fyra vänorter. {#orter}\n\n", "")], [FIVE], ("orter",), (("orter", ""),)),
        ([BODO], [FIVE], [BODO, FIVE], ("tornea", "bodo"), ()),
        ([NEW], [FIVE], [NEW, FIVE], ("nytt", "nyare"), ()),
        ([KIRUNA], [FIVE], [KIRUNA, FIVE], ("kiruna",), ()),
        ([NO_KEMI], [FIVE], [NO_KEMI, FIVE], ("kemi", "finland"), ()),
        ([FIVE], [SERVES, NO_KEMI], [FIVE, SERVES, NO_KEMI], ("orter",), ()),
    ],
    ids=["other passages", "the same passage", "one struck", "items new", "passages new", "first", "struck", "edits"],
)
def test_what_the_sources_have_changed_stands(
    sources: list[tuple[str, str]],
    edits: list[tuple[str, str]],
    outcome: list[tuple[str, str]],
    since: tuple[str, ...],
    both: tuple[tuple[str, str], ...],
) -> None:
    document, found = rebase(text(*sources), text(*edits), stamp_of(text()))
    assert document.blocks == text(*outcome).blocks
    assert found == Since(since, both)


def test_without_a_stamp_or_a_change_of_the_sources_all_edits_stand() -> None:
    assert rebase(text(SERVES), text(FIVE), {}) == (text(FIVE), Since())
    assert rebase(text(), text(FIVE), stamp_of(text())) == (text(FIVE), Since())


def test_a_document_of_other_sources_that_was_not_edited_is_a_version_of_its_own() -> None:
    document, since = rebase(text(), text(FIVE), stamp_of(text(FIVE)))
    assert document == text(FIVE)
    assert since == Since(("orter",), untouched=True)


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit.sorts], ids=by_name)
def test_whatever_words_the_sources_change_they_are_kept_beside_an_edit(edit: Edit) -> None:
    sources = read(edit.apply(base()))
    edited = read(base().replace("Globaliseringen", "Omvärlden", 1))
    document, since = rebase(sources, edited, stamp_of(read(base())))
    now, kept = ({id_of(b): said(b) for b in find_blocks(d.blocks) if id_of(b)} for d in (sources, document))
    assert {id_: kept.get(id_) for id_ in since.changed} == {id_: now.get(id_) for id_ in since.changed}
    assert "Omvärlden" in " ".join(kept.values()) or any("Omvärlden" in words for _id, words in since.both)


def test_the_warning_says_what_to_do(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    send_back(project)
    path = project / "edited.docx"
    edit_part(path, "word/document.xml", "senast 2040", "senast 2035")
    plan = project / "sources/2024-2027/plan.md"
    plan.write_text(plan.read_text("utf-8").replace("Vänorterna Zenica", "Orterna Zenica", 1), "utf-8")
    assert main(["import", "edited.docx"]) == 0
    shown = capsys.readouterr()
    assert "inte gjort av källorna som de är nu: 1 stycke" in shown.err
    assert "{#vanorterna-zenica-puerto-cabezas}" in shown.err
    assert "Skicka ut en ny Wordfil" in shown.err
    assert "[-2040-]{+2035+}" in shown.out
    assert "Vänorterna" not in shown.out


def test_an_edit_of_what_the_sources_changed_too_is_told_of(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    send_back(project)
    edit_part(project / "edited.docx", "word/document.xml", "senast 2040", "senast 2035")
    plan = project / "sources/2024-2027/plan.md"
    plan.write_text(plan.read_text("utf-8").replace("senast 2040", "senast 2045", 1), "utf-8")
    assert main(["import", "edited.docx", "--apply"]) == 1
    error = capsys.readouterr().err
    assert "har sedan dess också ändrats i källorna" in error
    assert "senast 2035" in error


def test_a_document_without_names_has_no_stamp() -> None:
    assert stamp_of(replace(text(), blocks=())) == {}
