import gc
from pathlib import Path

import pytest

from pipeline.repair import Repairer, replay

CASES = [
    tuple(part.strip() for part in line.split(" | "))
    for line in (Path(__file__).parents[1] / "cases/repair/ocr.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]

UNTOUCHED = [
    "Kommunen får ta ut avgifter för räddningstjänst enligt 5 kap. 3 §.",
    "This is a summary of the work that we have done for the region.",
    "https://www.lulea.se/kommun--politik/hallbar-utveckling.html",
    "info@lulea.se",
    "2024–2027",
    "KS 2025/00512",
    "",
    "   ",
]


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collection_of_cycles_is_left_as_it_was(is_on, repairer):
    try:
        if not is_on:
            gc.disable()
        assert repairer.lines(["Luled kommun ska framja"])[0].repairs
        assert gc.isenabled() == is_on
    finally:
        gc.enable()


@pytest.mark.parametrize(("damaged", "right"), CASES)
def test_damage_is_repaired(damaged, right, repairer):
    assert repairer.lines([damaged])[0].text == right


@pytest.mark.parametrize("line", UNTOUCHED)
def test_what_is_sound_is_left_alone(line, repairer):
    assert repairer.lines([line])[0].text == line


@pytest.mark.parametrize(("damaged", "right"), CASES)
def test_replaying_the_repairs_gives_the_text(damaged, right, repairer):
    result = repairer.lines([damaged])[0]
    assert replay(damaged, result.repairs) == result.text
    assert all(damaged[repair.start : repair.end] == repair.before for repair in result.repairs)


@pytest.mark.parametrize(
    "line",
    [
        "Kunta vastaa siita, etta lahella asuvat ihmiset saavat palvelun omalla kielellaan ja etta paatos julkaistaan.",
        "Die Gemeinde fordert die Zusammenarbeit mit anderen Stadten und veroffentlicht jahrlich einen neuen Plan.",
        "La ville publie chaque annee un nouveau plan pour la cooperation avec les autres villes du nord.",
    ],
)
def test_paragraphs_of_other_languages_are_left_alone(line, repairer):
    assert repairer.lines([line])[0].repairs == ()


def test_a_swedish_paragraph_with_foreign_names_is_repaired(repairer):
    line = "Kommunen ar med i Kuntaliitto, Deutscher Stadtetag och Eurocities, och vill lara av dem alla."
    text = repairer.lines([line])[0].text
    assert text.startswith("Kommunen är med i Kuntaliitto")
    assert text.endswith("och vill lära av dem alla.")


def test_headings_amid_english_text_are_left_alone(repairer):
    english = ["This is the license of the work, and these are its terms.", "", "Warranty for Contributor", ""]
    assert all(line.repairs == () for line in repairer.lines(english))
    assert repairer.lines([*english, "Planen for vard av aldre"])[-1].text == "Planen för vård av äldre"


def test_as_many_lines_come_out_as_go_in(repairer):
    lines = ["Overgripande mal", "", "6kad kunskap", ""]
    assert [line.text for line in repairer.lines(lines)] == ["Övergripande mål", "", "ökad kunskap", ""]


def test_an_own_word_settles_every_question_about_it():
    line = "Planen ska antas av Hogstadsnamnden i Tromso."
    repaired = Repairer(["Hogstadsnämnden", "Tromsø"]).lines([line])[0]
    assert "Hogstadsnämnden" in repaired.text
    assert [repair.rule for repair in repaired.repairs if repair.after == "Hogstadsnämnden"] == ["own-word"]


def test_an_own_word_as_it_stands_is_not_asked_about():
    assert Repairer(["Raahe", "Tirajana"]).lines(["Vi samarbetar med Raahe och Tirajana."])[0].repairs == ()


def test_a_doubtful_word_is_asked_about_with_the_other_reading(repairer):
    repairs = repairer.lines(["Mannen har en vard."])[0].repairs
    assert any(repair.status == "ask" and repair.alternatives for repair in repairs)


def test_what_is_applied_without_asking_is_sure(repairer):
    repairs = repairer.lines([damaged for damaged, _ in CASES])
    assert all(repair.confidence >= 0.95 for line in repairs for repair in line.repairs if repair.status == "auto")


@pytest.mark.parametrize(
    ("head", "tail", "joined"),
    [
        ("kommunfull-", "mäktige", "kommunfullmäktige"),
        ("besöks-", "och", "besöks- och"),
        ("EU-", "kommissionen", "EU-kommissionen"),
        ("Norr-", "Sverige", "Norr-Sverige"),
        ("till-", "lämpas.", "tillämpas."),
        ("KOMMUNFULL-", "MÄKTIGE", "KOMMUNFULLMÄKTIGE"),
        ("diarium-l10n-", "norr@exempel.se", "diarium-l10n-norr@exempel.se"),
    ],
)
def test_a_word_divided_at_a_line_end_is_joined(head, tail, joined, repairer):
    text, sure = repairer.join_hyphen(head, tail)
    assert text == joined
    assert 0.5 < sure <= 1


@pytest.mark.parametrize(("head", "tail"), [("reger-", "ingen."), ("(Stock-", "holm)."), ("uppvärmnings-", "tid")])
def test_the_marks_around_a_divided_word_raise_no_doubt(head, tail, repairer):
    assert repairer.join_hyphen(head, tail)[1] >= 0.95


@pytest.mark.parametrize(("head", "tail"), [("qwerty-", "tangentbordslayout"), ("suspend-to-", "disk")])
def test_a_divided_word_that_may_have_a_hyphen_of_its_own_is_asked(head, tail, repairer):
    assert repairer.join_hyphen(head, tail)[1] < 0.95


@pytest.mark.parametrize("line", ["Enligt 4a § galler detta.", "Ett av manga [T-foretag ar har.", "Se 6b och 4c."])
def test_a_number_with_its_letter_and_a_misread_abbreviation_become_no_word(line: str, repairer: Repairer) -> None:
    kept = {"4a", "[T-", "6b", "4c"}
    text = repairer.lines([line])[0].text
    assert all(part in text for part in kept if part in line)


def test_a_capital_of_the_old_swedish_code_is_still_read(repairer: Repairer) -> None:
    assert repairer.lines(["[r du glad i dag?"])[0].text == "Är du glad i dag?"


def test_a_long_text_is_read_in_parts_and_as_its_parts_are(repairer: Repairer, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraphs = [
        ["Luled kommun ska framja", "samarbete med foretag."],
        ["Vi har manga mal att na."],
        ["Barnen ar glada."],
    ]
    lines = [line for paragraph in paragraphs for line in (*paragraph, "")]
    monkeypatch.setattr("pipeline.repair.gates.AT_A_TIME", 1)
    apart = [repaired for paragraph in paragraphs for repaired in repairer.lines([*paragraph, ""])]
    assert list(repairer.lines(lines)) == apart


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("Avtalet har legat ull grund for kommunens arbete", "Avtalet har legat till grund för kommunens arbete"),
        ("Det ar ett uttalande tor alla kommuner i Norrbotten", "Det är ett uttalande för alla kommuner i Norrbotten"),
        ("far anvandas iden omfattning som kommunen beslutar", "får användas i den omfattning som kommunen beslutar"),
    ],
)
def test_a_short_rare_word_may_be_a_small_one_that_slipped(damaged, right, repairer):
    assert repairer.lines([damaged])[0].text == right


def test_a_short_rare_word_is_no_small_one_with_a_letter_more(repairer):
    assert repairer.lines(["Att gora en kopia (fork) av ett forrad ar vanligt"])[0].text.count("fork") == 1


@pytest.mark.parametrize(
    "line",
    [
        "The patterns \\s and \\b stand for a space and for the edge of a word that they are part of",
        "If you can't get it to compile on your system, send me a mail with the output of the program",
        "It tells what time it was %(A=B?T:E) when you are asked for it and then stops",
    ],
)
def test_signs_of_code_in_english_are_no_lost_letters(line, repairer):
    assert repairer.lines([line])[0].text == line


def test_a_long_text_with_english_words_and_no_swedish_ones_is_left_alone(repairer):
    lines = [
        "Classifier: Programming Language",
        "Home: http://example.org/en/latest/",
        "",
        "for pid in list: bar = pid",
    ]
    text = ["They are here for all of us.", "", *lines * 20]
    assert [line.text for line in repairer.lines(text)] == text
