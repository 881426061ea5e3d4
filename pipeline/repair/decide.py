"""The decision: candidates, neighbours and damage weighed together, for all tokens of a text at once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.candidate import Candidate
from pipeline.repair.candidates import Candidates
from pipeline.repair.channel import Channel
from pipeline.repair.context import BOUNDARY, TAIL, WIDTH, Context, context_keys
from pipeline.repair.letters import NUMBER, fold
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.nearby import Nearby, Seen
from pipeline.repair.register import Register
from pipeline.repair.tokens import Token, seen_by_neighbours

AT_ONCE = 5_000
"""Words whose neighbours are asked at once, so that the memory stays bounded."""

CAPITAL = -5.5
"""Log-probability that a common word has a capital inside a sentence."""

SELDOM = -15.0
"""Log-probability of a word so rare that it may be a name that the lexicon does not know as one."""

CAPITAL_SELDOM = -2.0
"""Log-probability that such a word has a capital inside a sentence."""

SMALL = -2.5
"""Log-probability that a name is written without a capital."""

TAILED = frozenset(("lexicon", "genitive", "compound"))
"""Sources of words whose tail is heard of."""

SETTLED = 0.9999
"""A choice at least this sure is not weighed again by what the words nearby show."""

PLAIN = 0.9
"""A choice at least this sure may tell how the same word, or one that begins like it, is spelt elsewhere."""

ECHO = 1.5
"""Nats, times the logarithm of the count, for a rare word that the text has elsewhere."""

STEM_ECHO = 3.0
"""Nats for a word that begins, å, ä and ö included, like a surer one of the text."""

STEM = 5
"""Letters in a beginning."""

KIN = 2.0
"""Nats for each further damaged form of the text that a rare word explains."""

POSSIBLE = 0.01
"""The probability from which a candidate explains a damaged form."""

COMMON = -11.0
"""Log-probability of a word so common that meeting it again tells nothing."""


class Said(NamedTuple):
    """What the neighbours say: the folds around the word, and for each candidate what each group says (nats)."""

    around: tuple[str, ...]
    parts: dict[str, NDArray[np.float64]]


class Choice(NamedTuple):
    """A token's candidates, best first, with their probabilities.

    `said` is what the neighbours said, if they were asked; `seen` what the letters nearby show, if it tells.
    """

    token: Token
    candidates: tuple[Candidate, ...]
    shares: tuple[float, ...]
    said: Said | None = None
    seen: Seen | None = None


def decide(paragraphs: Sequence[Sequence[Token]], candidates: Candidates, context: Context) -> list[Choice]:
    """Return the choice for every word token of the paragraphs, in reading order."""
    words: list[tuple[Token, tuple[Candidate, ...]]] = []
    places: list[int] = []
    seen = [BOUNDARY] * WIDTH
    for paragraph in paragraphs:
        for token in paragraph:
            if token.is_word:
                options = candidates.of(token.text)
                words.append((token, options))
                places.append(len(seen) - WIDTH)
                seen.append(NUMBER if token.text.isdigit() else fold(options[0].text))
            elif mark := seen_by_neighbours(token.text):
                seen.append(mark)
        seen.append(BOUNDARY)
    said = _said(words, places, [*seen, *[BOUNDARY] * WIDTH], context)
    choices = [_choice(token, options, said.get(number)) for number, (token, options) in enumerate(words)]
    choices = _as_spoken_here(choices, candidates.lexicon)
    return _listen_to_the_text(_as_read_nearby(choices, candidates.channel))


def _as_spoken_here(choices: list[Choice], lexicon: Lexicon) -> list[Choice]:
    """Let the surer words tell whether the text speaks as authorities do, or as people do every day."""
    register = Register(lexicon, (choice.candidates[0] for choice in choices if choice.shares[0] >= PLAIN))
    return [
        _shifted(choice, [register.shift(option) for option in choice.candidates])
        if choice.shares[0] < SETTLED
        else choice
        for choice in choices
    ]


def _shifted(choice: Choice, shifts: Sequence[float]) -> Choice:
    """Return the choice weighed again, with what each candidate has gained (nats)."""
    scores = [math.log(max(share, 1e-30)) + shift for share, shift in zip(choice.shares, shifts, strict=True)]
    return _rank(choice.token, choice.candidates, choice.said, scores)


def _as_read_nearby(choices: list[Choice], channel: Channel) -> list[Choice]:
    """Let the surer words tell how damage writes å, ä and ö here."""
    sure = ((n, choice.candidates[0]) for n, choice in enumerate(choices) if choice.shares[0] >= PLAIN)
    nearby = Nearby(channel, sure, len(choices))
    return [
        _with_nearby(number, choice, nearby) if choice.shares[0] < SETTLED else choice
        for number, choice in enumerate(choices)
    ]


def _with_nearby(place: int, choice: Choice, nearby: Nearby) -> Choice:
    ranked = _shifted(choice, [nearby.shift(place, option) for option in choice.candidates])
    return ranked._replace(seen=nearby.telling(place, *ranked.candidates[:2]))


def _is_heard_of(option: Candidate) -> bool:
    """Tell whether the neighbours say anything of a candidate: the context model knows the word, or its tail."""
    return option.in_context or (option.source in TAILED and len(option.text) > TAIL)


def _said(
    words: Sequence[tuple[Token, tuple[Candidate, ...]]], places: Sequence[int], seen: Sequence[str], context: Context
) -> dict[int, Said]:
    """Return what the neighbours say, for the words with more than one candidate that the context model knows."""
    asked = [n for n, (_, options) in enumerate(words) if len(options) > 1 and sum(map(_is_heard_of, options)) > 1]
    if not asked:
        return {}
    heard = context.hear(seen)
    said: dict[int, Said] = {}
    for first in range(0, len(asked), AT_ONCE):
        rows = [(n, c) for n in asked[first : first + AT_ONCE] for c in words[n][1] if _is_heard_of(c)]
        texts = [NUMBER if option.text.isdigit() else option.text for _, option in rows]
        known = np.array([option.in_context for _, option in rows])
        around = heard.around(np.array([places[n] for n, _ in rows]))
        parts = context.parts(context_keys(around), texts, known)
        for (number, (text, *_)), row in zip(rows, parts, strict=True):
            if number not in said:
                said[number] = Said(tuple(seen[places[number] : places[number] + 2 * WIDTH + 1]), {})
            said[number].parts[text] = row
    return said


def _choice(token: Token, options: tuple[Candidate, ...], said: Said | None) -> Choice:
    if len(options) == 1:
        return Choice(token, options, (1.0,))
    scores = [option.score + _capital(token, option) for option in options]
    if said:
        totals = _weighed(said, options)
        scores = [score + totals.get(option.text, 0.0) for score, option in zip(scores, options, strict=True)]
    return _rank(token, options, said, scores)


def _weighed(said: Said, options: Sequence[Candidate]) -> dict[str, float]:
    """Return what the neighbours say for each candidate that they know, in nats.

    They share the probability of these candidates out anew and add none to it: a candidate that they do not know
    neither gains nor loses by their word.
    """
    totals = {text: float(row.sum()) for text, row in said.parts.items()}
    known = [option for option in options if option.text in totals]
    before = _log_sum(option.logp for option in known)
    after = _log_sum(option.logp + totals[option.text] for option in known)
    return {text: total + before - after for text, total in totals.items()}


def _log_sum(logps: Iterable[float]) -> float:
    """Return the logarithm of the sum of the probabilities."""
    terms = tuple(logps)
    top = max(terms)
    return top + math.log(sum(math.exp(term - top) for term in terms))


def _rank(token: Token, options: Sequence[Candidate], said: Said | None, scores: Sequence[float]) -> Choice:
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    total = sum(weights)
    ranked = sorted(zip(weights, options, strict=True), key=lambda row: (-row[0], row[1].text))
    return Choice(token, tuple(option for _, option in ranked), tuple(weight / total for weight, _ in ranked), said)


def _capital(token: Token, option: Candidate) -> float:
    """Return the log-probability of the token's first letter being a capital or not, for this candidate."""
    if not token.text[0].isupper():
        return SMALL if option.is_name and option.source != "novel" else 0.0
    if token.begins or option.is_name or option.source in ("as-is", "novel") or token.text.isupper():
        return 0.0
    if option.text[0] in "åäö" and token.text[0].lower() != option.text[0]:
        return 0.0
    return CAPITAL if option.logp > SELDOM else CAPITAL_SELDOM


