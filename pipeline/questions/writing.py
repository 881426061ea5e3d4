"""A review → the text of `review.txt`, in the form that `file` reads."""

from __future__ import annotations

from pipeline.questions.entries import ARROW, CORRECTIONS_MARK, STALE_MARK
from pipeline.questions.review import Correction, Question, Review, Spot

HEAD = """\
# Frågor om inläsningen av den tidigare planen
#
# Varje fråga gäller ett ord som inte gick att läsa säkert: först ordet som det lästes, sedan den troliga läsningen.
# Skriv svaret efter svar:
#     ja           den troliga läsningen är rätt
#     nej          ordet ska stå som det lästes
#     rätt ord     skriv ordet som det ska vara
# Ett svar som bara gäller ett av ställena får en egen rad, med ställets namn: svar s. 4 1f9c0381: rätt ord
# Frågorna står efter hur många ställen de gäller. Obesvarade frågor gör planen till ett UTKAST.
"""


def write_review(review: Review) -> str:
    """Return the text of a review file; `parse_review` reads it back."""
    parts = [HEAD, *map(_question_text, review.questions)]
    if review.corrections:
        parts += [f"{CORRECTIONS_MARK}\n", *map(correction_text, review.corrections)]
    if review.stale or review.unfit:
        parts += [f"{STALE_MARK}\n", *map(_question_text, review.stale), *map(correction_text, review.unfit)]
    return "\n".join(parts)


def _question_text(question: Question) -> str:
    lines = [f"fråga: {question.before} {ARROW} {question.after}"]
    if question.confidence:
        lines.append(f"säkerhet: {_percent(question.confidence)} %")
    lines += [f"sammanhang: {context}" for context in question.contexts]
    if question.spots:
        lines.append("ställen: " + ", ".join(map(spot_text, question.spots)))
    lines += question.notes
    lines += [f"svar {spot_text(spot)}: {answer}" for spot, answer in question.here]
    return "\n".join([*lines, f"svar: {question.answer}".rstrip(), ""])


def correction_text(correction: Correction) -> str:
    """Return a correction's entry."""
    block = f"s. {correction.page} {correction.key} {correction.words}".rstrip()
    return f"rättelse: {correction.action}\nstycke: {block}\n"


def spot_text(spot: Spot) -> str:
    """Return a place as the file writes it."""
    return f"s. {spot.page} {spot.key}"


def _percent(confidence: float) -> str:
    return f"{confidence * 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
