"""Find every breach of a rule, and set the waivers against them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from pipeline.check.rule import WARNING, Facts, Fault, Finding, Rule
from pipeline.check.rules import RULES
from pipeline.errors import Problem
from pipeline.model import Origin, Plan, Waiver
from pipeline.text import _

IDLE_WAIVER = "idle-waiver"
Waived = dict[tuple[str, str, str], Waiver]


def check(plan: Plan, unread: Sequence[Problem] = ()) -> tuple[Problem, ...]:
    """Return what must be mended in a plan's sources before it is typeset, sorted by file and line."""
    return tuple(finding.problem for finding in find(plan, unread) if finding.stops)


def find(plan: Plan, unread: Sequence[Problem] = ()) -> tuple[Finding, ...]:
    """Return every breach of a rule, warnings and waived ones too, sorted by file and line.

    `unread` is what kept the plan from being read whole: then only what stops is returned, and nothing about an entry
    that has such a problem, for it may be the problem's own shadow.
    """
    facts, waivers = Facts(plan), _waivers(plan)
    found = [_finding(rule, fault, waivers) for rule in RULES for fault in rule.find(facts)]
    if unread:
        half_read = _half_read(plan, unread)
        return tuple(sorted(f for f in found if f.stops and (f.problem.file, f.problem.line) not in half_read))
    used = {(finding.problem.file, finding.rule, finding.about) for finding in found if finding.waived}
    return tuple(sorted((*found, *_idle(waivers, used))))


def _half_read(plan: Plan, unread: Iterable[Problem]) -> set[tuple[str, int]]:
    """Return the file and line where each entry begins in which a problem stands."""
    starts: dict[str, list[int]] = {}
    for origin in sorted(_origins(plan), key=lambda origin: origin.line):
        starts.setdefault(origin.file, []).append(origin.line)
    owned = ((problem, starts[problem.file]) for problem in unread if problem.file in starts)
    return {(problem.file, lines[max(0, bisect_right(lines, problem.line) - 1)]) for problem, lines in owned}


def _origins(plan: Plan) -> Iterator[Origin]:
    registers = (plan.partners, plan.goals, plan.focus, plan.questions, plan.bodies, plan.programmes, plan.rules)
    entries = (entry for register in registers for entry in register)
    yield plan.origin
    yield from (entry.origin for entry in entries)
    for year in plan.years:
        yield year.origin
        yield from (activity.origin for activity in year.activities)
        yield from (waiver.origin for waiver in year.waivers)
        yield from (change.origin for change in year.changes)


def _waivers(plan: Plan) -> Waived:
    """Return the waivers by file, rule and what they are about; only rules that the plan sets can be waived."""
    rules = {rule.id for rule in plan.rules}
    return {
        (waiver.origin.file, waiver.rule, about): waiver
        for year in plan.years
        for waiver in year.waivers
        if waiver.rule in rules
        for about in waiver.names
    }


def _finding(rule: Rule, fault: Fault, waivers: Waived) -> Finding:
    waiver = waivers.get((fault.origin.file, rule.name, fault.about))
    problem = Problem(fault.origin.file, fault.origin.line, fault.what, fault.remedy, severity=rule.severity)
    return Finding(problem, rule.name, fault.about, waiver.reason if waiver else "")


def _idle(waivers: Waived, used: Iterable[tuple[str, str, str]]) -> list[Finding]:
    """Return the waivers that nothing needs any more."""
    findings = []
    for (file, rule, about), waiver in waivers.items():
        if (file, rule, about) not in used:
            what = _("The waiver of {rule} for {about} is not needed.").format(rule=rule, about=about)
            problem = Problem(file, waiver.origin.line, what, _("Remove it."), severity=WARNING)
            findings.append(Finding(problem, IDLE_WAIVER, about))
    return findings
