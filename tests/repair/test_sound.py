"""A short paragraph without å, ä and ö is as sound as the text before and after it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.gates import paragraphs_of
from pipeline.repair.sound import soundness

SOUND = (
    "Kommunen ska stärka samarbetet över gränserna och söka stöd för fler utbyten, så att både skolor och företag "
    "i hela länet får möjlighet att växa."
)
DAMAGED = SOUND.translate(str.maketrans("åäö", "aao"))
CELLS = ["Rad", "Mal", "Vara kommun", "Stod", "Far", "Bara", "Har"]


def told(*paragraphs):
    lines = "\n\n".join(paragraphs).split("\n")
    return list(soundness(list(paragraphs_of(lines)), lines).values())


def sound(*paragraphs):
    return [paragraph for paragraph, is_sound in zip(paragraphs, told(*paragraphs), strict=True) if is_sound]


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


def test_of_a_long_paragraph_without_them_amid_sound_ones_the_letters_tell_nothing():
    assert told(SOUND, DAMAGED, SOUND) == [True, None, True]


def test_amid_damage_a_paragraph_without_them_is_damaged():
    assert told(DAMAGED, "Mal", DAMAGED) == told(DAMAGED, DAMAGED, DAMAGED) == [False] * 3
    assert told(DAMAGED) == told("Mal") == [None]


def test_a_word_amid_damage_is_repaired_though_no_other_shows_that_its_paragraph_is_damaged(repairer):
    lines = "\n\n".join([DAMAGED, "Jag vill nu lasa upp det som juryn skrev:", DAMAGED]).split("\n")
    assert repairer.lines(lines)[2].text == "Jag vill nu läsa upp det som juryn skrev:"


@given(st.lists(st.sampled_from([SOUND, DAMAGED, *CELLS]), max_size=12))
def test_both_sides_tell_alike(paragraphs):
    assert told(*paragraphs) == told(*paragraphs[::-1])[::-1]
