"""LibreOffice accepts and rejects the redline's changes with the same outcome, and what it saves is read back."""

from __future__ import annotations

import re
import shutil

import pytest

from pipeline.diff.changes import compare
from pipeline.diff.redline import write_redline
from pipeline.diff.word import read_word
from pipeline.typeset import typeset_word
from pipeline.typeset.word.stamp import stamp_of
from tests.diff.edits import Edit
from tests.diff.office import Resolved, Saved, find_bridge, resolve_with_office
from tests.diff.office_text import OfficeText
from tests.diff.test_redline import EDITS, after, before, by_name, redline, style, together
from tests.diff.test_returned import READ_BACK, blocks_and_notes, read_again

ITEM = re.compile(r"\s*(\d+\.|[•➢✓])\s")

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice") or not find_bridge(), reason="LibreOffice with its bridge to Python is not installed"
)


def name_of(edit: Edit) -> str:
    return f"edit-{EDITS.index(edit)}"


@pytest.fixture(scope="module")
def resolved(tmp_path_factory: pytest.TempPathFactory) -> Resolved:
    plain = {name_of(edit): typeset_word(after(edit), style()) for edit in EDITS}
    plain |= {edition.title: typeset_word(edition, style()) for edition in together()}
    plain["old"] = typeset_word(before(), style())
    tracked = {name_of(edit): redline(edit) for edit in EDITS}
    tracked |= {edition.title: write_redline(compare(before(), edition), style()) for edition in together()}
    return resolve_with_office(tracked, plain, tmp_path_factory.mktemp("lo"))


def said(saved: Saved) -> tuple[list, list[str]]:
    """Return what a document says, and its items with the signs and numbers that a reader sees before them."""
    lines = saved.text.decode("utf-8-sig").split("\n")
    return OfficeText(saved.own).said(), [line for line in lines if ITEM.match(line)]


@pytest.fixture(scope="module")
def old(resolved: Resolved) -> tuple[list, list[str]]:
    return said(resolved.plain["old"])


def test_the_items_of_a_document_are_read_with_their_numbers(old: tuple[list, list[str]]) -> None:
    assert "    1. Tillväxt, konkurrenskraft och attraktivitet" in old[1]


@pytest.mark.parametrize("edit", EDITS, ids=by_name)
def test_accepting_all_gives_the_new_edition(edit: Edit, resolved: Resolved) -> None:
    assert said(resolved.accepted[name_of(edit)]) == said(resolved.plain[name_of(edit)])


@pytest.mark.parametrize("edit", EDITS, ids=by_name)
def test_rejecting_all_gives_the_old_edition(edit: Edit, resolved: Resolved, old: tuple[list, list[str]]) -> None:
    assert said(resolved.rejected[name_of(edit)]) == old


def test_many_edits_at_once_can_be_accepted_and_rejected(resolved: Resolved, old: tuple[list, list[str]]) -> None:
    for edition in together():
        assert said(resolved.accepted[edition.title]) == said(resolved.plain[edition.title])
        assert said(resolved.rejected[edition.title]) == old


@pytest.mark.parametrize("edit", READ_BACK, ids=by_name)
def test_an_edited_word_file_that_was_saved_again_gives_the_edited_source(edit: Edit, resolved: Resolved) -> None:
    assert read_again(resolved.word[name_of(edit)]) == blocks_and_notes(after(edit).document)


def test_the_stamp_survives_that_a_word_file_is_saved_again(resolved: Resolved) -> None:
    assert read_word(resolved.word["old"], "a.docx").stamp == stamp_of(before().document)
