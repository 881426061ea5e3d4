"""The token as it stands, which competes with all that it may be instead."""

from __future__ import annotations

import math
import re

from pipeline.repair import priors
from pipeline.repair.candidate import Candidate
from pipeline.repair.letters import fold
from pipeline.repair.model import Model
from pipeline.repair.novel import letters_logp

_LETTERED = re.compile(r"[46]\d*[a-h]")
"""A number with its letter that may be a word as well, since damage makes 4 of ä and 6 of ö."""


_DIGIT_INSIDE = re.compile(r"[a-zåäö]{2}[46][a-zåäö]{2}")
"""A figure that stands for a letter in the middle of a word."""


def as_is(token: str, model: Model) -> Candidate:
    """Return the token as it stands: a word, a name or a foreign word that no lexicon has, a number or a code."""
    low = token.lower()
    if token.isdigit():
        return Candidate(low, 0.0, 0.0, "as-is")
    if not token.isalpha():
        return Candidate(low, _unreadable(token), 0.0, "as-is")
    folded = fold(low)
    prior = priors.NAME if token[:1].isupper() else priors.FOREIGN
    as_word = priors.NOVEL + model.words.logp(folded) + letters_logp(low, folded, False, model.spelling)
    as_name = prior + priors.SWEDISH_NAME + model.names.logp(folded) + letters_logp(low, folded, True, model.spelling)
    as_foreign = prior + priors.NOT_SWEDISH + model.names.logp(folded)
    return Candidate(low, _log_add(_log_add(as_word, as_name), as_foreign), 0.0, "as-is")


def _unreadable(token: str) -> float:
    """Return the log-probability of a token with other signs than letters to be as it stands."""
    if token[:2].isdigit() or _is_code(token):
        return priors.CODE
    return priors.UNREADABLE_WORD if _DIGIT_INSIDE.search(token) else priors.UNREADABLE


def _log_add(one: float, other: float) -> float:
    """Return the logarithm of the sum of two probabilities, from their logarithms."""
    return max(one, other) + math.log1p(math.exp(-abs(one - other)))


def _is_code(token: str) -> bool:
    """Tell whether a token is capitals and then digits, as codes are (TV4, FiU1), or a number with its letter (4a)."""
    letters = token.rstrip("0123456789")
    if _LETTERED.fullmatch(token):
        return True
    shouts = letters.isupper() or (letters[:1].isupper() and letters[-1:].isupper())
    return len(letters) < len(token) and letters.isalpha() and shouts and len(letters) <= 4
