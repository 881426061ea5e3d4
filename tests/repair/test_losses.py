"""How a text lost its å, ä and ö is told from the whole of it; then every word is read by that alone."""

from __future__ import annotations

import pytest

from pipeline.repair import Repairer
from pipeline.repair.encoding import blanked
from pipeline.repair.encoding.losses import FOLDED, Loss, evidence, losses_of

TEXT = (
    "Kommunen ska främja samarbete över gränserna i norra Sverige.",
    "Vi deltar därför i nätverk där frågor om hållbar utveckling står högt på dagordningen.",
    "Nämnden får också begära stöd från EU, när det gäller projekt för skolor och företag.",
    "Vänorterna besöker varandra två gånger om året.",
    "Åtgärderna följs upp efter fyra år, och målen ses över.",
)
KINDS = {
    "U+FFFD": ("\ufffd",) * 3,
    "both bytes": ("\ufffd\ufffd",) * 3,
    "question marks": ("?",) * 3,
    "two question marks": ("??",) * 3,
    "boxes": ("■",) * 3,
    "stars": ("*",) * 3,
    "underscores": ("_",) * 3,
    "dropped": ("",) * 3,
    "blanked": (" ",) * 3,
    "folded": ("a", "a", "o"),
    "transliterated": ("aa", "ae", "oe"),
    "half transliterated": ("a", "ae", "oe"),
}


def lost(kind: str, text: str) -> str:
    small = dict(zip("åäö", KINDS[kind], strict=True))
    return text.translate(str.maketrans({**small, **{a.upper(): b.capitalize() for a, b in small.items()}}))


def as_document(lines: tuple[str, ...] | list[str]) -> list[str]:
    return [line for paragraph in lines for line in (paragraph, "")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_comes_back_as_it_was(kind: str, repairer: Repairer) -> None:
    read = repairer.lines(as_document([lost(kind, line) for line in TEXT]))
    assert [line.text for line in read][::2] == list(TEXT)


@pytest.mark.parametrize("kind", KINDS)
def test_what_shows_nothing_by_itself_is_read_as_the_rest(kind: str, repairer: Repairer) -> None:
    short = "Skolutbyte och språkkurser"
    assert repairer.lines(as_document([lost(kind, line) for line in (*TEXT, short)]))[-2].text == short


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("dropped", "blanked", "folded")])
def test_a_word_that_shows_no_loss_stands_as_it_is(kind: str, repairer: Repairer) -> None:
    whole = "Floden, talet, rader och karta: main, Noel, 1 juli, 8 och Tirajana."
    assert repairer.lines(as_document([*(lost(kind, line) for line in TEXT), whole]))[-2].text == whole


def test_parts_of_a_text_may_have_lost_their_letters_in_different_ways(repairer: Repairer) -> None:
    kinds = ("dropped", "transliterated", "question marks", "folded")
    damaged = [lost(kind, TEXT[number]) for number, kind in enumerate(kinds, 1)]
    assert [line.text for line in repairer.lines(as_document(damaged))][::2] == list(TEXT[1:])


@pytest.mark.parametrize(
    "text",
    [
        "for r in p: s = d[r] + n\nif r > p: return fr",
        "The mean p and r of the fr data, and s of n.",
        "Planen antas av fullmäktige för fyra år och får ändras.",
        "Det &r en politisk process, sa var det sagt.",
    ],
)
def test_code_english_and_sound_text_show_no_loss(text: str, vocabulary) -> None:
    assert losses_of([text], vocabulary) in ([None], [FOLDED])


def test_a_sign_that_stands_for_one_letter_only_is_no_lost_letter(vocabulary) -> None:
    """It is another code page: ÷ for ö has its inverse."""
    assert evidence("det g=ller f÷r alla och f÷re n÷den, d=r n=r", vocabulary).own() is None


def test_names_that_look_transliterated_stay_where_nothing_else_does(repairer: Repairer) -> None:
    line = "Goethe, poeten Aaberg och Israel nämns i Noels bok om Aalborg, Maersk och Boel."
    assert repairer.lines([line])[0].text == line


def test_in_a_transliterated_text_a_name_that_may_be_spelt_so_is_asked_about(repairer: Repairer) -> None:
    last = "Goethe, Israel och Michael nämns, men inte Aaberg, Boeing eller Västerås."
    read = repairer.lines(as_document([*(lost("transliterated", line) for line in TEXT), lost("transliterated", last)]))
    assert {repair.before for repair in read[-2].repairs if repair.status == "ask"} == {"Goethe", "Aaberg"}
    assert read[-2].text.endswith("Boeing eller Västerås.")


def test_what_cannot_be_read_is_asked_about(repairer: Repairer) -> None:
    repair = repairer.lines(["Enligt Vr\ufffdmkrat\ufffdxen gäller det inte."])[0].repairs[0]
    assert repair.status == "ask"


def test_a_loss_makes_of_a_word_what_it_says() -> None:
    assert Loss("half", ("a", "ae", "oe")).of("frånvärö") == "franvaeroe"


@pytest.mark.parametrize(
    ("damaged", "marked"),
    [
        ("p  bordet", "p� bordet"),
        ("alla  ldre ( ver 65  r) i dag", "alla �ldre (�ver 65 �r) i dag"),
        ("tv   r f re", "tv� �r f�re"),
        ("Federico Fellini ur", "Federico Fellini ur"),
        ("t ex och f d i fr o m", "t ex och f d i fr o m"),
        ("i den delen om rubriker", "i den delen om rubriker"),
        ("spalt ett      spalt tv ", "spalt ett      spalt tv�"),
    ],
)
def test_a_space_is_a_letter_where_that_makes_words(damaged: str, marked: str, vocabulary) -> None:
    assert blanked.marked(damaged, vocabulary) == marked


@pytest.mark.parametrize("sign", "?*#")
def test_a_sign_beside_a_word_may_be_what_it_is(sign: str, repairer: Repairer) -> None:
    last = {"?": "Hur blir det? Vad kan vi? Ja.", "*": "2 * 3", "#": "# Rubrik"}[sign]
    document = as_document([*(lost("stars", line).replace("*", sign) for line in TEXT), last])
    assert repairer.lines(document)[-2].text == last
