"""From damaged lines to repaired lines and records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from pipeline.repair import model
from pipeline.repair.candidates import Candidates
from pipeline.repair.case import recase
from pipeline.repair.decide import Choice, decide
from pipeline.repair.language import is_english, swedish_share
from pipeline.repair.letters import fold
from pipeline.repair.records import Repair, RepairedLine, replay
from pipeline.repair.tokens import Token, tokens

SURE = 0.95
"""A change at least this sure is applied; a less sure one is applied and asked about."""

DOUBTFUL = 0.85
"""A word left alone is asked about when it is less sure than this."""

SOUND_SHARE = 0.02
"""A paragraph with this share of å, ä and ö among its letters was not read by an English OCR."""


class Repairer:
    """Repairs lines of text; the model is loaded on first use.

    `own_words` are the municipality's words and names, as they are spelt: a word among them is right wherever it
    stands, and is what its damaged forms become.
    """

    def __init__(self, own_words: Iterable[str] = ()) -> None:
        self._own_words = tuple(sorted(set(own_words)))

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(model.load(), self._own_words)

    def lines(self, lines: Sequence[str]) -> tuple[RepairedLine, ...]:
        """Return as many lines as given, repaired; consecutive lines that are not blank are one paragraph."""
        repairs: list[list[Repair]] = [[] for _ in lines]
        paragraphs = [list(p) for p in _paragraphs(lines) if _is_damaged([lines[n] for n in p])]
        found = [[t for n in p for t in tokens(lines[n], n)] for p in paragraphs]
        starts = {id(token) for paragraph in found for token in _sentence_starts(paragraph, lines)}
        for choice in decide(found, self._candidates, model.load().context):
            repair = _record(choice, id(choice.token) in starts)
            if repair and not is_english(lines[choice.token.line]):
                repairs[choice.token.line].append(repair)
        return tuple(
            RepairedLine(replay(line, tuple(made)), tuple(made)) for line, made in zip(lines, repairs, strict=True)
        )

    def join_hyphen(self, head: str, tail: str) -> tuple[str, float]:
        """Return a word divided at a line end as one, and how sure that is; `head` ends with the hyphen."""
        stem = head.rstrip("-")
        if not stem or not tail or tail in ("och", "eller", "samt", "respektive"):
            return f"{head} {tail}", 0.99
        if tail[:1].isupper() or stem[-1:].isdigit() or tail[:1].isdigit():
            return head + tail, 0.9
        lexicon = model.load().lexicon
        whole = (stem + tail).lower()
        known = any(word.text == whole for word in lexicon.of_fold(fold(whole)))
        return stem + tail, 0.99 if known else 0.95


def _paragraphs(lines: Sequence[str]) -> Iterator[range]:
    first = 0
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            if first < number:
                yield range(first, number)
            first = number + 1


def _is_damaged(lines: Sequence[str]) -> bool:
    return swedish_share(lines) < SOUND_SHARE


def _sentence_starts(paragraph: Sequence[Token], lines: Sequence[str]) -> Iterator[Token]:
    """Yield the word tokens that begin a sentence: the paragraph's first, after a stop, after a short line."""
    width = max((len(lines[token.line]) for token in paragraph), default=0)
    starts, line = True, -1
    for token in paragraph:
        if token.line != line:
            starts = starts or line < 0 or len(lines[line]) < 0.7 * width
            line = token.line
        if token.is_word:
            if starts:
                yield token
            starts = False
        elif token.text in ".!?:•-–—*>»➢✓":
            starts = token.text in ".!?:" or starts or lines[line][: token.start].strip() == ""


def _record(choice: Choice, starts_sentence: bool) -> Repair | None:
    token, sure = choice.token, choice.shares[0]
    best = choice.candidates[0]
    after = recase(token.text, best.text, starts_sentence, best.is_name)
    if after == token.text and (sure >= DOUBTFUL or len(choice.candidates) == 1):
        return None
    status = "auto" if sure >= SURE and after != token.text else "ask"
    others = tuple(
        (recase(token.text, c.text, starts_sentence, c.is_name), round(share, 4))
        for c, share in zip(choice.candidates[1:4], choice.shares[1:4], strict=True)
        if share >= 0.001
    )
    rule = {"own": "own-word", "novel": "ocr-compound", "split": "ocr-split", "slip": "ocr-slip"}.get(
        best.source, "ocr-lexicon"
    )
    return Repair(token.start, token.end, token.text, after, rule, round(sure, 4), status, others)
