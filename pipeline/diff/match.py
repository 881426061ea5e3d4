"""Which passage of the old edition is which of the new: by name first, then by content; and which of them moved.

1. the same id
2. the same words, in order; then the same words elsewhere
3. words that are alike, best first: nearly anything between the same neighbours, only a clear likeness elsewhere
4. a passage that was split, or several that were merged: together they are the other one
5. the heaviest sequence in common stays; whatever is matched outside of it has moved

Works for anything that has an id, words and a family: passages, footnotes, rows and columns of tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Generic

from rapidfuzz import fuzz, process

from pipeline.diff.steps import Course, Group, I, Item, Step, steps

__all__ = ["Course", "Item", "Step", "match"]

ALIKE_HERE = 60  # of 100, between the same neighbours
ALIKE_ELSEWHERE = 72
ALIKE_BY_NUMBER = 45
ALIKE_OTHERWISE = 90  # under another name
LONG_ENOUGH = 20  # characters by which a passage is known again elsewhere, or as a part
PART = 88  # how much of a part must be found in the whole
GAIN = 2  # how much closer to the whole a part must bring the others
MOST_PAIRS = 4_000_000


def match(old: Sequence[I], new: Sequence[I], *, parts: bool = True, named: bool = True) -> tuple[Step[I], ...]:
    """Return the steps through both, in the order of the new, with what is gone where it stood.

    Without `parts`, nothing is taken for split or merged. Unless `named`, ids are numbers that may pass to something
    else, and words come before them.
    """
    matcher = _Matcher(old, new)
    by_name = [matcher.by_id, matcher.by_words] if named else [matcher.by_words, matcher.by_number]
    for rule in (*by_name, matcher.by_likeness):
        rule()
    groups = matcher.groups() if parts else [((i,), (j,)) for i, j in sorted(matcher.pairs.items())]
    return tuple(steps(old, new, groups))


class _Matcher(Generic[I]):
    def __init__(self, old: Sequence[I], new: Sequence[I]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}
        self.back: dict[int, int] = {}

    def pair(self, i: int, j: int) -> None:
        if i not in self.pairs and j not in self.back:
            self.pairs[i], self.back[j] = j, i

    def rest(self) -> tuple[list[int], list[int]]:
        """Return what is not matched yet, of the old and of the new."""
        return (
            [i for i in range(len(self.old)) if i not in self.pairs],
            [j for j in range(len(self.new)) if j not in self.back],
        )

    def by_id(self) -> None:
        named = {(item.id, item.family): j for j, item in enumerate(self.new) if item.id}
        for i, item in enumerate(self.old):
            j = named.get((item.id, item.family))
            if j is not None:
                self.pair(i, j)

    def by_number(self) -> None:
        """Pair the same ids if the words are not altogether different."""
        numbered = {item.id: j for j, item in enumerate(self.new)}
        for i, item in enumerate(self.old):
            j = numbered.get(item.id)
            if j is not None and fuzz.ratio(item.words, self.new[j].words) >= ALIKE_BY_NUMBER:
                self.pair(i, j)

    def by_words(self) -> None:
        self._pair_same(lambda section, item: (item.family, section, item.words), 1)
        self._pair_same(lambda _section, item: (item.family, item.words), LONG_ENOUGH)

    def _pair_same(self, key: Callable[[str, I], tuple[str, ...]], length: int) -> None:
        """Pair what has the same key and is long enough: first in order, then wherever it stands."""
        olds, news = self.rest()
        sections = self._sections()
        a = [key(sections.get(self.old[i].section, self.old[i].section), self.old[i]) for i in olds]
        b = [key(self.new[j].section, self.new[j]) for j in news]
        for i, j, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            for n in range(size):
                if len(a[i + n][-1].strip()) >= length:
                    self.pair(olds[i + n], news[j + n])
        elsewhere: dict[tuple[str, ...], list[int]] = {}
        for j, wanted in zip(news, b, strict=True):
            if j not in self.back and len(wanted[-1].strip()) >= length:
                elsewhere.setdefault(wanted, []).append(j)
        for i, wanted in zip(olds, a, strict=True):
            if i not in self.pairs and elsewhere.get(wanted):
                self.pair(i, elsewhere[wanted].pop(0))

    def _sections(self) -> dict[str, str]:
        """Return what the sections of the old are called in the new, by what is matched in them so far."""
        votes: dict[str, Counter[str]] = {}
        for i, j in self.pairs.items():
            votes.setdefault(self.old[i].section, Counter())[self.new[j].section] += 1
        return {section: count.most_common(1)[0][0] for section, count in votes.items()}

    def by_likeness(self) -> None:
        candidates = sorted(self._candidates(), key=lambda c: (-c[0], c[1], c[2]))
        for _score, i, j in candidates:
            self.pair(i, j)

    def _candidates(self) -> Iterator[tuple[float, int, int]]:
        olds, news = self.rest()
        gaps_old, gaps_new = self._gaps(len(self.old), self.pairs), self._gaps(len(self.new), self.back)
        if len(olds) * len(news) > MOST_PAIRS:
            pairs = ((i, j) for i in olds for j in news if gaps_new[j] == self._across(gaps_old[i]))
            scored = ((fuzz.ratio(self.old[i].words, self.new[j].words), i, j) for i, j in pairs)
        else:
            scores = _likenesses([self.old[i].words for i in olds], [self.new[j].words for j in news], ALIKE_HERE)
            scored = ((score, olds[a], news[b]) for score, a, b in scores)
        sections = self._sections()
        for score, i, j in scored:
            section = self.old[i].section
            here = sections.get(section, section) == self.new[j].section
            here = here and self._across(gaps_old[i]) == gaps_new[j]
            long = min(len(self.old[i].words), len(self.new[j].words)) >= LONG_ENOUGH
            enough = ALIKE_OTHERWISE if self._named_apart(i, j) else ALIKE_HERE if here else ALIKE_ELSEWHERE
            if score >= enough and (here or long) and self.old[i].family == self.new[j].family:
                yield score + 5 * here, i, j

    def _named_apart(self, i: int, j: int) -> bool:
        """Whether both have names, and different ones: then hardly anything makes them the same."""
        return bool(self.old[i].id and self.new[j].id)

    @staticmethod
    def _gaps(length: int, matched: dict[int, int]) -> list[int]:
        """Return, for each item, the matched item before it, or -1."""
        gaps, last = [], -1
        for n in range(length):
            gaps.append(last)
            last = n if n in matched else last
        return gaps

    def _across(self, old_gap: int) -> int:
        return self.pairs[old_gap] if old_gap >= 0 else -1

    def groups(self) -> list[Group]:
        """Return what is matched, with the parts that splits and merges added to them."""
        for i, j in self._part_pairs():
            self.pair(i, j)
        olds, news = ([item.words for item in side] for side in (self.old, self.new))
        groups: list[Group] = []
        for i, j in sorted(self.pairs.items()):
            split = self._parts(olds[i], news, j, self._free(self.new, self.new[j], self.back))
            merged: tuple[int, ...] = (i,)
            if len(split) == 1:
                merged = self._parts(news[j], olds, i, self._free(self.old, self.old[i], self.pairs))
            self.back |= dict.fromkeys(split, i)
            self.pairs |= {n: j for n in merged if n != i}
            groups.append((merged, split))
        return groups

    @staticmethod
    def _free(side: Sequence[I], whole: I, matched: dict[int, int]) -> Callable[[int], bool]:
        return lambda n: 0 <= n < len(side) and n not in matched and side[n].family == whole.family == "text"

    @staticmethod
    def _parts(whole: str, words: Sequence[str], at: int, free: Callable[[int], bool]) -> tuple[int, ...]:
        """Return the neighbours of `at` that together with it are the whole, in order."""
        first = last = at
        score = fuzz.ratio(whole, words[at])
        for step in (1, -1):
            while free(n := (last + 1 if step > 0 else first - 1)):
                low, high = min(first, n), max(last, n)
                joined = fuzz.ratio(whole, " ".join(words[low : high + 1]))
                is_part = len(words[n]) <= len(whole) and fuzz.partial_ratio(words[n], whole) >= PART
                if not is_part or joined < score + GAIN:
                    break
                first, last, score = low, high, joined
        return tuple(range(first, last + 1))

    def _part_pairs(self) -> Iterator[tuple[int, int]]:
        """Yield pairs of which one is a part of the other, when neither is matched: halves are not alike enough."""
        olds, news = self.rest()
        gaps_old, gaps_new = self._gaps(len(self.old), self.pairs), self._gaps(len(self.new), self.back)
        near: dict[int, list[int]] = {}
        for j in news:
            near.setdefault(gaps_new[j], []).append(j)
        for i in olds:
            for j in near.get(self._across(gaps_old[i]), ()):
                a, b = self.old[i], self.new[j]
                long = min(len(a.words), len(b.words)) >= LONG_ENOUGH
                apart = self._named_apart(i, j) or a.family != "text" or b.family != "text"
                if long and not apart and fuzz.partial_ratio(a.words, b.words) >= PART:
                    yield i, j


def _likenesses(a: list[str], b: list[str], enough: int) -> Iterator[tuple[float, int, int]]:
    """Yield how alike two texts are, out of 100, with their places, where that is enough."""
    if not a or not b:
        return
    scores = process.cdist(a, b, scorer=fuzz.ratio, score_cutoff=enough)
    for i, j in zip(*scores.nonzero(), strict=True):
        yield float(scores[i, j]), int(i), int(j)
