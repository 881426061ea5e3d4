"""The weighing: what the text layer, the picture's second reading and the language say of each word.

A word may be what the language made of the text layer, one of its next readings, or what the picture shows. Each is
as likely as the language finds it, given the text layer, times the probability that the Swedish model would have
written what it wrote (Bayes). Agreement confirms, and what nobody is sure of is asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from pipeline.repair.marks import mark_repairs, rules_for
from pipeline.repair.records import SURE, Repair, replay
from pipeline.repair.tokens import FIXED
from pipeline.witness.align import Pair
from pipeline.witness.channels import ENGLISH, SWEDISH, clarified, written_as

AGREED = 0.9998
"""How sure a word is that the picture shows as the language reads it, measured on the development pages."""

UNDREAMT = -1.5
"""The highest log-probability that the language can have given to a reading without naming it."""

NEXT_READINGS = 3


_SIGNS = (
    (re.compile("[-–—]{2,}"), "—"),
    (re.compile(r"(?<=\w)\[\d{1,2}\]"), ""),
    (re.compile(r"(?<=\w)[”\"](?=\w)"), "’"),
)
"""Signs as a second reading has them, and what they are: a long dash, a reference to a note, an apostrophe."""


def cleaned(words: Sequence[str], line: str) -> tuple[str, ...]:
    """Return the words of a second reading with what the rules for marks say, and without the line's list marker."""
    text = " ".join(words)
    for pattern, right in _SIGNS:
        text = pattern.sub(right, text)
    sure = (repair for repair in mark_repairs(text, rules_for(text)) if repair.status == "auto")
    text = replay(text, tuple(sorted(sure, key=lambda repair: repair.start)))
    return tuple((text.lstrip("«»•*>") if line[:1].isalnum() else text).split())


class Language(Protocol):
    """What is asked of the language."""

    def logp(self, text: str) -> float:
        """Return the log-probability (nats) of the words as they stand, without their neighbours."""


class Group(NamedTuple):
    """Characters `start` to `end` of a line, the language's repairs among them, and what the picture shows there."""

    start: int
    end: int
    repairs: tuple[Repair, ...]
    seen: str


def weigh(
    damaged: str, repairs: Sequence[Repair], pairs: Sequence[Pair], seen: Sequence[str], language: Language
) -> tuple[Repair, ...]:
    """Return the repairs of a line after the second reading was heard; what it confirms or settles is no question."""
    heard: list[Repair] = []
    at = 0
    for group in groups(damaged, repairs, pairs, seen):
        if FIXED.match(damaged, group.start, group.end):
            continue
        heard += [repair for repair in repairs if at <= repair.start and repair.end <= group.start]
        heard += _heard(damaged, group, language)
        at = group.end
    return (*heard, *(repair for repair in repairs if repair.start >= at))


def groups(damaged: str, repairs: Sequence[Repair], pairs: Sequence[Pair], seen: Sequence[str]) -> Iterator[Group]:
    """Yield the pairs as groups, those together that one repair spans; what only one reading has is left out."""
    spans = [match.span() for match in re.finditer(r"[^ ]+", damaged)]
    start = end = first = last = 0
    for pair in [*(pair for pair in pairs if pair.first < pair.last and pair.seen_first < pair.seen_last), None]:
        begins = spans[pair.first][0] if pair else len(damaged) + 1
        if end and not any(repair.start < end and begins < repair.end for repair in repairs):
            inside = tuple(repair for repair in repairs if start <= repair.start and repair.end <= end)
            yield Group(start, end, inside, " ".join(seen[first:last]))
            end = 0
        if pair:
            start, first = (start, first) if end else (begins, pair.seen_first)
            end, last = spans[pair.last - 1][1], pair.seen_last


def _heard(damaged: str, group: Group, language: Language) -> Iterator[Repair]:
    """Yield what becomes of a group: its repairs confirmed, left as they are, or one repair in their place."""
    before = damaged[group.start : group.end]
    read = _after(group, group.repairs, before)
    if group.seen == read:
        yield from (_confirmed(repair) for repair in group.repairs if repair.after != repair.before)
        return
    seen = clarified(group.seen, read)
    ranked = rank(before, readings(group, before), seen, language)
    best, sure = ranked[0]
    contested = _contested(before, seen)
    if seen == read or (best == read and group.repairs and not contested and sure >= SURE):
        yield from (_with_readings(repair, before, group.seen, read) for repair in group.repairs)
    elif best != before or contested or sure < SURE:
        yield _with_readings(_repair(group, before, seen, ranked, contested), before, group.seen, read)


