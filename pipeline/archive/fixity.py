"""A record of each verification: a PREMIS event as one line in a journal beside what was verified.

It is the one thing here that has the clock's time: it says when someone looked.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipeline import __version__
from pipeline.archive.ledger import append
from pipeline.archive.material import SYSTEM


def record(journal: Path, verified: str, digest: str, findings: int, now: datetime | None = None) -> bool:
    """Add the event to a journal; say whether it could be written (what lies on a read-only medium has none)."""
    event = {
        "eventType": "fixity check",
        "eventDateTime": (now or datetime.now(UTC)).isoformat(timespec="seconds"),
        "eventOutcome": "fail" if findings else "pass",
        "eventOutcomeDetail": f"{findings}",
        "linkingAgent": f"{SYSTEM} {__version__}",
        "linkingObject": verified,
        "messageDigest": digest,
    }
    try:
        append(journal, event)
    except OSError:
        return False
    return True
