"""Slips of OCR that have nothing to do with å, ä and ö: a letter mistaken for one like it, doubled or invented."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.repair.channel import Reading
from pipeline.repair.priors import DROPPED_LETTER, EXTRA_LETTER, SLIP

_PAIRS = (
    "h n, n h, l i, i l, e c, c e, vv w, rn m, m rn, f t, t f, u ii, y v, v y, li h, b h, j i, e g, c t, e t, s f, "
    "u n, n u, u ti, in m, ni m, m in, y g"
)
SLIPS: dict[str, list[tuple[str, str]]] = {}
"""What is written and what is right, by the first letter written."""
for _pair in _PAIRS.split(", "):
    _written, _right = _pair.split()
    SLIPS.setdefault(_written[0], []).append((_written, _right))

LIKELY_SLIP = 2.0
"""Nats that the slip of ti to u, whose strokes are the same, is likelier than others."""

_ALONE = frozenset("iao")
"""Letters that are words alone (å and ö as their folds): at the edge of a word they lost a space, and are no extras."""


_THIN = "ilj"
"""Letters that a weak scan leaves little of."""


def one_slip(reading: Reading) -> Iterator[tuple[Reading, float]]:
    """Yield the readings that an ordinary slip of OCR may have turned into this one, with the cost."""
    folded, written = reading
    yield from _dropped(reading)
    edges = 0, len(folded) - 1
    for at, letter in enumerate(folded):
        if letter.isalpha() and not (at in edges and letter in _ALONE):
            yield Reading(folded[:at] + folded[at + 1 :], (*written[:at], *written[at + 1 :])), SLIP + EXTRA_LETTER
        for seen, right in SLIPS.get(letter, ()):
            if folded.startswith(seen, at):
                after = at + len(seen)
                cost = SLIP + LIKELY_SLIP if (seen, right) == ("u", "ti") else SLIP
                yield Reading(folded[:at] + right + folded[after:], (*written[:at], *right, *written[after:])), cost


def _dropped(reading: Reading) -> Iterator[tuple[Reading, float]]:
    """Yield the readings of which a thin letter, or one of two alike, was dropped."""
    folded, written = reading
    for at in range(1, len(folded)):
        before, after = folded[at - 1], folded[at]
        for letter in dict.fromkeys(_THIN + before):
            if letter.isalpha() and letter != after:
                yield (
                    Reading(folded[:at] + letter + folded[at:], (*written[:at], letter, *written[at:])),
                    SLIP + DROPPED_LETTER,
                )
