"""Abbreviations that look like a damaged word, told by what stands beside them: dr Anna Berg (är), 16 md euro (må)."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.repair.candidate import Candidate
from pipeline.repair.tokens import Token

BESIDE, ALONE = 4.1, -2.3
"""How much likelier an abbreviation is beside what belongs to it than where any word may stand, and elsewhere (nats).

In the corpora that the model is made from, a capital follows nine in ten dr, and 15 in 1,000 är; a number stands before
nine in ten units, and 10 in 1,000 words that look like them.
"""


def _is_before_name(_before: Token | None, after: Token | None) -> bool:
    return after is not None and after.text[0].isupper()


def _is_after_number(before: Token | None, _after: Token | None) -> bool:
    return before is not None and before.text.isdigit()


_BELONGS: dict[str, Callable[[Token | None, Token | None], bool]] = {
    "dr": _is_before_name,
    "md": _is_after_number,
    "mn": _is_after_number,
    "mdr": _is_after_number,
}


def with_abbreviations(
    options: tuple[Candidate, ...], before: Token | None, after: Token | None
) -> tuple[Candidate, ...]:
    """Return a word's candidates, the abbreviations among them weighed by the tokens beside it."""
    if all(option.text not in _BELONGS for option in options):
        return options
    return tuple(_weighed(option, before, after) for option in options)


def _weighed(option: Candidate, before: Token | None, after: Token | None) -> Candidate:
    """Return the candidate, more or less likely to stand so; how common the word is stays as it is told."""
    belongs = _BELONGS.get(option.text)
    return option._replace(damage=option.damage + (BESIDE if belongs(before, after) else ALONE)) if belongs else option
