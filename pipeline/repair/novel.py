"""Spellings of a word that no lexicon has: its fold by word shape, its Swedish letters by their surroundings."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.repair.channel import Channel
from pipeline.repair.lattice import Reading
from pipeline.repair.letters import CHOICES
from pipeline.repair.spelling import Spelling


class Novel(NamedTuple):
    """A spelling with the log-probabilities of its letters, given the fold, and of its damage."""

    text: str
    letters: float
    damage: float


def novel_spellings(reading: Reading, is_name: bool, channel: Channel, spelling: Spelling) -> list[Novel]:
    """Return the likeliest spelling of a reading and those that differ from it at one place, and the plain fold."""
    folded, written = reading
    damage = [channel.letter(seen, letter) for seen, letter in zip(written, folded, strict=True)]
    best, others, letters = list(folded), [], 0.0
    for at, logps in spelling.places(folded)[is_name]:
        options = sorted(
            (
                (logp, channel.letter(written[at], letter), letter)
                for logp, letter in zip(logps, CHOICES[folded[at]], strict=False)
            ),
            key=lambda option: -(option[0] + option[1]),
        )
        letters += options[0][0]
        damage[at], best[at] = options[0][1], options[0][2]
        others += [(at, option, options[0]) for option in options[1:]]
    total = sum(damage)
    found = [Novel("".join(best), letters, total)]
    for at, option, former in others:
        text = [*best[:at], option[2], *best[at + 1 :]]
        found.append(Novel("".join(text), letters + option[0] - former[0], total + option[1] - former[1]))
    return sorted(found, key=lambda novel: -(novel.letters + novel.damage))[:4]


def letters_logp(word: str, folded: str, is_name: bool, spelling: Spelling) -> float:
    """Return the log-probability of the word's Swedish letters, given its fold."""
    return sum(logps[max(CHOICES[folded[at]].find(word[at]), 0)] for at, logps in spelling.places(folded)[is_name])
