"""A question as the page shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipeline.questions import Question, Spot
from pipeline.repair import Repair
from pipeline.repair.explain import explain
from pipeline.review.folder import Folder, Snapshot, question_id
from pipeline.text import N_, _, spoken

# What the doubt is about, by the rules of the reading that raise it.
KINDS = {
    "word": N_("a known word"),
    "compound": N_("a compound"),
    "unknown": N_("an unknown word"),
    "space": N_("a space or a hyphen"),
    "sign": N_("a sign"),
}
_KIND_OF = {
    "ocr-compound": "compound",
    "ocr-novel": "unknown",
    "ocr-slip": "unknown",
    "ocr-split": "space",
    "hyphen": "space",
    "line-hyphen": "space",
}


def listed(folder: Folder, snapshot: Snapshot) -> dict[str, Any]:
    """Return the whole queue in short, the most frequent questions first, and how much of it is done."""
    rows = [row_of(folder, id_, question) for id_, question in snapshot.questions.items()]
    rows.sort(key=lambda row: -row["count"])
    return {"version": snapshot.version, "questions": rows}


def row_of(folder: Folder, id_: str, question: Question) -> dict[str, Any]:
    """Return a question in short."""
    return {
        "id": id_,
        "before": question.before,
        "after": question.after,
        "confidence": question.confidence,
        "count": max(1, len(question.spots)),
        "pages": sorted({spot.page for spot in question.spots}),
        "kind": _kind(folder, question),
        "answer": question.answer,
        "open": question.is_open,
    }


def _kind(folder: Folder, question: Question) -> str:
    if not any(map(str.isalpha, question.after)):
        return "sign"
    rules = (record.get("rule", "") for _spot, record in folder.records_of(question))
    rule = next(filter(None, rules), "")
    return _KIND_OF.get(rule, "space" if " " in question.before + question.after else "word")


def shown(folder: Folder, question: Question) -> dict[str, Any]:
    """Return all that the page shows of a question."""
    records = folder.records_of(question)
    record = next((record for _spot, record in records if record), {})
    return {
        "id": question_id(question),
        "before": question.before,
        "after": question.after,
        "answer": question.answer,
        "reason": _reason(question, record),
        "readings": _readings(question, record),
        "places": [_place(question, n, spot, found) for n, (spot, found) in enumerate(records)],
    }


def _readings(question: Question, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the likely reading, what stands on the page, and the others, each with its probability if it is known."""
    shares = dict(record.get("alternatives", ()))
    words = dict.fromkeys([question.after, question.before, *shares])
    likely = {question.after: question.confidence or None}
    return [{"words": word, "share": {**shares, **likely}.get(word)} for word in words]


def _reason(question: Question, record: Mapping[str, Any]) -> str:
    if not record:
        return ""
    fits = record["after"] == question.after or record["status"] == "answered"
    alternatives = tuple((word, share) for word, share in record["alternatives"] if word != question.after)
    words = question.before, question.after, record["rule"], question.confidence, "ask"
    witnesses = tuple(record.get("witnesses", {}).items())
    repair = Repair(0, 0, *words, alternatives, record["why"] if fits else "", witnesses)
    sentence = explain(repair)
    decimal = (r"(\d)\.(\d+) ?%", r"\1,\2 %") if spoken() == "sv" else (r"(\d),(\d+) ?%", r"\1.\2%")
    return re.sub(*decimal, sentence)


def _place(question: Question, n: int, spot: Spot, record: Mapping[str, Any]) -> dict[str, Any]:
    context = question.contexts[n] if n < len(question.contexts) else ""
    left, _mark, rest = context.partition("[")
    word, _mark, right = rest.partition("]")
    return {
        "spot": f"{spot.page} {spot.key}",
        "page": spot.page,
        "context": [left, word, right],
        "answer": dict(question.here).get(spot, ""),
        "box": record.get("bbox"),
    }


def kinds() -> dict[str, str]:
    """Return the names of the kinds in the language of the page."""
    return {name: _(label) for name, label in KINDS.items()}
