"""In what way a text lost its å, ä and ö: its commonest words tell, for each paragraph and for the text as a whole.

A font without the letters drops them, a program without the encoding writes a sign for them, a form without them makes
aa, ae and oe of them. Such damage does the same everywhere in a text, and nothing else: once it is known, every word
that shows nothing of it stands as it was written. What fits none of these kinds is read as an English OCR would write.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.repair.channel import LOST, Channel
from pipeline.repair.encoding.rule import Vocabulary
from pipeline.repair.language import is_swedish

COMMON = re.findall(
    r"\w+",
    "är för på från får år gäller även också när så första fråga än åtgärder där få över rätt stöd sätt många då "
    "måste någon bör två före göra här inför skäl både människor äldre mål större öka övriga några står går vård "
    "åt vår våra själv gör genomföra hög höga hjälp något möte möten välja mänskliga möjlighet behöver säger säga "
    "sådan sådana därför områden området arbetsområde åren näringsliv förslag nämnden nämnd gång vänorter främja "
    "skolår tjänst tjänster ökad ökat själva därmed förra nästa nära långt lång länge människa hållbar frågor "
    "språk gått fått låg lågt pågår rör blå små hål kväll såg nån öppen öppet öster väster söder länet län kö "
    "träd färre hälsa hälso vägar väg dålig råd råda åker",
)
"""Words that a text of some length has."""

OWN, SEVERAL = 9.0, 2
"""What a paragraph must show by itself: nats, and different words or letters."""

WHOLE, CLEAR = 16.0, 4.0
"""What a whole text must show before paragraphs that show nothing are read alike, in nats, and how many times as much
any kind must show as the next."""

LEAST = 2.0
"""Nats; a word that says less says nothing."""

UNKNOWN = -16.0
"""Log-probability of a form that is no word."""

PARTS = 0.25
"""Where spaces inside words show at least this much of what lone letters show, these are parts of words, too."""

AGAIN = 3
"""Times that the same word is counted in a paragraph."""

SIGNS = "?¿_*#$¤~^|=+%@<>□■▯\x1a\x7f\x00" + LOST
"""What programs write for a letter that they do not have."""


class Loss(NamedTuple):
    """A kind of loss: its name and what is written for å, ä and ö; `sign` is what is first to be marked as lost."""

    name: str
    letters: tuple[str, str, str]
    sign: str = ""

    def of(self, word: str) -> str:
        """Return what the loss makes of a word."""
        return word.translate(dict(zip(map(ord, "åäö"), self.letters, strict=True)))

    def channel(self) -> Channel:
        """Return the channel of a text in which nothing else is damaged."""
        written = (LOST,) * 3 if self.sign else self.letters
        return Channel({a: {b: 1.0} for a, b in zip("åäö", written, strict=True)}, intact=1e-9, misread=False)


FOLDED = Loss("folded", ("a", "a", "o"))
"""What looks like the work of an English OCR; such text is read with the channel that was counted on its pages."""

MARKED = Loss("marked", (LOST,) * 3, LOST)
BLANKED = Loss("blanked", (" ",) * 3, " ")
DROPPED = Loss("dropped", ("", "", ""))
KINDS = (
    FOLDED,
    DROPPED,
    Loss("transliterated", ("aa", "ae", "oe")),
    Loss("half-transliterated", ("a", "ae", "oe")),
)

_NO_PART = rf"[\w&{re.escape(SIGNS)}]"
_SOLID = re.compile(rf"(?<!{_NO_PART})[^\W\d_]+(?!{_NO_PART})")
_INITIAL = re.compile(rf"(?<!{_NO_PART})[A-Z](?!{_NO_PART})")
"""A lone capital: what is left of a word in small letters is small."""

_SIGN = re.compile(rf"[{re.escape(SIGNS)}]")
_SIGNED = re.compile(rf"(?<!{_NO_PART})[^\W\d_]*([{re.escape(SIGNS)}])\1?[^\W\d_]*(?!{_NO_PART})")
_TELLTALES: dict[str, dict[Loss, list[str]]] = {}
for _kind in KINDS:
    for _word in dict.fromkeys(COMMON):
        if (_form := _kind.of(_word)) != _word:
            _TELLTALES.setdefault(_form, {}).setdefault(_kind, []).append(_word)
_MARKED = {MARKED.of(word): word for word in reversed(COMMON)}
_GAPPED = {BLANKED.of(word): word for word in reversed(COMMON) if re.fullmatch("[^åäö]+[åäö][^åäö]+", word)}
_GAPS = re.compile(rf"(?<!\S)(?:{'|'.join(sorted(_GAPPED))})(?![\w])")


class Evidence:
    """What some lines show of each kind of loss, in nats, and the different words or letters that show it."""

    def __init__(self) -> None:
        self.shown: dict[Loss, dict[str, float]] = {}

    def add(self, loss: Loss, what: str, nats: float) -> None:
        """Add what one word shows."""
        if nats > LEAST:
            shown = self.shown.setdefault(loss, {})
            shown[what] = shown.get(what, 0.0) + nats

    def add_all(self, other: Evidence) -> None:
        """Add what other lines show."""
        for loss, shown in other.shown.items():
            for what, nats in shown.items():
                self.add(loss, what, nats)

    def nats(self, loss: Loss) -> float:
        """Return all that is shown of a kind of loss."""
        return sum(self.shown.get(loss, {}).values())

    def best(self) -> Loss | None:
        """Return the kind that shows most; of two that show as much, the folded one, which is the most usual."""
        return max(self.shown, key=lambda loss: (self.nats(loss), loss == FOLDED, loss), default=None)

    def own(self) -> Loss | None:
        """Return the kind that these lines prove by themselves: an OCR drops a letter here and there, too."""
        best = self.best()
        if best is None or len(self.shown[best]) < SEVERAL:
            return None
        return best if self.nats(best) > max(OWN, CLEAR * self._against(best)) else None

    def whole(self) -> Loss | None:
        """Return the kind that all of a text has, as far as these lines tell."""
        best = self.own()
        return best if best and self.nats(best) > WHOLE else None

    def _against(self, best: Loss) -> float:
        """Return what is shown of the kind that speaks most against this one: words that it would have made others."""
        rivals = (
            sum(nats for what, nats in shown.items() if loss.of(what) != best.of(what))
            for loss, shown in self.shown.items()
            if loss != best
        )
        return max(rivals, default=0.0)


def evidence(text: str, vocabulary: Vocabulary) -> Evidence:
    """Return what a paragraph shows; one without any small word that only Swedish has shows nothing."""
    found = Evidence()
    if not is_swedish(text):
        return found
    low = (text if text.isupper() else _INITIAL.sub(".", text)).lower()
    gaps, has_wide_gaps = _GAPS.findall(low), "  " in low
    solid = Counter(
        (match[0], has_wide_gaps and "  " in low[max(match.start() - 2, 0) : match.end() + 2])
        for match in _SOLID.finditer(_GAPS.sub(".", low) if gaps else low)
        if match[0] in _TELLTALES
    )
    for (form, is_amid_gaps), times in solid.items():
        for loss, words in _TELLTALES[form].items():
            kind = BLANKED if is_amid_gaps and loss == DROPPED else loss
            word = max(words, key=vocabulary.logp)
            found.add(kind, word, _gain(word, (form,), vocabulary) * min(times, AGAIN))
    for sign, word in _signed(text):
        letter = next(letter for letter in word if letter in "åäö")
        found.add(_marked_by(sign), letter, _gain(word, (), vocabulary))
    for match in gaps:
        found.add(BLANKED, match, _gain(_GAPPED[match], match.split(), vocabulary))
    if found.nats(BLANKED) > PARTS * found.nats(DROPPED):
        for word, nats in found.shown.pop(DROPPED, {}).items():
            found.add(BLANKED, word, nats)
    return found


def _gain(word: str, forms: Iterable[str], vocabulary: Vocabulary) -> float:
    """Return how much likelier it is that this is the word than that it is what stands there."""
    standing = [max(vocabulary.logp(form), UNKNOWN) for form in forms] or [UNKNOWN]
    return vocabulary.logp(word) - math.fsum(standing)


def _signed(text: str) -> Iterator[tuple[str, str]]:
    for match in _SIGNED.finditer(text) if _SIGN.search(text) else ():
        form = match[0].lower().replace(match[1] * 2, match[1]).replace(match[1], LOST)
        if form in _MARKED:
            yield match[1], _MARKED[form]


@lru_cache(maxsize=100)
def _marked_by(sign: str) -> Loss:
    return Loss("marked", (LOST,) * 3, sign)


def losses_of(paragraphs: Sequence[str], vocabulary: Vocabulary) -> list[Loss | None]:
    """Return for each paragraph in what way it lost its letters; None where neither it nor the whole text tells."""
    shown = [evidence(text, vocabulary) for text in paragraphs]
    everywhere = Evidence()
    for found in shown:
        everywhere.add_all(found)
    whole = everywhere.whole()
    return [_loss(found, whole) for found in shown]


def _loss(found: Evidence, whole: Loss | None) -> Loss | None:
    """Return the loss of a paragraph: that of the whole text, if what it shows fits that as well, or its own.

    An OCR also makes dr and Gr of är, which are not där and går with a letter dropped: in its text more must be shown.
    """
    best = found.best()
    if whole and (best is None or _fits(found, best, whole)):
        return whole
    own = found.own()
    if own is None or whole is None:
        return own
    is_proved = found.nats(own) > WHOLE and (whole != FOLDED or len(found.shown[own]) > SEVERAL)
    return own if is_proved else None


def _fits(found: Evidence, best: Loss, whole: Loss) -> bool:
    """Tell whether what a paragraph shows of one kind is what another kind would have made, too."""
    same = all(best.of(word) == whole.of(word) for word in found.shown[best])
    return best == whole or (best, whole) == (DROPPED, BLANKED) or (not best.sign and same)
