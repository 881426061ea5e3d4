"""What the years' work is made of (activities, partners, goals), and how a document may change (decided changes)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pipeline.frozen import frozen
from pipeline.model.document import Block, Document
from pipeline.model.where import Origin, no_origin

STATUSES = EXAMPLE, DRAFT, PROPOSAL, ADOPTED = ("exempel", "utkast", "förslag", "antagen")
"""How far a plan or a year has come; an example only shows what one can look like."""


@frozen
class Decision:
    """A decision: who decided, when, under which paragraph of the minutes, in which case."""

    body: str
    date: date
    paragraph: str = ""
    diary_number: str = ""


class ChangeKind(StrEnum):
    """What a change does to the block that it names; the last two change an entry of the register of partners."""

    REPLACE = "replace"
    ADD_AFTER = "add-after"
    STRIKE = "strike"
    MOVE = "move"
    RENAME = "rename"
    STATUS = "status"


@frozen
class Change:
    """A decided change to the plan; it names the block or the entry, and the text that it replaces.

    `old` is the target's text, words alone, when the change was decided, or its digest (`sha256:…`); an added block may
    leave it empty. `after` is the block that a moved one comes to stand after. A new name or status is `new`'s words.
    """

    kind: ChangeKind
    target: str
    old: str
    new: tuple[Block, ...]
    reason: str
    decision: Decision
    after: str = ""
    origin: Origin = no_origin()


# Active, dormant, an agreement intended or signed, ended.
PARTNER_STATUSES = ("aktiv", "vilande", "avsikt", "avtal", "avslutad")


@frozen
class Entry:
    """A line of a register that activities name by id: a partner, goal, focus area, question, body, programme or rule.

    `section` is the id of the plan's block that says so. Partners have a `kind`, a `country`, other names, the first
    and the last year of the cooperation (0: not known, or going on), and a `status` of `PARTNER_STATUSES`,
    which holds until the first year of `statuses`: each of these holds from its year on. A place has its degrees north
    and east. Goals have their numbers in Agenda 2030. Programmes have a `kind`: EU, nordiskt, eget or annat.
    """

    id: str
    name: str
    section: str = ""
    kind: str = ""
    country: str = ""
    status: str = ""
    statuses: tuple[tuple[int, str], ...] = ()
    other_names: tuple[str, ...] = ()
    agenda: tuple[int, ...] = ()
    since: int = 0
    until: int = 0
    latitude: float | None = None
    longitude: float | None = None
    origin: Origin = no_origin()

    @property
    def has_place(self) -> bool:
        """Whether it can stand on a map."""
        return self.latitude is not None and self.longitude is not None


@frozen
class TravelMode:
    """A way to travel, what it emits (grams of CO₂ equivalents per person and kilometre), and who says so."""

    id: str
    name: str
    grams: int
    source: str
    origin: Origin = no_origin()


@frozen
class Journey:
    """A journey that an activity needs: how, how many persons, and how far each of them there and back (kilometres)."""

    mode: str
    persons: int
    distance: int


@frozen
class Funding:
    """What a programme pays of an activity, in kronor."""

    programme: str
    amount: int


@frozen
class Activity:
    """One activity of a year; partners, focus, goals, body, programmes and answers' keys are ids in the registers.

    `start` and `end` are months (`2025-03`) or days (`2025-03-14`); `meeting` is digitalt, hybrid or fysiskt, the last
    with its reason; `cost` is in kronor. `status` is planerad, pågår, genomförd, flyttad or inställd, the last two with
    their reason; `indicator` is what the `result` is measured by.
    """

    id: str
    title: str
    purpose: str
    focus: str
    partners: tuple[str, ...]
    goals: tuple[str, ...]
    body: str
    start: str
    end: str
    meeting: str
    meeting_reason: str = ""
    contact: str = ""
    place: str = ""
    travel: tuple[Journey, ...] = ()
    cost: int = 0
    funding: tuple[Funding, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    equality: str = ""
    status: str = "planerad"
    status_reason: str = ""
    indicator: str = ""
    result: str = ""
    origin: Origin = no_origin()


@frozen
class Waiver:
    """A rule of the plan that a year does not keep for what it names, and the reason, which the annual plan prints."""

    rule: str
    names: tuple[str, ...]
    reason: str
    origin: Origin = no_origin()


@frozen
class Year:
    """A year's folder: its state (exempel, utkast, förslag, antagen), what was decided and what is to be done.

    `frozen` is the digest of what was adopted: an adopted year is not edited any more.
    """

    year: int
    status: str
    introduction: tuple[Block, ...]
    evaluation: tuple[Block, ...]
    changes: tuple[Change, ...]
    activities: tuple[Activity, ...]
    waivers: tuple[Waiver, ...] = ()
    frozen: str = ""
    decision: Decision | None = None
    origin: Origin = no_origin()


@frozen
class Plan:
    """A period's folder: the four-year plan, its registers and its years.

    `rules` names those rules that the plan itself sets, in its own words; `modes` are the ways to travel. With
    `decision_notes`, the edition of the plan names the decision by each passage that was changed. `home` is where the
    publisher is.
    """

    title: str
    first_year: int
    last_year: int
    publisher: str
    status: str
    document: Document
    partners: tuple[Entry, ...]
    goals: tuple[Entry, ...]
    focus: tuple[Entry, ...]
    questions: tuple[Entry, ...]
    bodies: tuple[Entry, ...]
    years: tuple[Year, ...]
    programmes: tuple[Entry, ...] = ()
    rules: tuple[Entry, ...] = ()
    modes: tuple[TravelMode, ...] = ()
    home: Entry | None = None
    open_questions: int = 0
    decision_notes: bool = True
    diary_number: str = ""
    decision: Decision | None = None
    lang: str = "sv-SE"
    origin: Origin = no_origin()
