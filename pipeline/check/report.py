"""Findings for people and for machines: lines of text, JSON, SARIF 2.1.0 and the annotations of GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from pipeline import __version__
from pipeline.check.rule import WARNING, Finding
from pipeline.check.rules import RULES
from pipeline.text import _, _n

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(findings: Sequence[Finding]) -> str:
    """Return a line for each finding that is not waived: place, what, remedy and the rule's name."""
    return "".join(f"{_line(finding)}\n" for finding in findings if not finding.waived)


def _line(finding: Finding) -> str:
    problem = finding.problem
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    grave = _("warning: ") if problem.severity == WARNING else ""
    rule = f" [{finding.rule}]" if finding.rule else ""
    return f"{place}: {grave}{problem.what} {problem.remedy}{rule}"


def summary(findings: Sequence[Finding]) -> str:
    """Return how many findings there are, in a sentence."""
    errors = sum(finding.stops for finding in findings)
    waived = sum(bool(finding.waived) for finding in findings)
    warnings = len(findings) - errors - waived
    parts = [
        _n("{n} error", "{n} errors", errors).format(n=errors),
        _n("{n} warning", "{n} warnings", warnings).format(n=warnings),
        _n("{n} waived", "{n} waived", waived).format(n=waived),
    ]
    return ", ".join(parts)


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings as one JSON object: `problems`, and how many are errors and warnings."""
    problems = [
        {
            "file": finding.problem.file,
            "line": finding.problem.line,
            "severity": finding.problem.severity,
            "rule": finding.rule,
            "about": finding.about,
            "what": finding.problem.what,
            "remedy": finding.problem.remedy,
            "waived": finding.waived,
        }
        for finding in findings
    ]
    errors = sum(finding.stops for finding in findings)
    warnings = sum(finding.problem.severity == WARNING and not finding.waived for finding in findings)
    return _dump({"errors": errors, "warnings": warnings, "problems": problems})


def as_sarif(findings: Sequence[Finding]) -> str:
    """Return the findings as a SARIF log; a waiver is a suppression in the source."""
    rules = [
        {
            "id": rule.name,
            "shortDescription": {"text": _(rule.demand)},
            "defaultConfiguration": {"level": rule.severity},
        }
        for rule in RULES
    ]
    driver = {"name": "plan", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": list(map(_result, findings))}
    return _dump({"$schema": SARIF, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding) -> dict[str, Any]:
    problem = finding.problem
    location = {"artifactLocation": {"uri": problem.file}, "region": {"startLine": max(problem.line, 1)}}
    result: dict[str, Any] = {
        "ruleId": finding.rule or "source",
        "level": problem.severity,
        "message": {"text": f"{problem.what} {problem.remedy}".rstrip()},
        "locations": [{"physicalLocation": location}],
    }
    if finding.waived:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.waived}]
    return result


def as_github(findings: Sequence[Finding]) -> str:
    """Return the findings that are not waived as workflow commands, which show in a pull request's margin."""
    return "".join(_annotation(finding) for finding in findings if not finding.waived)


def _annotation(finding: Finding) -> str:
    problem = finding.problem
    place = f"file={_property(problem.file)},line={max(problem.line, 1)},title={_property(finding.rule or 'source')}"
    message = f"{problem.what} {problem.remedy}".rstrip()
    return f"::{problem.severity} {place}::{_message(message)}\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {"json": as_json, "sarif": as_sarif, "github": as_github}
