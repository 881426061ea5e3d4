"""Word classes: what neighbours have in common."""

import numpy as np

from pipeline.repair import model
from pipeline.repair.context import keys_of


def test_words_that_stand_among_the_same_neighbours_are_one_class():
    heard = model.load().context.hear(["januari", "mars", "torsdag", "mannen", "kvinnan"])
    months, others = heard.classes[:2], heard.classes[2:]
    assert months[0] == months[1]
    assert months[0] not in others


def test_a_word_without_a_class_is_known_by_its_ending():
    heard = model.load().context.hear(["xqzkommunen", "yqzkommunen", "xqzkommuner"])
    assert heard.classes[0] == heard.classes[1] == keys_of(["-nen"])[0]
    assert heard.classes[1] != heard.classes[2]
    assert np.array_equal(heard.classes, heard.endings)


def test_a_class_is_another_thing_than_any_word_in_it():
    heard = model.load().context.hear(["mars"])
    assert heard.classes[0] not in (heard.folds[0], heard.endings[0])
