"""Damage to marks and single characters, which no lexicon helps with: a table of rules.

A rule is a pattern with one group, the damage; what it becomes; how sure that is on pages not used for writing it; and
what it says. Rules are asked in order; what one has claimed the next leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.repair.records import Repair


@dataclass(frozen=True, slots=True)
class MarkRule:
    """A pattern whose group 1 is the damage, and its remedy; `when` may look at the whole paragraph."""

    name: str
    pattern: re.Pattern[str]
    right: Callable[[str], str]
    sure: float
    example: tuple[str, str]
    when: Callable[[str], bool] = lambda _: True


def _one_quote(paragraph: str) -> bool:
    return sum(map(paragraph.count, '”“"„')) == 1


def _one_bar(paragraph: str) -> bool:
    return paragraph.count("|") == 1


_PARAGRAPH_NUMBER = r"(?:\d{1,3}(?: [a-z])?)"

RULES: tuple[MarkRule, ...] = (
    MarkRule(
        "section-sign",
        re.compile(rf"(?:\bkap\.|\benligt|\bi|\bav|\bmed|\btill|\bfr[aå]n|\boch|\beller) {_PARAGRAPH_NUMBER} ([8$S])(?=[ ,.;:)]|$)(?! \d)"),
        lambda _: "§",
        0.97,
        ("enligt 17 a 8, får", "enligt 17 a §, får"),
    ),
    MarkRule(
        "section-sign",
        re.compile(rf"(?:\bkap\.|\benligt) {_PARAGRAPH_NUMBER} ([8$S])(?=[ ,.;:)]|$)"),
        lambda _: "§",
        0.96,
        ("i 2 kap. 4 8 1 samma lag", "i 2 kap. 4 § 1 samma lag"),
    ),
    MarkRule(
        "section-sign",
        re.compile(rf"{_PARAGRAPH_NUMBER} (?:och|eller|[-–]) {_PARAGRAPH_NUMBER} (88|SS|\$\$|§8|8§|S§|§S)(?=[ ,.;:)]|$)"),
        lambda _: "§§",
        0.97,
        ("5 och 6 88 kommer", "5 och 6 §§ kommer"),
    ),
    MarkRule("case-letter", re.compile(r"(?<!\S)[(]?(\$)(?=\d{4}/\d)"), lambda _: "S", 0.97, ("$2025/01847", "S2025/01847")),
    MarkRule("capital-i", re.compile(r"(?:^|[.!?:] )(\|)(?= [a-zåäö])"), lambda _: "I", 0.97, ("| dag", "I dag"), _one_bar),
    MarkRule(
        "apostrophe", re.compile(r"[a-zåäö]s([”\"])(?= [A-ZÅÄÖ])"), lambda _: "’", 0.96, ("Mayors” Forum", "Mayors’ Forum"), _one_quote
    ),
    MarkRule("full-stop", re.compile(r"[^\W\d](,\.)(?=\s|$)"), lambda _: ".", 0.97, ("företag,.", "företag.")),
    MarkRule("lone-letter", re.compile(r"\b(4)(?= (?:andra|ena) sidan\b)"), lambda _: "å", 0.98, ("4 andra sidan", "å andra sidan")),
    MarkRule("lone-letter", re.compile(r"\b(4)(?= \w+ v[aäi4]gnar\b)"), lambda _: "å", 0.97, ("4 statens vägnar", "å statens vägnar")),
    MarkRule("lone-letter", re.compile(r"[a-zåäö] (1)(?= (?:den|det|de|en|ett|sin|sitt|sina|form|samband|enlighet|syfte)\b)"), lambda _: "i", 0.9, ("medlemskapet 1 det", "medlemskapet i det")),
    MarkRule("hyphen", re.compile(r"[^\W\d](-)(?=(?:och|eller|samt) )"), lambda _: "- ", 0.97, ("Norr-och Västerbotten", "Norr- och Västerbotten")),
)  # fmt: skip


def mark_repairs(line: str, paragraph: str) -> Iterator[Repair]:
    """Yield the repairs of marks in one line, which do not overlap but are in the rules' order."""
    taken: set[int] = set()
    for rule in RULES:
        for match in rule.pattern.finditer(line):
            start, end = match.span(1)
            if rule.when(paragraph) and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                yield Repair(start, end, match[1], rule.right(match[1]), rule.name, rule.sure, "auto")
