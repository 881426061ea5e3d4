"""Letters that are gone: boxes, question marks, gaps. They are marked with U+FFFD where words bear it out."""

from __future__ import annotations

import re
from functools import partial

from pipeline.repair.channel import LOST
from pipeline.repair.encoding import blanked
from pipeline.repair.encoding.rule import EncodingRule, Vocabulary
from pipeline.repair.language import is_swedish

_BOX = re.compile("(?<=\\w)[■□▯¤\x1a]|[■□▯¤\x1a](?=\\w)")
_PAIR = re.compile("\ufffd\ufffd(?!\ufffd)")
"""Both bytes of a letter in UTF-8, each marked as lost."""

_QUESTION = re.compile(
    r"(?<=[^\W\d_])\?(?=[^\W\d_])|(?<![^\W_?!.])\?(?=[a-zåäö])|(?<=[^\W\d_])\?(?= \??[a-zåäö])"
    r"|(?<=[A-ZÅÄÖ])\?(?= \??[A-ZÅÄÖ]{2})|(?<![^\W_?!.])\?(?=[A-ZÅÄÖ]{2})"
)
_PARAMETER = re.compile(r"[\w/]\?\w+=")
_TWO_QUESTIONS = re.compile(r"[a-zåäö]\?\?[a-zåäö]")
_WORD = re.compile(rf"[\w{LOST}]+")
_PLAIN_WORD = re.compile(r"(?<![\w./@-])[^\W\d_]+(?![\w/@]|[.-]\w)")
_LEAD = re.compile(r"Ã(?=[A-ZÅÄÖ])")
_LOWER_IN_UPPER = re.compile(r"(?<![^\W_])[A-ZÅÄÖ]*[åäö][A-ZÅÄÖ]{2,}[A-ZÅÄÖåäö]*(?![^\W_])")
_CAPITAL = re.compile("[A-ZÅÄÖ]")
_OTHER_SMALL = re.compile("(?![åäöéü])[^\\W\\d_A-ZÅÄÖÉ]")
_AMID_CAPITALS = re.compile("[A-ZÅÄÖ][åäö][A-ZÅÄÖ]")
LONE = 4
"""Letters; a line of lone letters makes no longer words."""

CAPITALS = 3
"""Capitals; a line with as many, and with no small letters but å, ä, ö, é and ü, was written in capitals."""

_GAPS = re.compile(r"(?<![^\W_])(?<![:’'])[b-hj-zB-HJ-Z] [^\W\d_]|[^\W\d_]  [^\W\d_]")
_SIGNED = re.compile(r"[^\W\d_][_*#?+=][^\W\d_]")
_SWEDISH_LETTER = re.compile("[åäöÅÄÖ]")
_DIGRAPH = re.compile("ae|oe|aa|Ae|Oe|Aa")
_SWEDISH = {"ae": "ä", "oe": "ö", "aa": "å", "Ae": "Ä", "Oe": "Ö", "Aa": "Å"}


def _boxes(text: str, _: Vocabulary) -> str:
    return _PAIR.sub(LOST, _BOX.sub(LOST, text))


def _question_marks(text: str, vocabulary: Vocabulary) -> str:
    """Return question marks as lost letters when two words, or all that have one, are then known."""
    marked = _QUESTION.sub(LOST, text.replace("??", "?") if _TWO_QUESTIONS.search(text) else text)
    if _PARAMETER.search(text):
        return text
    words = [word for word in _WORD.findall(marked) if LOST in word and len(word) > 1]
    known = sum(vocabulary.guess(word) is not None for word in words)
    return marked if words and 2 * known > len(words) and re.search(r"\?[^\W\d_]", text) else text


def _lead_bytes(text: str, vocabulary: Vocabulary) -> str:
    marked = _LEAD.sub(LOST, text)
    words = [word for word in _WORD.findall(marked) if LOST in word]
    return marked if words and all(vocabulary.guess(word) for word in words) else text


def _capitals(text: str, _: Vocabulary) -> str:
    if not _OTHER_SMALL.search(text) and (len(_CAPITAL.findall(text)) >= CAPITALS or _AMID_CAPITALS.search(text)):
        return text.upper()
    return _LOWER_IN_UPPER.sub(lambda match: match[0].upper(), text)


