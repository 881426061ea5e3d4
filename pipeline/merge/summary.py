"""A year in short: two pages for the council and the web, from the same data as the year's plan.

What fits is chosen by rule, so that the pages are never more than two: the introduction's first paragraphs, what was
decided, and as many activities of each focus area as there is then room for, those that cost most first. What is left
out is counted, and stands in the year's plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import ceil

from pipeline.markdown.inlines import plain
from pipeline.merge.compose import decided, heading, number, paragraph, period, strong, table
from pipeline.merge.decisions import what_changes
from pipeline.merge.view import YearView
from pipeline.merge.year import dated, decided_facts, marks_of, numbers_of
from pipeline.model import (
    Activity,
    Block,
    Document,
    Edition,
    Entry,
    Inline,
    List,
    ListItem,
    Paragraph,
    Plan,
    Text,
    Year,
)
from pipeline.text import N_, _, _n

INTRODUCTION = 450  # characters of the introduction, at most
CHANGES = 4  # decided changes, at most
# What things take of the two pages, in lines of the body text; the styles that ship take a little less. A page holds
# 40 lines, and where the first one ends, a table or a heading may leave some of it empty.
ROOM, MASTHEAD, MARK, HEADING, ROW, CHOICE = 75, 13, 2, 3.6, 1.35, 1.6
WIDTH = 70  # characters that a line holds at least
CHOSEN = N_("Of the activities in each focus area, those that cost most are named.")


def summary_edition(plan: Plan, year: Year, before: Document, after: Document) -> Edition:
    """Return a year's summary; `before` and `after` are the plan's text around the year's decisions."""
    view = YearView.of(plan, year)
    title = _("Activity plan {year} in short").format(year=year.year)
    introduction, numbers = tuple(_introduction(year)), tuple(_numbers(view))
    changes, marks, more = tuple(_changes(view, before, after)), tuple(marks_of(plan, year)), _more(year)
    used = MASTHEAD + MARK * len(marks) + 3 * HEADING + ROW * len(numbers)
    used += sum(map(_lines, (*introduction, *changes, more)))
    blocks = (
        *introduction,
        *_in_numbers(numbers),
        *_activities(view, ROOM - used),
        *_headed(_("What is changed in the four-year plan"), "andringar", changes),
        more,
    )
    return Edition(
        slug=f"sammanfattning-{year.year}",
        title=title,
        subtitle=plan.title,
        publisher=plan.publisher,
        document=Document(title, blocks, lang=plan.lang),
        date=dated(year),
        marks=marks,
        facts=tuple(decided_facts(year)),
        brief=True,
    )


def _lines(block: Block | ListItem) -> float:
    """Return how many lines a paragraph or list takes."""
    if isinstance(block, List):
        return sum(map(_lines, block.items)) + 0.5
    if isinstance(block, ListItem):
        return ceil(len(plain(block.inlines)) / WIDTH) + 0.25 + sum(map(_lines, block.children))
    return ceil(len(plain(block.inlines)) / WIDTH) + 0.6 if isinstance(block, Paragraph) else 0


def _headed(words: str, id_: str, blocks: Sequence[Block]) -> Iterator[Block]:
    if blocks:
        yield heading(1, words, id_)
        yield from blocks


def _introduction(year: Year) -> Iterator[Block]:
    """Yield the introduction's first paragraphs: as many as there is room for."""
    length = 0
    for block in year.introduction:
        if not isinstance(block, Paragraph) or (length := length + len(plain(block.inlines))) > INTRODUCTION:
            return
        yield replace(block, id="")


def _numbers(view: YearView) -> Iterator[tuple[str, str]]:
    if view.activities:
        yield from numbers_of(view)
        served = sum(any(goal.id in a.goals for a in view.activities) for goal in view.plan.goals)
        yield _("Goals served"), _("{n} of {total} goals").format(n=served, total=len(view.plan.goals))


def _in_numbers(numbers: Sequence[tuple[str, str]]) -> Iterator[Block]:
    if numbers:
        yield from _headed(_("The year in numbers"), "aret-i-siffror", [table((), numbers, "", "siffror")])


def _changes(view: YearView, before: Document, after: Document) -> Iterator[Block]:
    changes = sorted(view.year.changes, key=lambda change: change.decision.date)
    if changes:
        words = [f"{what_changes(view, c, before, after)} ({decided(c.decision)})." for c in changes[:CHANGES]]
        if rest := len(changes) - len(words):
            words.append(_n("and one more", "and {n} more", rest).format(n=number(rest)))
        yield List(tuple(ListItem((Text(item),)) for item in words))


def _more(year: Year) -> Paragraph:
    words = _("Partners, funding, journeys, the follow-up and the decisions are in Annual activity plan {year}.")
    return paragraph(words.format(year=year.year))


# ── The activities ───────────────────────────────────────────────────────────────────────────────────────────────────


def _activities(view: YearView, room: float) -> Iterator[Block]:
    """Yield the list of the focus areas with their largest activities: as many as there is room for."""
    areas = [(focus, view.in_focus(focus)) for focus in view.plan.focus if view.in_focus(focus)]
    ranked = _ranked([activities for _focus, activities in areas])
    most = min(len(ranked), int(room))  # each takes a line at least
    lists = (_listed(areas, ranked[:n]) for n in range(most, -1, -1))
    chosen = next((found for found in lists if found.items and _lines(found) <= room - CHOICE), None)
    said = [paragraph(_(CHOSEN))] if chosen and _named(chosen) < len(ranked) else []
    yield from _headed(_("What is to be done"), "aktiviteter", [*said, chosen] if chosen else [])


def _named(areas: List) -> int:
    return sum(len(inner.items) for area in areas.items for inner in area.children if isinstance(inner, List))


def _ranked(areas: Iterable[Sequence[Activity]]) -> list[Activity]:
    """Return the activity of each area that costs most, the largest first, then the second of each, and so on."""
    ranked = [
        (rank, -activity.cost, activity.id, activity)
        for activities in areas
        for rank, activity in enumerate(sorted(activities, key=lambda activity: (-activity.cost, activity.id)))
    ]
    return [activity for *_order, activity in sorted(ranked, key=lambda row: row[:3])]


def _listed(areas: Iterable[tuple[Entry, Sequence[Activity]]], chosen: Sequence[Activity]) -> List:
    ids = {activity.id for activity in chosen}
    return List(tuple(_area(focus, every, [a for a in every if a.id in ids]) for focus, every in areas))


def _area(focus: Entry, activities: Sequence[Activity], shown: Sequence[Activity]) -> ListItem:
    """Return an area with some of its activities, in the order of their time; it says of how many they are."""
    total, inner = len(activities), List(tuple(ListItem(_words(activity)) for activity in shown))
    if len(shown) == total:
        return ListItem(strong(focus.name), children=(inner,))
    if shown:
        words = _n("one of {total} activities", "{n} of {total} activities", len(shown))
    else:
        words = _n("one activity", "{total} activities", total)
    counted = Text(f" ({words.format(n=number(len(shown)), total=number(total))})")
    return ListItem((*strong(focus.name), counted), children=(inner,) if shown else ())


def _words(activity: Activity) -> tuple[Inline, ...]:
    when = period(activity.start, activity.end)
    if activity.start[:4] == activity.end[:4]:
        when = when.removesuffix(f" {activity.end[:4]}")
    return (Text(f"{activity.title}, {when}, {activity.meeting}"),)
