"""A year's edition: what changed, what is to be done, towards which goals and by whom, and how it is followed up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from pipeline.merge.apply import find_blocks, words_of
from pipeline.merge.compose import cell, decided, enumerate_words, heading, months, paragraph, table
from pipeline.merge.overall import EXAMPLE, text_as_of
from pipeline.model import (
    Activity,
    Align,
    Block,
    Break,
    Cell,
    Change,
    ChangeKind,
    Document,
    Edition,
    Entry,
    Heading,
    Inline,
    List,
    ListItem,
    Marker,
    Paragraph,
    Plan,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    Year,
)
from pipeline.text import N_, _, _n


def annual_edition(plan: Plan, year: Year) -> Edition:
    """Return the annual activity plan of a year."""
    title = _("Annual activity plan {year}").format(year=year.year)
    sections = (_introduction(year), _changes(plan, year), _activities(plan, year), _matrix(plan, year))
    blocks = [block for section in (*sections, _bodies(plan, year), _evaluation(plan, year)) for block in section]
    return Edition(
        slug=f"aktivitetsplan-{year.year}",
        title=title,
        subtitle=_("Under {plan}").format(plan=plan.title),
        publisher=plan.publisher,
        document=Document(title, tuple(blocks), lang=plan.lang),
        date=year.decision.date if year.decision else date(year.year, 1, 1),
        marks=tuple(_marks(year)),
        facts=tuple(_facts(year)),
    )


def _marks(year: Year) -> Iterator[str]:
    if year.status == EXAMPLE:
        yield _("EXAMPLE – activities and decisions are examples")
    elif year.status == "utkast":
        yield _("DRAFT")
    elif year.status == "förslag":
        yield _("PROPOSAL – not yet decided")


def _facts(year: Year) -> Iterator[tuple[str, str]]:
    yield _("Year"), str(year.year)
    if year.decision:
        yield _("Decided"), decided(year.decision)
        if year.decision.diary_number:
            yield _("Diary number"), year.decision.diary_number
    yield _("Activities"), str(len(year.activities))


def _introduction(year: Year) -> Iterator[Block]:
    yield heading(1, _("Introduction"), "inledning")
    yield from year.introduction


# ── What was decided about the plan's text ───────────────────────────────────────────────────────────────────────────

WHAT = {
    ChangeKind.REPLACE: N_("A passage in “{where}” is reworded"),
    ChangeKind.ADD_AFTER: N_("A passage is added to “{where}”"),
    ChangeKind.STRIKE: N_("A passage is struck from “{where}”"),
}


def _changes(plan: Plan, year: Year) -> Iterator[Block]:
    yield heading(1, _("Decided changes to the four-year plan"), "beslutade-andringar")
    if not year.changes:
        yield paragraph(
            _("No changes to the text of the four-year plan were decided for {year}.").format(year=year.year)
        )
        return
    n = len(year.changes)
    words = _n("{n} change to the text of the four-year plan applies from this year.",
               "{n} changes to the text of the four-year plan apply from this year.", n)  # fmt: skip
    yield paragraph(words.format(n=n))
    before = text_as_of(plan, year.year - 1)
    for change in sorted(year.changes, key=lambda c: c.decision.date):
        yield from _change(change, before)


def _change(change: Change, before: Document) -> Iterator[Block]:
    yield heading(2, _(WHAT[change.kind]).format(where=_where(before, change.target)), f"andring-{change.target}")
    decision = decided(change.decision)
    number = f", {change.decision.diary_number}" if change.decision.diary_number else ""
    yield _labelled(_("Decision"), f"{decision}{number}")
    yield _labelled(_("Reason"), change.reason)
    if change.kind is ChangeKind.REPLACE:
        yield _wordings(change)
    elif change.kind is ChangeKind.STRIKE:
        yield _labelled(_("Struck text"), "")
        yield Quote(tuple(Paragraph((Text(line),)) for line in change.old.split("\n")))
    else:
        yield _labelled(_("New text"), "")
        yield Quote(tuple(block for block in map(_unnamed, change.new) if isinstance(block, Paragraph | List)))


def _wordings(change: Change) -> Table:
    """Return the two wordings side by side, the way Swedish statutes and bills show them."""
    head = Row((cell(_("Former wording")), cell(_("New wording"))))
    new = [words_of(block) for block in find_blocks(change.new) if words_of(block)]
    body = Row((Cell(_lines(change.old.split("\n"))), Cell(_lines(new))))
    return Table((head,), (body,), id=f"lydelse-{change.target}")


def _lines(lines: Sequence[str]) -> tuple[Inline, ...]:
    return tuple(inline for n, line in enumerate(lines) for inline in ((Break(), Text(line)) if n else (Text(line),)))


def _labelled(label: str, words: str) -> Paragraph:
    text: tuple[Inline, ...] = (Text(f" {words}"),) if words else ()
    return Paragraph((Strong((Text(f"{label}:"),)), *text))


def _unnamed(block: Block) -> Block:
    """The passage's id names its place in the four-year plan, not the quotation of it here."""
    if isinstance(block, List):
        return replace(block, items=tuple(replace(item, id="") for item in block.items))
    if isinstance(block, Heading):
        return Paragraph((Strong(block.inlines),))
    return replace(block, id="")


def _where(document: Document, target: str) -> str:
    """Return the words of the heading that a block stands under."""
    words = ""
    for block in find_blocks(document.blocks):
        if isinstance(block, Heading):
            words = words_of(block)
        if getattr(block, "id", "") == target:
            break
    return words