def _transliterated(text: str, vocabulary: Vocabulary) -> str:
    """Return ae, oe and aa as ä, ö and å when that makes known words of two unknown ones, and of most."""
    if len(_DIGRAPH.findall(text)) < 2 or _SWEDISH_LETTER.search(text):
        return text
    words = {
        word: _DIGRAPH.sub(lambda match: _SWEDISH[match[0]], word)
        for word in _PLAIN_WORD.findall(text)
        if _DIGRAPH.search(word) and not vocabulary.knows(word)
    }
    known = [word for word, right in words.items() if vocabulary.knows(right)]
    if len(known) < 2 or 2 * len(known) < len(words) or not any(map(str.islower, known)):
        return text
    return _PLAIN_WORD.sub(lambda match: words.get(match[0], match[0]), text)


def _blanked(text: str, vocabulary: Vocabulary) -> str:
    """Return spaces as lost letters where that makes words, at least twice in a line of Swedish."""
    if not text.isascii() or not _GAPS.search(text) or _SIGNED.search(text):
        return text
    marked = _WORD.sub(partial(_if_known, vocabulary), blanked.marked(text, vocabulary))
    words = [word for word in _WORD.findall(marked) if LOST in word]
    is_text = is_swedish(text) or any(len(word) > LONE and vocabulary.guess(word) for word in words)
    return marked if len(words) > 1 and is_text else text


def _if_known(vocabulary: Vocabulary, match: re.Match[str]) -> str:
    """Return a word with its lost letters marked where some word has them; else its spaces."""
    word = match[0]
    return word if LOST not in word or vocabulary.guess(word) else word.replace(LOST, " ")


BEFORE, WITHIN = 6.0, 3.0
"""Nats for a sign right before a word, and right after one when the sentence goes on: no mark stands there."""


def mark(sign: str, text: str, vocabulary: Vocabulary) -> str:
    """Return the text with U+FFFD for a sign, once or twice, that a text is known to have for its lost letters.

    Inside a word it is a letter; beside one where that makes a likelier word; alone where words stand around it.
    """
    if sign == LOST:
        return text
    sign = re.escape(sign)
    text = re.sub(rf"(?<=[^\W\d_]){sign}{{1,2}}(?=[^\W\d_])", LOST, text)
    text = re.sub(rf"(?<=[^\W\d_] ){sign}{{1,2}}(?= [a-zåäö])", LOST, text)
    edge = re.compile(rf"(?<![\w{LOST}])({sign}{{1,2}})?((?:[^\W_]|{LOST})+)({sign}{{1,2}})?(?![\w{LOST}])")
    return edge.sub(lambda match: _edges(match, vocabulary), text)


def _edges(match: re.Match[str], vocabulary: Vocabulary) -> str:
    head, word, tail = match[1] or "", match[2], match[3] or ""
    if not head and not tail:
        return match[0]
    forms = {
        (first, last): (first if first == LOST else head, last if last == LOST else tail)
        for first in {"", head and LOST}
        for last in {"", tail and LOST}
    }
    goes_on = re.match(r" [a-zåäö(]|[,;:]", match.string[match.end() :]) is not None

    def likely(ends: tuple[str, str]) -> float:
        likelier = BEFORE * len(ends[0]) + WITHIN * goes_on * len(ends[1])
        return blanked.score(f"{ends[0]}{word}{ends[1]}", vocabulary) + likelier

    best = max(sorted(forms), key=likely)
    return forms[best][0] + word + forms[best][1]


def looks_lossy(line: str) -> bool:
    """Tell whether a line of ASCII may have lost letters: it has lone letters, wide gaps or ae, oe, aa."""
    return bool(_GAPS.search(line)) or len(_DIGRAPH.findall(line)) > 1


RULES = (
    EncodingRule("boxes", _boxes, ("Lule■", f"Lule{LOST}"), "■ en punkt"),
    EncodingRule("lead-byte", _lead_bytes, ("ÃLDRE", f"{LOST}LDRE"), "SÃO", True),
    EncodingRule("capitals", _capitals, ("FöRSTA", "FÖRSTA"), "iPhone för"),
)

GUESSES = (
    EncodingRule("question-mark", _question_marks, ("?r d?r", f"{LOST}r d{LOST}r"), "Ja? Eller f?", True, True),
    EncodingRule(
        "transliterated", _transliterated, ("foer alla aeldre", "för alla äldre"), "poem, Israel, Boel", True, True
    ),
    EncodingRule("blanked", _blanked, ("g ller f r", f"g{LOST}ller f{LOST}r"), "i Luleå", True, True),
)
"""What a line shows by itself; where the whole text shows how it lost its letters, that is heard instead."""
