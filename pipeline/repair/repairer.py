"""From damaged lines to repaired lines and records."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from pipeline.repair import model, priors
from pipeline.repair.candidate import Candidate
from pipeline.repair.candidates import Candidates
from pipeline.repair.case import recase
from pipeline.repair.changes import changes
from pipeline.repair.channel import LOST
from pipeline.repair.decide import Choice, decide
from pipeline.repair.divided import whole_words
from pipeline.repair.encoding import Decoded, decode
from pipeline.repair.encoding.folds import unfold
from pipeline.repair.encoding.losses import FOLDED, MARKED, Loss, losses_of
from pipeline.repair.explain import evidence
from pipeline.repair.language import is_english, is_foreign, is_other, is_swedish, is_swedish_amid_others, swedish_share
from pipeline.repair.marks import mark_repairs, rules_for
from pipeline.repair.records import SURE, Repair, RepairedLine, replay
from pipeline.repair.tokens import Token, paragraph_tokens

DOUBTFUL = 0.75
"""A word left alone is asked about when it is less sure than this."""

MODESTY = 0.65
"""The exponent that makes probabilities mean what they say; fitted on the first half of the development pages."""

GUESS = 0.94
"""How sure a word may be that no lexicon has, or that needed a letter changed which damage leaves alone."""

RESPELT = 1e-4
"""How likely the spelling of a name must be for it to be asked whether it is the name's own."""

_DIGRAPHS = frozenset(("aa", "ae", "oe"))

DECODED = 0.999
"""How sure a change of encoding is; each is the exact inverse of a known mistake."""

AT_A_TIME = 200_000
"""Characters, about thirty thousand words: so many are decided at once and listen to each other, to bound memory."""

ENOUGH_WORDS = 8
"""Words; one word in four has å, ä or ö, so that a damaged paragraph this long has a word that shows it."""

AMID = 4
"""How many times more small words of another language than of Swedish a text has that is of that language."""

SOUND_SHARE = 0.02
"""A paragraph with this share of å, ä and ö among its letters was not read by an English OCR."""

SURELY_HURT, HURT_WORDS = 0.99, 1.5
"""How sure one word of a damaged paragraph is to have been another, or how many words are likely to."""

SWEDISH_WORDS, SURELY_SWEDISH_WORDS = 0.5, 0.7
"""A paragraph with a smaller share of Swedish words is another language; the second where it has no small ones."""

_WORDS = frozenset(("lexicon", "own", "acronym", "genitive", "compound"))
"""Sources of candidates that are words."""

_WORD = re.compile(r"[^\W\d_]+")

_ENDS = ".,;:!?)”"

