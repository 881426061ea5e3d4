"""How a document came about and what its files are, as PREMIS 3 writes it: objects, events and agents.

The package's own `premis.xml` holds the document, its representations and its history; each representation's holds its
files with their digests and formats. Identifiers are unique in the whole package, and pointers go across its files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from lxml.etree import _Element

from pipeline.archive.formats import format_of
from pipeline.archive.material import REPRESENTATIONS, SYSTEM, Material, at, sha256
from pipeline.archive.xml import PREMIS, XSI, Maker, to_bytes
from pipeline.frozen import frozen
from pipeline.text import _, _n

E = Maker(PREMIS, xsi=XSI)
TYPE = "local"


@frozen
class Event:
    """Something that happened to the document; `name` ends its identifier, `objects` are the representations made."""

    name: str
    kind: str
    moment: str
    detail: str
    outcome: str
    objects: tuple[str, ...]


def premis_xml(material: Material, checks: Mapping[str, str]) -> bytes:
    """Return the package's `premis.xml`; `checks` are the validations that its files passed, with what they found."""
    objects = [_document(material), *(_representation(material, name) for name in material.representations)]
    events = [_event(material, event) for event in _history(material, checks)]
    return to_bytes(E.premis(*objects, *events, *_agents(material), _rights(material), version="3.0"))


def representation_premis_xml(material: Material, name: str) -> bytes:
    """Return the `premis.xml` of one representation."""
    files = material.representations[name]
    objects = [_file(material, name, path, data) for path, data in sorted(files.items())]
    return to_bytes(E.premis(*objects, version="3.0"))


def _history(material: Material, checks: Mapping[str, str]) -> Iterator[Event]:
    moment, counts, everything = material.moment, material.counts, tuple(material.representations)
    rendered = tuple(name for name in everything if name in ("bevarande", "original", "webb"))
    yield Event("upprattad", "creation", at(material.entry.drawn_up), _("The document was drawn up."), "ok", everything)
    if material.source:
        detail = _("The former plan was recovered from its scan ({source}) by {reader}.")
        words = detail.format(source=material.source, reader=material.reader)
        yield Event("atervunnen", "migration", moment, words, "ok", ("kalla",))
    if counts["repaired"]:
        n = counts["repaired"]
        words = _n(
            "{n} damaged word has a record in repairs.jsonl", "{n} damaged words have records in repairs.jsonl", n
        )
        answers = _n(
            "{n} of them was answered by an editor", "{n} of them were answered by an editor", counts["answered"]
        )
        detail = f"{words.format(n=n)}; {answers.format(n=counts['answered'])}."
        yield Event("lagad", "modification", moment, detail, "ok", ("kalla",))
    n = counts["changes"]
    words = _n("{n} decided change was merged into the text.", "{n} decided changes were merged into the text.", n)
    yield Event("sammanfogad", "modification", moment, words.format(n=n), "ok", ("kalla",))
    yield Event("satt", "creation", moment, _("The document was typeset as PDF, Word and HTML."), "ok", rendered)
    for name, found in checks.items():
        yield Event(f"validerad-{name}", "validation", moment, found, "pass", ("bevarande",))
    if material.signature:
        kind = "digital signature validation"
        yield Event("underskrift", kind, moment, material.signature, "ok", ("undertecknad",))
    digests = _("SHA-256 of every file, in METS, PREMIS and kontrollsummor.sha256.")
    yield Event("kontrollsummor", "message digest calculation", moment, digests, "ok", everything)
    packed = _("Packed as an E-ARK information package (FGS Paketstruktur 2.0).")
    yield Event("paketerad", "information package creation", moment, packed, "ok", everything)


def _event(material: Material, event: Event) -> _Element:
    return E.event(
        _identifier("event", f"{material.id}/event/{event.name}"),
        E.eventType(event.kind),
        E.eventDateTime(event.moment),
        E.eventDetailInformation(E.eventDetail(event.detail)),
        E.eventOutcomeInformation(E.eventOutcome(event.outcome)),
        _link("Agent", _agent_id(material, "archive" if event.name == "upprattad" else "system")),
        *(_link("Object", _representation_id(material, name)) for name in event.objects),
    )


