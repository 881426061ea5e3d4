"""Damage to marks and single characters, which no lexicon helps with: a table of rules.

A rule is a pattern with one group, the damage; what it becomes; how sure that is on pages not used for writing it; and
what it says. Rules are asked in order; what one has claimed the next leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.frozen import frozen
from pipeline.repair.records import SURE, Repair


@frozen
class MarkRule:
    """A pattern whose group 1 is the damage, what is right, how sure that is, and an example."""

    name: str
    pattern: re.Pattern[str]
    right: str
    sure: float
    example: tuple[str, str]


_NUMBER = r"(?:\d{1,3}(?: [a-z])?)"


def _rule(name: str, pattern: str, right: str, sure: float, example: tuple[str, str]) -> MarkRule:
    return MarkRule(name, re.compile(pattern), right, sure, example)


_LEAD = r"(?:\bkap\.|\bse|\benligt|\bi|\bav|\bmed|\btill|\bfr[aå]n|\boch|\beller)"
_END = r"(?=[ ,.;:)]|$)"
_AFTER_I = "den|det|de|en|ett|sin|sitt|sina|form|samband|enlighet|syfte"

_SECTIONS = r"(?:\d+(?: [a-z])?(?:, | och |[-–])){0,6}\d+(?: [a-z])? (?:§|kap\b)"
"""Sections or chapters of a law, as it is cited: 37 a §, 25, 27 och 36 §§, 4 kap."""

_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_OPENING = (
    "Det|Den|De|Detta|Denna|Dessa|En|Ett|Om|N[aä]r|Vid|F[oö]r|Till|Med|Av|Fr[aå]n|D[aä]r|H[aä]r|Men|Och|Vi|Alla|Inga|"
    "Som|Att|P[aå]|I|Under|Efter|Inom"
)
"""Small words that have a capital at the beginning of a sentence, or of a title."""

_NUMBERED = "kapitel|bilaga|alternativ|artikel|punkt|tabell|avsnitt"

RULES: tuple[MarkRule, ...] = (
    _rule(
        "section-sign",
        rf"{_LEAD} {_NUMBER} ([8$S]){_END}(?! \d)",
        "§",
        0.97,
        ("enligt 17 a 8, får", "enligt 17 a §, får"),
    ),
    _rule(
        "section-sign",
        rf"(?:\bkap\.|\benligt) {_NUMBER} ([8$S]){_END}",
        "§",
        0.96,
        ("2 kap. 4 8 1 lagen", "2 kap. 4 § 1 lagen"),
    ),
    _rule(
        "section-sign",
        rf"{_NUMBER} (?:och|eller|[-–]) {_NUMBER} (88|SS|\$\$|§8|8§|S§|§S){_END}",
        "§§",
        0.97,
        ("5 och 6 88 kommer", "5 och 6 §§ kommer"),
    ),
    _rule("case-letter", r"(?<!\S)[(]?(\$)(?=\d{4} ?/\d)", "S", 0.97, ("$2025/01847", "S2025/01847")),
    _rule("case-letter", r"(?<![^\s(])F([6éoO0])(?=\d{4} ?/\d)", "ö", 0.97, ("F62025/01277", "Fö2025/01277")),
    _rule("dash-space", r"^([—–])(?=[A-ZÅÄÖ][a-zåäö])", "— ", 0.97, ("—Helgens möte", "— Helgens möte")),
    _rule(
        "opening-quote",
        r"(?<![^\s(])(\*)(?=[^\W\d_][^*”\"]{1,80}[”\"])",
        "”",
        0.96,
        ("*Svensk form” visas", "”Svensk form” visas"),
    ),
    _rule(
        "half-quote",
        r"(?<![^\s(])(['’‘])(?=[^\W\d_][^'’‘\"”“„]{1,80}[\"”])",
        "”",
        0.96,
        ("kallas ’Karibien” i", "kallas ”Karibien” i"),
    ),
    _rule(
        "half-quote",
        r"(?<![^\s(])[\"”“„][^\W\d_][^'’‘\"”“„]{1,80}(['’])(?=[\s,.;:!?)]|$)",
        "”",
        0.96,
        ("kallas ”Karibien’ i", "kallas ”Karibien” i"),
    ),
    _rule("nought", r"(?<![^\W_])\d{2,4}-([oO])(?=\d)", "0", 0.97, ("1997-o4-01", "1997-04-01")),
    _rule("nought", r"(?<![^\W_])\d{4}-[\doO]\d-([oO])(?=\d(?!\w))", "0", 0.97, ("1997-04-o1", "1997-04-01")),
    _rule("and-others", r"\bm\. ?f([i1I])\.(?!\w)", "l", 0.97, ("Berg m.fi. kommer", "Berg m.fl. kommer")),
    _rule("capital-i", r"(?:^|[.!?:–-] )(\|)(?= [a-zåäö])", "I", 0.97, ("| dag", "I dag")),
    _rule("figure-one", rf"\bden (\|)(?= (?:{_MONTHS})\b)", "1", 0.97, ("den | juli", "den 1 juli")),
    _rule("figure-one", rf"\b(?:{_NUMBERED}) (\|)(?= )", "1", 0.8, ("bilaga | och", "bilaga 1 och")),
    _rule("small-i", r"(?<=[a-zåäö)] )(\|)(?= [a-zåäö])", "i", 0.97, ("drabbas | dessa fall", "drabbas i dessa fall")),
    _rule("small-i", r"[a-zåäö], (\|)(?= [a-zåäö]{2})", "i", 0.96, ("studerande, | sådant", "studerande, i sådant")),
    _rule(
        "capital-i",
        r"[a-zåäö]{2}\. (\|)(?= [A-ZÅÄÖ][a-zåäö])",
        "I",
        0.96,
        ("olika. | Avesta bor", "olika. I Avesta bor"),
    ),
    _rule("last-i", r"[a-zåäö)]{2} (\|)$", "i", 0.96, ("drabbas av konflikter |", "drabbas av konflikter i")),
    _rule("last-i", r"[a-zåäö\d]{2}\. (\|)$", "I", 0.96, ("ett mönster. |", "ett mönster. I")),
    _rule("small-i", r"[a-zåäö)] (\|)(?= [A-ZÅÄÖ][a-zåäö]+)", "i", 0.93, ("bosatta | Sverige", "bosatta i Sverige")),
    _rule("small-i", rf"[a-zåäö] (\|)(?= {_SECTIONS})", "i", 0.96, ("som avses | 37 a §", "som avses i 37 a §")),
    _rule("section-i", rf"^(\|)(?= {_SECTIONS})", "I", 0.97, ("| 4 kap. 17 § finns", "I 4 kap. 17 § finns")),
    _rule("small-i", r"[a-zåäö,] (j)(?= [a-zåäö]{2})", "i", 0.96, ("förekommer inte j alla", "förekommer inte i alla")),
    _rule("statute-space", r"\([12]\d{3}( :|: )(?=\d{1,4}\))", ":", 0.97, ("(1991 :865)", "(1991:865)")),
    _rule("statute-space", r"\([12]( )(?=\d{3}:\d{1,4}\))", "", 0.96, ("(1 980:283)", "(1980:283)")),
    _rule("apostrophe", r"[a-zåäö]s([”\"])(?= [A-ZÅÄÖ])", "’", 0.96, ("Mayors” Forum", "Mayors’ Forum")),
    _rule(
        "comma",
        r"[a-zåäö]{5}(\.)(?= (?!och\b|eller\b)[a-zåäö]{2})",
        ",",
        0.85,
        ("med fartyg. järnväg", "med fartyg, järnväg"),
    ),
    _rule(
        "full-stop",
        rf"[a-zåäö\d)]{{2}}(,)(?= (?:{_OPENING}) [a-zåäö])",
        ".",
        0.9,
        ("godkänts, Det är", "godkänts. Det är"),
    ),
    _rule("full-stop", r"[^\W\d](,\.)(?=\s|$)", ".", 0.97, ("företag,.", "företag.")),
    _rule("lone-letter", r"\b(4)(?= (?:andra|ena) sidan\b)", "å", 0.98, ("4 andra sidan", "å andra sidan")),
    _rule("lone-letter", r"\b(4)(?= \w+ v[aäi4]gnar\b)", "å", 0.97, ("4 statens vägnar", "å statens vägnar")),
    _rule("lone-letter", rf"[a-zåäö] (1)(?= (?:{_AFTER_I})\b)", "i", 0.9, ("medlemskapet 1 det", "medlemskapet i det")),
    _rule("hyphen", r"[^\W\d](-)(?=(?:och|eller|samt) )", "- ", 0.9, ("Norr-och Väster", "Norr- och Väster")),
)

ALONE = {
    name: re.compile(pattern, re.MULTILINE)
    for name, pattern in (
        ("apostrophe", "[”“\"„]"), ("last-i", r"\|$"), ("capital-i", r"^\|"), ("opening-quote", r"\*"),
    )
}  # fmt: skip
"""Rules that hold only when the paragraph has no other of these marks: a pair is no damage, bars below bars a frame."""

SIGNS = {
    "section-sign": "0123456789", "case-letter": "/", "dash-space": "—–", "opening-quote": "*", "half-quote": "'’‘",
    "nought": "-", "and-others": ".", "capital-i": "|", "figure-one": "|", "small-i": "|j", "last-i": "|",
    "section-i": "|", "statute-space": ":", "apostrophe": "”\"", "comma": ".", "full-stop": ".,", "lone-letter": "14",
    "hyphen": "-",
}  # fmt: skip
"""Signs of which a line has one wherever a rule holds; most lines have few of them."""

OF_TABLES = frozenset(("figure-one", "capital-i", "small-i", "last-i"))
"""Rules that hold in no table: there, bars stand between the cells."""

TABLE, ROW = 3, 2
"""Bars in one line, or in each of several, that make a table; in running text a line seldom has two words i."""


def rules_for(paragraph: str) -> list[MarkRule]:
    """Return the rules that may hold in a paragraph."""
    is_table = _is_table(paragraph)
    return [rule for rule in RULES if _may_hold(rule, paragraph) and not (is_table and rule.name in OF_TABLES)]


def _may_hold(rule: MarkRule, paragraph: str) -> bool:
    return _has_sign(rule, paragraph) and (rule.name not in ALONE or len(ALONE[rule.name].findall(paragraph)) <= 1)


def _is_table(paragraph: str) -> bool:
    bars = [line.count("|") for line in paragraph.split("\n")]
    rows = sum(count >= ROW for count in bars)
    return max(bars) >= TABLE or rows > 1 or (rows == 1 and len(bars) == 1)


def _has_sign(rule: MarkRule, text: str) -> bool:
    return any(sign in text for sign in SIGNS[rule.name])


def mark_repairs(line: str, rules: Iterable[MarkRule]) -> Iterator[Repair]:
    """Yield the repairs of marks in one line, which do not overlap but are in the rules' order."""
    taken: set[int] = set()
    for rule in rules:
        if not _has_sign(rule, line):
            continue
        for match in rule.pattern.finditer(line):
            start, end = match.span(1)
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                status = "auto" if rule.sure >= SURE else "ask"
                yield Repair(start, end, match[1], rule.right, rule.name, rule.sure, status)