_AROUND = _ENDS + "(“”\"’'"
_VOWELS = "aeiouyåäö"
_LEAST_PART, _MOST_PART = 3, 8  # letters of a part that says something by not being a word: a longer one is a compound
_SHARING = frozenset(("och", "eller", "samt", "respektive", "som", "till"))
"""Small words after which the rest of a divided word still comes."""

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
        losses = self._losses(lines)
        decoded = [self._decoded(*row) for row in zip(unfold(lines), losses, strict=True)]
        read = self._read([line.text for line in decoded], losses)
        return tuple(_traced(*row) if row[1].rules else row[2] for row in zip(lines, decoded, read, strict=True))

    def whole_words(self, lines: Sequence[str]) -> tuple[RepairedLine, ...]:
        """Return the lines repaired as `lines` does, and each word that a line end divides on the line where it begins.

        A hyphen that is part of its word, or that the writer may have meant, stays where it stands.
        """
        return whole_words(lines, self.lines(lines), self.join_hyphen)

    def _decoded(self, unfolded: tuple[str, tuple[str, ...]], loss: Loss | None) -> Decoded:
        """Return a line in its right encoding, given it and what was undone in it already."""
        text, done = unfolded
        decoded = decode(text, self._candidates, loss)
        return replace(decoded, rules=tuple(dict.fromkeys((*done, *decoded.rules))))

    def _losses(self, lines: Sequence[str]) -> list[Loss | None]:
        """Return for each line in what way its paragraph lost å, ä and ö, if it shows that it did."""
        losses: list[Loss | None] = [None] * len(lines)
        amid_others = is_other(" ".join(lines), AMID)
        hurt = [p for p in _paragraphs(lines) if _needs_repair([lines[number] for number in p], amid_others)]
        texts = ["\n".join(lines[number] for number in numbers) for numbers in hurt]
        for numbers, loss in zip(hurt, losses_of(texts, self._candidates), strict=True):
            losses[numbers.start : numbers.stop] = [loss] * len(numbers)
        return losses

    def _read(self, lines: Sequence[str], losses: Sequence[Loss | None]) -> list[RepairedLine]:
        """Return the lines with what OCR misread, and what an encoding lost, decided by words and neighbours."""
        amid_others = is_other(" ".join(lines), AMID)
        paragraphs = [p for p in _paragraphs(lines) if _needs_repair([lines[number] for number in p], amid_others)]
        kinds: dict[Loss | None, list[range]] = {}
        for numbers in paragraphs:
            loss = losses[numbers.start]
            if loss is None and any(LOST in lines[number] for number in numbers):
                loss = MARKED
            kinds.setdefault(None if loss == FOLDED else loss, []).append(numbers)
        repairs: list[list[Repair]] = [[] for _ in lines]
        for loss, alike in kinds.items():
            for part in _parts_of(alike, lines):
                self._read_alike(lines, part, loss, repairs)
        return [RepairedLine(replay(line, tuple(made)), tuple(made)) for line, made in zip(lines, repairs, strict=True)]

    def _read_alike(
        self, lines: Sequence[str], paragraphs: Sequence[range], loss: Loss | None, repairs: Sequence[list[Repair]]
    ) -> None:
        """Add the repairs of paragraphs that lost their letters in the same way."""
        candidates = self._candidates_of(loss)
        tokens = [paragraph_tokens(lines, numbers) for numbers in paragraphs]
        candidates.expect(token.text for paragraph in tokens for token in paragraph)
        if loss is None:
            tokens = [self._rejoin(paragraph) for paragraph in tokens]
        choices = iter(decide(tokens, candidates, model.load().context))
        for numbers, paragraph in zip(paragraphs, tokens, strict=True):
            made = [next(choices) for token in paragraph if token.is_word]
            for choice in _worth_recording(made, [lines[number] for number in numbers], numbers.start):
                if repair := _record(choice, lines[choice.token.line], loss):
                    repairs[choice.token.line].append(repair)
            if loss is None:
                _add_marks(lines, numbers, repairs)

    def logp(self, text: str) -> float:
        """Return the log-probability (nats) of a text's words as they stand, whatever damage and neighbours say."""
        return sum(map(self._logp, _WORD.findall(text)))

    def _logp(self, word: str) -> float:
        low = word.lower()
        return next(candidate.logp for candidate in self._candidates.of(word) if candidate.text == low)

    def join_hyphen(self, head: str, tail: str) -> tuple[str, float]:
        """Return a word divided at a line end as one, and how sure that is; `head` ends with the hyphen.

        The hyphen stays where it is part of the word (EU-kommissionen), and a space comes after it where the rest of
        the word is shared with the next (för- och grundskolan).
        """
        stem = head.rstrip("-")
        if not stem or tail in _SHARING:
            return f"{head} {tail}".strip(), 0.99
        if self._candidates.knows(head + tail.rstrip(_ENDS)) or _is_address(head + tail):
            return head + tail, 0.99
        if stem.isupper() and tail.isupper() and self._is_word(stem + tail):
            return stem + tail, 0.99
        if not (stem[-1].isalpha() and tail[:1].islower()) or (len(stem) > 1 and stem.isupper()):
            return head + tail, 0.95
        return self._whole(stem, tail)

    def _whole(self, stem: str, tail: str) -> tuple[str, float]:
        """Return the parts without a hyphen; of three like consonants a whole word has two (`till-`, `lämpa`)."""
        joined = [stem + tail]
        if stem[-1] == stem[-2:-1] == tail[0] and tail[0] not in _VOWELS:
            joined.insert(0, stem[:-1] + tail)
        known = next((text for text in joined if self._is_word(text)), None)
        return (known, 0.99) if known else (joined[0], 0.97 if self._parts(stem, tail) else 0.93)

    def _parts(self, stem: str, tail: str) -> bool:
        """Say whether two parts are no words of their own, so that the break is inside one, or are linked by an s."""
        if stem[-1] == "s" and self._is_word(stem[:-1]) and self._is_word(tail):
            return True
        letters = min(len(stem), len(tail.strip(_AROUND)))
        short = letters >= _LEAST_PART and len(tail.strip(_AROUND)) <= _MOST_PART and stem.isalpha()
        return short and not (self._is_word(stem) or self._is_word(tail))

    def _is_word(self, text: str) -> bool:
        """Say whether a text, or what comes after the last hyphen in it, is a word without its punctuation."""
        word = text.strip(_AROUND).rpartition("-")[2].lower()
        best = self._candidates.of(word)[0] if word else None
        return best is not None and best.text == word and best.source in ("lexicon", "own", "compound", "genitive")

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
        whole = self._candidates.listed(left.text + right.text, priors.KNOWN - 3)
        return whole is not None and whole.score > halves[0].score + halves[1].score


