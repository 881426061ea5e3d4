"""What is to be done: each activity under its focus area."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.merge.compose import capital, enumerate_words, figures, heading, kronor, paragraph, period, table
from pipeline.merge.figures import focus_chart
from pipeline.merge.view import YearView, names
from pipeline.model import Activity, Block
from pipeline.text import N_, _, _n

LABELS = (N_("Period"), N_("Partners"), N_("Goals"), N_("Responsible"), N_("Meeting"), N_("Journeys"), N_("Funding"),
          N_("Equality"), N_("Measured by"))  # fmt: skip


def by_focus(view: YearView) -> Iterator[Block]:
    """Yield the section with each focus area's activities."""
    yield heading(1, _("Activities by focus area"), "aktiviteter")
    yield from focus_chart(view)
    said = {label: _(label) for label in LABELS}
    for focus in view.plan.focus:
        yield heading(2, focus.name, f"omrade-{focus.id}")
        activities = view.in_focus(focus)
        if not activities:
            yield paragraph(_("No activities are planned in this focus area this year."))
        for activity in activities:
            rows = [(said[label], words) for label, words in zip(LABELS, _facts(view, activity), strict=True) if words]
            yield heading(3, activity.title, activity.id)
            yield paragraph(activity.purpose)
            yield table((), rows, "", f"{activity.id}-uppgifter")


def _facts(view: YearView, activity: Activity) -> tuple[str, ...]:
    """Return what is said of an activity, in the order of the labels."""
    return (
        period(activity.start, activity.end),
        enumerate_words(names(view.partners, activity.partners)),
        "; ".join(goal.name for goal in view.plan.goals if goal.id in activity.goals),
        _responsible(view, activity),
        _meeting(activity),
        "; ".join(_journeys(view, activity)),
        _funding(view, activity) if activity.funding else "",
        activity.equality,
        activity.indicator,
    )


def _responsible(view: YearView, activity: Activity) -> str:
    body = "".join(entry.name for entry in view.plan.bodies if entry.id == activity.body)
    return f"{body} ({activity.contact[:1].lower()}{activity.contact[1:]})" if activity.contact else body


def _meeting(activity: Activity) -> str:
    word = capital(activity.meeting)
    place = f", {activity.place}" if activity.place else ""
    reason = f" {activity.meeting_reason}" if activity.meeting_reason else ""
    return f"{word}{place}.{reason}" if reason else f"{word}{place}"


def _journeys(view: YearView, activity: Activity) -> Iterator[str]:
    for journey in activity.travel:
        mode = capital("".join(names(view.modes, (journey.mode,))))
        words = _n(
            "{mode}, one person, {distance} km", "{mode}, {persons} persons, {distance} km each", journey.persons
        )
        yield words.format(mode=mode, persons=journey.persons, distance=figures(journey.distance))


def _funding(view: YearView, activity: Activity) -> str:
    amounts = [(kronor(f.amount), "".join(names(view.programmes, (f.programme,)))) for f in activity.funding]
    if len(amounts) == 1:
        return _("{amount} from {programme}").format(amount=amounts[0][0], programme=amounts[0][1])
    parts = [_("{amount} from {programme}").format(amount=amount, programme=name) for amount, name in amounts]
    return _("{total} in all: {parts}").format(total=kronor(activity.cost), parts=enumerate_words(parts))
