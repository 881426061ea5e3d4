"""Files that cannot be read: each gives one clear message with its remedy, none hangs, none passes in silence."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import UnreadableInput
from pipeline.extract import extract, render_page
from tests.extract.shared import SHARED, corpus

pytestmark = pytest.mark.usefixtures("english")


def message(path: Path, password: str = "") -> str:
    with pytest.raises(UnreadableInput) as caught:
        extract(path, password=password)
    (problem,) = caught.value.problems
    assert problem.file == str(path) and problem.what.endswith(".") and problem.remedy
    return f"{problem.what} {problem.remedy}"


def a_pdf(path: Path, pages: int = 1, password: str = "") -> Path:
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page()
        if password:
            document.save(path, encryption=pikepdf.Encryption(owner=password, user=password))
        else:
            document.save(path)
    return path


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "no such file" in message(tmp_path / "plan.pdf")


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").touch()
    (tmp_path / "plan.txt").touch()
    assert "is empty" in message(tmp_path / "plan.pdf")
    assert "is empty" in message(tmp_path / "plan.txt")


def test_a_file_that_is_no_pdf_is_said_not_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_text("Aktivitetsplan", "utf-8")
    assert "not a PDF" in message(tmp_path / "plan.pdf")


def test_an_unknown_kind_of_file_lists_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "plan.xyz").touch()
    assert ".pdf" in message(tmp_path / "plan.xyz")


def test_an_encrypted_pdf_asks_for_its_password(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "plan.pdf", password="nätverk")
    assert "--password" in message(path)
    assert "does not open" in message(path, "annat")


def test_a_truncated_pdf_is_said_to_be_damaged(tmp_path: Path) -> None:
    whole = a_pdf(tmp_path / "whole.pdf", pages=3).read_bytes()
    (tmp_path / "plan.pdf").write_bytes(whole[: len(whole) // 3])
    assert "damaged" in message(tmp_path / "plan.pdf")


def test_a_pdf_without_words_is_no_success(tmp_path: Path) -> None:
    assert "No words" in message(a_pdf(tmp_path / "plan.pdf"))


def test_latin_1_is_recognised_with_its_line_and_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("Inledning\n\nEn plan för kommunen.\n".encode("latin-1"))
    with pytest.raises(UnreadableInput) as caught:
        extract(path)
    (problem,) = caught.value.problems
    assert problem.line == 3 and "Latin-1" in problem.what and "iconv" in problem.remedy


def test_binary_content_in_a_text_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_bytes(b"P\0l\0a\0n")
    assert "not plain text" in message(tmp_path / "plan.txt")


def test_a_page_that_is_not_there_is_not_drawn(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "plan.pdf")
    assert render_page(path, 1, 30).startswith(b"\x89PNG")
    with pytest.raises(UnreadableInput, match="no page 2"):
        render_page(path, 2)


NASTY = sorted((SHARED / "corpus" / "nasty").glob("*.pdf"))


@pytest.mark.parametrize("path", NASTY or [Path("nasty/none.pdf")], ids=lambda path: path.stem)
def test_a_nasty_file_gives_words_or_a_reason(path: Path) -> None:
    path = corpus(f"nasty/{path.name}")
    try:
        extraction = extract(path)
    except UnreadableInput as error:
        assert all(problem.what and problem.remedy for problem in error.problems)
    else:
        assert extraction.blocks and all(page.grade == "good" or page.reason for page in extraction.pages)


def drawing(path: Path, content: bytes, forms: int = 0) -> Path:
    """Write a page with some content, drawn ten times by a form, that ten times by another, and so on."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        inner = document.make_stream(content)
        for _level in range(forms):
            inner.Type, inner.Subtype, inner.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 600, 800]
            held = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
            inner = document.make_stream(b"/X Do " * 10)
            inner.Resources = held
            page.Resources = held
        page.Contents = inner
        document.save(path)
    return path


def test_a_page_that_unpacks_without_end_is_not_read(tmp_path: Path) -> None:
    assert "more than 25 MB" in message(drawing(tmp_path / "one.pdf", b" " * 26_000_000))
    assert "more than 25 MB" in message(drawing(tmp_path / "forms.pdf", b"0 0 m 9 9 l S ", forms=9))
    assert "no words" in message(drawing(tmp_path / "plain.pdf", b"0 0 m 9 9 l S ", forms=2)).lower()


def test_a_form_that_draws_itself_ends(tmp_path: Path) -> None:
    path = drawing(tmp_path / "loop.pdf", b"/X Do", forms=1)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        form = document.pages[0].Resources.XObject.X
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        document.save(path)
    assert "no words" in message(path).lower()
