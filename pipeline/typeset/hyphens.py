"""Where words may be hyphenated: Liang's method ("Word Hy-phen-a-tion by Com-put-er", 1983), with Pyphen's patterns.

A language has some 15 000 patterns and a document uses a few hundred of them. So they are found by their letters, and
the digits of a pattern, which weigh the places between its letters, are read when it is first met. To read them all
would take longer than to typeset a short plan.

Compounds are parted first, by the words that many of them end with (`tails.txt`, by `tools.build_tails`): a reader is
helped by besöks-näringen, and stopped by besöksnä-ringen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

SOFT_HYPHEN = "\u00ad"
BEFORE_HYPHEN, AFTER_HYPHEN = 3, 4  # letters that stand on either side of a hyphen at least
SHORTEST_HEAD, SHORTEST_TAIL = 3, 3  # letters of a compound's first and last part
LINKED = 3  # letters of a last part that follows a linking s: påverkans-mål
LONG_HEAD = 10  # letters of a compound's first part that may be a compound itself: kontakt-personer is not kon-takt
LONG_PART = 13  # letters of a compound's part that may be parted itself
LONG_WORD = 16  # letters of a part, or of a word that is no known compound, from which it gets soft hyphens
VOWELS = frozenset("aeiouyåäöéü")
LETTERS = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"://|@|\bwww\.")  # in what is copied letter by letter
DIGITS = b"0123456789"
USUAL = 5  # letters at most, of most patterns
Weights = tuple[tuple[int, int], ...]


class Hyphenator:
    """Finds the places of one language's words, from a dictionary of patterns (`hyph_*.dic`)."""

    def __init__(self, path: Path) -> None:
        encoding, _, data = path.read_bytes().partition(b"\n")
        letters, patterns = (
            text.decode(encoding.decode("ascii").strip()).split("\n") for text in (data.translate(None, DIGITS), data)
        )
        self._weights = _Weights(zip(letters, patterns, strict=True))
        self._weights.patterns.pop("", None)
        # Few patterns are long: longer letters are looked for only where a word has the beginning of such a one.
        long = [pattern for pattern in self._weights.patterns if len(pattern) > USUAL]
        self._stems = {pattern[:USUAL]: len(pattern) for pattern in sorted(long, key=len)}

    def places(self, word: str, before: int, after: int) -> list[int]:
        """Return the places, as numbers of letters before them, with at least so many letters on either side."""
        dotted = f".{word.lower()}."
        size, known, weights = len(dotted), self._weights.patterns, [0] * (len(dotted) + 1)
        for start in range(size):
            longest = self._stems.get(dotted[start : start + USUAL], USUAL)
            for end in range(start + 1, min(start + longest, size) + 1):
                if (letters := dotted[start:end]) in known:
                    for place, weight in self._weights[letters]:
                        weights[start + place] = max(weights[start + place], weight)
        return [place for place in range(before, len(word) - after + 1) if weights[place + 1] % 2]


class _Weights(dict[str, Weights]):
    """The weights of patterns by their letters, each read when it is first met."""

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self.patterns = dict(patterns)

    def __missing__(self, letters: str) -> Weights:
        return self.setdefault(letters, _weights(self.patterns[letters]))


def _weights(pattern: str) -> Weights:
    """Return the places of a pattern's digits, and the digits.

    >>> _weights("a2bi5e")
    ((1, 2), (3, 5))
    """
    found = [(place, character) for place, character in enumerate(pattern) if character in "0123456789"]
    return tuple([(place - number, int(digit)) for number, (place, digit) in enumerate(found)])


def hyphen_places(word: str, lang: str, long: int = 0) -> list[int]:
    """Return where a word may be hyphenated: a Swedish compound between its parts, and within those that are long.

    The patterns alone know no parts (turo-peratörer), and sometimes cut off a single letter: that is left out. `long`
    is how many letters a part must have that is parted itself, and a word that is no compound.

    >>> hyphen_places("turoperatörer", "sv-SE"), hyphenator("sv-SE").places("turoperatörer", 3, 4)
    ([3], [4, 6, 8])
    """
    starts = [0, *(compound_parts(word.lower()) if lang.startswith("sv") else ()), len(word)]
    places: list[int] = []
    long = long or (LONG_PART if len(starts) > 2 else 0)
    for start, end in pairwise(starts):
        if end - start >= long:
            found = hyphenator(lang).places(word[start:end], BEFORE_HYPHEN, AFTER_HYPHEN)
            ends = pairwise([*found, end - start])
            places += [start + place for place, following in ends if following - place > 1]
        places.append(end)
    return places[:-1]


def softened(text: str, lang: str, least: int) -> str:
    """Return a text with soft hyphens in its words of at least so many letters, but for addresses.

    >>> softened("Kontaktpersoner: kontaktpersoner@example.org", "sv-SE", 12).split(SOFT_HYPHEN)
    ['Kontakt', 'personer: kontaktpersoner@example.org']
    """
    if not any(len(word) >= least for word in LETTERS.findall(text)):
        return text
    parts = re.split(r"(\s+)", text)
    return "".join([part if ADDRESS.search(part) else _softened(part, lang, least) for part in parts])


@cache
def _softened(word: str, lang: str, least: int) -> str:
    return LETTERS.sub(lambda letters: _parted(letters[0], lang) if len(letters[0]) >= least else letters[0], word)


def _parted(letters: str, lang: str) -> str:
    """Return a word with soft hyphens: between the parts of a compound, and within what is long.

    Browsers take the last place that fits, however little is gained by it.
    """
    places = [0, *hyphen_places(letters, lang, LONG_WORD), len(letters)]
    return SOFT_HYPHEN.join(letters[start:end] for start, end in pairwise(places))


def compound_parts(word: str) -> list[int]:
    """Return where the parts of a Swedish compound begin, but for its first; none if its last part is not known.

    >>> compound_parts("kompetensförsörjningsfrågor"), compound_parts("fullmäktige")
    ([9, 21], [])
    """
    places = range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1)
    tails = _tails()
    tail = (n for n in places if word[n:] in tails and not VOWELS.isdisjoint(word[:n]))
    place = next((n for n in tail if len(word) - n > LINKED or word[n - 1] == "s"), 0)
    if not place:
        return []
    head = word[:place]
    parts = (compound_parts(head) or compound_parts(head.removesuffix("s"))) if place >= LONG_HEAD else []
    return [*parts, place]


@cache
def _tails() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("tails.txt").read_text("utf-8").splitlines())


@cache
def hyphenator(lang: str) -> Hyphenator:
    """Return the hyphenator of a language (BCP 47), or of the nearest that has patterns; Swedish if none has."""
    return Hyphenator(dictionary(lang))


def dictionary(lang: str) -> Path:
    """Return Pyphen's file of patterns, as Pyphen finds it, which to import takes longer than to hyphenate a plan."""
    pyphen = find_spec("pyphen")
    assert pyphen and pyphen.origin
    folder = Path(pyphen.origin).with_name("dictionaries")
    files = {path.stem.removeprefix("hyph_").lower(): path for path in sorted(folder.glob("*.dic"))}
    parts = lang.lower().split("-")
    names = ["_".join(parts[:count]) for count in range(len(parts), 0, -1)]
    relatives = [name for name in files if name.startswith(f"{parts[0]}_")]
    return next((files[name] for name in (*names, *relatives) if name in files), files["sv"])
