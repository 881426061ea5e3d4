"""Why a word was changed, or is asked about, as sentences that a person understands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.repair.described import DECODED, LOSSES, WORDS, described
from pipeline.repair.evidence import GAP, WORD, facts
from pipeline.repair.language import is_english, is_other
from pipeline.repair.records import Repair
from pipeline.repair.sound import is_sound
from pipeline.text import _, _n

AS_LIKELY, HALF_AGAIN = 1.25, 1.75
"""Odds below these are told as “nearly as likely” and “one and a half times as likely”."""

GROUPED = 10_000
"""From this number on the figures are grouped."""

STOPS = ".,:;"
"""Marks that would be lost among those of the sentence."""

LINE_HYPHEN = "line-hyphen"
"""The rule of words that a line end divides, whose letters are only moved."""

_LOSSY = frozenset(
    ("boxes", "lead-byte", "question-mark", "marked", "transliterated", "blanked", "ligature-lost", "capitals")
)
"""Rules of encodings after which words had to be read, not only decoded."""


def explain(repair: Repair) -> str:
    """Return why the word was changed, or is asked about, in whole sentences."""
    known = facts(repair)
    said = [_what_happened(repair)]
    is_moved = not repair.after or repair.rule == LINE_HYPHEN
    if repair.before != repair.after and not is_moved and (letters := _letters(known)):
        said.append(_("Letters: {letters}.").format(letters=letters))
    said += _witnesses(repair)
    if repair.status != "answered":
        said += [*_evidence(repair, known), *_rivals(repair, known)]
    return " ".join(said)


def explain_unchanged(lines: Sequence[str]) -> str:
    """Return why nothing was changed in some lines, in a whole sentence."""
    if is_other("\n".join(lines)) or all(map(is_english, filter(str.strip, lines))):
        return _("The text is in another language than Swedish, and is left as it stands.")
    if is_sound(lines):
        return _("Nothing here is damaged or in doubt: the text has its å, ä and ö.")
    return _("Nothing here is damaged or in doubt.")


def _what_happened(repair: Repair) -> str:
    names = {"before": repair.before, "after": repair.after, "share": _per_cent(repair.confidence)}
    told = {**names, "rule": described(repair.rule)}
    if repair.status == "answered":
        return _("“{before}” was read as “{after}”: so it was answered.").format(**names)
    if repair.rule == LINE_HYPHEN:
        return _joined(repair)
    if not repair.after:
        told = {
            **told,
            "what": _("“{letters}”").format(letters=repair.before) if repair.before.strip() else _("a space"),
        }
        said = _("{what} was taken away ({share} sure): {rule}.").format(**told)
        return said[0].upper() + said[1:]
    if repair.before == repair.after:
        return _("“{before}” was left as it stands, but is in doubt ({share} sure).").format(**names)
    if repair.rule == "own-word":
        return _("“{before}” was read as “{after}”, one of your own words.").format(**names)
    if repair.rule.startswith(DECODED) and _LOSSY.isdisjoint(repair.rule.removeprefix(DECODED).split("+")):
        return _("“{before}” was decoded to “{after}”: {rule}.").format(**told)
    if repair.rule.startswith(DECODED) or repair.rule in WORDS or repair.rule in LOSSES:
        return _("“{before}” was read as “{after}” ({share} sure): {rule}.").format(**told)
    return _("“{before}” was read as “{after}” ({share} sure).").format(**names)


def _joined(repair: Repair) -> str:
    """Return what became of a word that a line end divides."""
    names = {"before": repair.before.strip(), "after": repair.after}
    if not repair.after:
        return _("“{before}” went to the line where its word begins.").format(**names)
    return _("“{before}” at the line's end is the beginning of “{after}”.").format(**names)


def _witnesses(repair: Repair) -> Iterator[str]:
    """Yield what the second reading of the page's picture shows, where there is one."""
    heard = dict(repair.witnesses)
    picture, language = heard.get("picture"), heard.get("language")
    if not picture:
        return
    if picture == language:
        yield _("The picture of the page shows it, too: “{words}”.").format(words=picture)
    else:
        both = _("The picture of the page shows “{picture}”; the language speaks for “{language}”.")
        yield both.format(picture=picture, language=language)


