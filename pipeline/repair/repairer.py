"""From damaged lines to repaired lines and records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain

from pipeline.repair import model, priors
from pipeline.repair.candidates import Candidates
from pipeline.repair.case import spelt
from pipeline.repair.channel import LOST
from pipeline.repair.collection import without_collection
from pipeline.repair.decide import decide
from pipeline.repair.divided import whole_words
from pipeline.repair.encoding import Decoded, decode, used_rules
from pipeline.repair.encoding.folds import unfold
from pipeline.repair.encoding.losses import FOLDED, MARKED, Loss, losses_of
from pipeline.repair.gates import parts_of, swedish_paragraphs, worth_recording
from pipeline.repair.hyphens import Joiner
from pipeline.repair.leftover import is_leftover, may_be_leftover
from pipeline.repair.recording import add_marks, record
from pipeline.repair.records import Repair, RepairedLine, replay
from pipeline.repair.sound import Soundness, soundness
from pipeline.repair.tokens import Token, paragraph_tokens
from pipeline.repair.tracing import traced

SURELY_OWN = 5.0
"""Nats by which an own word must be likelier than any other reading to be right wherever it stands."""

_WORD = re.compile(r"[^\W\d_]+")


class Repairer:
    """Repairs lines of text; the model is loaded on first use.

    `own_words` are the municipality's words and names, as they are spelt: a word among them is right wherever it
    stands, and is what its damaged forms become.
    """

    def __init__(self, own_words: Iterable[str] = ()) -> None:
        self._own_words = tuple(sorted(set(own_words)))
        self._of_loss: dict[Loss, Candidates] = {}

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(model.load(), self._own_words)

    def _candidates_of(self, loss: Loss | None) -> Candidates:
        """Return the candidates of a text that lost its letters so; None and FOLDED: that an OCR read."""
        if loss in (None, FOLDED):
            return self._candidates
        kind = loss._replace(sign=loss.sign and MARKED.sign)
        if kind not in self._of_loss:
            self._of_loss[kind] = Candidates(replace(model.load(), channel=kind.channel()), self._own_words)
        return self._of_loss[kind]

    def lines(self, lines: Sequence[str]) -> tuple[RepairedLine, ...]:
        """Return as many lines as given, repaired; consecutive lines that are not blank are one paragraph."""
        swedish = swedish_paragraphs(lines)
        hurt = self._hurt(swedish, lines)
        losses, numbers = self._losses(lines, hurt), frozenset(chain.from_iterable(swedish))
        unfolded = zip(unfold(lines), losses, strict=True)
        decoded = [self._decoded(*row, number in numbers) for number, row in enumerate(unfolded)]
        texts = [line.text for line in decoded]
        if texts != list(lines):
            hurt = self._hurt(swedish_paragraphs(texts), texts)
        read = self._read(texts, hurt, losses)
        rows = zip(lines, decoded, read, losses, strict=True)
        return tuple(self._traced(*row) if row[1].rules else row[2] for row in rows)

    def _hurt(self, paragraphs: Sequence[range], lines: Sequence[str]) -> Soundness:
        """Return those of the paragraphs that are damaged, if only in a word."""
        told = soundness(paragraphs, lines).items()
        return {numbers: sound for numbers, sound in told if not sound or self._has_damage(lines, numbers)}

    def _has_damage(self, lines: Sequence[str], numbers: Sequence[int]) -> bool:
        return any(LOST in lines[number] for number in numbers) or self._has_leftover(lines, numbers)

    def _has_leftover(self, lines: Sequence[str], numbers: Sequence[int]) -> bool:
        words = {token.text for token in paragraph_tokens(lines, numbers) if token.is_word}
        unknown = sorted(word for word in words if may_be_leftover(word) and not self._candidates.knows(word))
        self._candidates.expect(unknown)
        return any(is_leftover(word, self._candidates.of(word)) for word in unknown)

    def _traced(self, line: str, decoded: Decoded, read: RepairedLine, loss: Loss | None) -> RepairedLine:
        used = partial(used_rules, decoded.rules, vocabulary=self._candidates, loss=loss)
        return traced(line, decoded, read, used)

    def whole_words(self, lines: Sequence[str]) -> tuple[RepairedLine, ...]:
        """Return the lines repaired as `lines` does, and each word that a line end divides on the line where it begins.

        A hyphen that is part of its word, or that the writer may have meant, stays where it stands.
        """
        return whole_words(lines, self.lines(lines), self.join_hyphen)

    def _decoded(self, unfolded: tuple[str, tuple[str, ...]], loss: Loss | None, swedish: bool) -> Decoded:
        """Return a line in its right encoding, given it and what was undone in it already."""
        text, done = unfolded
        decoded = decode(text, self._candidates, loss, swedish=swedish)
        return replace(decoded, rules=tuple(dict.fromkeys((*done, *decoded.rules)))) if done else decoded

    def _losses(self, lines: Sequence[str], hurt: Iterable[range]) -> list[Loss | None]:
        """Return for each line in what way its paragraph lost å, ä and ö, if it shows that it did."""
        losses: list[Loss | None] = [None] * len(lines)
        texts = ["\n".join(lines[number] for number in numbers) for numbers in hurt]
        for numbers, loss in zip(hurt, losses_of(texts, self._candidates), strict=True):
            losses[numbers.start : numbers.stop] = [loss] * len(numbers)
        return losses

    def _read(self, lines: Sequence[str], hurt: Soundness, losses: Sequence[Loss | None]) -> list[RepairedLine]:
        """Return the lines with what OCR misread, and what an encoding lost, decided by words and neighbours."""
        kinds: dict[Loss | None, list[range]] = {}
        for numbers in hurt:
            loss = losses[numbers.start]
            if loss is None and any(LOST in lines[number] for number in numbers):
                loss = MARKED
            kinds.setdefault(None if loss == FOLDED else loss, []).append(numbers)
        repairs: list[list[Repair]] = [[] for _ in lines]
        for loss, alike in kinds.items():
            for part in parts_of(alike, lines):
                with without_collection():
                    self._read_alike(lines, {numbers: hurt[numbers] for numbers in part}, loss, repairs)
        return [RepairedLine(replay(line, tuple(made)), tuple(made)) for line, made in zip(lines, repairs, strict=True)]

    def _read_alike(
        self, lines: Sequence[str], paragraphs: Soundness, loss: Loss | None, repairs: Sequence[list[Repair]]
    ) -> None:
        """Add the repairs of paragraphs that lost their letters in the same way."""
        candidates = self._candidates_of(loss)
        tokens = [paragraph_tokens(lines, numbers) for numbers in paragraphs]
        candidates.expect(token.text for paragraph in tokens for token in paragraph if token.is_word)
        if loss is None:
            tokens = [self._rejoin(paragraph) for paragraph in tokens]
        choices = iter(decide(tokens, candidates, model.load().context, model.load().english))
        for (numbers, sound), paragraph in zip(paragraphs.items(), tokens, strict=True):
            made = [next(choices) for token in paragraph if token.is_word]
            texts = lines[numbers.start : numbers.stop]
            for choice in worth_recording(made, texts, numbers.start, sound=sound):
                if repair := record(choice, lines[choice.token.line], loss, made):
                    repairs[choice.token.line].append(repair)
            if loss is None:
                add_marks(lines, numbers, repairs)

    def own_reading(self, word: str) -> str | None:
        """Return the own word that a damaged word surely is, whatever stands around it; None where it is none."""
        best, *others = self._candidates.of(word)
        is_sure = all(best.score > other.score + SURELY_OWN for other in others)
        return spelt(Token(word, 0, 0, len(word), True), best) if best.source == "own" and is_sure else None

    def logp(self, text: str) -> float:
        """Return the log-probability (nats) of a text's words as they stand, whatever damage and neighbours say."""
        return sum(map(self._logp, _WORD.findall(text)))

    def _logp(self, word: str) -> float:
        low = word.lower()
        return next(candidate.logp for candidate in self._candidates.of(word) if candidate.text == low)

    def join_hyphen(self, head: str, tail: str) -> tuple[str, float]:
        """Return a word divided at a line end as one, and how sure that is; `head` ends with the hyphen."""
        return Joiner(self._candidates).join(head, tail)

    def _rejoin(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens, two of them as one where OCR put a space into a word that the lexicon has."""
        joined: list[Token] = []
        for token in tokens:
            last = joined[-1] if joined else None
            if last and self._belong_together(last, token):
                joined[-1] = last._replace(text=last.text + token.text, end=token.end)
            else:
                joined.append(token)
        return joined

    def _belong_together(self, left: Token, right: Token) -> bool:
        near = left.is_word and right.is_word and left.line == right.line and right.start == left.end + 1
        if not near or not (left.text.isalpha() and right.text.isalpha() and right.text.islower()):
            return False
        rest = self._candidates.of(right.text)[0]
        if rest.source in ("lexicon", "own", "acronym") or len(left.text + right.text) < 5:
            return False
        whole = self._candidates.listed(left.text + right.text, priors.KNOWN - 3)
        return whole is not None and whole.score > self._candidates.of(left.text)[0].score + rest.score
