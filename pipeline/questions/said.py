"""What an answer in `review.txt` says: ja, nej, or the right words, as an editor who is no programmer writes them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline.textfile import unquoted

YES, NO = "ja", "nej"

_COMMENT = re.compile(r"(?:^|\s)#.*")
_SAYINGS = frozenset(("jo", "japp", "yes", "ok", "okej", "rätt", "stämmer", "nä", "no", "fel", "vet ej", "vet inte"))
"""How people also say yes, no and that they do not know: hardly the right words of a plan."""


def words_of(answer: str) -> str:
    """Return an answer without its comment and with single spaces; empty while there is none."""
    words = unicodedata.normalize("NFC", " ".join(answer.split()))
    return words if unquoted(words) != words else _COMMENT.sub("", words)


@lru_cache(maxsize=1 << 14)
def settled(answer: str, before: str, after: str) -> str | None:
    """Return the words that an answer settles on, or None while there is none.

    ja and nej may have capitals and a full stop. Words in quotation marks are right as they stand, ja and nej too; the
    marks belong to them only where the damaged word has some.

    >>> [settled(answer, "vart", "vårt") for answer in ("Ja.", "nej", "värt", "”ja”", "")]
    ['vårt', 'vart', 'värt', 'ja', None]
    """
    words = words_of(answer)
    if not words:
        return None
    known = {YES: after, NO: before}.get(_plain(words))
    if known is not None:
        return known
    return words if before != unquoted(before) else unquoted(words)


def _plain(words: str) -> str:
    return words.lower().rstrip(".,!")


@lru_cache(maxsize=1 << 14)
def is_slip(answer: str, before: str, after: str) -> bool:
    """Tell whether an answer looks like ja or nej, or says that nobody knows, and not like the words asked about.

    Words in quotation marks are meant as they stand.
    """
    words = words_of(answer)
    plain, rivals = _plain(words), (before.lower(), after.lower())
    if not words or unquoted(words) != words or plain in (YES, NO) or words.lower() in rivals:
        return False
    is_wordless = not any(map(str.isalnum, words)) and any(map(str.isalpha, before + after))
    is_near = min(OSA.distance(plain, keyword) for keyword in (YES, NO)) == 1
    return is_wordless or ((is_near or plain in _SAYINGS) and min(OSA.distance(plain, rival) for rival in rivals) > 1)
