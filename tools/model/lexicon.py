"""The lexicon: frequencies of words, parts of compounds, names, and which words damage makes of which."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.letters import fold, pattern_of, scattered_key
from pipeline.repair.lexicon import BUCKET_BITS, EVERYDAY, EVERYDAY_STEP, LOGP_STEP
from tools.model.corpus import Corpus
from tools.model.everyday import new_words

WORD = re.compile(r"[a-zåäöé]+")
UNSEEN = 3e-9
"""Frequency of a word that the dictionary has and the corpora have not."""
ONLY_PART = 1e-12
MOST_ALIKE = 10
"""Words in a set that damage makes alike."""
IN_ITS_OWN_RIGHT = 10
"""How often a word must stand in small letters inside sentences to be one beside its acronym."""
PATTERNS = 1 << 14
COMMON = 1e-6
"""Frequency from which a word tells of its text's register."""
NOT_MET = 3e-10
"""Frequency in everyday Swedish of a word that was not met there."""
_ONE_SIGN = str.maketrans("aåäoö", "*****")


@dataclass(frozen=True)
class Words:
    """Words with their frequency; names; costs as first and last part of compounds; sets that damage makes alike.

    `everyday` has the frequencies in everyday Swedish, which also are a part of those in `shares`.
    """

    shares: dict[str, float]
    names: frozenset[str]
    first: Mapping[str, int]
    last: Mapping[str, int]
    alike: Mapping[str, list[str]]
    everyday: Mapping[str, float]


def build(corpus: Corpus, dictionary: set[str], everyday: Mapping[str, float]) -> Words:
    """Return the words of the corpora, of the dictionary and of everyday Swedish."""
    known = {word.lower() for word in dictionary if WORD.fullmatch(word.lower())}
    shares, total = _shares(corpus, known), corpus.total
    first, last = _parts(shares, known)
    new = [word for word in new_words(everyday, shares) if WORD.fullmatch(word)]
    shares |= dict.fromkeys(new, 0.0)
    everyday = {word: share for word, share in shares.items() if len(word) == 1} | dict(everyday)
    shares = {word: (1 - EVERYDAY) * share + EVERYDAY * everyday.get(word, 0.0) for word, share in shares.items()}
    names = {word for word, count in corpus.capital.items() if count > corpus.small[word]}
    names |= {
        word.lower() for word in dictionary if word[:1].isupper() and word[1:].islower() and not total.get(word.lower())
    }
    names.update(new)
    alike = _alike(shares)
    for part in first:
        shares.setdefault(part, ONLY_PART)
    return Words(shares, frozenset(names), first, last, alike, everyday)


def _shares(corpus: Corpus, known: set[str]) -> dict[str, float]:
    """Return frequencies; what stands mostly in capitals is an acronym, and what stands once may be a misprint.

    An acronym may be a word in its own right (SKR and skr.): that word has the frequency of its small letters.
    """
    shares, total = {}, corpus.total
    for word, share in corpus.shares.items():
        if not WORD.fullmatch(word):
            continue
        count = total[word]
        if word in known:
            shares[word] = share + UNSEEN
        elif count >= 2 and 2 * corpus.upper[word.upper()] <= count:
            shares[word] = share * (1.0 if count >= 3 else 0.5)
        elif corpus.small[word] >= IN_ITS_OWN_RIGHT:
            shares[word] = share * corpus.small[word] / count
    for word in sorted(known):
        shares.setdefault(word, UNSEEN)
    return shares


