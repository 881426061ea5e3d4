"""Write activities as TOML: what was read from a workbook goes into activities.toml, and nothing else changes there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from pipeline.model import Activity

LISTS = ("partners", "goals")
TABLES = {"travel": ("mode", "persons", "distance"), "funding": ("programme", "amount")}
# The keys in the order in which people write them; those with an empty value are left out, unless they are needed.
KEYS = (
    "id", "title", "purpose", "focus", "partners", "goals", "body", "contact", "start", "end", "place", "meeting",
    "meeting_reason", "travel", "cost", "funding", "equality", "indicator", "status", "status_reason", "result",
)  # fmt: skip
NEEDED = ("id", "title", "purpose", "focus", "partners", "goals", "start", "end", "meeting")


def write_activity(activity: Activity) -> str:
    """Return an activity as a table of activities.toml; reading it gives the same activity."""
    return "\n".join(("[[activity]]", *_lines(activity), *_answers(activity))) + "\n"


def _lines(activity: Activity) -> Iterator[str]:
    for key in KEYS:
        value = getattr(activity, key)
        if value or key in NEEDED:
            yield f"{key} = {_value(key, value)}"


def _answers(activity: Activity) -> list[str]:
    if not activity.answers:
        return []
    return ["", "[activity.answers]", *(f"{key} = {write_string(answer)}" for key, answer in activity.answers)]


def _value(key: str, value: object) -> str:
    if isinstance(value, int):
        return str(value)
    if key in LISTS and isinstance(value, tuple):
        return "[" + ", ".join(map(write_string, value)) + "]"
    if key in TABLES and isinstance(value, tuple):
        return "[" + ", ".join(_table(row, TABLES[key]) for row in value) + "]"
    return write_string(str(value))


def _table(row: object, keys: Iterable[str]) -> str:
    return "{ " + ", ".join(f"{key} = {_value('', getattr(row, key))}" for key in keys) + " }"


def write_string(text: str) -> str:
    """Return a basic string; JSON's escapes are TOML's, but for the one character that only TOML escapes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def update_activities(text: str, old: Iterable[Activity], new: Iterable[Activity]) -> str:
    """Return the text of an activities.toml with activities replaced where they stand, and new ones at its end.

    `old` are the activities as they were read from the text; comments and all other tables stay as they are.
    """
    lines = text.rstrip("\n").split("\n")
    changed = {activity.id: activity for activity in new}
    spans = _spans(lines, {activity.origin.line: activity for activity in old})
    for start, end, activity in reversed(spans):
        if activity.id in changed and changed[activity.id] != activity:
            lines[start:end] = write_activity(changed[activity.id]).rstrip("\n").split("\n")
    known = {activity.id for _start, _end, activity in spans}
    added = [write_activity(activity).rstrip("\n") for id_, activity in changed.items() if id_ not in known]
    return "\n\n".join(("\n".join(lines), *added)).rstrip("\n") + "\n"


def _spans(lines: list[str], starts: Mapping[int, Activity]) -> list[tuple[int, int, Activity]]:
    """Return where each activity begins and ends, as indexes of lines; comments after it are not its own."""
    spans = []
    for line, activity in sorted(starts.items()):
        end = line
        for n in range(line, len(lines)):
            if lines[n].startswith("[") and not lines[n].startswith(("[activity.", "[[activity.")):
                break
            if lines[n].strip() and not lines[n].startswith("#"):
                end = n + 1
        spans.append((line - 1, end, activity))
    return spans
