"""Readings of a token that lost its å, ä and ö without a trace: each may have stood anywhere."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from pipeline.repair.lattice import Reading

MOST_READINGS = 4_000
"""Readings of one token; a longer token is read with fewer lost letters."""


def with_letters(reading: Reading, lost: int) -> Iterator[Reading]:
    """Yield the readings with this many lost letters, unless they are too many."""
    folded, written = reading
    if 2**lost * (len(folded) + lost) ** lost > MOST_READINGS * max(1, lost) * 2:
        return
    for places in itertools.combinations_with_replacement(range(len(folded) + 1), lost):
        heads = [folded[a:b] for a, b in itertools.pairwise((0, *places, len(folded)))]
        kept = [written[a:b] for a, b in itertools.pairwise((0, *places, len(folded)))]
        signs = tuple(itertools.chain(kept[0], *(("", *part) for part in kept[1:])))
        for letters in itertools.product("ao", repeat=lost):
            yield Reading(heads[0] + "".join(map("".join, zip(letters, heads[1:], strict=True))), signs)
