"""Decided changes: what they do to a text, and what happens when the text has moved on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceProblem
from pipeline.markdown import read, write
from pipeline.markdown.inlines import plain
from pipeline.merge import overall_edition, text_as_of
from pipeline.merge.apply import apply_changes
from pipeline.merge.blocks import digest_of, find_blocks, id_of
from pipeline.merge.compose import period
from pipeline.merge.registers import change_entries, partners_until
from pipeline.merge.texts import as_of, changes_until
from pipeline.model import (
    Change,
    ChangeKind,
    Decision,
    Document,
    Entry,
    Heading,
    List,
    ListItem,
    Paragraph,
    Plan,
    Text,
    Year,
)

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
        ("2025-03-14", "2025-03-14", "14 mars 2025"),
        ("2025-03-14", "2025-03-16", "14–16 mars 2025"),
        ("2025-03-14", "2025-04-02", "14 mars–2 april 2025"),
        ("2025-12-30", "2026-01", "30 december 2025–januari 2026"),
    ],
)
def test_periods_are_said_the_swedish_way(start: str, end: str, words_: str) -> None:
    assert period(start, end) == words_


# ── Moves, clashes and what is gone ──────────────────────────────────────────────────────────────────────────────────

SECTIONS = read("""+++
title = "Plan"
+++

# Ett {#ett}