def _is_address(text: str) -> bool:
    """Say whether a text is an address of mail or of a file, in which every hyphen is its own."""
    return "@" in text or text.count("/") > 1 or "://" in text


def _paragraphs(lines: Sequence[str]) -> Iterator[range]:
    first = 0
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            if first < number:
                yield range(first, number)
            first = number + 1


def _parts_of(paragraphs: Iterable[range], lines: Sequence[str]) -> Iterator[list[range]]:
    """Yield the paragraphs in parts of about AT_A_TIME characters."""
    part: list[range] = []
    size = 0
    for numbers in paragraphs:
        part.append(numbers)
        size += sum(len(lines[number]) for number in numbers)
        if size > AT_A_TIME:
            yield part
            part, size = [], 0
    if part:
        yield part


def is_sound(lines: Sequence[str]) -> bool:
    """Tell whether a paragraph has the å, ä and ö of sound Swedish."""
    return swedish_share(lines) >= SOUND_SHARE


def _needs_repair(lines: Sequence[str], amid_others: bool) -> bool:
    """Tell whether a paragraph is damaged Swedish: a letter is marked as lost, or it has no å, ä, ö and no English.

    A heading or a name amid another language is of that language, too, unless a small Swedish word stands in it.
    """
    text = "\n".join(lines)
    if amid_others:
        return is_swedish_amid_others(text)
    if is_other(text):
        return any(map(is_swedish, lines))
    return any(LOST in line for line in lines) or not is_sound(lines)


def _worth_recording(choices: Sequence[Choice], lines: Sequence[str], first: int) -> list[Choice]:
    """Return the choices of a paragraph that may change it: not those in English lines, nor those in sound text."""
    if is_sound(lines) or not _is_hurt(choices) or _is_strange(choices, lines):
        return [choice for choice in choices if LOST in choice.token.text]
    all_english = is_english(" ".join(lines))
    left_alone = {
        number
        for number, line in enumerate(lines, first)
        if is_english(line) or is_foreign(line) or (all_english and not is_swedish(line))
    }
    return [choice for choice in choices if choice.token.line not in left_alone]


def _is_strange(choices: Sequence[Choice], lines: Sequence[str]) -> bool:
    """Tell whether a paragraph is another language: few of its words are Swedish, however they are read."""
    words = [choice for choice in choices if len(choice.token.text) > 1 and choice.token.text.isalpha()]
    known = sum(choice.candidates[0].source in _WORDS for choice in words)
    least = SWEDISH_WORDS if any(map(is_swedish, lines)) else SURELY_SWEDISH_WORDS
    return len(words) >= ENOUGH_WORDS and known < least * len(words)


def _is_hurt(choices: Sequence[Choice]) -> bool:
    """Tell whether a paragraph shows damage: a word that surely is another one, several that are, or too few to say."""
    if len(choices) < ENOUGH_WORDS:
        return True
    changed = [choice.shares[0] for choice in choices if choice.candidates[0].text != choice.token.text.lower()]
    return max(changed, default=0.0) > SURELY_HURT or sum(changed) > HURT_WORDS


