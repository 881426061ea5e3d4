"""Repair: words that OCR or a wrong encoding damaged → Swedish, with a record for every change and every doubt.

Read `letters` (what damage touches), `channel` and `lattice` (how), `known` and `search` (what a token may be),
`context` (what the neighbours and their `classes` say), `nearby` (what this page shows), `decide` (the weighing, and
the `echo` of the rest of the text), `gates` (what may change at all), `recording` and `tracing` (from choices, and from
lines that were decoded, to records) and `repairer` (from lines to lines), in this order. `evidence` notes what decided,
and `explain` says it.
"""

from __future__ import annotations

from pipeline.repair.evidence import facts
from pipeline.repair.explain import explain, explain_unchanged
from pipeline.repair.model import MODEL_VERSION
from pipeline.repair.records import Repair, RepairedLine, replay
from pipeline.repair.repairer import Repairer

__all__ = ["MODEL_VERSION", "Repair", "RepairedLine", "Repairer", "explain", "explain_unchanged", "facts", "replay"]
