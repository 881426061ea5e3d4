"""Letters that are gone: boxes, question marks, gaps. They are marked with U+FFFD where words bear it out."""

from __future__ import annotations

import itertools
import re

from pipeline.repair.encoding.rule import EncodingRule, Vocabulary

LOST = "\ufffd"

_BOX = re.compile("(?<=\\w)[■□▯¤\x1a]|[■□▯¤\x1a](?=\\w)")
_PAIR = re.compile("\ufffd\ufffd(?!\ufffd)")
"""Both bytes of a letter in UTF-8, each marked as lost."""

_QUESTION = re.compile(
    r"(?<=[^\W\d_])\?(?=[^\W\d_])|(?<![^\W_?!.])\?(?=[a-zåäö])|(?<=[^\W\d_])\?(?= \??[a-zåäö])"
    r"|(?<=[A-ZÅÄÖ])\?(?= \??[A-ZÅÄÖ]{2})|(?<![^\W_?!.])\?(?=[A-ZÅÄÖ]{2})"
)
_TWO_QUESTIONS = re.compile(r"[a-zåäö]\?\?[a-zåäö]")
_WORD = re.compile(rf"[\w{LOST}]+")
_PLAIN_WORD = re.compile(r"(?<![\w./@-])[^\W\d_]+(?![\w/@]|[.-]\w)")
_LEAD = re.compile(r"Ã(?=[A-ZÅÄÖ])")
_LOWER_IN_UPPER = re.compile(r"(?<![^\W_])[A-ZÅÄÖ]*[åäö][A-ZÅÄÖ]{2,}[A-ZÅÄÖåäö]*(?![^\W_])")
_CAPITAL = re.compile("[A-ZÅÄÖ]")
_OTHER_SMALL = re.compile("(?![åäöéü])[^\\W\\d_A-ZÅÄÖÉ]")
_AMID_CAPITALS = re.compile("[A-ZÅÄÖ][åäö][A-ZÅÄÖ]")
CAPITALS = 3
"""Capitals; a line with as many, and with no small letters but å, ä, ö, é and ü, was written in capitals."""

_HEAD = re.compile(rf"(?:[^\W\d_]|{LOST})*$")
_GAPS = re.compile(r"(?<![^\W_])[b-hj-zB-HJ-Z] [^\W\d_]|[^\W\d_]  [^\W\d_]")
_DIGRAPH = re.compile("ae|oe|aa|Ae|Oe|Aa")
_SWEDISH = {"ae": "ä", "oe": "ö", "aa": "å", "Ae": "Ä", "Oe": "Ö", "Aa": "Å"}


def _boxes(text: str, _: Vocabulary) -> str:
    return _PAIR.sub(LOST, _BOX.sub(LOST, text))


def _question_marks(text: str, vocabulary: Vocabulary) -> str:
    """Return question marks as lost letters when two words, or all that have one, are then known."""
    marked = _QUESTION.sub(LOST, text.replace("??", "?") if _TWO_QUESTIONS.search(text) else text)
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
    if len(_DIGRAPH.findall(text)) < 2:
        return text
    words = {
        word: _DIGRAPH.sub(lambda match: _SWEDISH[match[0]], word)
        for word in _PLAIN_WORD.findall(text)
        if _DIGRAPH.search(word) and not vocabulary.knows(word)
    }
    known = sum(vocabulary.knows(right) for right in words.values())
    if known < 2 or 2 * known < len(words):
        return text
    return _PLAIN_WORD.sub(lambda match: words.get(match[0], match[0]), text)


def _is_readable(word: str, vocabulary: Vocabulary) -> bool:
    return word.isdigit() or (len(word) > 1 and vocabulary.knows(word)) or word in ("i", "å", "ö", "I", "Å", "Ö")


_ABBREVIATIONS = "t o m, fr o m, t ex, o s v, s k, m m, m fl, bl a, d v s, f d, o d, p g a, i o m, f n, m a o, o dyl"
_ABBREVIATED = frozenset(
    pair for words in map(str.split, _ABBREVIATIONS.split(", ")) for pair in itertools.pairwise(words)
)
"""Neighbours in abbreviations that are written without stops: t o m, o s v."""


def _blanked(text: str, vocabulary: Vocabulary) -> str:
    """Return spaces as lost letters where the halves are no words and the whole is one; at least twice in a line."""
    if not text.isascii() or not _GAPS.search(text):
        return text
    parts = re.split(r"( )", text)
    count, at = 0, 1
    while at < len(parts) - 1:
        left, right = parts[at - 1], parts[at + 1]
        head, tail = _HEAD.search(left), re.match(r"[^\W\d_]+", right)
        first, last = head[0] if head else "", tail[0] if tail else ""
        broken = last and not (_is_readable(first, vocabulary) and _is_readable(last, vocabulary))
        if broken and (first.lower(), last.lower()) in _ABBREVIATED:
            broken = ""
        if broken and parts[at] == " " and not left[-1:].isdigit() and vocabulary.guess(first + LOST + last):
            parts[at - 1 : at + 2] = [left + LOST + right]
            count += 1
        else:
            at += 2
    return "".join(parts) if count >= 2 else text


def looks_lossy(line: str) -> bool:
    """Tell whether a line of ASCII may have lost letters: it has lone letters, wide gaps or ae, oe, aa."""
    return bool(_GAPS.search(line)) or len(_DIGRAPH.findall(line)) > 1


RULES = (
    EncodingRule("boxes", _boxes, ("Lule■", f"Lule{LOST}"), "■ en punkt"),
    EncodingRule("question-mark", _question_marks, ("?r d?r", f"{LOST}r d{LOST}r"), "Ja? Eller f?", True),
    EncodingRule("lead-byte", _lead_bytes, ("ÃLDRE", f"{LOST}LDRE"), "SÃO", True),
    EncodingRule("capitals", _capitals, ("FöRSTA", "FÖRSTA"), "iPhone för"),
    EncodingRule("transliterated", _transliterated, ("foer alla aeldre", "för alla äldre"), "poem, Israel, Boel", True),
    EncodingRule("blanked", _blanked, ("g ller f r", f"g{LOST}ller f{LOST}r"), "i Luleå", True),
)