def _traced(line: str, decoded: Decoded, read: RepairedLine) -> RepairedLine:
    """Return the repairs of a line that was decoded and then read, as changes of the line as it was."""
    repairs, rule = [], "mojibake:" + "+".join(decoded.rules)
    doubts = deque(_doubts(read))
    for change in changes(line, read.text):
        before, after = line[change.start : change.end], read.text[change.first : change.last]
        while doubts and doubts[0][0] < change.first:
            doubts.popleft()
        made = Repair(change.start, change.end, before, after, rule, DECODED, "auto")
        if doubts and doubts[0][0] < change.last:
            doubt = doubts[0][1]
            made = replace(made, status="ask", confidence=doubt.confidence)
            if doubt.after == after:
                made = replace(made, alternatives=doubt.alternatives, why=doubt.why)
        repairs.append(made)
    return RepairedLine(read.text, tuple(repairs))


def _doubts(read: RepairedLine) -> Iterator[tuple[int, Repair]]:
    """Yield what is asked about, each with its place in the repaired text."""
    shift = 0
    for repair in read.repairs:
        if repair.status == "ask":
            yield repair.start + shift, repair
        shift += len(repair.after) - len(repair.before)


def _add_marks(lines: Sequence[str], numbers: Sequence[int], repairs: Sequence[list[Repair]]) -> None:
    rules = rules_for("\n".join(lines[number] for number in numbers))
    for number in numbers:
        made = repairs[number]
        taken = {at for repair in made for at in range(repair.start, repair.end)}
        for repair in list(mark_repairs(lines[number], rules)):
            if taken.isdisjoint(range(repair.start, repair.end)):
                made.append(repair)
        made.sort(key=lambda repair: repair.start)


def _spelt(token: Token, candidate: Candidate) -> str:
    """Return the candidate with its capitals."""
    if candidate.source == "acronym":
        return candidate.text.upper()
    capital = token.begins or candidate.is_name
    if capital and candidate.written[:1] == ("",) and not token.text.isupper():
        return candidate.text[0].upper() + candidate.text[1:]
    return recase(token.text, candidate.text, token.begins, candidate.is_name)


def calibrated(shares: Sequence[float]) -> list[float]:
    """Return the probabilities made as modest as they were found to be right (on pages not used for the figures)."""
    modest = [share**MODESTY for share in shares]
    total = sum(modest)
    return [share / total for share in modest]


def _rule_of(best: Candidate, loss: Loss | None) -> str:
    """Return the name of what made the change: how the text lost its letters, or where the word is from."""
    if loss is None or best.source == "own":
        return _RULES.get(best.source, "ocr-lexicon")
    return f"lost-{loss.name}"


def _is_respelt_name(choice: Choice) -> bool:
    """Tell whether a name with aa, ae or oe may well be spelt so: Aaberg, Goethe."""
    token, best = choice.token.text, choice.candidates[0]
    if not token[0].isupper() or token.isupper() or _DIGRAPHS.isdisjoint(best.written):
        return False
    return any(
        option.text == token.lower() and share > RESPELT
        for option, share in zip(choice.candidates, choice.shares, strict=True)
    )


def _record(choice: Choice, line: str, loss: Loss | None) -> Repair | None:
    """Return the record of a choice that changes its token or leaves a doubt."""
    token, best, shares = choice.token, choice.candidates[0], calibrated(choice.shares)
    is_guess = best.source in ("slip", "novel") or _is_respelt_name(choice)
    sure = min(shares[0], GUESS) if is_guess else shares[0]
    before, after = line[token.start : token.end], _spelt(token, best)
    if LOST in before and line.isupper():
        after = after.upper()
    is_lost = LOST in after
    if after == before and not is_lost and (sure >= DOUBTFUL or len(choice.candidates) == 1):
        return None
    return Repair(
        token.start,
        token.end,
        before,
        after,
        _rule_of(best, loss),
        round(sure, 4),
        "auto" if sure >= SURE and after != before and not is_lost else "ask",
        tuple(
            (_spelt(token, option), round(share, 4))
            for option, share in zip(choice.candidates[1:4], shares[1:4], strict=True)
            if share >= 0.001
        ),
        evidence(choice),
    )
