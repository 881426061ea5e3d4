"""What the year costs and who pays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.merge.compose import heading, kronor, paragraph, percent, table
from pipeline.merge.figures import funding_chart
from pipeline.merge.view import YearView
from pipeline.model import Align, Block
from pipeline.text import _


def funding(view: YearView) -> Iterator[Block]:
    """Yield the section on cost and funding; a year whose activities cost nothing has none."""
    total = sum(activity.cost for activity in view.activities)
    if not total:
        return
    yield heading(1, _("Cost and funding"), "kostnad-och-finansiering")
    yield from funding_chart(view)
    yield paragraph(" ".join(_sentences(view, total)))
    yield table(
        (_("Programme or budget"), _("Activities"), _("Amount"), _("Share")),
        list(_rows(view, total)),
        _("How the year's activities are paid"),
        "finansiering",
        (Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT),
    )


def amount_by_kind(view: YearView) -> Counter[str]:
    """Return what programmes of each kind (EU, nordiskt, eget, annat) pay, in kronor."""
    amounts: Counter[str] = Counter()
    for activity in view.activities:
        for part in activity.funding:
            if part.programme in view.programmes:
                amounts[view.programmes[part.programme].kind] += part.amount
    return amounts


def _sentences(view: YearView, total: int) -> Iterator[str]:
    yield _("The year's activities cost {total} in all.").format(total=kronor(total))
    amounts = amount_by_kind(view)
    if amounts["EU"]:
        words = _("Programmes of the EU pay {amount}, {share} of the cost.")
        yield words.format(amount=kronor(amounts["EU"]), share=percent(amounts["EU"], total))
    if amounts["eget"]:
        words = _("The municipality and its companies pay {amount} from their own budgets.")
        yield words.format(amount=kronor(amounts["eget"]))


def _rows(view: YearView, total: int) -> Iterator[tuple[str, str, str, str]]:
    for programme in view.plan.programmes:
        parts = [f.amount for a in view.activities for f in a.funding if f.programme == programme.id]
        if parts:
            yield programme.name, str(len(parts)), kronor(sum(parts)), percent(sum(parts), total)
    yield _("In all"), str(len(view.activities)), kronor(total), percent(total, total)
