"""The text of record is read and written without loss, and says where it is wrong."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.errors import SourceProblem
from pipeline.markdown import read, write
from pipeline.model import Document, Doubt, Emphasis, Foreign, Link, List, Marker, NoteRef, Paragraph, Text
from tests.strategies import documents

HEAD = '+++\ntitle = "Plan"\n+++\n\n'


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_reading_what_was_written_gives_the_document_again(document: Document) -> None:
    assert read(write(document)) == document


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_writing_is_canonical(document: Document) -> None:
    assert write(read(write(document))) == write(document)


def only(text: str) -> object:
    (block,) = read(HEAD + text).blocks
    return block


def test_lines_without_a_blank_line_are_one_paragraph() -> None:
    assert only("Luleå kommun\nska främja. {#ska}") == Paragraph((Text("Luleå kommun ska främja."),), "ska")


@pytest.mark.parametrize(
    ("mark", "marker"),
    [("-", Marker.BULLET), ("*", Marker.BULLET), ("•", Marker.BULLET), ("➢", Marker.ARROW), ("✓", Marker.CHECK)],
)
def test_a_marker_says_what_kind_of_list_it_is(mark: str, marker: Marker) -> None:
    block = only(f"{mark} Kemi {{#kemi}}\n\n{mark} Tromsö")
    assert isinstance(block, List)
    assert (block.marker, [item.id for item in block.items]) == (marker, ["kemi", ""])


def test_a_typed_address_is_a_link_and_the_full_stop_after_it_is_not() -> None:
    assert only("Se https://www.lulea.se/x.") == Paragraph(
        (Text("Se "), Link((Text("https://www.lulea.se/x"),), "https://www.lulea.se/x"), Text("."))
    )


def test_an_address_that_a_link_shows_is_no_link_of_its_own() -> None:
    assert only("[Se *https://a.se/x* här](https://b.se)") == Paragraph(
        (Link((Text("Se "), Emphasis((Text("https://a.se/x"),)), Text(" här")), "https://b.se"),)
    )


def test_doubt_and_language_are_marked_on_their_words() -> None:
    assert only("Tourism __Cluter__ och [Smart City]{lang=en}") == Paragraph(
        (Text("Tourism "), Doubt((Text("Cluter"),)), Text(" och "), Foreign((Text("Smart City"),), "en"))
    )


def test_marks_that_are_never_closed_are_ordinary_characters() -> None:
    assert only("5 * 3 [sic] och {klammer") == Paragraph((Text("5 * 3 [sic] och {klammer"),))


def test_a_caption_may_stand_a_blank_line_above_its_table() -> None:
    table = "| a | b |\n|---|---|\n| c | d |"
    assert only(f": Två tal {{#tal}}\n\n{table}") == only(f": Två tal {{#tal}}\n{table}")


def test_a_footnote_is_found_by_its_reference() -> None:
    document = read(f"{HEAD}DG Connects[^dg] ansvar.\n\n[^dg]: Generaldirektorat.\n")
    assert NoteRef("dg") in document.blocks[0].inlines
    assert document.notes[0].inlines == (Text("Generaldirektorat."),)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Ingen början.", 1, "head"),
        ('+++\ntitle = "x\n+++\n', 2, "TOML"),
        ("+++\ntitle = 'x'\n", 1, "never ends"),
        (f"{HEAD}Ett. {{#a}}\n\nTvå. {{#a}}\n", 7, "line 5"),
        (f"{HEAD}Ord[^x].\n", 5, "does not exist"),
        (f"{HEAD}[^x]: Text.\n", 5, "never referred to"),
        (f"{HEAD}Ord[^x].\n\n[^x]: Ett.\n\n[^x]: Två.\n", 9, "line 7"),
        (f"{HEAD}1. ett\n3. tre\n", 6, "2 was expected"),
        (f"{HEAD}| a | b |\n|---|---|\n| c |\n", 7, "columns"),
        (f"{HEAD}: Två tal\n\nIngen tabell.\n", 5, "No table"),
        (f"{HEAD}##### För djupt\n", 5, "four levels"),
    ],
)
def test_what_cannot_be_understood_is_a_problem_with_its_line(text: str, line: int, words: str, english: None) -> None:
    with pytest.raises(SourceProblem) as caught:
        read(text, "plan.md")
    assert any(p.line == line and words in p.what for p in caught.value.problems), caught.value