def _document(material: Material) -> _Element:
    entry = material.entry
    properties = {"titel": material.title, "diarienummer": entry.diary_number, "version": str(entry.version)}
    if entry.is_example:
        properties["status"] = _("EXAMPLE: not a registered document; it shows what one could look like.")
    return _object(
        "intellectualEntity",
        _identifier("object", material.id),
        *(
            E.significantProperties(E.significantPropertiesType(key), E.significantPropertiesValue(value))
            for key, value in properties.items()
        ),
    )


def _representation(material: Material, name: str) -> _Element:
    purpose = E.significantProperties(
        E.significantPropertiesType("ändamål"), E.significantPropertiesValue(_(REPRESENTATIONS[name]))
    )
    related = _relation("represents", material.id)
    return _object("representation", _identifier("object", _representation_id(material, name)), purpose, related)


def _file(material: Material, representation: str, path: str, data: bytes) -> _Element:
    form = format_of(path, data)
    designation = [E.formatName(form.name), *([E.formatVersion(form.version)] if form.version else [])]
    registry = (
        [E.formatRegistry(E.formatRegistryName("PRONOM"), E.formatRegistryKey(form.pronom))] if form.pronom else []
    )
    characteristics = E.objectCharacteristics(
        E.compositionLevel("0"),
        E.fixity(E.messageDigestAlgorithm("SHA-256"), E.messageDigest(sha256(data)), E.messageDigestOriginator(SYSTEM)),
        E.size(str(len(data))),
        E.format(E.formatDesignation(*designation), *registry),
    )
    return _object(
        "file",
        _identifier("object", f"{_representation_id(material, representation)}/data/{path}"),
        characteristics,
        E.originalName(PurePosixPath(path).name),
        _relation("is part of", _representation_id(material, representation)),
    )


def _agents(material: Material) -> Iterator[_Element]:
    creator = material.entry.creator
    name = f"{creator.name}, {creator.unit}"
    yield E.agent(_identifier("agent", _agent_id(material, "archive")), E.agentName(name), E.agentType("organization"))
    yield E.agent(
        _identifier("agent", _agent_id(material, "system")),
        E.agentName(SYSTEM),
        E.agentType("software"),
        E.agentVersion(material.version),
    )


def _rights(material: Material) -> _Element:
    note = E.rightsGrantedNote(material.entry.creator.rights)
    statement = E.rightsStatement(
        _identifier("rightsStatement", f"{material.id}/rights"),
        E.rightsBasis("other"),
        E.otherRightsInformation(E.otherRightsBasis(material.entry.secrecy or _("public document"))),
        E.rightsGranted(E.act("disseminate"), note),
        _link("Object", material.id),
    )
    return E.rights(statement)


def _object(kind: str, *children: _Element) -> _Element:
    element = E.object(*children)
    element.set(f"{{{XSI}}}type", kind)
    return element


def _identifier(kind: str, value: str) -> _Element:
    return E(f"{kind}Identifier", E(f"{kind}IdentifierType", TYPE), E(f"{kind}IdentifierValue", value))


def _link(kind: str, value: str) -> _Element:
    name = f"linking{kind}Identifier"
    return E(name, E(f"{name}Type", TYPE), E(f"{name}Value", value))


def _relation(subtype: str, target: str) -> _Element:
    related = E.relatedObjectIdentifier(E.relatedObjectIdentifierType(TYPE), E.relatedObjectIdentifierValue(target))
    return E.relationship(E.relationshipType("structural"), E.relationshipSubType(subtype), related)


def _representation_id(material: Material, name: str) -> str:
    return f"{material.id}/representations/{name}"


def _agent_id(material: Material, name: str) -> str:
    return f"{material.id}/agent/{name}"
