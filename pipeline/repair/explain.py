"""A repair as a sentence that a person understands."""

from __future__ import annotations

from pipeline.repair.records import Repair


def explain(repair: Repair) -> str:
    """Return why the word was changed, or is asked about."""
    return f"{repair.before} → {repair.after} ({repair.confidence:.1%})"