# ── What is to be done ───────────────────────────────────────────────────────────────────────────────────────────────


def _activities(plan: Plan, year: Year) -> Iterator[Block]:
    yield heading(1, _("Activities by focus area"), "aktiviteter")
    for focus in plan.focus:
        activities = _in_order([a for a in year.activities if a.focus == focus.id])
        yield heading(2, focus.name, f"omrade-{focus.id}")
        if not activities:
            yield paragraph(_("No activities are planned in this focus area this year."))
        for activity in activities:
            yield from _activity(plan, activity)


def _in_order(activities: Sequence[Activity]) -> list[Activity]:
    return sorted(activities, key=attrgetter("start", "end", "title"))


def _activity(plan: Plan, activity: Activity) -> Iterator[Block]:
    yield heading(3, activity.title, activity.id)
    yield paragraph(activity.purpose)
    yield table((), tuple(_activity_rows(plan, activity)), "", f"{activity.id}-uppgifter")


def _activity_rows(plan: Plan, activity: Activity) -> Iterator[tuple[str, str]]:
    yield _("Period"), months(activity.start, activity.end)
    if activity.partners:
        yield _("Partners"), enumerate_words(_names(plan.partners, activity.partners))
    yield (
        _("Goals"),
        ", ".join(
            f"{number} {name}" for number, name in _numbered(plan.goals) if name in _names(plan.goals, activity.goals)
        ),
    )
    yield _("Responsible"), "".join(_names(plan.bodies, (activity.body,)))
    yield _("Meeting"), _meeting(activity)
    yield _("Funding"), enumerate_words(_names(plan.programmes, [f.programme for f in activity.funding]))
    yield _("Equality"), activity.equality


def _meeting(activity: Activity) -> str:
    word = activity.meeting[:1].upper() + activity.meeting[1:]
    return f"{word}. {activity.meeting_reason}" if activity.meeting_reason else word


def _goals(plan: Plan, activity: Activity) -> str:
    chosen = _names(plan.goals, activity.goals)
    return "; ".join(f"{number}. {name}" for number, name in _numbered(plan.goals) if name in chosen)


def _names(entries: Sequence[Entry], ids: Sequence[str]) -> list[str]:
    by_id = {entry.id: entry.name for entry in entries}
    return [by_id[id_] for id_ in ids]


def _numbered(entries: Sequence[Entry]) -> list[tuple[int, str]]:
    return [(number, entry.name) for number, entry in enumerate(entries, 1)]


# ── Towards which goals, and by whom ─────────────────────────────────────────────────────────────────────────────────


def _matrix(plan: Plan, year: Year) -> Iterator[Block]:
    yield heading(1, _("Activities and goals"), "aktiviteter-och-mal")
    yield paragraph(
        _("The activities serve the municipality's nine goals. The numbers in the table are those of the goals.")
    )
    yield List(tuple(ListItem((Text(goal.name),)) for goal in plan.goals), Marker.NUMBER)
    yield _matrix_table(plan, year)


def _matrix_table(plan: Plan, year: Year) -> Table:
    head = (_("Activity"), *(str(number) for number, _goal in enumerate(plan.goals, 1)))
    activities = [a for focus in plan.focus for a in _in_order([a for a in year.activities if a.focus == focus.id])]
    rows = [(a.title, *("✓" if goal.id in a.goals else "" for goal in plan.goals)) for a in activities]
    total = (_("Number of activities"), *(str(sum(g.id in a.goals for a in activities)) for g in plan.goals))
    align = (Align.LEFT, *(Align.CENTER for _goal in plan.goals))
    return table(head, [*rows, total], _("Which goals each activity serves"), "matris", align)


def _bodies(plan: Plan, year: Year) -> Iterator[Block]:
    yield heading(1, _("Responsible bodies"), "ansvariga")
    rows = []
    for body in plan.bodies:
        activities = _in_order([a for a in year.activities if a.body == body.id])
        if activities:
            rows.append((body.name, str(len(activities)), "; ".join(a.title for a in activities)))
    head = (_("Responsible"), _("Number"), _("Activities"))
    yield table(
        head, rows, _("Activities by responsible body"), "ansvariga-tabell", (Align.LEFT, Align.RIGHT, Align.LEFT)
    )


# ── Follow-up ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _evaluation(plan: Plan, year: Year) -> Iterator[Block]:
    yield heading(1, _("Evaluation"), "utvardering")
    yield from year.evaluation
    yield paragraph(_("Each activity has been assessed by the plan's questions. The tables hold the answers."))
    yield List(tuple(ListItem((Text(question.name),)) for question in plan.questions), Marker.NUMBER)
    for focus in plan.focus:
        activities = _in_order([a for a in year.activities if a.focus == focus.id])
        if activities:
            yield heading(2, focus.name, f"utvardering-{focus.id}")
            yield _answers(plan, activities, focus)


def _answers(plan: Plan, activities: Sequence[Activity], focus: Entry) -> Table:
    head = (_("Activity"), *(_("Question {n}").format(n=n) for n, _name in _numbered(plan.questions)))
    rows = [(a.title, *(dict(a.answers).get(q.id, "") for q in plan.questions)) for a in activities]
    caption = _("Answers to the plan's questions: {focus}").format(focus=focus.name)
    return table(head, rows, caption, f"svar-{focus.id}")