def _parts(shares: Mapping[str, float], known: set[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the costs of first and last parts, learnt from the compounds that the corpora have."""
    good = {w for w, share in shares.items() if len(w) >= 3 and (share > 3e-6 or (share > 1.2e-7 and w in known))}
    ends = {word for word in good if len(word) >= 4} | {"år"}
    after: dict[str, set[str]] = defaultdict(set)
    for word, share in shares.items():
        if len(word) >= 8 and share > 3e-8:
            for at in range(3, len(word) - 2):
                if word[at:] in ends:
                    after[word[:at]].add(word[at:])
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for part, rest in after.items():
        is_word = part in good or (part.endswith("s") and part[:-1] in good)
        if len(rest) >= ((1 if len(part) >= 5 else 2) if is_word else 7):
            first[part] = len(rest)
            last.update(rest)
    return _costs(first), _costs(Counter({part: count for part, count in last.items() if count >= 2}))


def _costs(counts: Counter[str]) -> dict[str, int]:
    total = sum(counts.values())
    return {part: max(1, min(15, round((-math.log(n / total) - 4.0) / 0.55) + 1)) for part, n in counts.items()}


def _alike(shares: Mapping[str, float]) -> dict[str, list[str]]:
    """Return for each word the words that damage may make it look like, or that may look like it; itself first."""
    by_sign: dict[str, list[str]] = defaultdict(list)
    by_fold: dict[str, list[str]] = defaultdict(list)
    for word, share in shares.items():
        if share > 6e-8:
            by_sign[word.translate(_ONE_SIGN)].append(word)
        if share > 1e-7:
            by_fold[fold(word)].append(word)
    alike = {word: others for group in by_sign.values() for word, others in _same_letters(group, shares)}
    for word, share in sorted(shares.items()):
        if share > 1e-6 and len(word) <= 14:
            for other in _misread(word, share, shares, by_fold):
                _join(word, other, alike)
                _join(other, word, alike)
    return _mutual(alike, shares)


def _mutual(alike: Mapping[str, list[str]], shares: Mapping[str, float]) -> dict[str, list[str]]:
    """Return the sets with each word in the sets of all its own words: what is weighed where it is right is also
    weighed where it is wrong. Where a set would grow beyond `MOST_ALIKE`, its rarest words go, on both sides."""
    wanted = {word: set(group[1:]) for word, group in alike.items()}
    for word, group in alike.items():
        for other in group[1:]:
            wanted.setdefault(other, set()).add(word)
    kept = {
        word: set(sorted(others, key=lambda other: (-shares[other], other))[: MOST_ALIKE - 1])
        for word, others in wanted.items()
    }
    mutual = {word: sorted(other for other in others if word in kept[other]) for word, others in kept.items()}
    return {word: [word, *others] for word, others in mutual.items() if others}


def _same_letters(group: Sequence[str], shares: Mapping[str, float]) -> Iterator[tuple[str, list[str]]]:
    """Yield the words of a group that damage may make alike, each with the most frequent of the others."""
    for word in group:
        others = sorted((w for w in group if w != word and _confusable(word, w)), key=lambda w: -shares[w])[:4]
        others = [w for w in others if 1e-5 < shares[w] / shares[word] < 1e5]
        if others:
            yield word, [word, *others]


def _join(word: str, other: str, alike: dict[str, list[str]]) -> None:
    group = alike.setdefault(word, [word])
    if other not in group:
        group.append(other)


def _confusable(one: str, other: str) -> bool:
    return all(a == b or (a in "åäö" and b in "åäö") or fold(a) == fold(b) for a, b in zip(one, other, strict=True))


def _misread(word: str, share: float, shares: Mapping[str, float], by_fold: Mapping[str, list[str]]) -> Iterable[str]:
    """Yield the words that this one becomes when one å, ä or ö is read as i or d, or is lost."""
    for at, letter in enumerate(word):
        if letter not in "åäö":
            continue
        for seen, chance in (("d", 0.05), ("i", 0.04), ("di", 0.002), ("", 0.01)):
            if (seen == "i" and letter == "ö") or (not seen and len(word) > 5):
                continue
            other = word[:at] + seen + word[at + 1 :]
            for found in sorted({other, *by_fold.get(fold(other), ())}):
                if shares.get(found, 0.0) > 1e-7 and share * chance > shares[found] * 1e-3:
                    yield found


def arrays(words: Words) -> dict[str, NDArray[Any]]:
    """Return the lexicon as `pipeline.repair.lexicon` reads it."""
    in_context = {"i", *(word for group in words.alike.values() for word in group)}
    rivals = _rivals(words.shares)
    entries = [
        (
            scattered_key(fold(word)),
            pattern | ((word in words.names) | (word in in_context) << 1) << 14,
            steps(share, LOGP_STEP),
            words.first.get(word, 0) * 16 + words.last.get(word, 0),
            steps(words.everyday.get(word, NOT_MET), EVERYDAY_STEP) if share > COMMON or word in rivals else 0,
        )
        for word, share in words.shares.items()
        if (pattern := pattern_of(word)) < PATTERNS
    ]
    entries.sort()
    hashes = np.array([entry[0] for entry in entries], dtype=np.uint64)
    buckets = (hashes >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)
    return {
        "counts": np.bincount(buckets, minlength=1 << BUCKET_BITS).astype(np.uint8),
        "prints": ((hashes >> np.uint64(48 - BUCKET_BITS)) & np.uint64(0xFFFF)).astype(np.uint16),
        "pattern": np.array([entry[1] for entry in entries], dtype=np.uint16),
        "logp": np.array([entry[2] for entry in entries], dtype=np.uint8),
        "parts": np.array([entry[3] for entry in entries], dtype=np.uint8),
        "everyday": np.array([entry[4] for entry in entries], dtype=np.uint8),
    }


def steps(share: float, step: float) -> int:
    """Return a frequency as the steps of its negative logarithm that a byte holds."""
    return min(255, round(-math.log(share) / step))


def _rivals(words: Iterable[str]) -> set[str]:
    """Return the words that differ from another one by rings and dots only."""
    by_fold: dict[str, list[str]] = defaultdict(list)
    for word in words:
        by_fold[fold(word)].append(word)
    return {word for group in by_fold.values() if len(group) > 1 for word in group}
