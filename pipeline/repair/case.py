"""Capital letters: the word gets those that the writer set, not those that OCR made of å, ä and ö."""

from __future__ import annotations

import re

from pipeline.repair.candidate import Candidate
from pipeline.repair.channel import LOST
from pipeline.repair.tokens import Token

_ACRONYM = re.compile(r"^[A-ZÅÄÖ]{2,}|[A-ZÅÄÖ]{2,}$")


def spelt(token: Token, candidate: Candidate) -> str:
    """Return the candidate with its capitals."""
    if candidate.source == "acronym":
        return candidate.text.upper()
    capital = token.begins or candidate.is_name
    if capital and candidate.written[:1] == ("",) and not token.text.isupper():
        return candidate.text[0].upper() + candidate.text[1:]
    return recase(token.text, candidate.text, token.begins, candidate.is_name)


def recase(written: str, word: str, starts_sentence: bool, is_name: bool) -> str:
    """Return the word (in lower case) with the capitals that the written token has reason to have."""
    if word == written.lower():
        return written
    if written.isdigit():
        return word.capitalize() if starts_sentence else word
    if written.isupper() and sum(map(str.isupper, written)) > 1:
        return word.upper()
    if LOST in written and written.isupper() and len(written) > 1 and written[0] == LOST:
        return word.upper()
    if written[0] == LOST and (starts_sentence or is_name):
        return word[0].upper() + word[1:]
    if not written[0].isupper():
        return _with_acronym(written, word) or word
    if word[0] not in "åäö" and written[0].lower() != word[0] == written[1:2]:
        return word
    if kept := _with_acronym(written, word):
        return kept
    looks_swedish = word[0] in "åäö" and not written[1:2].isupper()
    if not starts_sentence and not is_name and (looks_swedish or written[0].lower() != word[0]):
        return word
    return word[0].upper() + word[1:]


def _with_acronym(written: str, word: str) -> str | None:
    """Return the word with the capitals of an acronym that it begins or ends with: CLP-, or None where it has none."""
    found = _ACRONYM.search(written)
    if found is None:
        return None
    low, size = found[0].lower(), len(found[0])
    if found.start() == 0:
        return found[0] + word[size:] if word.startswith(low) else None
    return word[:-size] + found[0] if word.endswith(low) and written[0].islower() else None
