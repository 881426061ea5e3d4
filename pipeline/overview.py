"""The page that links and explains all outputs: output/index.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.model import Edition, Plan
from pipeline.text import _, _n

FORMATS = {"pdf": "PDF", "docx": "Word", "html": "HTML"}


def render_overview(
    editions: Sequence[Edition], sizes: Mapping[str, int], plans: Sequence[Plan], reports: Sequence[str]
) -> str:
    """Return the page.

    `sizes` holds each output's size in bytes by its path below the root; `reports` are the pages that show how the
    prior plans were read, relative to this page.
    """
    environment = Environment(
        loader=PackageLoader("pipeline"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.globals.update(_=_, _n=_n)
    cards = [(edition, _files(edition, sizes)) for edition in editions]
    return environment.get_template("overview.html").render(cards=cards, reports=reports, next_step=_next_step(plans))


def _files(edition: Edition, sizes: Mapping[str, int]) -> list[tuple[str, str, str]]:
    names = {suffix: f"{edition.slug}.{suffix}" for suffix in FORMATS}
    return [(names[suffix], label, _size(sizes[f"output/{names[suffix]}"])) for suffix, label in FORMATS.items()]


def _size(size: int) -> str:
    return _("{n} kB").format(n=max(1, round(size / 1000)))


def _next_step(plans: Sequence[Plan]) -> str:
    n = sum(plan.open_questions for plan in plans)
    if n:
        words = _n("Next: answer {n} question in review.txt.", "Next: answer {n} questions in review.txt.", n)
        return words.format(n=n)
    return _("Nothing is waiting: every question is answered and every rule is kept.")
