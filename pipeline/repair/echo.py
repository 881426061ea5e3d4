"""What the rest of a text says of its rarer words: names and the parts of long words recur."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import NamedTuple

from pipeline.repair.choice import Choice, Echoed, shifted, was_unsure
from pipeline.repair.letters import fold
from pipeline.repair.nearby import TELLING

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


def listen_to_the_text(choices: list[Choice]) -> list[Choice]:
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

    def of(self, text: str, is_itself: bool) -> tuple[float, float, float]:
        """Return what the rest of the text says for a word, in nats: by the word, its beginning and its damaged forms.

        `is_itself` tells that the word was counted where it is asked about.
        """
        again = ECHO * math.log1p(max(0, self.words[text] - is_itself))
        stem = STEM_ECHO if self.stems.get(fold(text)[:STEM]) == text[:STEM] else 0.0
        return again, stem, KIN * (self.forms.get(text, 1) - 1)

    def telling(self, text: str, is_itself: bool, other: tuple[float, float, float]) -> Echoed | None:
        """Return what tells the word from another, of which `other` is said; None where nothing does."""
        again, begins, forms = (a - b >= TELLING for a, b in zip(self.of(text, is_itself), other, strict=True))
        said = Echoed(
            self.words[text] - is_itself if again else 0,
            text[:STEM] if begins and not again else "",
            self.forms.get(text, 1) if forms else 0,
        )
        return said if said != Echoed() else None


def _is_rare(choice: Choice) -> bool:
    best = choice.candidates[0]
    return len(choice.candidates) > 1 and len(best.text) > STEM and best.logp < COMMON


def _with_echo(choice: Choice, echo: _Echo) -> Choice:
    sure = choice.shares[0] >= PLAIN
    own = choice.candidates[0].text if sure else ""
    bonus = {option.text: echo.of(option.text, option.text == own) for option in choice.candidates}
    if len({sum(nats) for nats in bonus.values()}) == 1:
        return choice
    ranked = shifted(choice, [sum(bonus[option.text]) for option in choice.candidates])
    if not was_unsure(choice, ranked):
        return ranked
    best, other = (option.text for option in ranked.candidates[:2])
    return ranked._replace(echo=echo.telling(best, best == own, bonus[other]))
