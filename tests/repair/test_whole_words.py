"""Words that a line end divides, by a hyphen or by a format, are whole on the line where they begin."""

import pytest

from pipeline.repair import Repairer, replay

DIVIDED = [
    ("kommunfull-|mäktige beslutar om|planen", "kommunfullmäktige|beslutar om|planen"),
    ("Forsta ars-|redovisning ska granskas", "Första årsredovisning|ska granskas"),
    ("samverkan i översikts-|planen.", "samverkan i översiktsplanen.|"),
    ("Fr=C3=A5n n=C3=|=A4mnden till k=C3=A5=|rhuset", "Från nämnden|till kårhuset|"),
    (
        "=?utf-8?Q?Kommunfullm=C3=A4k?=| =?utf-8?Q?tiges_sammantr=C3=A4de?=| =?iso-8859-1?Q?_p=E5_torsdag?=",
        "Kommunfullmäktiges|sammanträde|på torsdag",
    ),
]
WHOLE = [
    "för-|och grundskolan",
    "EU-|kommissionen beslutar",
    "Norr-| ",
    "mål-|",
    "a = b|och c =|d",
    "QUJD=|XYZ=",
]


@pytest.mark.parametrize(("damaged", "right"), DIVIDED)
def test_a_divided_word_is_whole_where_it_begins(damaged: str, right: str, repairer: Repairer) -> None:
    lines = damaged.split("|")
    read = repairer.whole_words(lines)
    assert [line.text for line in read] == right.split("|")
    assert all(replay(line, result.repairs) == result.text for line, result in zip(lines, read, strict=True))


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_not_divided_stays_on_its_line(text: str, repairer: Repairer) -> None:
    lines = text.split("|")
    assert [line.text for line in repairer.whole_words(lines)] == lines


def test_a_word_in_doubt_stays_divided(repairer: Repairer) -> None:
    assert repairer.whole_words(["En qwerty-", "tangentbordslayout"])[0].text == "En qwerty-"


def test_every_part_that_moved_is_on_record(repairer: Repairer) -> None:
    above, below = repairer.whole_words(["Vi ska framja halso-", "vard i lanet"])
    assert [(repair.before, repair.after) for repair in above.repairs[-1:]] == [("halso-", "hälsovård")]
    assert (below.repairs[0].before, below.repairs[0].after) == ("vard ", "")
    assert below.text == "i länet"
