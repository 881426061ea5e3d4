"""How often the commoner words of English are met, counted by the package wordfreq."""

from __future__ import annotations

import importlib
import math
import re
from itertools import groupby

from pipeline.repair.english import COST_STEP
from tools.model.everyday import PACKAGE

MOST = 20_000
"""Words that are kept; what is seldomer is told from Swedish by its neighbours."""

_WORD = re.compile(r"[a-z]{2,}")


def listed() -> str:
    """Return lines, each a cost in steps of COST_STEP nats and the words that cost so much, the commonest first."""
    frequencies: dict[str, float] = importlib.import_module(PACKAGE).get_frequency_dict("en", wordlist="large")
    words = [(share, word) for word, share in frequencies.items() if _WORD.fullmatch(word)]
    kept = sorted((round(-math.log(share) / COST_STEP), word) for share, word in sorted(words, reverse=True)[:MOST])
    groups = groupby(kept, key=lambda row: row[0])
    return "".join(f"{cost} {' '.join(word for _, word in rows)}\n" for cost, rows in groups)
