"""The model as it is shipped: loaded once, on first use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.frozen import frozen
from pipeline.repair import english
from pipeline.repair.channel import Channel
from pipeline.repair.classes import Classes
from pipeline.repair.context import Context
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.spelling import Spelling
from pipeline.repair.wordshape import WordShape

MODEL_VERSION = "2026.1"
"""The version of the data in `data/`; it goes into the head of every recovered text."""

_DATA = Path(__file__).parent / "data"


@frozen
class Model:
    """All that was learnt: words, word shapes, name shapes, context and channel."""

    lexicon: Lexicon
    words: WordShape
    names: WordShape
    context: Context
    spelling: Spelling
    channel: Channel
    acronyms: frozenset[str]
    english: Mapping[str, float]


def _arrays(name: str) -> dict[str, NDArray[Any]]:
    with np.load(_DATA / name) as arrays:
        return dict(arrays)


def _table(name: str) -> NDArray[np.int8]:
    """Return a table of weights, most of them none: a bit for each says whether it is kept."""
    arrays = _arrays(name)
    kept = np.unpackbits(arrays["kept"]).view(np.bool_)
    table = np.zeros(len(kept), np.int8)
    table[kept] = arrays["weights"]
    return table


@cache
def load() -> Model:
    """Return the model; the files are read once."""
    words, shapes, classes = _arrays("lex.npz"), _arrays("shape.npz"), _arrays("classes.npz")
    return Model(
        Lexicon(words),
        WordShape(shapes, "w", 6),
        WordShape(shapes, "n", 5),
        Context(_table("ctx.npz"), Classes(classes["folds"], classes["classes"])),
        Spelling(_table("let.npz")),
        Channel(json.loads((_DATA / "channel.json").read_text("utf-8"))),
        frozenset((_DATA / "acronyms.txt").read_text("utf-8").split()),
        english.read((_DATA / "english.txt").read_text("utf-8").splitlines()),
    )
