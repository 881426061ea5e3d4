"""From damaged lines to repaired lines and records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from pipeline.repair import model
from pipeline.repair.candidates import KNOWN, Candidates
from pipeline.repair.case import recase
from pipeline.repair.changes import changes
from pipeline.repair.channel import LOST
from pipeline.repair.decide import Choice, decide
from pipeline.repair.encoding import Decoded, decode
from pipeline.repair.language import is_english, is_swedish, swedish_share
from pipeline.repair.letters import fold
from pipeline.repair.marks import mark_repairs
from pipeline.repair.records import Repair, RepairedLine, replay
from pipeline.repair.tokens import Token, paragraph_tokens

SURE = 0.95
"""A change at least this sure is applied; a less sure one is applied and asked about."""

DOUBTFUL = 0.85
"""A word left alone is asked about when it is less sure than this."""

DECODED = 0.999
"""How sure a change of encoding is; each is the exact inverse of a known mistake."""

SOUND_SHARE = 0.02
"""A paragraph with this share of å, ä and ö among its letters was not read by an English OCR."""

_RULES = {
    "own": "own-word",
    "novel": "ocr-novel",
    "compound": "ocr-compound",
    "split": "ocr-split",
    "slip": "ocr-slip",
    "acronym": "ocr-acronym",
}


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
        decoded = [decode(line, self._candidates) for line in lines]
        read = self._read([line.text for line in decoded])
        return tuple(_traced(*row) if row[1].rules else row[2] for row in zip(lines, decoded, read, strict=True))

    def _read(self, lines: Sequence[str]) -> list[RepairedLine]:
        """Return the lines with what OCR misread, and what an encoding lost, decided by words and neighbours."""
        paragraphs = [p for p in _paragraphs(lines) if _needs_repair([lines[number] for number in p])]
        repairs: list[list[Repair]] = [[] for _ in lines]
        tokens = [self._rejoin(paragraph_tokens(lines, numbers)) for numbers in paragraphs]
        sound = {number for p in paragraphs for number in p if is_sound([lines[number] for number in p])}
        for choice in decide(tokens, self._candidates, model.load().context):
            line = lines[choice.token.line]
            if choice.token.line in sound and LOST not in choice.token.text:
                continue
            if (repair := _record(choice, line)) and not is_english(line):
                repairs[choice.token.line].append(repair)
        for numbers in paragraphs:
            _add_marks(lines, numbers, repairs)
        return [RepairedLine(replay(line, tuple(made)), tuple(made)) for line, made in zip(lines, repairs, strict=True)]

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
        halves = self._candidates.of(left.text)[0], self._candidates.of(right.text)[0]
        if halves[1].source in ("lexicon", "own", "acronym") or len(left.text + right.text) < 5:
            return False
        whole = self._candidates.of(left.text + right.text)[0]
        return whole.source == "lexicon" and whole.logp > KNOWN - 3 and whole.score > halves[0].score + halves[1].score


def _paragraphs(lines: Sequence[str]) -> Iterator[range]:
    first = 0
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            if first < number:
                yield range(first, number)
            first = number + 1


def is_sound(lines: Sequence[str]) -> bool:
    """Tell whether a paragraph has the å, ä and ö of sound Swedish."""
    return swedish_share(lines) >= SOUND_SHARE


def _needs_repair(lines: Sequence[str]) -> bool:
    """Tell whether a paragraph is damaged Swedish: a letter is marked as lost, or it has no å, ä, ö and no English."""
    if any(LOST in line for line in lines):
        return True
    if is_sound(lines):
        return False
    return not is_english(" ".join(lines)) or any(is_swedish(line) for line in lines)


def _traced(line: str, decoded: Decoded, read: RepairedLine) -> RepairedLine:
    """Return the repairs of a line that was decoded and then read, as changes of the line as it was."""
    repairs, asked = [], [repair for repair in read.repairs if repair.status == "ask"]
    for change in changes(line, read.text):
        before, after = line[change.start : change.end], read.text[change.first : change.last]
        doubt = next((repair for repair in asked if repair.after in after), None)
        rule = "mojibake:" + "+".join(decoded.rules)
        if doubt:
            repairs.append(replace(doubt, start=change.start, end=change.end, before=before, after=after, rule=rule))
        else:
            repairs.append(Repair(change.start, change.end, before, after, rule, DECODED, "auto"))
    return RepairedLine(read.text, tuple(repairs))


def _add_marks(lines: Sequence[str], numbers: Sequence[int], repairs: Sequence[list[Repair]]) -> None:
    whole = "\n".join(lines[number] for number in numbers)
    for number in numbers:
        made = repairs[number]
        for repair in mark_repairs(lines[number], whole):
            if all(repair.end <= other.start or other.end <= repair.start for other in made):
                made.append(repair)
        made.sort(key=lambda repair: repair.start)


def _record(choice: Choice, line: str) -> Repair | None:
    """Return the record of a choice that changes its token or leaves a doubt."""
    token, sure, best = choice.token, choice.shares[0], choice.candidates[0]
    before, after = line[token.start : token.end], recase(token.text, best.text, token.begins, best.is_name)
    if after == before and (sure >= DOUBTFUL or len(choice.candidates) == 1):
        return None
    return Repair(
        token.start,
        token.end,
        before,
        after,
        _RULES.get(best.source, "ocr-lexicon"),
        round(sure, 4),
        "auto" if sure >= SURE and after != before else "ask",
        tuple(
            (recase(token.text, option.text, token.begins, option.is_name), round(share, 4))
            for option, share in zip(choice.candidates[1:4], choice.shares[1:4], strict=True)
            if share >= 0.001
        ),
    )
