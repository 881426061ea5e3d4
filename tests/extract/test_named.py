"""What a document is called: by its first page, its running lines, its metadata or its headings, in this order."""

from __future__ import annotations

import pytest

from pipeline.extract.found import Found, Kind, Line, Word
from pipeline.extract.named import find_title
from pipeline.model import Box, Place


def line(text: str, page: int = 1) -> Line:
    return Line(tuple(Word(word, Place(page, Box(0, 0, 1, 1))) for word in text.split()))


def heading(text: str, page: int) -> Found:
    return Found(Kind.HEADING, (line(text, page),), 1)


FOOT = [line("Plan for Luled kommuns arbete", 2), line("Plan fér Lulea kommuns arbete", 3), line("Sidan 4", 4)]
CHAPTERS = [
    *(line("Kapitel 1 Inledning", page) for page in (2, 3)),
    line("Allt om hårddiskar", 4),
    line("Starta om datorn", 5),
    line("Välj ditt nätverk", 6),
]


@pytest.mark.parametrize(
    ("blocks", "furniture", "metadata", "title"),
    [
        ([heading("Plan", 1)], FOOT, "Annat namn", "Plan"),
        ([heading("Inledning", 2), heading("Slut", 3)], FOOT, "Annat namn", "Plan for Luled kommuns arbete"),
        ([heading("Inledning", 2), heading("Slut", 3)], CHAPTERS, "Handbok i arbete", "Handbok i arbete"),
        ([heading("Inledning", 2), heading("Slut", 3)], [], "Microsoft Word - Policy för IT", "Policy för IT"),
        ([heading("Inledning", 2), heading("Slut", 3)], [], "Microsoft Word - policy_v3.doc", "Inledning"),
        ([heading("Inledning", 2), heading("Slut", 3)], [], "gupea_2077_62681_1", "Inledning"),
        ([], [], "plan.pdf", "plan.pdf"),
        ([], [], "", ""),
    ],
)
def test_a_title_is_found(blocks: list[Found], furniture: list[Line], metadata: str, title: str) -> None:
    found, lines = find_title(blocks, furniture, metadata)
    assert found == title
    assert not lines or " ".join(line.text for line in lines) == title
