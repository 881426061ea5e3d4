"""What the diarium knows of a document: `arkiv.toml` in a period's folder, checked, every problem by file and line.

The minimum is that of 5 kap. 2 § offentlighets- och sekretesslagen: date, diary number, sender or recipient where there
is one, and in short what the document is about. The rest is what an archive needs: who made it, in which class, whether
it is kept, and who decided.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from pipeline.errors import Problem, SourceProblem
from pipeline.frozen import frozen
from pipeline.model import ADOPTED, EXAMPLE, Decision, Origin
from pipeline.sources.tables import Fields, read_decision, read_fields, read_source
from pipeline.text import N_, _

FILE = "arkiv.toml"
FOUR_YEAR_PLAN = "plan"
STATES = (EXAMPLE, ADOPTED)
DISPOSALS = ("bevaras", "gallras")
# The dates of a document, in the order that they must have.
ORDER = (
    ("drawn_up", "decided", N_("the decision")),
    ("drawn_up", "registered", N_("the registration")),
    ("decided", "dispatched", N_("the dispatch")),
    ("registered", "dispatched", N_("the dispatch")),
)


@frozen
class Creator:
    """The archive's creator (arkivbildare), and who receives what is kept."""

    name: str
    organisation_number: str
    unit: str
    classification_scheme: str
    preserver: str
    submission_agreement: str
    rights: str


@frozen
class Registration:
    """One document's entry in the diarium; `key` names its edition: a year, or `plan` for the four-year plan.

    `secrecy` is the section of law that it is secret under, or nothing; `version` counts from 1, and `reason` says what
    a later version corrects. Dates that are not there are None.
    """

    key: str
    creator: Creator
    status: str
    diary_number: str
    case_title: str
    classification: str
    classification_name: str
    document_type: str
    running_number: int
    drawn_up: date
    registered: date
    dispatched: date | None
    sender: str
    recipient: str
    responsible: str
    decision: Decision | None
    disposal: str
    disposal_decision: str
    disposal_years: int
    secrecy: str
    version: int
    reason: str
    origin: Origin = field(default=Origin(), compare=False, repr=False)

    @property
    def object_id(self) -> str:
        """The document's name in every archive, whatever its version: creator, diary number and running number."""
        return slug(f"{self.creator.name} {self.diary_number} {self.running_number}")

    @property
    def package_id(self) -> str:
        """The name of this version of the document."""
        return f"{self.object_id}-v{self.version}"

    @property
    def reference(self) -> str:
        """The document as the diarium writes it: diary number, colon, running number."""
        return f"{self.diary_number}:{self.running_number}"

    @property
    def decided(self) -> date | None:
        """When it was decided."""
        return self.decision.date if self.decision else None

    @property
    def latest(self) -> date:
        """The latest of its dates: the day that the package stands for."""
        dates = (self.drawn_up, self.registered, self.dispatched, self.decided)
        return max(day for day in dates if day)

    @property
    def is_example(self) -> bool:
        """Whether it only shows what a registered document could look like."""
        return self.status == EXAMPLE


def slug(words: str) -> str:
    """Return words as a name for files and ids: a–z, 0–9 and hyphens."""
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def read_registrations(folder: Path, root: Path, decisions: dict[str, Decision | None]) -> dict[str, Registration]:
    """Read a period's `arkiv.toml`: one registration for each edition that it names.

    `decisions` are those that the sources already name, by the edition's key; they are not to be written twice.
    Raises `SourceProblem` with every problem of the file.
    """
    problems: list[Problem] = []
    source = read_source(folder / FILE, root, problems, _("what the diarium knows of each document"))
    fields = read_fields(source) if source else None
    found = read_sections(fields, decisions) if fields else {}
    if problems:
        raise SourceProblem(problems)
    return found


def read_sections(fields: Fields, decisions: Mapping[str, Decision | None]) -> dict[str, Registration]:
    """Return the registrations of an `arkiv.toml`; what is wrong with them becomes problems of its source."""
    creator = _creator(fields)
    sections = {key: section for key in decisions if (section := fields.table(key))}
    fields.end()
    if creator is None:
        return {}
    return {key: _registration(section, key, creator, decisions[key]) for key, section in sections.items()}


