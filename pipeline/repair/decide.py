"""The decision: candidates, neighbours and damage weighed together, for all tokens of a text at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from pipeline.repair.abbreviated import with_abbreviations
from pipeline.repair.candidate import Candidate
from pipeline.repair.candidates import Candidates
from pipeline.repair.channel import Channel
from pipeline.repair.choice import Choice, Said, rank, shifted, standing, was_unsure
from pipeline.repair.context import BOUNDARY, TAIL, WIDTH, Context, context_keys
from pipeline.repair.echo import PLAIN, listen_to_the_text
from pipeline.repair.english import among_english
from pipeline.repair.letters import NUMBER, fold
from pipeline.repair.nearby import TELLING, Nearby
from pipeline.repair.register import Register
from pipeline.repair.tokens import Token, seen_by_neighbours

AT_ONCE = 5_000
"""Words whose neighbours are asked at once, so that the memory stays bounded."""

CAPITAL = -5.5
"""Log-probability that a common word has a capital inside a sentence."""

CAPITAL_AGAIN = -3.6
"""Log-probability that it has one after a word that has: Svenska Fotografers Förening (27 in 1,000 of the corpora)."""

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


def decide(
    paragraphs: Sequence[Sequence[Token]], candidates: Candidates, context: Context, english: Mapping[str, float]
) -> list[Choice]:
    """Return the choice for every word token of the paragraphs, in reading order."""
    words: list[tuple[Token, tuple[Candidate, ...]]] = []
    places: list[int] = []
    seen = [BOUNDARY] * WIDTH
    for paragraph in paragraphs:
        for before, token, after in zip([None, *paragraph], paragraph, [*paragraph[1:], None], strict=False):
            if token.is_word:
                options = with_abbreviations(candidates.of(token.text), before, after)
                words.append((token, options))
                places.append(len(seen) - WIDTH)
                seen.append(NUMBER if token.text.isdigit() else fold(options[0].text))
            elif mark := seen_by_neighbours(token.text):
                seen.append(mark)
        seen.append(BOUNDARY)
    said = _said(words, places, [*seen, *[BOUNDARY] * WIDTH], context)
    choices = [
        _choice(token, options, words[number - 1][0] if number else None, said.get(number))
        for number, (token, options) in enumerate(words)
    ]
    choices = _as_spoken_here(among_english(choices, english))
    choices = listen_to_the_text(_as_read_nearby(choices, candidates.channel))
    return list(map(standing, choices))


def _as_spoken_here(choices: list[Choice]) -> list[Choice]:
    """Let the surer words tell whether the text speaks as authorities do, or as people do every day."""
    register = Register(choice.candidates[0] for choice in choices if choice.shares[0] >= PLAIN)
    return [_with_register(choice, register) if choice.shares[0] < SETTLED else choice for choice in choices]


def _with_register(choice: Choice, register: Register) -> Choice:
    shifts = {option.text: register.shift(option) for option in choice.candidates}
    ranked = shifted(choice, [shifts[option.text] for option in choice.candidates])
    best, *others = (shifts[option.text] for option in ranked.candidates)
    tells = others and best - others[0] >= TELLING and was_unsure(choice, ranked)
    return ranked._replace(register=register.name) if tells else ranked


def _as_read_nearby(choices: list[Choice], channel: Channel) -> list[Choice]:
    """Let the surer words tell how damage writes å, ä and ö here."""
    sure = ((n, choice.candidates[0]) for n, choice in enumerate(choices) if choice.shares[0] >= PLAIN)
    nearby = Nearby(channel, sure, len(choices))
    return [
        _with_nearby(number, choice, nearby) if choice.shares[0] < SETTLED else choice
        for number, choice in enumerate(choices)
    ]


def _with_nearby(place: int, choice: Choice, nearby: Nearby) -> Choice:
    ranked = shifted(choice, [nearby.shift(place, option) for option in choice.candidates])
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
        for (number, (text, *_)), row, total in zip(rows, parts, parts.sum(axis=1).tolist(), strict=True):
            if number not in said:
                said[number] = Said(tuple(seen[places[number] : places[number] + 2 * WIDTH + 1]), {}, {})
            said[number].parts[text] = row
            said[number].totals[text] = total
    return said


def _choice(token: Token, options: tuple[Candidate, ...], last: Token | None, said: Said | None) -> Choice:
    if len(options) == 1:
        return Choice(token, options, (1.0,))
    capital = CAPITAL_AGAIN if last and _is_one_name(last, token) else CAPITAL
    scores = [option.score + _capital(token, option, capital) for option in options]
    if said:
        totals = _weighed(said.totals, options)
        scores = [score + totals.get(option.text, 0.0) for score, option in zip(scores, options, strict=True)]
    return rank(token, options, said, scores)


def _weighed(totals: Mapping[str, float], options: Sequence[Candidate]) -> dict[str, float]:
    """Return what the neighbours say for each candidate that they know, in nats, from all that they say for it.

    They share the probability of these candidates out anew and add none to it: a candidate that they do not know
    neither gains nor loses by their word.
    """
    known = [option for option in options if option.text in totals]
    before = _log_sum(option.logp for option in known)
    after = _log_sum(option.logp + totals[option.text] for option in known)
    return {text: total + before - after for text, total in totals.items()}


def _log_sum(logps: Iterable[float]) -> float:
    """Return the logarithm of the sum of the probabilities."""
    terms = list(logps)
    top = max(terms)
    return top + math.log(sum([math.exp(term - top) for term in terms]))


def _is_one_name(last: Token, token: Token) -> bool:
    """Tell whether a token may go on with the name that the word before begins."""
    return last.text[0].isupper() and not last.begins and (last.line, last.end + 1) == (token.line, token.start)


def _capital(token: Token, option: Candidate, capital: float) -> float:
    """Return the log-probability of the token's first letter being a capital or not, for this candidate.

    `capital` is that of a capital, for a common word that stands here.
    """
    if not token.text[0].isupper():
        return SMALL if option.is_name and option.source != "novel" else 0.0
    if token.begins or option.is_name or option.source in ("as-is", "novel") or token.text.isupper():
        return 0.0
    if option.text[0] in "åäö" and token.text[0].lower() != option.text[0]:
        return 0.0
    return capital if option.logp > SELDOM else CAPITAL_SELDOM
