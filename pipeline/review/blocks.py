"""A page's blocks as the page view shows them, and what can be decided about one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from pipeline.extract import Found, PageInfo
from pipeline.model import Box
from pipeline.questions import Correction
from pipeline.recover.corrections import FIXED, KINDS, Named, Unfit, correction_of, lines_of
from pipeline.recover.kinds import LABELS, called, label_of
from pipeline.recover.shown import Shown
from pipeline.review.reading import Reading, State
from pipeline.text import N_, _

RANKED = ("rubrik", "punkt", "pil", "bock", "nummer")
DECIDED = (
    (r"dela före ord (\d+)", N_("split before word {n}")),
    (r"foga till föregående", N_("joined with the block before")),
    (r"flytta .*", N_("moved")),
    (r"utelämna", N_("left out")),
)


def page_of(reading: Reading, number: int) -> dict[str, Any]:
    """Return what is on a page (from 1): its blocks, and the corrections that were made on it.

    Raises `LookupError` when there is no such page.
    """
    state, review = reading.state(), reading.folder.snapshot().review
    info = next((page for page in state.extraction.pages if page.number == number), None)
    if info is None:
        raise LookupError(number)
    made = [c for c in (*review.corrections, *review.unfit) if c.page == number]
    return {
        "version": reading.folder.snapshot().version,
        "page": number,
        "total": len(state.extraction.pages),
        "blocks": [
            _block(reading, state.blocks, at, info)
            for at, named in enumerate(state.blocks)
            if any(line.words[0].place.page == number for line in lines_of(named.block))
        ],
        "corrections": [
            {"action": c.action, "page": c.page, "key": c.key, "text": said(c.action), "words": c.words,
             "fits": c not in state.unfit} for c in made
        ],
    }  # fmt: skip


def _block(reading: Reading, blocks: Sequence[Named], at: int, page: PageInfo) -> dict[str, Any]:
    named = blocks[at]
    kind, rank = called(named.block)
    fixed = _is_fixed(named.block)
    here = [line.place.box for line in lines_of(named.block) if line.place.page == page.number]
    cells = {id(cell[0].words[0]) for row in named.block.rows for cell in row if cell}
    marks = [word.place.box for word in named.block.mark if word.place.page == page.number]
    return {
        "page": named.page,
        "key": named.key,
        "kind": kind,
        "rank": rank,
        "label": label_of(named.block),
        "fixed": fixed,
        "joins": at > 0 and not fixed and not _is_fixed(blocks[at - 1].block),
        "first": at == 0,
        "last": at == len(blocks) - 1,
        "box": _share(reduce(or_, [*here, *marks]), page),
        "words": [_word(shown, page, cells) for shown in reading.words_of(named.block)],
    }


def _is_fixed(found: Found) -> bool:
    return found.kind in FIXED or not found.lines


def _word(shown: Shown, page: PageInfo, cells: Container[int]) -> dict[str, Any]:
    """Return words as the page shows them; `cells` has the identities of the words that begin a table's cells."""
    word: dict[str, Any] = {"text": shown.text, "at": shown.at, "cell": id(shown.words[0]) in cells}
    if shown.text != shown.before or shown.doubt:
        word |= {"before": shown.before, "doubt": shown.doubt, "key": shown.key}
        if shown.page == page.number:
            word["box"] = _share(shown.box, page)
    return word


def _share(box: Box, page: PageInfo) -> list[float]:
    """Return a box as shares of its page: left, top, width, height."""
    across, down = page.width, page.height
    shares = (box.x0 / across, box.top / down, (box.x1 - box.x0) / across, (box.bottom - box.top) / down)
    return [round(share, 5) for share in shares]


def said(action: str) -> str:
    """Return what a correction did, in the language of the page."""
    for pattern, label in DECIDED:
        if match := re.fullmatch(pattern, action):
            return _(label).format(n=match[1] if match.groups() else "")
    kind, _space, rank = action.partition(" ")
    return f"{_(LABELS[kind])} {rank}".strip() if kind in LABELS else action


def decided(state: State, asked: Mapping[str, Any]) -> tuple[Correction, int]:
    """Return the correction that is asked for, and where its block will stand among the blocks.

    `asked` has the block's `page` and `key`, what to `do` with it, and the `kind` and `rank` or the word `at` for it.
    Raises `Unfit` when there is no such block, or nothing there to do; `KeyError` and `ValueError` for what is no
    request.
    """
    name = int(asked["page"]), str(asked["key"])
    at = next((n for n, named in enumerate(state.blocks) if (named.page, named.key) == name), None)
    if at is None:
        raise Unfit(name[1])
    action, then = _action(state.blocks, at, asked)
    return correction_of(state.blocks[at], action), then


def _action(blocks: Sequence[Named], at: int, asked: Mapping[str, Any]) -> tuple[str, int]:
    match asked["do"]:
        case "name":
            kind = str(asked["kind"])
            return (f"{kind} {int(asked['rank'])}" if kind in RANKED else kind), at
        case "split":
            return f"dela före ord {int(asked['at'])}", at
        case "join":
            return "foga till föregående", at - 1
        case "leave":
            return "utelämna", at
        case "up" if at > 0:
            return _after(blocks[: at - 1]), at - 1
        case "down" if at + 1 < len(blocks):
            return _after(blocks[: at + 2]), at + 1
        case "up" | "down":
            raise Unfit(asked["do"])
    raise ValueError(asked["do"])


def _after(blocks: Sequence[Named]) -> str:
    return f"flytta efter s. {blocks[-1].page} {blocks[-1].key}" if blocks else "flytta först"


def choices() -> Iterable[tuple[str, str]]:
    """Return what a block can be made, with its name in the language of the page."""
    return [(name, _(LABELS[name])) for name in KINDS]
