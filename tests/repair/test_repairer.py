from pipeline.repair import Repairer, replay


def repaired(line: str, *own_words: str) -> str:
    return Repairer(own_words).lines([line])[0].text


def test_an_english_reading_of_swedish_becomes_swedish():
    assert repaired("Luled kommun ska framja naringslivets internationalisering.") == (
        "Luleå kommun ska främja näringslivets internationalisering."
    )


def test_replaying_the_repairs_gives_the_text():
    line = "Alla resor ska wutviarderas utifran hallbarhetsperspektiv och potentiellt mervarde for Luled kommun."
    result = Repairer().lines([line])[0]
    assert replay(line, result.repairs) == result.text


def test_as_many_lines_come_out_as_go_in():
    lines = ["Overgripande mal", "", "6kad kunskap", ""]
    assert [line.text for line in Repairer().lines(lines)] == ["Övergripande mål", "", "ökad kunskap", ""]


def test_sound_swedish_is_left_alone():
    line = "Kommunen får ta ut avgifter för räddningstjänst enligt 5 kap. 3 §."
    assert Repairer().lines([line])[0].repairs == ()


def test_english_is_left_alone():
    line = "This is a summary of the work that we have done for the region."
    assert repaired(line) == line
