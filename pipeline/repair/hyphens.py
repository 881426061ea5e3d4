"""Words that a hyphen divides at a line end: whether they are one word, and how sure that is."""

from __future__ import annotations

from pipeline.repair.candidates import Candidates

_ENDS = ".,;:!?)”"

_AROUND = _ENDS + "(“”\"’'"

_VOWELS = "aeiouyåäö"

_LEAST_PART, _MOST_PART = 3, 8  # letters of a part that says something by not being a word: a longer one is a compound

_SHARING = frozenset(("och", "eller", "samt", "respektive", "som", "till"))
"""Small words after which the rest of a divided word still comes."""


class Joiner:
    """Joins the two parts of a word that a line end divides."""

    def __init__(self, candidates: Candidates) -> None:
        self._candidates = candidates

    def join(self, head: str, tail: str) -> tuple[str, float]:
        """Return a word divided at a line end as one, and how sure that is; `head` ends with the hyphen.

        The hyphen stays where it is part of the word (EU-kommissionen), and a space comes after it where the rest of
        the word is shared with the next (för- och grundskolan).
        """
        stem = head.rstrip("-")
        if not stem or tail in _SHARING:
            return f"{head} {tail}".strip(), 0.99
        if self._candidates.knows(head + tail.rstrip(_ENDS)) or _is_address(head + tail):
            return head + tail, 0.99
        if stem.isupper() and tail.isupper() and self._is_word(stem + tail):
            return stem + tail, 0.99
        if not (stem[-1].isalpha() and tail[:1].islower()) or (len(stem) > 1 and stem.isupper()):
            return head + tail, 0.95
        return self._whole(stem, tail)

    def _whole(self, stem: str, tail: str) -> tuple[str, float]:
        """Return the parts without a hyphen; of three like consonants a whole word has two (`till-`, `lämpa`)."""
        joined = [stem + tail]
        if stem[-1] == stem[-2:-1] == tail[0] and tail[0] not in _VOWELS:
            joined.insert(0, stem[:-1] + tail)
        known = next((text for text in joined if self._is_word(text)), None)
        return (known, 0.99) if known else (joined[0], 0.97 if self._parts(stem, tail) else 0.93)

    def _parts(self, stem: str, tail: str) -> bool:
        """Say whether two parts are no words of their own, so that the break is inside one, or are linked by an s."""
        if stem[-1] == "s" and self._is_word(stem[:-1]) and self._is_word(tail):
            return True
        letters = min(len(stem), len(tail.strip(_AROUND)))
        short = letters >= _LEAST_PART and len(tail.strip(_AROUND)) <= _MOST_PART and stem.isalpha()
        return short and not (self._is_word(stem) or self._is_word(tail))

    def _is_word(self, text: str) -> bool:
        """Say whether a text, or what comes after the last hyphen in it, is a word without its punctuation."""
        word = text.strip(_AROUND).rpartition("-")[2].lower()
        best = self._candidates.of(word)[0] if word else None
        return best is not None and best.text == word and best.source in ("lexicon", "own", "compound", "genitive")


def _is_address(text: str) -> bool:
    """Say whether a text is an address of mail or of a file, in which every hyphen is its own."""
    return "@" in text or text.count("/") > 1 or "://" in text
