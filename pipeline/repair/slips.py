"""Slips of OCR that have nothing to do with å, ä and ö: a letter mistaken for one like it, doubled or invented."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.repair.priors import DROPPED_LETTER, EXTRA_LETTER, SLIP

_PAIRS = (
    "h n, n h, l i, i l, e c, c e, vv w, rn m, m rn, f t, t f, u ii, y v, v y, li h, b h, j i, e g, c t, c o, e t, "
    "s f, i t, t i, l f, f l, r t, u v, u n, n u, u ti, in m, ni m, m in, y g"
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

Slip = tuple[int, int, str, float]
"""Letters `start` to `end` of a fold were written for these letters, and the cost of that (nats)."""


def slips_of(folded: str) -> Iterator[Slip]:
    """Yield the ordinary slips of OCR that may have made this of another word."""
    yield from _dropped(folded)
    edges = 0, len(folded) - 1
    for at, letter in enumerate(folded):
        if letter.isalpha() and not (at in edges and letter in _ALONE):
            yield at, at + 1, "", SLIP + EXTRA_LETTER
        for seen, right in SLIPS.get(letter, ()):
            if folded.startswith(seen, at):
                yield at, at + len(seen), right, SLIP + LIKELY_SLIP if (seen, right) == ("u", "ti") else SLIP


def _dropped(folded: str) -> Iterator[Slip]:
    """Yield the places at which a thin letter, or one of two alike, was dropped."""
    for at in range(1, len(folded)):
        before, after = folded[at - 1], folded[at]
        for letter in dict.fromkeys(_THIN + before):
            if letter.isalpha() and letter != after:
                yield at, at, letter, SLIP + DROPPED_LETTER
