"""What blocks are called where people read about them."""

from __future__ import annotations

from pipeline.extract import Found, Kind
from pipeline.model import Marker
from pipeline.recover.corrections import KINDS
from pipeline.text import N_, _

# What a block is called; those of `corrections.KINDS` can be chosen.
LABELS = {
    "rubrik": N_("heading"),
    "stycke": N_("paragraph"),
    "citat": N_("quotation"),
    "punkt": N_("bullet item"),
    "pil": N_("arrow item"),
    "bock": N_("ticked item"),
    "nummer": N_("numbered item"),
    "caption": N_("caption"),
    "footnote": N_("footnote"),
    "table": N_("table"),
    "figure": N_("picture"),
}


def called(found: Found) -> tuple[str, int]:
    """Return what a block is, in the words of the review file, and its level, depth or number.

    >>> called(Found(Kind.HEADING, (), 2)), called(Found(Kind.ITEM, (), 1, Marker.NUMBER, 4))
    (('rubrik', 2), ('nummer', 4))
    """
    marker = (found.marker or Marker.BULLET) if found.kind is Kind.ITEM else None
    name = next((name for name, kind in KINDS.items() if kind == (found.kind, marker)), found.kind.value)
    return name, (found.number or 1) if marker is Marker.NUMBER else found.level


def label_of(found: Found) -> str:
    """Return what a block is called; the outermost items of a list need no depth."""
    kind, rank = called(found)
    if kind in ("rubrik", "nummer"):
        return f"{_(LABELS[kind])} {rank}"
    return _("{kind}, level {n}").format(kind=_(LABELS[kind]), n=rank) if rank > 1 else _(LABELS[kind])
