"""The decision: candidates, neighbours and damage weighed together, for all tokens of a text at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipeline.repair.candidates import Candidate, Candidates
from pipeline.repair.context import ENDING, Context, context_keys
from pipeline.repair.letters import fold, key
from pipeline.repair.tokens import Token, seen_by_neighbours

BOUNDARY = "."

CAPITAL = -5.5
"""Log-probability that a common word has a capital inside a sentence."""

SMALL = -2.5
"""Log-probability that a name is written without a capital."""

PLAIN = 0.9
"""A choice at least this sure may tell how the same word, or one that begins like it, is spelt elsewhere."""

ECHO = 1.5
"""Nats, times the logarithm of the count, for a rare word that the text has elsewhere."""

STEM_ECHO = 3.0
"""Nats for a word that begins, å, ä and ö included, like a surer one of the text."""

STEM = 5
"""Letters in a beginning."""

COMMON = -11.0
"""Log-probability of a word so common that meeting it again tells nothing."""


class Choice(NamedTuple):
    """A token's candidates, best first, with their probabilities and what the neighbours said for each (nats)."""

    token: Token
    candidates: tuple[Candidate, ...]
    shares: tuple[float, ...]
    said: tuple[float, ...]


class _Keys(dict[str, int]):
    """Keys of words and folds, remembered."""

    def __missing__(self, text: str) -> int:
        if len(self) > 200_000:
            self.clear()
        number = self[text] = key(text)
        return number


_KEYS = _Keys()


def decide(paragraphs: Sequence[Sequence[Token]], candidates: Candidates, context: Context) -> list[Choice]:
    """Return the choice for every word token of the paragraphs, in reading order."""
    words: list[tuple[Token, tuple[Candidate, ...]]] = []
    places: list[int] = []
    seen = [BOUNDARY, BOUNDARY]
    for paragraph in paragraphs:
        for token in paragraph:
            if token.is_word:
                options = candidates.of(token.text)
                words.append((token, options))
                places.append(len(seen) - 2)
                seen.append("0" if token.text.isdigit() else fold(options[0].text))
            elif mark := seen_by_neighbours(token.text):
                seen.append(mark)
        seen.append(BOUNDARY)
    said = _said(words, places, [*seen, BOUNDARY, BOUNDARY], context)
    choices = [_choice(token, options, said.get(number)) for number, (token, options) in enumerate(words)]
    return _listen_to_the_text(choices)


def _said(
    words: Sequence[tuple[Token, tuple[Candidate, ...]]], places: Sequence[int], seen: Sequence[str], context: Context
) -> dict[int, tuple[float, ...]]:
    """Return what the neighbours say, for the words with more than one candidate that the context model knows."""
    asked = [n for n, (_, options) in enumerate(words) if len(options) > 1 and sum(c.in_context for c in options) > 1]
    if not asked:
        return {}
    contexts = context_keys(
        np.array([_KEYS[text] for text in seen], dtype=np.uint64),
        np.array([_KEYS["-" + text[-ENDING:]] for text in seen], dtype=np.uint64),
    )
    rows = [(n, c.text) for n in asked for c in words[n][1] if c.in_context]
    keys = np.array([_KEYS[text] for _, text in rows], dtype=np.uint64)
    scores = iter(context.score(contexts[np.array([places[n] for n, _ in rows])], keys).tolist())
    return {n: tuple(next(scores) if c.in_context else 0.0 for c in words[n][1]) for n in asked}


def _choice(token: Token, options: tuple[Candidate, ...], said: tuple[float, ...] | None) -> Choice:
    if len(options) == 1:
        return Choice(token, options, (1.0,), (0.0,))
    said = said or (0.0,) * len(options)
    return _rank(token, options, said, [o.score + s + _capital(token, o) for o, s in zip(options, said, strict=True)])


def _rank(token: Token, options: Sequence[Candidate], said: Sequence[float], scores: Sequence[float]) -> Choice:
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    total = sum(weights)
    ranked = sorted(zip(weights, options, said, strict=True), key=lambda row: (-row[0], row[1].text))
    return Choice(
        token,
        tuple(option for _, option, _ in ranked),
        tuple(weight / total for weight, _, _ in ranked),
        tuple(extra for _, _, extra in ranked),
    )


def _capital(token: Token, option: Candidate) -> float:
    """Return the log-probability of the token's first letter being a capital or not, for this candidate."""
    if not token.text[0].isupper():
        return SMALL if option.is_name and option.source not in ("own", "novel") else 0.0
    if token.begins or option.is_name or option.source in ("as-is", "novel") or token.text.isupper():
        return 0.0
    return 0.0 if option.text[0] in "åäö" else CAPITAL


def _listen_to_the_text(choices: list[Choice]) -> list[Choice]:
    """Let the text's surer words decide how its rarer ones are spelt: names and the parts of long words recur."""
    words: Counter[str] = Counter()
    stems: dict[str, str] = {}
    for choice in choices:
        best = choice.candidates[0]
        if choice.shares[0] >= PLAIN and best.logp < COMMON and len(best.text) > STEM:
            words[best.text] += 1
            if best.source in ("lexicon", "own") and fold(best.text) != best.text:
                stems[fold(best.text)[:STEM]] = best.text[:STEM]
    return [_with_echo(choice, words, stems) if _is_rare(choice) else choice for choice in choices]


def _is_rare(choice: Choice) -> bool:
    best = choice.candidates[0]
    return len(choice.candidates) > 1 and len(best.text) > STEM and best.logp < COMMON


def _with_echo(choice: Choice, words: Counter[str], stems: dict[str, str]) -> Choice:
    bonus = [
        ECHO * math.log1p(words[option.text] - (number == 0 and choice.shares[0] >= PLAIN))
        + (STEM_ECHO if stems.get(fold(option.text)[:STEM]) == option.text[:STEM] else 0.0)
        for number, option in enumerate(choice.candidates)
    ]
    if len(set(bonus)) == 1:
        return choice
    scores = [math.log(max(share, 1e-30)) + extra for share, extra in zip(choice.shares, bonus, strict=True)]
    return _rank(choice.token, choice.candidates, choice.said, scores)
