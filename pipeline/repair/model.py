"""The model as it is shipped: loaded once, on first use."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.channel import Channel
from pipeline.repair.classes import Classes
from pipeline.repair.context import Context
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.spelling import Spelling
from pipeline.repair.wordshape import WordShape

MODEL_VERSION = "2026.1"
"""The version of the data in `data/`; it goes into the head of every recovered text."""

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Model:
    """All that was learnt: words, word shapes, name shapes, context and channel."""

    lexicon: Lexicon
    words: WordShape
    names: WordShape
    context: Context
    spelling: Spelling
    channel: Channel
    acronyms: frozenset[str]


def _arrays(name: str) -> dict[str, NDArray[Any]]:
    with np.load(_DATA / name) as arrays:
        return dict(arrays)


@cache
def load() -> Model:
    """Return the model; the files are read once."""
    words, shapes, classes = _arrays("lex.npz"), _arrays("shape.npz"), _arrays("classes.npz")
    return Model(
        Lexicon(words["counts"], words["prints"], words["pattern"], words["logp"], words["parts"]),
        WordShape(shapes, "w", 6),
        WordShape(shapes, "n", 5),
        Context(_arrays("ctx.npz")["weights"], Classes(classes["folds"], classes["classes"])),
        Spelling(_arrays("let.npz")["weights"]),
        Channel(json.loads((_DATA / "channel.json").read_text("utf-8"))),
        frozenset((_DATA / "acronyms.txt").read_text("utf-8").split()),
    )
