import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.repair import Repairer, replay

ANYTHING = st.text(st.characters(), max_size=80) | st.text("aåd4é&|?@\ufffd§$ \t\0-.,Ã¶", max_size=80)
REPAIRER = Repairer()


@settings(max_examples=150, deadline=None)
@given(st.lists(ANYTHING, max_size=4))
def test_any_text_is_read_and_every_change_is_recorded(lines):
    results = REPAIRER.lines(lines)
    assert len(results) == len(lines)
    for line, result in zip(lines, results, strict=True):
        assert replay(line, result.repairs) == result.text


@settings(max_examples=40, deadline=None)
@given(ANYTHING)
def test_the_same_line_gives_the_same_repairs(line):
    assert REPAIRER.lines([line]) == Repairer().lines([line])


@pytest.mark.parametrize(
    "line",
    [
        "a" * 300_000,
        "a " * 30_000,
        "ar " * 20_000,
        "é" * 100_000,
        "d4é6&" * 20_000,
        "\ufffd" * 50_000,
        "\ud800\udc00 lone \ud800",
        "?" * 100_000,
        "{|}[]\\" * 20_000,
        "Ã¶" * 50_000,
        "a\u0308" * 15_000,
        "&auml" * 20_000,
        "=C3" * 20_000,
        "\x00\x01\x02\x7f\x85",
        "%" * 50_000,
        ("\ufffd" * 37 + "@\u01c5 ") * 3,
        "\udcd9%C3%A5\ud800",
        ("x " * 20 + "\n") * 2000,
    ],
    ids=lambda line: ascii(line[:6]),
)
def test_a_hostile_line_is_read(line, repairer):
    result = repairer.lines([line])[0]
    assert replay(line, result.repairs) == result.text


def scrambled(text: str, seed: int) -> list[str]:
    """Return the text with one character in ten replaced, doubled or lost, in lines of any length."""
    chance = random.Random(seed)
    junk = "\0\x1a\x85\u2028\ufeff\ufffd\ud800\udfff§|&éÃ¶4601\t\n"
    hurt = [
        chance.choice((chance.choice(junk), letter * 2, "")) if chance.random() < 0.1 else letter for letter in text
    ]
    return "".join(hurt).split("\n")


@pytest.mark.parametrize("seed", range(8))
def test_scrambled_text_and_bytes_are_read(seed, repairer):
    text = "Kommunen ska främja vård för alla äldre enligt 4 kap. 8 § lagen, sager ordforanden i Lulea. " * 4
    noise = random.Random(seed).randbytes(2_000)
    lines = [*scrambled(text, seed), noise.decode("latin-1"), noise.decode("utf-8", "surrogateescape")]
    for line, result in zip(lines, repairer.lines(lines), strict=True):
        assert replay(line, result.repairs) == result.text


def test_the_work_grows_no_faster_than_the_text():
    """Counted in words whose candidates are searched: twice the text, even of words never seen, asks twice as many."""

    def asked(words):
        repairer = Repairer()
        repairer.lines([" ".join(f"fors{'abcdefgh'[n % 8]}k{n:05}ngen" for n in range(words))])
        return len(repairer._candidates._remembered)

    assert asked(1_000) <= 2.1 * asked(500)
