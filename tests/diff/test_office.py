"""LibreOffice accepts and rejects the redline's changes with the same outcome, and what it saves is read back."""

from __future__ import annotations

import shutil

import pytest

from pipeline.typeset import typeset_word
from tests.diff.edits import Edit
from tests.diff.office import Resolved, find_bridge, resolve_with_office
from tests.diff.office_text import OfficeText
from tests.diff.test_redline import EDITS, after, before, by_name, redline, style
from tests.diff.test_returned import blocks_and_notes, read_again

# What LibreOffice 7.4 does not put back when a change is rejected; Word's rules, and our own resolver, do.
NOT_PUT_BACK = {
    "a numbered item added first": "the number from which a list begins anew is on the item that goes",
    "a list that counts from another number": "the number from which a list begins anew is no property of a paragraph",
    "a nested item lifted out": "an item's depth is not restored with its style",
    "a picture's alternative text": "a picture that goes at a paragraph's end takes the end along",
}

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice") or not find_bridge(), reason="LibreOffice with its bridge to Python is not installed"
)


def name_of(edit: Edit) -> str:
    return f"edit-{EDITS.index(edit)}"


@pytest.fixture(scope="module")
def resolved(tmp_path_factory: pytest.TempPathFactory) -> Resolved:
    plain = {name_of(edit): typeset_word(after(edit), style()) for edit in EDITS}
    plain["old"] = typeset_word(before(), style())
    return resolve_with_office({name_of(edit): redline(edit) for edit in EDITS}, plain, tmp_path_factory.mktemp("lo"))


@pytest.mark.parametrize("edit", EDITS, ids=by_name)
def test_accepting_all_gives_the_new_edition(edit: Edit, resolved: Resolved) -> None:
    assert OfficeText(resolved.accepted[name_of(edit)]).said() == OfficeText(resolved.plain[name_of(edit)]).said()


@pytest.mark.parametrize("edit", EDITS, ids=by_name)
def test_rejecting_all_gives_the_old_edition(edit: Edit, resolved: Resolved, request: pytest.FixtureRequest) -> None:
    if edit.name in NOT_PUT_BACK:
        request.applymarker(pytest.mark.xfail(reason=NOT_PUT_BACK[edit.name]))
    assert OfficeText(resolved.rejected[name_of(edit)]).said() == OfficeText(resolved.plain["old"]).said()


@pytest.mark.parametrize("edit", EDITS, ids=by_name)
def test_an_edited_word_file_that_was_saved_again_gives_the_edited_source(edit: Edit, resolved: Resolved) -> None:
    assert read_again(resolved.saved[name_of(edit)]) == blocks_and_notes(after(edit).document)