def _contested(before: str, seen: str) -> bool:
    """Tell whether text layer and picture show different numbers: no language can settle that."""
    return _numbers(before) != _numbers(seen) and any(map(str.isdigit, seen)) | any(map(str.isdigit, _numbers(before)))


def _numbers(text: str) -> str:
    """Return the words with figures that are no misread word."""
    return " ".join(word for word in text.split() if re.search(r"\d", word) and not re.search(r"[a-zåäö]{2}", word))


def _after(group: Group, repairs: Sequence[Repair], before: str) -> str:
    parts, at = [], 0
    for repair in repairs:
        parts += [before[at : repair.start - group.start], repair.after]
        at = repair.end - group.start
    return "".join([*parts, before[at:]])


def readings(group: Group, before: str) -> dict[str, float]:
    """Return what the language takes the words for, given the text layer: readings with their log-probabilities."""
    sure = math.prod(repair.confidence for repair in group.repairs)
    found = {_after(group, group.repairs, before): math.log(sure)}
    for number, repair in enumerate(group.repairs):
        for text, share in repair.alternatives:
            others = [*group.repairs[:number], replace(repair, after=text), *group.repairs[number + 1 :]]
            found.setdefault(_after(group, others, before), math.log(max(share, 1e-6) * sure / repair.confidence))
    return found


def rank(before: str, readings_: dict[str, float], seen: str, language: Language) -> list[tuple[str, float]]:
    """Return the readings, what the text layer has and what the picture shows, with probabilities, the best first."""
    best = max(readings_, key=lambda text: readings_[text])
    ceiling = min(UNDREAMT, readings_[best] - 0.5)
    scores = dict(readings_)
    for text in (before, seen):
        if text not in scores:
            said = language.logp(text) - language.logp(best)
            said += written_as(text, before, ENGLISH) - written_as(best, before, ENGLISH)
            scores[text] = min(readings_[best] + said, ceiling)
    scores = {text: score + written_as(text, seen, SWEDISH) for text, score in scores.items()}
    top = max(scores.values())
    total = sum(math.exp(score - top) for score in scores.values())
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 6), item[0] not in readings_, item[0] != before))
    return [(text, math.exp(score - top) / total) for text, score in ranked]


def _confirmed(repair: Repair) -> Repair:
    sure = max(repair.confidence, AGREED)
    return _with_readings(replace(repair, confidence=sure, status="auto"), repair.before, repair.after, repair.after)


def _with_readings(repair: Repair, before: str, seen: str, read: str) -> Repair:
    return replace(repair, witnesses=(("text-layer", before), ("picture", seen), ("language", read)))


def _repair(group: Group, before: str, seen: str, ranked: list[tuple[str, float]], contested: bool) -> Repair:
    best, sure = ranked[0]
    others = tuple((text, round(share, 4)) for text, share in ranked[1 : NEXT_READINGS + 1] if share >= 0.001)
    rule = "picture" if best == seen else group.repairs[0].rule if group.repairs else "as-is"
    status = "auto" if sure >= SURE and not contested else "ask"
    return _trimmed(Repair(group.start, group.end, before, best, rule, round(sure, 4), status, others))


def _trimmed(repair: Repair) -> Repair:
    """Return the repair without the marks at its ends that all its readings share."""
    texts = [repair.before, repair.after, *(text for text, _ in repair.alternatives)]
    head = _shared(texts)
    tail = _shared([text[head:][::-1] for text in texts])

    def cut(text: str) -> str:
        return text[head : len(text) - tail]

    return replace(
        repair,
        start=repair.start + head,
        end=repair.end - tail,
        before=cut(repair.before),
        after=cut(repair.after),
        alternatives=tuple((cut(t), p) for t, p in repair.alternatives),
    )


def _shared(texts: Sequence[str]) -> int:
    """Return how many marks all texts begin with, at least one sign being left of each."""
    count = 0
    for signs in zip(*(text[:-1] for text in texts), strict=False):
        if len(set(signs)) > 1 or signs[0].isalnum() or signs[0] == " ":
            break
        count += 1
    return 0 if any(text[count : count + 1] == " " for text in texts) else count
