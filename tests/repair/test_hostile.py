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
        ("x " * 20 + "\n") * 2000,
    ],
    ids=lambda line: ascii(line[:6]),
)
def test_a_hostile_line_is_read(line, repairer):
    result = repairer.lines([line])[0]
    assert replay(line, result.repairs) == result.text
