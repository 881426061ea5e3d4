"""A short paragraph without å, ä and ö is as sound as the text before and after it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.gates import paragraphs_of
from pipeline.repair.sound import sound_paragraphs

SOUND = (
    "Kommunen ska stärka samarbetet över gränserna och söka stöd för fler utbyten, så att både skolor och företag "
    "i hela länet får möjlighet att växa."
)
DAMAGED = SOUND.translate(str.maketrans("åäö", "aao"))
CELLS = ["Rad", "Mal", "Vara kommun", "Stod", "Far", "Bara", "Har"]


def sound(*paragraphs):
    lines = "\n\n".join(paragraphs).split("\n")
    numbers = list(paragraphs_of(lines))
    found = sound_paragraphs(numbers, lines)
    return [paragraph for paragraph, place in zip(paragraphs, numbers, strict=True) if place in found]


@pytest.mark.parametrize("cell", CELLS)
def test_cells_and_headings_of_a_sound_text_are_left_alone(cell, repairer):
    lines = "\n\n".join([SOUND, cell, SOUND]).split("\n")
    assert [line.repairs for line in repairer.lines(lines)] == [()] * len(lines)


@pytest.mark.parametrize("cell", ["Stod", "Ovrigt", "Forsta halvaret"])
def test_those_of_a_damaged_text_are_repaired(cell, repairer):
    lines = "\n\n".join([DAMAGED, cell, DAMAGED]).split("\n")
    (repair, *_) = repairer.lines(lines)[2].repairs
    assert repair.status == "auto"


def test_a_table_of_many_short_cells_is_as_sound_as_the_text_around():
    assert sound(SOUND, *CELLS, SOUND) == [SOUND, *CELLS, SOUND]
    assert sound(DAMAGED, *CELLS, DAMAGED) == []


def test_between_a_sound_text_and_a_damaged_one_nothing_is_taken_for_sound():
    assert sound(SOUND, "Mal", DAMAGED) == [SOUND]
    assert sound(DAMAGED, "Mal", SOUND) == [SOUND]


def test_at_the_edge_of_a_text_one_side_tells():
    assert sound("Mal", SOUND) == ["Mal", SOUND]
    assert sound(SOUND, "Mal") == [SOUND, "Mal"]
    assert sound("Mal", DAMAGED) == sound("Mal") == sound("Mal", "Kort rad") == []


def test_a_damaged_paragraph_amid_sound_ones_is_none_of_them():
    assert sound(SOUND, DAMAGED, SOUND) == [SOUND, SOUND]


@given(st.lists(st.sampled_from([SOUND, DAMAGED, *CELLS]), max_size=12))
def test_both_sides_tell_alike(paragraphs):
    assert sound(*paragraphs) == sound(*paragraphs[::-1])[::-1]
