"""What decided a repair: noted when it is decided, in a line of the record, and read from it again."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from rapidfuzz.distance import Levenshtein

from pipeline.repair.choice import Choice
from pipeline.repair.context import NEIGHBOURS, PLACE, WIDTH
from pipeline.repair.nearby import TELLING

LONGEST = 60
"""Letters; of a longer text the operations are not told."""

WORD, GAP = "_", "…"
"""What stands for the word itself among its neighbours, and for the words between."""

_COUNTED = ("lexicon", "genitive")
"""Sources of candidates whose frequency in Swedish public texts is known."""


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


class Operation(NamedTuple):
    """Letters that were written, and what is right in their place; either may be empty."""

    written: str
    right: str


def note(choice: Choice, shares: Sequence[float], around: Callable[[], Sequence[str]]) -> str:
    """Return what spoke for the best candidate, in the form of a record's `why`.

    Parts such as `one in=90; odds=320; neighbours=_ +arbete; nearby=ö o 34 40; again=3`; `facts` names them.
    `shares` are the candidates' probabilities, `around` tells the words around, as they are read (see
    `around.words_around`): few choices need them.
    """
    parts = [
        f"{name}={round_number(math.exp(-candidate.logp))}"
        for name, candidate in zip(("one in", "next one in"), choice.candidates, strict=False)
        if candidate.source in _COUNTED
    ]
    if len(shares) > 1 and shares[1] > 0:
        parts.append(f"odds={_rounded_odds(shares[0] / shares[1])}")
    if phrase := _telling_neighbours(choice, around):
        parts.append(f"neighbours={phrase}")
    if choice.amid_sound:
        parts.append("amid=sound")
    if choice.seen:
        parts.append(f"nearby={_noted_seen(choice)}")
    if choice.register:
        parts.append(f"register={choice.register}")
    if choice.echo:
        named = {"again": choice.echo.again, "begins": choice.echo.begins, "forms": choice.echo.forms}
        parts += [f"{name}={value}" for name, value in named.items() if value]
    return "; ".join(parts)


def _telling_neighbours(choice: Choice, around: Callable[[], Sequence[str]]) -> str:
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
    phrase, words = {WIDTH: WORD}, around()
    for name in NEIGHBOURS[group].split():
        at = PLACE[name.lstrip("-+")]
        phrase[at] = (name[0] if name[0] in "-+" else "") + words[at]
    places = sorted(phrase)
    gaps = ["" if at - 1 in phrase else f"{GAP} " for at in places[1:]]
    return " ".join(f"{gap}{phrase[at]}" for gap, at in zip(["", *gaps], places, strict=True))


def _noted_seen(choice: Choice) -> str:
    seen = choice.seen
    return f"{seen.letter} {seen.written or '-'} {round(seen.times)} {round(seen.of)}" if seen else ""


def _seen(noted: str) -> dict[str, Any]:
    letter, written, times, of = noted.split(" ")
    return {"letter": letter, "written": "" if written == "-" else written, "times": int(times), "of": int(of)}


def round_number(number: float) -> int:
    """Return the number with two significant digits, at most a thousand million."""
    whole = min(max(number, 1.0), 1e9)
    digits = max(0, math.floor(math.log10(whole)) - 1)
    return int(round(whole / 10**digits) * 10**digits)


def _rounded_odds(odds: float) -> float:
    """Return odds with two significant digits: 1.3, 18, 320."""
    return round(odds, 1) if odds < 9.95 else round_number(odds)


def _number(noted: str) -> float:
    return float(noted) if "." in noted else int(noted)


_READ: dict[str, Callable[[str], Any]] = {
    "one in": int,
    "next one in": int,
    "odds": _number,
    "nearby": _seen,
    "again": int,
    "forms": int,
}
"""How what is noted is read, where it is no text."""

_NAMES = {"neighbours": "context"}
"""What is called otherwise among the facts."""


def facts(repair: Evidence) -> dict[str, Any]:
    """Return what decided a repair, for programs; what is not known is left out.

    `operations` are pairs (written, right). `one_in` and `next_one_in` say that a word is one in so many of Swedish
    public texts, for the reading and for the `runner_up`; `odds` is how many times likelier the reading is. `context`
    has the neighbours that decided around `_`, the word itself; of one with a hyphen only the ending spoke, of one
    with a plus its class, and … stands for words between. `amid` is "sound" where the text around is. `nearby` says
    how often the surer words around have a letter written so: `times` in `of`. `register` is "everyday" or
    "official", where the text's kind of Swedish spoke for the word. `again` is how often the text has the word
    elsewhere, `begins` how a surer word of the text begins likewise, and `forms` how many damaged forms in the text
    the word explains.
    """
    noted = dict(part.split("=", 1) for part in repair.why.split("; ") if "=" in part)
    found = {_NAMES.get(name, name.replace(" ", "_")): _READ.get(name, str)(value) for name, value in noted.items()}
    if repair.alternatives:
        other, share = repair.alternatives[0]
        found["runner_up"] = other
        found.setdefault("odds", _rounded_odds(repair.confidence / max(share, 1e-4)))
    return {"operations": operations(repair), **found}


def operations(repair: Evidence) -> list[Operation]:
    """Return the operations on the letters, each once: what was written, and what is right. None for long texts.

    Capitals count only where nothing else differs.
    """
    before, after = repair.before, repair.after
    if max(len(before), len(after)) > LONGEST:
        return []
    lowered = before.lower(), after.lower()
    ignores_case = lowered[0] != lowered[1] and (len(before), len(after)) == (len(lowered[0]), len(lowered[1]))
    steps = Levenshtein.opcodes(*(lowered if ignores_case else (before, after)))
    spans: list[list[int]] = []
    for step in steps:
        if step.tag == "equal":
            continue
        if spans and spans[-1][1::2] == [step.src_start, step.dest_start]:
            spans[-1][1::2] = [step.src_end, step.dest_end]
        else:
            spans.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    return list(dict.fromkeys(Operation(before[a:b], after[c:d]) for a, b, c, d in spans))
