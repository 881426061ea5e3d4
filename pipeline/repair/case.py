"""Capital letters: the word gets those that the writer set, not those that OCR made of å, ä and ö."""

from __future__ import annotations


def recase(written: str, word: str, starts_sentence: bool, is_name: bool) -> str:
    """Return the word (in lower case) with the capitals that the written token has reason to have."""
    if word == written.lower():
        return written
    if written.isupper() and sum(map(str.isupper, written)) > 1:
        return word.upper()
    if not written[0].isupper():
        return word
    if word[0] not in "åäö" and written[0].lower() != word[0] == written[1:2]:
        return word
    looks_swedish = word[0] in "åäö" and not written[1:2].isupper()
    if not starts_sentence and not is_name and (looks_swedish or written[0].lower() != word[0]):
        return word
    return word[0].upper() + word[1:]