def is_organisation_number(number: str) -> bool:
    """Say whether this is a Swedish organisation number, such as 212000-2742: ten digits, the last one a check digit.

    The third digit is at least 2, and the check digit is Luhn's (lagen om identitetsbeteckning, 1974:174).
    """
    if not re.fullmatch(r"\d{2}[2-9]\d{3}-?\d{4}", number):
        return False
    digits = [int(digit) for digit in number.replace("-", "")]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[::2]]
    return (sum(doubled) + sum(digits[1::2])) % 10 == 0


def _creator(fields: Fields) -> Creator | None:
    table = fields.table("archive")
    if table is None:
        fields.problem("archive", _("The section archive is missing."), _("Add it: who is the archive's creator?"))
        return None
    creator = Creator(
        name=table.text("name"),
        organisation_number=table.text("organisation_number"),
        unit=table.text("unit"),
        classification_scheme=table.text("classification_scheme"),
        preserver=table.text("preserver"),
        submission_agreement=table.text("submission_agreement", ""),
        rights=table.text("rights"),
    )
    number = creator.organisation_number
    if number and not is_organisation_number(number):
        what = _("{number} is no organisation number: its digits do not fit the last one.").format(number=number)
        table.problem("organisation_number", what, _("Copy it from the register, as in 212000-2742."))
    table.end()
    return creator


def _registration(fields: Fields, key: str, creator: Creator, decision: Decision | None) -> Registration:
    own = read_decision(fields.table("decision"))
    decision = decision or own
    found = Registration(
        key=key,
        creator=creator,
        status=fields.choice("status", STATES, ADOPTED),
        diary_number=fields.text("diary_number", decision.diary_number if decision else ""),
        case_title=fields.text("case_title"),
        classification=fields.text("classification"),
        classification_name=fields.text("classification_name"),
        document_type=fields.text("document_type"),
        running_number=fields.get("running_number", int),
        drawn_up=fields.get("drawn_up", date),
        registered=fields.get("registered", date),
        dispatched=fields.day("dispatched"),
        sender=fields.get("sender", str, ""),
        recipient=fields.get("recipient", str, ""),
        responsible=fields.text("responsible"),
        decision=decision,
        disposal=fields.choice("disposal", DISPOSALS),
        disposal_decision=fields.text("disposal_decision"),
        disposal_years=fields.get("disposal_years", int, 0),
        secrecy=fields.get("secrecy", str, ""),
        version=fields.get("version", int, 1),
        reason=fields.get("reason", str, ""),
        origin=fields.origin,
    )
    fields.end()
    for name, what, remedy in _faults(found, own):
        fields.problem(name, what, remedy)
    return found


def _faults(entry: Registration, own: Decision | None) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a registration as a whole: the key to mend, what is wrong, what to do."""
    if own and own != entry.decision:
        what = _("The decision is another than the one in the edition's own sources.")
        yield "decision", what, _("Remove it here: the sources' decision is used.")
    if not entry.diary_number:
        yield "diary_number", _("The diary number is missing."), _("Copy it from the diarium; no document is without.")
    elif entry.decision and entry.decision.diary_number not in ("", entry.diary_number):
        what = _("The diary number is not the decision's, {number}.").format(number=entry.decision.diary_number)
        yield "diary_number", what, _("Correct one of them, or remove it here.")
    if not entry.is_example and not (entry.decision and entry.decision.paragraph):
        what = _("An adopted document needs the decision's body, date and paragraph.")
        yield "decision", what, _("Add a section decision with body, date and paragraph.")
    if entry.running_number < 1 or entry.version < 1:
        name = "running_number" if entry.running_number < 1 else "version"
        yield name, _("{key} counts from 1.").format(key=name), _("Correct it.")
    if (entry.version > 1) != bool(entry.reason):
        yield "reason", _("A later version, and only that, needs a reason."), _("Say what it corrects, and why.")
    if (entry.disposal == "gallras") != (entry.disposal_years > 0):
        what = _("A document that is disposed of, and only that, needs disposal_years.")
        yield "disposal_years", what, _("Take the years from the disposal decision.")
    yield from _disorder(entry)


def _disorder(entry: Registration) -> Iterator[tuple[str, str, str]]:
    for earlier, later, event in ORDER:
        first, then = getattr(entry, earlier), getattr(entry, later)
        if first and then and date.min < then < first:
            what = _("{key} is {first}, which is later than {event}, {then}.")
            words = what.format(key=earlier, first=first, event=_(event), then=then)
            yield earlier, words, _("Correct one of the dates.")
