"""Damaged words amid sound ones: what somebody who mended a text by hand left over."""

import pytest

from pipeline.repair import Repairer
from pipeline.repair.explain import explain

SOUND = (
    "Kommunen ska stärka samarbetet över gränserna och söka stöd för fler utbyten, så att både skolor och företag "
    "i hela länet får möjlighet att växa."
)
HALF = (
    "Kommunen ska stärka samarbetet over gränserna och soka stöd for fler utbyten, sa att bade skolor och foretag "
    "i hela länet far mojlighet att vaxa."
)


def repairs(text, repairer):
    return repairer.lines([text])[0].repairs


def test_a_word_left_over_amid_sound_ones_is_asked_about(repairer):
    (repair,) = repairs(SOUND.replace("möjlighet", "mojlighet"), repairer)
    assert (repair.before, repair.after, repair.status) == ("mojlighet", "möjlighet", "ask")
    assert "möjlighet" in explain(repair)
    assert "å, ä" in explain(repair)


def test_beside_a_word_surely_left_over_likely_ones_are_asked_about_too(repairer):
    found = repairs(SOUND.replace("möjlighet", "mojlighet").replace("över", "over"), repairer)
    assert [(repair.after, repair.status) for repair in found] == [("över", "ask"), ("möjlighet", "ask")]


def test_a_text_mended_by_half_is_repaired_like_any_damaged_one(repairer):
    result = repairer.lines([HALF])[0]
    assert result.text == SOUND
    assert {repair.status for repair in result.repairs if len(repair.before) > 3} == {"auto"}


def test_what_was_mended_is_left_alone(repairer):
    assert repairs(repairer.lines([HALF])[0].text, repairer) == ()


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        SOUND.replace("utbyten", "utbyten med Tirajana"),
        SOUND.replace("utbyten", "utbyten över Atlanten (Over the ocean)"),
        f"- [Språkpolicy på samverkansplattformen](../referens/sprakpolicy/): {SOUND}",
        f"{SOUND} Läs mer på www.lulea.se/naringsliv/foretagande eller skriv till utveckling@lulea.se.",
        f"{SOUND} Filen heter overgripande-plan.pdf.",
        f"{SOUND} Rutan heter LULEA.",
    ],
)
def test_names_addresses_and_sound_words_are_no_leftovers(text, repairer):
    assert repairs(text, repairer) == ()


def test_of_a_word_of_ones_own_there_is_no_question():
    (repair,) = repairs(SOUND.replace("länet", "Svartbacka"), Repairer(["Svartbäcka"]))
    assert (repair.after, repair.status, repair.rule) == ("Svartbäcka", "auto", "own-word")