def _listen_to_the_text(choices: list[Choice]) -> list[Choice]:
    """Let the text's surer words decide how its rarer ones are spelt: names and the parts of long words recur."""
    words: Counter[str] = Counter()
    stems: dict[str, str] = {}
    forms: dict[str, set[str]] = defaultdict(set)
    for choice in choices:
        best = choice.candidates[0]
        if len(best.text) <= STEM or best.logp >= COMMON:
            continue
        for option, share in zip(choice.candidates, choice.shares, strict=True):
            if share > POSSIBLE:
                forms[option.text].add(choice.token.text.lower())
        if choice.shares[0] >= PLAIN:
            words[best.text] += 1
            if best.source in ("lexicon", "own") and fold(best.text) != best.text:
                stems[fold(best.text)[:STEM]] = best.text[:STEM]
    echo = _Echo(words, stems, {text: len(written) for text, written in forms.items()})
    return [_with_echo(choice, echo) if _is_rare(choice) else choice for choice in choices]


class _Echo(NamedTuple):
    """What a text says of its words: how often each surely stands there, how words begin, how many forms each has."""

    words: Counter[str]
    stems: dict[str, str]
    forms: dict[str, int]

    def of(self, text: str, is_itself: bool) -> float:
        """Return what the rest of the text says for a word, in nats."""
        again = ECHO * math.log1p(max(0, self.words[text] - is_itself))
        stem = STEM_ECHO if self.stems.get(fold(text)[:STEM]) == text[:STEM] else 0.0
        return again + stem + KIN * (self.forms.get(text, 1) - 1)


def _is_rare(choice: Choice) -> bool:
    best = choice.candidates[0]
    return len(choice.candidates) > 1 and len(best.text) > STEM and best.logp < COMMON


def _with_echo(choice: Choice, echo: _Echo) -> Choice:
    sure = choice.shares[0] >= PLAIN
    bonus = [echo.of(option.text, sure and not number) for number, option in enumerate(choice.candidates)]
    if len(set(bonus)) == 1:
        return choice
    ranked = _shifted(choice, bonus)
    return ranked._replace(seen=choice.seen if ranked.candidates[:2] == choice.candidates[:2] else None)
