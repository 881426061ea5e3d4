"""Why a word was changed: the evidence, noted when it is decided, and as a sentence that a person understands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Protocol

from rapidfuzz.distance import Levenshtein

from pipeline.repair.choice import Choice
from pipeline.repair.context import ENDING, FAR, NEIGHBOURS, PLACE, WIDTH
from pipeline.repair.nearby import Seen
from pipeline.repair.records import Repair
from pipeline.text import _

TELLING = 0.5
"""Nats; neighbours that say less are not named."""

LONGEST = 60
"""Letters; of a longer text the operations are not told."""

_BLANK = "…"


class Evidence(Protocol):
    """What can be explained: a repair, or its record."""

    @property
    def before(self) -> str: ...  # noqa: D102
    @property
    def after(self) -> str: ...  # noqa: D102
    @property
    def confidence(self) -> float: ...  # noqa: D102
    @property
    def rule(self) -> str: ...  # noqa: D102
    @property
    def alternatives(self) -> tuple[tuple[str, float], ...]: ...  # noqa: D102
    @property
    def why(self) -> str: ...  # noqa: D102


def evidence(choice: Choice) -> str:
    """Return what spoke for the best candidate: `one in=…; next one in=…; odds=…; neighbours=…; nearby=ö é 34 40`."""
    parts = [
        f"{name}={round_number(math.exp(-candidate.logp))}"
        for name, candidate in zip(("one in", "next one in"), choice.candidates, strict=False)
        if candidate.source in ("lexicon", "genitive")
    ]
    if len(choice.shares) > 1 and choice.shares[1] > 0:
        parts.append(f"odds={round_number(choice.shares[0] / choice.shares[1])}")
    if phrase := _telling_neighbours(choice):
        parts.append(f"neighbours={phrase}")
    if choice.seen:
        parts.append(f"nearby={_noted_seen(choice.seen)}")
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
    phrase = {WIDTH: _BLANK}
    for name in NEIGHBOURS[group].split():
        at = PLACE[name.lstrip("-+")]
        token = choice.said.around[at]
        phrase[at] = f"-{token[-ENDING:]}" if name[0] == "-" else f"+{token}" if name[0] == "+" else token
    between = " … " if NEIGHBOURS[group] in FAR else " "
    return between.join(phrase[at] for at in sorted(phrase))


def _noted_seen(seen: Seen) -> str:
    return f"{seen.letter} {seen.written or '-'} {round(seen.times)} {round(seen.of)}"


def _seen(noted: str) -> dict[str, Any]:
    letter, written, times, of = noted.split(" ")
    return {"letter": letter, "written": "" if written == "-" else written, "times": int(times), "of": int(of)}


def round_number(number: float) -> int:
    """Return the number with two significant digits, at most a thousand million."""
    whole = min(max(number, 1.0), 1e9)
    digits = max(0, math.floor(math.log10(whole)) - 1)
    return int(round(whole / 10**digits) * 10**digits)


def _noted(repair: Evidence) -> dict[str, str]:
    return dict(part.split("=", 1) for part in repair.why.split("; ") if "=" in part)


def facts(repair: Evidence) -> dict[str, Any]:
    """Return what decided a repair, for programs; what is not known is left out.

    `operations` are pairs (written, right); `one_in` and `next_one_in` say that a word is one in so many of Swedish
    public texts, for the reading and for the runner-up; `odds` is how many times likelier the reading is. `nearby` says
    how often the surer words around have a letter written so: `times` in `of`.
    """
    noted = _noted(repair)
    numbers = {name.replace(" ", "_"): int(noted[name]) for name in ("one in", "next one in", "odds") if name in noted}
    runner_up = {"runner_up": repair.alternatives[0][0]} if repair.alternatives else {}
    if repair.alternatives and repair.alternatives[0][1] > 0:
        numbers.setdefault("odds", round_number(repair.confidence / repair.alternatives[0][1]))
    context = {"context": noted["neighbours"]} if "neighbours" in noted else {}
    nearby = {"nearby": _seen(noted["nearby"])} if "nearby" in noted else {}
    return {"operations": operations(repair), **context, **nearby, **runner_up, **numbers}


def explain(repair: Repair) -> str:
    """Return why the word was changed, or is asked about, in whole sentences."""
    facts = _noted(repair)
    said = [_what_happened(repair), *_lost(repair)]
    if repair.before != repair.after and (letters := _letters(repair)):
        said.append(_("Letters: {letters}.").format(letters=letters))
    if "one in" in facts:
        said.append(
            _("The word is about one in {number} words of Swedish public texts.").format(
                number=_grouped(int(facts["one in"]))
            )
        )
    if "neighbours" in facts:
        said.append(
            _("Its neighbours speak for it: “{phrase}”.").format(phrase=_told(facts["neighbours"], repair.after))
        )
    if "nearby" in facts:
        said.append(_told_seen(_seen(facts["nearby"])))
    if repair.alternatives:
        other, share = repair.alternatives[0]
        odds = round_number(repair.confidence / max(share, 1e-4))
        next_reading = _("The next reading would be “{other}”; this one is {odds} times as likely.")
        said.append(next_reading.format(other=other, odds=_grouped(odds)))
    elif repair.before != repair.after and repair.rule.startswith(("ocr", "lost")):
        said.append(_("No other reading comes near."))
    return " ".join(said)


def _lost(repair: Evidence) -> Iterator[str]:
    """Yield in what way the text around lost its letters, where that is what the word was read by."""
    ways = {
        "dropped": _("The text around has lost its å, ä and ö without a trace."),
        "blanked": _("The text around has spaces for its lost å, ä and ö."),
        "marked": _("The text around has a sign for each lost å, ä and ö."),
        "transliterated": _("The text around writes aa, ae and oe for å, ä and ö."),
        "half-transliterated": _("The text around writes a, ae and oe for å, ä and ö."),
    }
    way = re.split("[:+]", repair.rule.removeprefix("lost-"))[-1]
    if repair.rule.startswith(("lost-", "mojibake:")) and way in ways:
        yield ways[way]


def _told(phrase: str, word: str) -> str:
    """Return the neighbours as a person would write them: endings as …na, classes by the word that stands there."""
    end, number = _("(end of the sentence)"), _("(a number)")
    shown = {_BLANK: word, ".": end, "-.": end, "+.": end, "0": number, "+0": number, "-0": number}
    return " ".join(shown.get(part) or _told_part(part) for part in phrase.split())


def _told_part(part: str) -> str:
    if part[0] == "-":
        return f"…{part[1:]}"
    return _("(a word such as {word})").format(word=part[1:]) if part[0] == "+" else part


def _told_seen(seen: dict[str, Any]) -> str:
    told = _("In the surer words nearby, {letter} is written as {written} {times} times in {of}.")
    return told.format(**{**seen, "written": seen["written"] or _("nothing")})


def _grouped(number: int) -> str:
    """Return a number as Swedish writes it: 440 000, in groups from five digits on."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") if number >= 10_000 else str(number)


