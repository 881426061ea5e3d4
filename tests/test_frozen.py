"""Classes whose instances never change: they do as those of `dataclasses` do, which take longer to define."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.frozen import frozen


@frozen
class Note:
    """A note."""

    words: str
    page: int = 1
    tags: dict[str, int] = field(default_factory=dict)
    origin: str = field(default="", compare=False, repr=False)


@frozen(order=True)
class Step:
    number: int
    name: str = ""


@frozen(eq=False)
class Thing:
    words: str


@dataclass(frozen=True, slots=True, order=True)
class Known:
    number: int
    name: str = ""


def test_it_is_made_by_place_name_and_default() -> None:
    assert Note("ett", 2, {"a": 1}, "här") == Note(words="ett", page=2, tags={"a": 1})
    assert (Note("ett").page, Note("ett").tags) == (1, {})
    assert Note("ett").tags is not Note("ett").tags


@pytest.mark.parametrize("wrong", [{}, {"words": "", "number": 1}])
def test_it_is_not_made_from_too_little_or_too_much(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Note(**wrong)


def test_it_does_not_change() -> None:
    note = Note("ett")
    with pytest.raises(FrozenInstanceError):
        note.words = "två"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del note.words
    with pytest.raises((FrozenInstanceError, AttributeError)):
        note.other = "två"  # type: ignore[attr-defined]
    assert replace(note, words="två") == Note("två")


def test_what_takes_no_part_in_equality_is_neither_compared_nor_shown() -> None:
    assert Note("ett", origin="här") == Note("ett", origin="där")
    assert repr(Note("ett", origin="här")) == "Note(words='ett', page=1, tags={})"
    assert Note("ett") != Note("två")
    assert Note("ett") != "ett"


def test_instances_of_two_classes_are_never_equal() -> None:
    assert Step(1) != Known(1)
    assert Thing("ett") != Thing("ett")


def test_it_is_matched_by_place_and_its_fields_are_told() -> None:
    match Step(1, "ett"):
        case Step(number, name):
            assert (number, name) == (1, "ett")
    assert [part.name for part in fields(Note)] == ["words", "page", "tags", "origin"]
    assert not hasattr(Note("ett"), "__dict__")


@pytest.mark.parametrize("made", [Note("ett", 2, {"a": 1}), Step(1)])
def test_it_can_be_copied_and_sent_to_another_process(made: object) -> None:
    assert made == copy.deepcopy(made) == copy.copy(made) == pickle.loads(pickle.dumps(made))


pairs = st.tuples(st.integers(0, 3), st.sampled_from(["", "ett", "två"]))


@given(pairs, pairs)
def test_it_compares_and_shows_as_a_dataclass_does(first: tuple[int, str], second: tuple[int, str]) -> None:
    ours, others, known, knowns = Step(*first), Step(*second), Known(*first), Known(*second)
    assert (ours == others, ours < others, ours >= others) == (known == knowns, known < knowns, known >= knowns)
    assert (hash(ours) == hash(others)) or ours != others
    assert repr(ours) == repr(known).replace("Known", "Step")