def _evidence(repair: Repair, known: Mapping[str, Any]) -> Iterator[str]:
    """Yield what spoke for the reading."""
    if "one_in" in known:
        yield _frequencies(known)
    if "context" in known:
        phrase = _told(known["context"], repair.after)
        yield _("Its neighbours speak for it: “{phrase}”.").format(phrase=phrase)
    if "amid" in known:
        yield _("The text around has its å, ä and ö; so the word may be meant as it stands, and is asked about.")
    if known.get("register") == "everyday":
        yield _("The text is in everyday Swedish, where the word is more common.")
    elif "register" in known:
        yield _("The text is in the Swedish of authorities, where the word is more common.")
    if "nearby" in known:
        yield _told_seen(known["nearby"])
    if n := known.get("again", 0):
        yield _n("The same word stands once more in the text.", "The same word stands {n} more times in the text.", n).format(n=n)  # fmt: skip # noqa: E501
    if "begins" in known:
        yield _("A surer word of the text begins likewise: “{letters}…”.").format(letters=known["begins"])
    if n := known.get("forms", 0):
        yield _("It explains {n} damaged forms in the text.").format(n=n)


def _frequencies(known: Mapping[str, Any]) -> str:
    """Return how common the word is, and the next reading."""
    number, other = _grouped(known["one_in"]), known.get("runner_up")
    if other is None or "next_one_in" not in known:
        return _("The word stands about once in {number} words of Swedish public texts.").format(number=number)
    both = _("The word stands about once in {number} words of Swedish public texts, “{other}” once in {next}.")
    return both.format(number=number, other=other, next=_grouped(known["next_one_in"]))


def _rivals(repair: Repair, known: Mapping[str, Any]) -> Iterator[str]:
    """Yield what else the word may be, and how much less likely that is."""
    if repair.alternatives:
        stands = repair.before == repair.after
        yield _runner_up(known["runner_up"], known["odds"], stands)
    elif repair.before != repair.after and repair.rule.startswith(("ocr", "lost")):
        yield _("No other reading comes near.")


def _runner_up(other: str, odds: float, stands: bool) -> str:
    if odds < 1 and stands:
        return _("The reading “{other}” is a little likelier, but not so much that the word gives way.").format(
            other=other
        )
    if odds < 1:
        return _("The reading “{other}” would be likelier.").format(other=other)
    if odds < AS_LIKELY:
        return _("The reading “{other}” is nearly as likely.").format(other=other)
    next_reading = _("The next reading would be “{other}”; this one is {odds} as likely.")
    return next_reading.format(other=other, odds=_times(odds))


def _times(odds: float) -> str:
    if odds < HALF_AGAIN:
        return _("one and a half times")
    n = round(odds)
    return _("twice") if n == 2 else _("{n} times").format(n=_grouped(n))


def _told(phrase: str, word: str) -> str:
    """Return the neighbours as a person would write them."""
    before, _word, after = phrase.partition(WORD)
    begins, ends = _("(the sentence begins)"), _("(the sentence ends)")
    told = [*(_told_part(part, begins) for part in before.split()), word]
    told += [_told_part(part, ends) for part in after.split()]
    return " ".join(told).replace(" ,", ",")


def _told_part(part: str, edge: str) -> str:
    token = part.lstrip("-+") or part
    return {".": edge, "0": _("(a number)"), GAP: GAP}.get(token, token)


def _told_seen(seen: Mapping[str, Any]) -> str:
    names = {**seen, "written": seen["written"] or _("nothing")}
    if not seen["times"]:
        return _("In the surer words nearby, {letter} is never written as {written}, at {of} places.").format(**names)
    told = _n(
        "In the surer words nearby, {letter} is written as {written} once in {of}.",
        "In the surer words nearby, {letter} is written as {written} {times} times in {of}.",
        seen["times"],
    )
    return told.format(**names)


def _grouped(number: int) -> str:
    """Return a number as Swedish writes it: 440 000, in groups from five digits on."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") if number >= GROUPED else str(number)


def _per_cent(share: float) -> str:
    """Return a probability in per cent, never rounded up to certainty."""
    return f"{min(100 * share, 99.9):.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}%"


def _letters(known: Mapping[str, Any]) -> str:
    shown = ((_shown(written), _shown(right)) for written, right in known["operations"])
    return ", ".join(f"{written} → {right}" for written, right in shown if not _looks_same(written, right))


def _looks_same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def _shown(letters: str) -> str:
    """Return letters as a reader can see them."""
    if not letters:
        return _("nothing")
    if letters.isspace():
        return _("a space") if letters == " " else _("an unusual space")
    if not any(letter.isprintable() and not letter.isspace() for letter in letters):
        return _("a character that does not show")
    needs_quotes = any(map(str.isspace, letters)) or letters in STOPS
    return _("“{letters}”").format(letters=letters) if needs_quotes else letters