def _per_cent(share: float) -> str:
    """Return a probability in per cent, never rounded up to certainty."""
    return f"{min(100 * share, 99.9):.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}%"


def _what_happened(repair: Repair) -> str:
    names = {"before": repair.before, "after": repair.after, "share": _per_cent(repair.confidence)}
    if repair.before == repair.after:
        return _("“{before}” was left as it stands, but is in doubt ({share} sure).").format(**names)
    if repair.rule.startswith("mojibake:"):
        rule = repair.rule.removeprefix("mojibake:")
        return _("“{before}” was decoded to “{after}” ({rule}).").format(rule=rule, **names)
    if repair.rule == "own-word":
        return _("“{before}” was read as “{after}”, one of your own words.").format(**names)
    if repair.rule == "ocr-compound":
        return _("“{before}” was read as “{after}”, a compound of known words ({share} sure).").format(**names)
    if repair.rule == "ocr-novel":
        return _("“{before}” was read as “{after}”, judged by its letters ({share} sure).").format(**names)
    return _("“{before}” was read as “{after}” ({share} sure).").format(**names)


def operations(repair: Evidence) -> list[tuple[str, str]]:
    """Return the operations on the letters, each once: what was written, and what is right. None for long texts."""
    before, after = repair.before.lower(), repair.after.lower()
    if max(len(before), len(after)) > LONGEST:
        return []
    steps = [
        (before[step.src_start : step.src_end], after[step.dest_start : step.dest_end])
        for step in Levenshtein.opcodes(before, after)
        if step.tag != "equal"
    ]
    return list(dict.fromkeys(steps))


def _letters(repair: Repair) -> str:
    steps = ((a or _("nothing"), b.replace(" ", _("a space")) or _("nothing")) for a, b in operations(repair))
    return ", ".join(f"{written} → {right}" for written, right in steps)
