"""The case and the document in it, as CITS ERMS (FGS Ärendehantering 2.0) writes them.

The case is an aggregation of type caseFile, the plan its record, and each file of the package an appendix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from pipeline.archive.formats import format_of
from pipeline.archive.material import SYSTEM, Material, at, sha256
from pipeline.archive.metadata import Registration
from pipeline.archive.xml import ERMS, XSI, Maker, to_bytes
from pipeline.text import _

E = Maker(ERMS, xsi=XSI)


def erms_xml(material: Material) -> bytes:
    """Return the package's `erms.xml`."""
    root = E.erms(_control(material), E.aggregations(_case(material)))
    root.set(f"{{{XSI}}}schemaLocation", f"{ERMS} ../../schemas/ERMS_v3.xsd")
    return to_bytes(root)


def _control(material: Material) -> _Element:
    creator, entry = material.entry.creator, material.entry
    scheme = E.classificationSchema(E.textualDescriptionOfClassificationSchema(E.p(creator.classification_scheme)))
    agency = E.maintenanceAgency(
        E.agencyCode(creator.organisation_number, type="organisationsnummer"), E.agencyName(creator.name)
    )
    made = E.maintenanceEvent(
        E.eventType(value="created"),
        E.eventDateTime(material.moment),
        E.agent(E.name(f"{SYSTEM} {material.version}"), E.organisation(creator.name), agentType="deliverer"),
    )
    return E.control(
        E.identification(creator.name, identificationType="arkivbildare"),
        E.identification(creator.organisation_number, identificationType="organisationsnummer"),
        E.identification(entry.diary_number, identificationType="diarienummer"),
        scheme,
        E.maintenanceInformation(E.maintenanceStatus(value="new"), agency, E.maintenanceHistory(made)),
    )


def _case(material: Material) -> _Element:
    entry = material.entry
    return E.aggregation(
        E.objectId(entry.diary_number),
        _classification(entry),
        E.title(entry.case_title),
        E.status(value="closed"),
        *_restrictions(entry),
        _disposal(entry),
        E.agents(_agent("responsible_person", entry.responsible, entry)),
        E.dates(*_dates(("opened", at(entry.drawn_up)), ("closed", material.moment))),
        *_decision(entry),
        _record(material),
        systemIdentifier=f"{entry.object_id}-case",
        aggregationType="caseFile",
    )


def _record(material: Material) -> _Element:
    entry = material.entry
    dates = [("created", at(entry.drawn_up)), ("originated", at(entry.registered))]
    if entry.decided:
        dates.append(("decision_date", at(entry.decided)))
    if entry.dispatched:
        dates.append(("expedited", at(entry.dispatched)))
    return E.record(
        E.objectId(entry.reference),
        E.extraId(material.id, extraIdType="paket"),
        _classification(entry),
        E.title(material.title),
        *_state(material),
        E.status(value="expedited" if entry.dispatched else "closed"),
        E.runningNumber(str(entry.running_number)),
        *_restrictions(entry),
        _disposal(entry),
        _direction(entry),
        E.agents(*_parties(entry)),
        E.dates(*_dates(*dates)),
        E.additionalInformation(*_appendices(material)),
        systemIdentifier=material.id,
        recordType=entry.document_type,
    )


def _state(material: Material) -> Iterator[_Element]:
    entry = material.entry
    if entry.is_example:
        yield E.subject(_("EXAMPLE: not a registered document; it shows what one could look like."))
    if entry.reason:
        words = _("Version {version}, a correction: {reason}")
        yield E.subject(words.format(version=entry.version, reason=entry.reason))


def _decision(entry: Registration) -> Iterator[_Element]:
    decision = entry.decision
    if decision:
        section = f" § {decision.paragraph}" if decision.paragraph else ""
        yield E.action(
            E.actionText(_("{body}{section} adopts the document.").format(body=decision.body, section=section)),
            E.actionType("beslut"),
            E.dates(E.actionDate(at(decision.date), dateType="decision_date")),
            E.agents(E.agent(E.name(decision.body), agentType="authorising_person")),
        )


def _direction(entry: Registration) -> _Element:
    if entry.sender:
        return E.direction(directionDefinition="incoming")
    if entry.recipient:
        return E.direction(directionDefinition="outgoing")
    return E.direction(directionDefinition="other", otherDirectionDefinition="upprättad")


def _parties(entry: Registration) -> Iterator[_Element]:
    yield _agent("creator", entry.creator.unit, entry)
    if entry.sender:
        yield E.agent(E.name(entry.sender), agentType="sender")
    if entry.recipient:
        yield E.agent(E.name(entry.recipient), agentType="recipient")


def _agent(kind: str, name: str, entry: Registration) -> _Element:
    return E.agent(E.name(name), E.organisation(entry.creator.name), agentType=kind)


def _classification(entry: Registration) -> _Element:
    return E.classification(entry.classification_name, classificationCode=entry.classification)


def _restrictions(entry: Registration) -> Iterator[_Element]:
    if entry.secrecy:
        yield E.restriction(E.regulation(entry.secrecy), restrictionType="confidential")


def _disposal(entry: Registration) -> _Element:
    start = at(entry.decided or entry.registered)
    dates = E.dates(E.disposalDate(start, dateType="retention_period_start"))
    period = [E.disposalPeriod(f"P{entry.disposal_years}Y")] if entry.disposal_years else []
    action, mandate = E.disposalAction(entry.disposal.capitalize()), E.disposalMandate(entry.disposal_decision)
    return E.disposal(action, *period, mandate, dates, disposable=str(entry.disposal == "gallras").lower())


def _dates(*dates: tuple[str, str]) -> Iterable[_Element]:
    return [E.date(moment, dateType=kind) for kind, moment in dates]


def _appendices(material: Material) -> Iterator[_Element]:
    for representation, files in material.representations.items():
        for name, data in sorted(files.items()):
            yield E.appendix(
                name=name,
                path=f"representations/{representation}/data/{name}",
                fileFormat=format_of(name, data).name,
                description=f"{representation}; SHA-256 {sha256(data)}",
            )
