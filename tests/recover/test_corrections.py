"""Corrections of the structure: replayed on the same words, kept when they no longer fit, and no word lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract import Extraction, Found, Kind, Line, PageInfo, Word
from pipeline.model import Box, Marker, Place
from pipeline.questions import Correction
from pipeline.recover.corrections import correct, correction_of, named_blocks


def line(text: str, page: int = 1) -> Line:
    return Line(tuple(Word(word, Place(page, Box(0, 0, 10, 10))) for word in text.split()))


def block(*texts: str, kind: Kind = Kind.PARAGRAPH, mark: str = "", **more: object) -> Found:
    marks = line(mark).words if mark else ()
    return Found(kind, tuple(map(line, texts)), mark=marks, **more)  # type: ignore[arg-type]


def extraction(*blocks: Found) -> Extraction:
    return Extraction(blocks, (PageInfo(1, 100, 100),), (), "sha256:0", "pdf", "")


TEXT = extraction(
    block("Vart naromrade"),
    block("Planen galler", "fran och med 2024."),
    block("ett mal", kind=Kind.ITEM, mark="»", level=1, marker=Marker.ARROW),
    block("1. En not", kind=Kind.FOOTNOTE, number=1),
)


def said(found: Extraction) -> list[str]:
    return [f"{b.kind} {b.level}: {b.text}" for b in found.blocks]


def replay(*actions: tuple[int, str]) -> Extraction:
    """Correct blocks by their position at that moment; every correction must fit."""
    found = TEXT
    for at, action in actions:
        found, unfit = correct(found, [correction_of(named_blocks(found.blocks)[at], action)])
        assert unfit == ()
    return found


@pytest.mark.parametrize(
    ("at", "action", "result"),
    [
        (0, "rubrik 2", "heading 2: Vart naromrade"),
        (0, "citat", "quote 0: Vart naromrade"),
        (0, "bock 2", "item 2: Vart naromrade"),
        (2, "nummer 3", "item 1: ett mal"),
        (2, "stycke", "paragraph 0: » ett mal"),
    ],
)
def test_a_block_becomes_what_it_is_called(at: int, action: str, result: str) -> None:
    assert said(replay((at, action)))[at] == result


def test_a_block_is_parted_before_a_word_and_joined_again() -> None:
    parted = replay((1, "dela före ord 4"))
    assert said(parted)[1:3] == ["paragraph 0: Planen galler fran", "paragraph 0: och med 2024."]
    assert said(replay((1, "dela före ord 4"), (2, "foga till föregående"))) == said(TEXT)


def test_blocks_change_places() -> None:
    names = named_blocks(TEXT.blocks)
    moved = replay((0, f"flytta efter s. {names[1].page} {names[1].key}"), (2, "flytta först"))
    assert [b.text for b in moved.blocks[:3]] == ["ett mal", "Planen galler fran och med 2024.", "Vart naromrade"]


def test_what_is_left_out_stands_with_the_running_heads() -> None:
    left = replay((0, "utelämna"))
    assert [one.text for one in left.furniture] == ["Vart naromrade"]
    assert len(left.blocks) == 3


@pytest.mark.parametrize(
    ("at", "action"),
    [
        (0, "rubrik 7"),
        (0, "foga till föregående"),
        (0, "dela före ord 1"),
        (0, "dela före ord 9"),
        (0, "flytta efter s. 9 00000000"),
        (0, "måla om"),
        (3, "stycke"),
    ],
)
def test_what_makes_no_sense_is_handed_back(at: int, action: str) -> None:
    correction = correction_of(named_blocks(TEXT.blocks)[at], action)
    assert correct(TEXT, [correction]) == (TEXT, (correction,))


def test_a_correction_of_other_words_is_handed_back_and_the_rest_replayed() -> None:
    gone = Correction("rubrik 1", 1, "00000000", "En text som inte finns")
    here = correction_of(named_blocks(TEXT.blocks)[0], "rubrik 1")
    corrected, unfit = correct(TEXT, [gone, here])
    assert said(corrected)[0] == "heading 1: Vart naromrade"
    assert unfit == (gone,)


def test_blocks_with_the_same_words_have_names_of_their_own() -> None:
    same = extraction(block("Mal"), block("Mal"))
    first, second = named_blocks(same.blocks)
    assert first.key != second.key
    corrected, _unfit = correct(same, [correction_of(second, "rubrik 3")])
    assert [b.kind for b in corrected.blocks] == [Kind.PARAGRAPH, Kind.HEADING]


ACTIONS = ["rubrik 1", "stycke", "punkt 2", "dela före ord 2", "foga till föregående", "flytta först", "utelämna"]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(ACTIONS)), max_size=6))
def test_no_word_is_ever_lost(steps: list[tuple[int, str]]) -> None:
    found = TEXT
    for at, action in steps:
        names = named_blocks(found.blocks)
        if names:
            found, _unfit = correct(found, [correction_of(names[at % len(names)], action)])

    def words(one: Extraction) -> list[str]:
        lines = [line for b in one.blocks for line in b.lines]
        marks = [word.text for b in one.blocks for word in b.mark]
        return sorted([*marks, *(word.text for line in (*lines, *one.furniture) for word in line.words)])

    assert words(found) == words(TEXT)