Om ett. {#om-ett}

## Under {#under}

# Två {#tva}

Om två. {#om-tva}

- Kemi {#kemi}
- Zenica {#zenica}

Sist. {#sist}
""")


def moved(target: str, old: str, after: str, day: int = 1) -> Change:
    return replace(change(ChangeKind.MOVE, target, old, day=day), after=after)


def order(document: Document) -> list[str]:
    return [id_of(block) for block in find_blocks(document.blocks) if id_of(block)]


def test_a_paragraph_is_moved_after_another() -> None:
    after = apply_changes(SECTIONS, [moved("om-ett", "Om ett.", "om-tva")])
    assert order(after) == ["ett", "under", "tva", "om-tva", "om-ett", "kemi", "zenica", "sist"]


def test_a_heading_takes_its_section_along() -> None:
    after = apply_changes(SECTIONS, [moved("ett", "Ett", "tva")])
    assert order(after) == ["tva", "om-tva", "kemi", "zenica", "sist", "ett", "om-ett", "under"]


def test_an_item_is_moved_within_its_list_or_becomes_a_list() -> None:
    assert order(apply_changes(SECTIONS, [moved("kemi", "Kemi", "zenica")]))[-3:] == ["zenica", "kemi", "sist"]
    assert "Om ett. {#om-ett}\n\n- Kemi" in write(apply_changes(SECTIONS, [moved("kemi", "Kemi", "om-ett")]))


@pytest.mark.parametrize(
    ("move", "message"),
    [
        (moved("ett", "Ett", "om-ett"), "cannot be moved after itself"),
        (moved("ett", "Ett", "borta"), "no block {#borta} to move"),
        (moved("ett", "Ett", "kemi"), "cannot be moved into a list"),
    ],
)
def test_a_move_that_cannot_be_made_says_so(move: Change, message: str, english: None) -> None:
    with pytest.raises(SourceProblem) as caught:
        apply_changes(SECTIONS, [move])
    assert message in str(caught.value)


def test_one_decision_does_not_change_a_passage_twice(english: None) -> None:
    twice = [change(ChangeKind.REPLACE, "sist", "Sist.", words("Ny.")), change(ChangeKind.STRIKE, "sist", "Ny.")]
    with pytest.raises(SourceProblem, match="same decision changes"):
        apply_changes(SECTIONS, twice)
    assert "Sist." not in write(apply_changes(SECTIONS, [twice[0], replace(twice[1], decision=LATER)]))


def test_one_decision_does_not_move_passages_in_a_circle(english: None) -> None:
    circle = [
        moved("om-ett", "Om ett.", "sist"),
        moved("sist", "Sist.", "om-tva"),
        moved("om-tva", "Om två.", "om-ett"),
    ]
    with pytest.raises(SourceProblem, match="in a circle"):
        apply_changes(SECTIONS, circle)
    assert apply_changes(SECTIONS, circle[:2])


def test_a_change_to_struck_text_names_the_decision_that_struck_it(english: None) -> None:
    struck = change(ChangeKind.STRIKE, "sist", "Sist.")
    with pytest.raises(SourceProblem, match="was struck by Kommunstyrelsen on 2025-01-01"):
        apply_changes(SECTIONS, [struck, change(ChangeKind.REPLACE, "sist", "Sist.", words("Ny."), day=2)])


def test_a_long_text_may_be_named_by_its_digest() -> None:
    by_digest = change(ChangeKind.REPLACE, "sist", digest_of("Sist."), words("Ny."))
    assert "Ny. {#sist}" in write(apply_changes(SECTIONS, [by_digest]))


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

LATER = Decision("Kommunstyrelsen", date(2025, 2, 1))
PARAGRAPHS = {"om-ett": "Om ett.", "om-tva": "Om två.", "sist": "Sist."}
BEFORE = {"om-ett": "ett", "om-tva": "tva"}


@given(st.sampled_from(sorted(BEFORE)), st.sampled_from(["ett", "tva", "om-ett", "om-tva", "sist", "under"]))
def test_moving_back_gives_back_the_base(target: str, after: str) -> None:
    if target != after:
        there = moved(target, PARAGRAPHS[target], after)
        back = replace(moved(target, PARAGRAPHS[target], BEFORE[target]), decision=LATER)
        assert write(apply_changes(SECTIONS, [there, back])) == write(SECTIONS)


@given(st.sampled_from(sorted(BEFORE)))
def test_adding_again_what_was_struck_gives_back_the_base(target: str) -> None:
    there = change(ChangeKind.STRIKE, target, PARAGRAPHS[target])
    back = change(ChangeKind.ADD_AFTER, BEFORE[target], "", words(PARAGRAPHS[target], target), day=2)
    assert write(apply_changes(SECTIONS, [there, back])) == write(SECTIONS)


def edits(day: int) -> st.SearchStrategy[Change]:
    """Changes that fit in any order: each rewords one passage of its own or adds one of its own."""
    new = st.text("abcåäö", min_size=1, max_size=4)
    add = st.builds(lambda n, w: change(ChangeKind.ADD_AFTER, "ett", "", words(w, f"{n}-{day}"), day=day), new, new)
    return st.one_of(add, st.just(change(ChangeKind.STRIKE, list(PARAGRAPHS)[day % 3], "", day=day)))


@given(st.lists(st.integers(1, 28), unique=True, min_size=1, max_size=3), st.data())
def test_the_order_in_the_sources_does_not_matter_for_different_days(days: list[int], data: st.DataObject) -> None:
    changes = [data.draw(edits(day)) for day in days if day % 3 in {0, 1, 2}]
    changes = list({c.target if c.kind is ChangeKind.STRIKE else id(c): c for c in changes}.values())
    shuffled = data.draw(st.permutations(changes))
    assert apply_changes(SECTIONS, shuffled) == apply_changes(SECTIONS, changes)


@given(st.lists(st.integers(1, 28), unique=True, min_size=1, max_size=3), st.integers(1, 28), st.data())
def test_what_was_decided_until_a_day_is_where_the_rest_begins(
    days: list[int], until: int, data: st.DataObject
) -> None:
    changes = [data.draw(edits(day)) for day in days]
    changes = list({c.target if c.kind is ChangeKind.STRIKE else id(c): c for c in changes}.values())
    plan = Plan("", 2025, 2025, "", "", SECTIONS, (), (), (), (), (), (Year(2025, "", (), (), tuple(changes), ()),))
    known = as_of(plan, date(2025, 1, until))
    rest = [c for c in changes if c.decision.date.day > until]
    assert apply_changes(text_as_of(known, 2025), rest) == text_as_of(plan, 2025)
    assert as_of(known, date(2025, 1, 28)) == known


@st.composite
def some_years(draw: st.DrawFn) -> Plan:
    """A plan whose years were decided, or not, before and after their own changes."""
    years = []
    for number in (2025, 2026):
        changes = [draw(edits(day)) for day in draw(st.lists(st.integers(1, 28), unique=True, max_size=2))]
        changes = [c for c in changes if c.kind is not ChangeKind.STRIKE]
        decision = draw(st.none() | st.builds(Decision, st.just("KS"), st.dates(FIRST, LAST)))
        years.append(Year(number, "", (), (), tuple(changes), (), decision=decision))
    return Plan("", 2025, 2026, "", "", SECTIONS, (), (), (), (), (), tuple(years))


FIRST, LAST = date(2024, 12, 1), date(2027, 1, 31)


@given(some_years(), st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_a_later_day_knows_all_that_an_earlier_one_knew(plan: Plan, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert set(changes_until(as_of(plan, earlier), 2026)) <= set(changes_until(as_of(plan, later), 2026))
    assert as_of(as_of(plan, later), earlier) == as_of(plan, earlier)
    decided = {c for year in plan.years for c in year.changes if c.decision.date <= earlier}
    assert set(changes_until(as_of(plan, earlier), 2026)) == decided


@given(some_years())
def test_in_the_far_future_everything_is_known(plan: Plan) -> None:
    assert as_of(plan, date(2099, 1, 1)) == plan


# ── Registers ────────────────────────────────────────────────────────────────────────────────────────────────────────

TROMSO = Entry("tromso", "Tromsö", status="avsikt")


def test_a_partner_gets_another_status_and_name_in_the_order_of_the_decisions() -> None:
    status = change(ChangeKind.STATUS, "tromso", "avsikt", words("aktiv"))
    name = change(ChangeKind.RENAME, "tromso", "Tromsö", words("Tromsø"), day=2)
    (entry,), problems = change_entries((TROMSO,), [name, status])
    assert (entry.name, entry.other_names, entry.status, problems) == ("Tromsø", ("Tromsö",), "aktiv", ())


@pytest.mark.parametrize(
    ("misfit", "message"),
    [
        (change(ChangeKind.STATUS, "tromso", "vilande", words("aktiv")), "decided on “vilande”, but the register says"),
        (change(ChangeKind.STATUS, "tromso", "avsikt", words("kanske")), "none of aktiv"),
        (change(ChangeKind.RENAME, "bodo", "Bodö", words("Bodø")), "no partner bodo"),
    ],
)
def test_a_change_that_does_not_fit_the_register_says_so(misfit: Change, message: str, english: None) -> None:
    entries, (problem,) = change_entries((TROMSO,), [misfit])
    assert entries == (TROMSO,)
    assert message in problem.what


STATUSES = ((2024, "avsikt"), (2026, "vilande"))


def partner_in(year: int, *changes: Change) -> Entry:
    tromso = replace(TROMSO, status="aktiv", statuses=STATUSES)
    years = (Year(2025, "", (), (), changes, ()),)
    plan = Plan("", 2024, 2027, "", "", SECTIONS, (tromso,), (), (), (), (), years)
    return partners_until(plan, year)[0][0]


def test_a_partner_has_the_status_of_the_year_that_one_looks_at() -> None:
    assert [partner_in(year).status for year in range(2023, 2028)] == [
        "aktiv", "avsikt", "avsikt", "vilande", "vilande"
    ]  # fmt: skip


def test_a_decision_holds_until_the_register_gives_another_status() -> None:
    signed = change(ChangeKind.STATUS, "tromso", "avsikt", words("avtal"))
    assert [partner_in(year, signed).status for year in range(2024, 2028)] == ["avsikt", "avtal", "vilande", "vilande"]


# ── The edition ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_changed_passage_names_its_decision_in_a_footnote_unless_switched_off() -> None:
    changes = (
        change(ChangeKind.REPLACE, "sist", "Sist.", words("Ny.")),
        change(ChangeKind.STRIKE, "om-ett", "Om ett."),
    )
    later = replace(change(ChangeKind.ADD_AFTER, "om-tva", "", words("Mer.", "mer")), decision=LATER)
    years = (Year(2025, "antagen", (), (), changes, ()), Year(2026, "antagen", (), (), (later,), ()))
    plan = Plan("P", 2025, 2026, "", "antagen", SECTIONS, (), (), (), (), (), years)
    document = overall_edition(plan).document
    assert [plain(note.inlines) for note in document.notes] == [
        "Lydelse enligt beslut: Kommunstyrelsen 1 januari 2025.",
        "Text efter detta stycke är struken enligt beslut: Kommunstyrelsen 1 januari 2025.",
        "Tillagt genom beslut: Kommunstyrelsen 1 februari 2025.",
    ]
    assert overall_edition(replace(plan, decision_notes=False)).document.notes == ()


def test_a_moved_passage_a_heading_and_what_stood_before_struck_text_name_the_decision() -> None:
    changes = (
        change(ChangeKind.REPLACE, "tva", "Två", Heading(1, (Text("Vänorter"),))),
        moved("om-ett", "Om ett.", "sist", day=2),
        change(ChangeKind.STRIKE, "zenica", "Zenica", day=3),
    )
    plan = Plan("P", 2025, 2025, "", "antagen", SECTIONS, (), (), (), (), (), (Year(2025, "", (), (), changes, ()),))
    text = write(overall_edition(plan).document)
    assert "# Vänorter[^beslut-1] {#tva}" in text
    assert "Om ett.[^beslut-2] {#om-ett}" in text
    assert "- Kemi[^beslut-3] {#kemi}" in text
    assert "[^beslut-2]: Flyttat hit enligt beslut: Kommunstyrelsen 2 januari 2025." in text


def test_what_was_applied_is_not_applied_again() -> None:
    changes = [
        change(ChangeKind.REPLACE, "sist", "Sist.", words("Ny.")),
        change(ChangeKind.STRIKE, "om-ett", "Om ett."),
        change(ChangeKind.ADD_AFTER, "ett", "", words("Mer.", "mer")),
    ]
    after = apply_changes(SECTIONS, changes)
    assert apply_changes(after, []) == after
    with pytest.raises(SourceProblem) as caught:
        apply_changes(after, changes)
    assert len(caught.value.problems) == 3
