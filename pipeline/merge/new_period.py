"""Begin a new period from the old plan: its text as it stands, its ids and registers, and what must be decided anew."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from pipeline.errors import Problem
from pipeline.markdown import write
from pipeline.merge.blocks import find_blocks, words_of
from pipeline.merge.registers import partners_of
from pipeline.merge.texts import text_as_of
from pipeline.model import Entry, List, Plan
from pipeline.text import _

COPIED = ("goals.toml", "focus.toml", "organisation.toml", "funding.toml", "rules.toml")
DECISION = re.compile(r"^\[decision\]\n(?:(?!\[).*\n?)*", re.MULTILINE)
UNSETTLED = ("vilande", "avsikt")


def begin_period(plan: Plan, files: dict[str, str], first: int, last: int) -> dict[str, str]:
    """Return the files of a new period's folder; `files` are the old one's plan.toml and registers by name.

    The new plan is a draft. Its text is the old one's after all decisions, with the same ids; its partners have the
    names and the status that they have at last.
    """
    text = text_as_of(plan, plan.last_year)
    title = _in_new_years(plan.title, plan, first, last)
    document = replace(text, title=title, source="", reader="")
    return {
        "plan.toml": _plan_toml(files["plan.toml"], title, first, last),
        "plan.md": write(document),
        "partners.toml": _partners_toml(files["partners.toml"], plan),
        **{name: files[name] for name in COPIED if name in files},
    }


def to_decide(plan: Plan, first: int) -> Iterator[Problem]:
    """Yield what a new period's plan cannot take over unseen: its old years, and the partners that are unsettled."""
    folder = plan.origin.file.removesuffix("plan.toml")
    for block in find_blocks(text_as_of(plan, plan.last_year).blocks):
        years = sorted({year for year in re.findall(r"\b20\d\d\b", words_of(block)) if int(year) < first})
        if years and not isinstance(block, List) and block.id:
            what = _("The passage {{#{id}}} speaks of {years}.").format(id=block.id, years=", ".join(years))
            yield Problem(
                block.origin.file or f"{folder}plan.md",
                block.origin.line,
                what,
                _("Does it still hold?"),
                severity="warning",
            )
    for partner in partners_of(plan, plan.last_year):
        if partner.status in UNSETTLED or 0 < partner.until < first:
            what = (_("{partner} has the status {status}, until {until}.") if partner.until
                    else _("{partner} has the status {status}."))  # fmt: skip
            what = what.format(partner=partner.name, status=partner.status, until=partner.until)
            remedy = _("Is the cooperation part of the new plan?")
            yield Problem(partner.origin.file, partner.origin.line, what, remedy, severity="warning")


def _in_new_years(words: str, plan: Plan, first: int, last: int) -> str:
    """Return words with the old period's years, however they are set, replaced by the new ones."""
    return re.sub(rf"{plan.first_year}(\s*[–-]\s*){plan.last_year}", rf"{first}\g<1>{last}", words)


def _plan_toml(text: str, title: str, first: int, last: int) -> str:
    keys = {"title": _toml(title), "first_year": str(first), "last_year": str(last), "status": _toml("utkast"),
            "diary_number": _toml("")}  # fmt: skip
    lines = DECISION.sub("", text).split("\n")
    for key, value in keys.items():
        at = next((n for n, line in enumerate(lines) if line.startswith(f"{key} = ")), None)
        if at is not None:
            lines[at] = f"{key} = {value}"
    return "\n".join(lines)


def _toml(value: object) -> str:
    """Return a text or a list of texts as TOML, whose strings are JSON's."""
    return json.dumps(value, ensure_ascii=False)


def _partners_toml(text: str, plan: Plan) -> str:
    """Return the register with what decisions changed, and every other line as it was."""
    lines = text.split("\n")
    now = {entry.id: entry for entry in partners_of(plan, plan.last_year)}
    for old in reversed(plan.partners):
        lines[old.origin.line : old.origin.line] = _changed(lines, old, now[old.id])
    return "\n".join(lines)


def _changed(lines: list[str], old: Entry, new: Entry) -> list[str]:
    """Give the keys that decisions changed their new values in an entry's lines; return those that it did not have."""
    keys = {}
    if new.name != old.name:
        keys["name"] = _toml(new.name)
        keys["other_names"] = _toml(list(new.other_names))
    if new.status != old.status or old.statuses:
        keys["status"] = _toml(new.status)
    start = old.origin.line
    end = next((n for n in range(start, len(lines)) if lines[n].startswith("[[")), len(lines))
    before = takewhile(lambda line: line != "[partner.statuses]", lines[start:end])
    own = [line for line in before if not line.startswith("statuses = ")]
    lines[start:end] = own
    there = {line.split(" =")[0]: n for n, line in enumerate(own, start)}
    for key in keys.keys() & there.keys():
        lines[there[key]] = f"{key} = {keys[key]}"
    return [f"{key} = {value}" for key, value in keys.items() if key not in there]
