"""Any document that the text of record can hold becomes a PDF that conforms and keeps its words in order."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from every_kind import PICTURE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_pdf import read_structure
from test_pdf import Reading, edition, failures, read_aloud, tiny

from pipeline.model import Document, Figure, Link
from pipeline.typeset import typeset_pdf
from tests.strategies import documents


def settable(value: Any) -> Any:
    """Return a part of a document with its picture there and its links leading somewhere."""
    match value:
        case tuple():
            return tuple(settable(part) for part in value)
        case Figure():
            value = replace(value, source=str(PICTURE))
        case Link(target=target) if target.startswith("#"):
            value = replace(value, target="https://a.se")
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **{field.name: settable(getattr(value, field.name)) for field in fields(value)})


def level(tag: str) -> str:
    """Return a tag without its level: a heading that skips one is tagged by its depth."""
    return "H" if tag[0] == "H" else tag


@given(documents().map(settable), st.sampled_from([(200.0, 160.0), (420.0, 300.0)]))
@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
def test_any_document_conforms_and_is_read_back_word_for_word(document: Document, size: tuple[float, float]) -> None:
    data = typeset_pdf(edition(*document.blocks, notes=document.notes), tiny(*size))
    assert failures(data) == []
    said = [(level(tag), " ".join(text.split())) for tag, text in Reading(document).blocks(document.blocks)]
    read = [(level(tag), " ".join(text.split())) for tag, text in read_aloud(read_structure(data))]
    assert read == said
