"""An edited Word file gives the edited source, block for block; what has no place in the sources is told."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.diff.returned.decide import decide
from pipeline.diff.returned.names import names_of
from pipeline.diff.returned.settle import settle
from pipeline.diff.word import read_word
from pipeline.markdown import read, write
from pipeline.merge import merge
from pipeline.model import Document
from pipeline.sources import find_periods, load_plan
from pipeline.typeset import typeset_word
from tests.diff.edits import Edit
from tests.diff.test_redline import EDITS, after, before, by_name, redline, style

# Two paragraphs that were merged have two names; which of them stays, nobody can know.
EITHER_NAME = "two paragraphs merged"
# Word has the picture, but not the name of a file in the sources.
NEW_PICTURE = "a picture added"
READ_BACK = [edit for edit in EDITS if edit.name != NEW_PICTURE]


def blocks_and_notes(document: Document) -> tuple:
    return document.blocks, sorted(document.notes, key=lambda note: note.id)


def read_again(data: bytes) -> tuple:
    sent = before().document
    return blocks_and_notes(settle(sent, read_word(data, "a.docx", names_of(sent)).document))


@pytest.mark.parametrize("edit", READ_BACK, ids=by_name)
def test_an_edited_word_file_gives_the_edited_source(edit: Edit) -> None:
    assert read_again(typeset_word(after(edit), style())) == blocks_and_notes(after(edit).document)


@pytest.mark.parametrize("edit", [e for e in READ_BACK if e.name != EITHER_NAME], ids=by_name)
def test_tracked_changes_are_taken_as_accepted(edit: Edit) -> None:
    assert read_again(redline(edit)) == blocks_and_notes(after(edit).document)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from tests.conftest import ROOT  # noqa: PLC0415

    for name in ("sources", "styles"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def send_back(project: Path, *edits: tuple[str, str]) -> None:
    """Write edited.docx: the plan's edition with some words replaced."""
    edition = merge(load_plan(find_periods(project / "sources")[-1], project))[0]
    text = write(edition.document)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    (project / "edited.docx").write_bytes(typeset_word(replace(edition, document=read(text)), style()))


def test_edits_of_an_adopted_plan_become_changes_to_be_decided(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send_back(project, ("senast 2040", "senast 2035"), ("# Om Planen {", "Ett nytt stycke. {#nytt}\n\n# Om Planen {"))
    assert main(["import", "edited.docx", "--apply"]) == 0
    assert "[-2040-]{+2035+}" in capsys.readouterr().out
    changes = (project / "sources/2024-2027/2026/changes.md").read_text("utf-8")
    assert "## Ersätt {#lulea-kommuns-vara-klimatneutral}" in changes
    assert changes.endswith("Ett nytt stycke. {#nytt}\n")
    assert "Skype lades ned" in changes


def test_nothing_is_written_unless_asked(project: Path) -> None:
    send_back(project, ("senast 2040", "senast 2035"))
    changes = project / "sources/2024-2027/2026/changes.md"
    former = changes.read_bytes()
    assert main(["import", "edited.docx"]) == 0
    assert changes.read_bytes() == former


def test_edits_of_a_draft_become_the_text_of_record(project: Path) -> None:
    toml = project / "sources/2024-2027/plan.toml"
    toml.write_text(toml.read_text("utf-8").replace('status = "antagen"', 'status = "utkast"'), "utf-8")
    for year in ("2024", "2025", "2026"):
        (project / f"sources/2024-2027/{year}/changes.md").unlink()
    plan_md = project / "sources/2024-2027/plan.md"
    former = plan_md.read_text("utf-8")
    send_back(project, ("senast 2040", "senast 2035"))
    assert main(["import", "edited.docx", "--apply"]) == 0
    assert plan_md.read_text("utf-8") == former.replace("senast 2040", "senast 2035", 1)


def test_an_edit_that_changes_md_cannot_say_is_listed_and_not_dropped() -> None:
    edit = next(e for e in EDITS if e.name == "a footnote's text")
    text, rest = decide(before(), after(edit))
    assert text == ""
    assert [row.passage.id for row in rest] == ["samordnare"]


def test_a_document_of_another_kind_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = replace(before(), title="Annat", document=Document("Annat", ()))
    (project / "edited.docx").write_bytes(typeset_word(other, style()))
    assert main(["import", "edited.docx"]) == 2
    assert "edited.docx" in capsys.readouterr().err


def edit_part(path: Path, part: str, old: str, new: str) -> None:
    """Replace words within a part of a Word file, wherever they stand there."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (("word/document.xml", ">{publisher}<", ">Annan kommun<"), "omslaget"),
        (("word/document.xml", ">Syftet med Planen<", ">Målet med Planen<"), "innehållsförteckningen"),
        (("word/header1.xml", ">Övergripande", ">Kort"), "sidhuvudet"),
        (("word/footer1.xml", ">{publisher}<", ">Annan kommun<"), "sidfoten"),
    ],
)
def test_an_edit_around_the_text_is_listed(
    project: Path, capsys: pytest.CaptureFixture[str], edit: tuple[str, str, str], told: str
) -> None:
    send_back(project)
    part, old, new = edit
    publisher = merge(load_plan(find_periods(project / "sources")[-1], project))[0].publisher
    edit_part(project / "edited.docx", part, old.format(publisher=publisher), new)
    assert main(["import", "edited.docx", "--apply"]) == 1
    error = capsys.readouterr().err
    assert told in error.lower()
    assert new[1:].rstrip("<") in error


def test_a_document_that_was_not_edited_lists_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    send_back(project)
    assert main(["import", "edited.docx", "--apply"]) == 0
    assert capsys.readouterr().err == ""


def test_page_numbers_that_another_program_saved_as_words_are_no_edit(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send_back(project)
    edit_part(project / "edited.docx", "word/document.xml", ">Syftet med Planen<", ">Syftet med Planen 3<")
    assert main(["import", "edited.docx", "--apply"]) == 0
    assert capsys.readouterr().err == ""
