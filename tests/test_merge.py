"""Decided changes: what they do to a text, and what happens when the text has moved on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceProblem
from pipeline.markdown import read, write
from pipeline.merge.apply import apply_changes
from pipeline.merge.compose import months
from pipeline.model import Change, ChangeKind, Decision, Document, List, ListItem, Paragraph, Text

BASE = read("""+++
title = "Plan"
+++

# Vänorter {#vanorter}

Luleå har fem vänorter: {#fem}

- Kemi {#kemi}
- Zenica {#zenica}

Samarbetet är vilande. {#vilande}
""")


def change(kind: ChangeKind, target: str, old: str, *new: Paragraph | List, day: int = 1) -> Change:
    return Change(kind, target, old, new, "Skäl", Decision("Kommunstyrelsen", date(2025, 1, day)))


def words(text: str, id_: str = "") -> Paragraph:
    return Paragraph((Text(text),), id_)


def test_a_replaced_paragraph_keeps_its_name() -> None:
    after = apply_changes(
        BASE, [change(ChangeKind.REPLACE, "vilande", "Samarbetet är vilande.", words("Det är aktivt."))]
    )
    assert "Det är aktivt. {#vilande}" in write(after)


def test_a_replaced_item_stays_an_item() -> None:
    after = apply_changes(BASE, [change(ChangeKind.REPLACE, "kemi", "Kemi", words("Kemi, Finland"))])
    assert "- Kemi, Finland {#kemi}\n- Zenica" in write(after)


def test_what_is_added_after_an_item_is_an_item() -> None:
    new = List((ListItem((Text("Tromsö"),), "tromso"),))
    after = apply_changes(BASE, [change(ChangeKind.ADD_AFTER, "kemi", "", new)])
    assert "- Kemi {#kemi}\n- Tromsö {#tromso}\n- Zenica {#zenica}" in write(after)


def test_a_list_that_loses_its_last_item_goes_too() -> None:
    both = [change(ChangeKind.STRIKE, "kemi", "Kemi"), change(ChangeKind.STRIKE, "zenica", "Zenica")]
    assert not any(isinstance(block, List) for block in apply_changes(BASE, both).blocks)


def test_changes_are_applied_in_the_order_of_their_decisions() -> None:
    first = change(ChangeKind.REPLACE, "kemi", "Kemi", words("Kemi, Finland"), day=1)
    second = change(ChangeKind.REPLACE, "kemi", "Kemi, Finland", words("Kemi och Torneå"), day=2)
    assert apply_changes(BASE, [second, first]) == apply_changes(BASE, [first, second])


def test_a_text_that_has_moved_on_is_shown_three_ways(english: None) -> None:
    stale = change(ChangeKind.REPLACE, "fem", "Luleå har fyra vänorter:", words("Luleå har sex vänorter:"))
    with pytest.raises(SourceProblem) as caught:
        apply_changes(BASE, [stale])
    message = str(caught.value)
    for text in ("Base then: Luleå har fyra", "Base now: Luleå har fem", "Change: Luleå har sex"):
        assert text in message


def test_a_block_that_is_gone_is_looked_for_by_its_words(english: None) -> None:
    with pytest.raises(SourceProblem, match=r"nearest passage is \{#vilande\}"):
        apply_changes(BASE, [change(ChangeKind.STRIKE, "borta", "Samarbetet är nu vilande.")])


def test_a_new_block_cannot_take_a_name_that_is_in_use(english: None) -> None:
    with pytest.raises(SourceProblem, match="uses the id kemi"):
        apply_changes(BASE, [change(ChangeKind.ADD_AFTER, "fem", "", words("Ny text.", "kemi"))])


TARGETS = {
    "vanorter": "Vänorter",
    "fem": "Luleå har fem vänorter:",
    "kemi": "Kemi",
    "vilande": "Samarbetet är vilande.",
}


@given(st.sampled_from(sorted(TARGETS)), st.text("abcåäö ", min_size=1).map(str.strip).filter(bool))
def test_undoing_a_replacement_gives_back_the_base(target: str, new: str) -> None:
    there = change(ChangeKind.REPLACE, target, TARGETS[target], words(new), day=1)
    back = Change(ChangeKind.REPLACE, target, new, _original(BASE, target), "Skäl", Decision("KS", date(2025, 1, 2)))
    assert write(apply_changes(BASE, [there, back])) == write(BASE)


def _original(document: Document, target: str) -> tuple:
    for block in document.blocks:
        if isinstance(block, List):
            for item in block.items:
                if item.id == target:
                    return (List((item,)),)
        elif block.id == target:
            return (block,)
    raise AssertionError(target)


@pytest.mark.parametrize(
    ("start", "end", "words_"),
    [
        ("2025-05", "2025-05", "maj 2025"),
        ("2025-03", "2025-05", "mars–maj 2025"),
        ("2025-12", "2026-01", "december 2025–januari 2026"),
    ],
)
def test_months_are_said_the_swedish_way(start: str, end: str, words_: str) -> None:
    assert months(start, end) == words_
