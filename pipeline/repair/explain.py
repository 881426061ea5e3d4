"""Why a word was changed: the evidence, noted when it is decided, and as a sentence that a person understands."""

from __future__ import annotations

import math

from rapidfuzz.distance import Levenshtein

from pipeline.repair.context import NEIGHBOURS
from pipeline.repair.decide import Choice
from pipeline.repair.records import Repair
from pipeline.text import _

TELLING = 0.5
"""Nats; neighbours that say less are not named."""

_BLANK = "…"


def evidence(choice: Choice) -> str:
    """Return what spoke for the best candidate: `one in=…; odds=…; neighbours=…`, for programs and for `explain`."""
    best, parts = choice.candidates[0], []
    if best.source in ("lexicon", "genitive"):
        parts.append(f"one in={round_number(math.exp(-best.logp))}")
    if len(choice.shares) > 1 and choice.shares[1] > 0:
        parts.append(f"odds={round_number(choice.shares[0] / choice.shares[1])}")
    if phrase := _telling_neighbours(choice):
        parts.append(f"neighbours={phrase}")
    return "; ".join(parts)


def _telling_neighbours(choice: Choice) -> str:
    """Return the neighbours that said most for the best candidate against the next, as they stand around the word."""
    if choice.said is None:
        return ""
    rows = [choice.said.parts.get(option.text) for option in choice.candidates[:2]]
    if any(row is None for row in rows):
        return ""
    gain = rows[0] - rows[1]  # type: ignore[operator]
    group = int(gain.argmax())
    if gain[group] < TELLING:
        return ""
    place = {"l2": 0, "l1": 1, "r1": 3, "r2": 4}
    phrase = ["", "", _BLANK, "", ""]
    for name in NEIGHBOURS[group].split():
        at = place[name.lstrip("-")]
        phrase[at] = f"-{choice.said.around[at][-3:]}" if name[0] == "-" else choice.said.around[at]
    return " ".join(filter(None, phrase))


def round_number(number: float) -> int:
    """Return the number with two significant digits, at most a thousand million."""
    whole = min(max(number, 1.0), 1e9)
    digits = max(0, math.floor(math.log10(whole)) - 1)
    return int(round(whole / 10**digits) * 10**digits)


def explain(repair: Repair) -> str:
    """Return why the word was changed, or is asked about, in whole sentences."""
    facts = dict(part.split("=", 1) for part in repair.why.split("; ") if "=" in part)
    said = [_what_happened(repair)]
    if repair.before != repair.after and (letters := _letters(repair)):
        said.append(_("Letters: {letters}.").format(letters=letters))
    if "one in" in facts:
        said.append(
            _("The word is about one in {number} words of Swedish public texts.").format(number=facts["one in"])
        )
    if "neighbours" in facts:
        said.append(_("Its neighbours speak for it: “{phrase}”.").format(phrase=facts["neighbours"]))
    if repair.alternatives:
        other, share = repair.alternatives[0]
        said.append(_("The next reading would be “{other}” ({share:.1%}).").format(other=other, share=share))
    return " ".join(said)


def _what_happened(repair: Repair) -> str:
    names = {"before": repair.before, "after": repair.after, "share": repair.confidence}
    if repair.before == repair.after:
        return _("“{before}” was left as it stands, but is in doubt ({share:.1%} sure).").format(**names)
    if repair.rule.startswith("mojibake:"):
        rule = repair.rule.removeprefix("mojibake:")
        return _("“{before}” was decoded to “{after}” ({rule}).").format(rule=rule, **names)
    if repair.rule == "own-word":
        return _("“{before}” was read as “{after}”, one of your own words.").format(**names)
    if repair.rule == "ocr-compound":
        return _("“{before}” was read as “{after}”, a compound of known words ({share:.1%} sure).").format(**names)
    if repair.rule == "ocr-novel":
        return _("“{before}” was read as “{after}”, judged by its letters ({share:.1%} sure).").format(**names)
    return _("“{before}” was read as “{after}” ({share:.1%} sure).").format(**names)


def _letters(repair: Repair) -> str:
    """Return the operations on the letters: what was written for what."""
    before, after = repair.before.lower(), repair.after.lower()
    if len(before) > 60 or len(after) > 60:
        return ""
    steps = []
    for step in Levenshtein.opcodes(before, after):
        if step.tag != "equal":
            written = before[step.src_start : step.src_end] or _("nothing")
            right = after[step.dest_start : step.dest_end].replace(" ", _("a space")) or _("nothing")
            steps.append(f"{written} → {right}")
    return ", ".join(dict.fromkeys(steps))
