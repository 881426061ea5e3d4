"""A Word document can be compared like any other text, tracked or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.diff.changes import compare
from pipeline.diff.passages import Kind
from pipeline.diff.redline import write_redline
from pipeline.diff.word import read_word
from pipeline.errors import UnreadableInput
from pipeline.model import Edition, Figure
from pipeline.typeset import typeset_word
from tests.diff.resolve import content, open_word
from tests.diff.test_redline import EDITS, after, before, redline, style

# Where a picture came from is not in the document any more.
UNKNOWN = (Kind.FIGURE,)


def changes(source: Edition, data: bytes) -> list[str]:
    read = replace(source, document=read_word(data, "a.docx").document)
    return [row.passage.words for row in compare(source, read).changes if row.form.kind not in UNKNOWN]


def test_what_was_written_is_read_again() -> None:
    assert changes(before(), typeset_word(before(), style())) == []


def test_tracked_changes_are_read_as_accepted() -> None:
    assert changes(after(EDITS[-1]), redline(EDITS[-1])) == []


def test_a_file_that_is_no_word_document_is_refused_with_a_remedy() -> None:
    with pytest.raises(UnreadableInput) as refused:
        read_word(b"no zip", "a.docx")
    assert "a.docx" in str(refused.value)


def test_two_word_files_with_charts_are_compared_though_their_pictures_are_not_at_hand() -> None:
    editions = [replace(edition, document=read_word(typeset_word(edition, style()), "a.docx").document)
                for edition in (before(), after(EDITS[-1]))]  # fmt: skip
    figures = [block for block in editions[0].document.blocks if isinstance(block, Figure)]
    assert figures
    assert not any(figure.source or figure.chart for figure in figures)
    read = open_word(write_redline(compare(*editions), style()))
    assert content(read)
