"""What was adopted stays as it was: the digest of a year's plan, and how it comes into its file.

The digest is that of what was decided: the introduction, how the year is evaluated, the activities and the exceptions.
How the activities went (their status, its reason and the result) is written later, and takes no part in it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from pipeline.markdown import write_blocks
from pipeline.model import ADOPTED, Activity, Change, Year
from pipeline.sources.write import write_activity

FROZEN = re.compile(r'^frozen = ".*"\n', re.MULTILINE)
STATUS = re.compile(r'^status = ".*"\n', re.MULTILINE)


def digest_of_year(year: Year) -> str:
    """Return the digest of what was decided for a year: `sha256:` and 64 digits."""
    parts = [
        str(year.year),
        write_blocks(year.introduction),
        write_blocks(year.evaluation),
        *(write_activity(_as_planned(activity)) for activity in year.activities),
        *("\n".join((waiver.rule, *waiver.names, waiver.reason)) for waiver in year.waivers),
        *(_words(change) for change in year.changes),
    ]
    return "sha256:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _words(change: Change) -> str:
    decision = change.decision
    decided = (decision.body, decision.date.isoformat(), decision.paragraph, decision.diary_number)
    words = (change.kind, change.target, change.old, write_blocks(change.new), change.reason, change.after, *decided)
    return "\n".join(words)


def _as_planned(activity: Activity) -> Activity:
    return replace(activity, status="", status_reason="", result="")


def adopt(text: str, year: Year) -> str:
    """Return the text of an activities.toml as adopted: its status, and the digest of what was decided."""
    lines = f'status = "{ADOPTED}"\nfrozen = "{digest_of_year(year)}"\n'
    return STATUS.sub(lambda _match: lines, FROZEN.sub("", text), count=1)
