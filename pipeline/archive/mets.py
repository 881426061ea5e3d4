"""What a package holds and how it hangs together, as METS under E-ARK CSIP and SIP 2.1 (FGS Paketstruktur 2.0).

There is one METS for the package and one for each representation. Every file is in one of them with size and digest;
the package's own METS holds the representations' METS, so the digest of the package's METS stands for everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from urllib.parse import quote

from lxml.etree import _Element

from pipeline.archive.formats import format_of
from pipeline.archive.material import SYSTEM, Material, sha256
from pipeline.archive.xml import CSIP, METS, SIP, XLINK, XSI, Maker, to_bytes
from pipeline.frozen import frozen

E = Maker(METS, csip=CSIP, sip=SIP, xlink=XLINK, xsi=XSI)
ERMS_FILE = "metadata/descriptive/erms.xml"
PREMIS_FILE = "metadata/preservation/premis.xml"
SCHEMA_LOCATIONS = (
    (METS, "mets.xsd"),
    (CSIP, "DILCISExtensionMETS.xsd"),
    (SIP, "DILCISExtensionSIPMETS.xsd"),
    (XLINK, "xlink.xsd"),
)
OTHER = {f"{{{CSIP}}}CONTENTINFORMATIONTYPE": "OTHER", f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE": "Dokument"}


class PackageType(StrEnum):
    """What the package is for: submitted to an e-archive, or kept as it is."""

    SIP = "SIP"
    AIP = "AIP"


PROFILES = {
    PackageType.SIP: "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml",
    PackageType.AIP: "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml",
}


@frozen
class Content:
    """One METS' part of a package: its name, what it holds by path below it, and where the schemas are from there."""

    id: str
    label: str
    files: Mapping[str, bytes]
    representations: Sequence[str] = ()
    up: str = ""


def mets_xml(material: Material, content: Content, kind: PackageType) -> bytes:
    """Return the METS of the package, or of one of its representations."""
    groups = _groups(content)
    root = E.mets(
        _header(material, kind),
        *_descriptive(material, content),
        _administrative(material, content),
        E.fileSec(*(_group(material, content, use, paths) for use, paths in groups.items()), ID="filesec"),
        _structure(content, groups),
        OBJID=content.id,
        LABEL=content.label,
        TYPE="Textual works – Digital",
        PROFILE=PROFILES[kind],
    )
    locations = " ".join(f"{namespace} {content.up}schemas/{file}" for namespace, file in SCHEMA_LOCATIONS)
    root.set(f"{{{XSI}}}schemaLocation", locations)
    if content.representations:
        root.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "citserms_v2_1")
    else:
        _set(root, OTHER)
    return to_bytes(root)


def _header(material: Material, kind: PackageType) -> _Element:
    moment = material.moment
    header = E.metsHdr(CREATEDATE=moment, LASTMODDATE=moment, RECORDSTATUS=_status(material))
    header.set(f"{{{CSIP}}}OAISPACKAGETYPE", kind.value)
    header.extend(_agents(material, kind))
    if kind is PackageType.SIP:
        header.extend(_references(material))
    return header


def _status(material: Material) -> str:
    if material.entry.is_example:
        return "TEST"
    return "NEW" if material.entry.version == 1 else "VERSION"


def _agents(material: Material, kind: PackageType) -> Iterator[_Element]:
    creator = material.entry.creator
    number = f"ORG:{creator.organisation_number.replace('-', '')}"
    software = E.agent(E.name(SYSTEM), ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    software.append(_note(material.version, "SOFTWARE VERSION"))
    yield software
    if kind is PackageType.SIP:
        parties = {
            "ARCHIVIST": creator.name,
            "CREATOR": f"{creator.name}, {creator.unit}",
            "PRESERVATION": creator.preserver,
        }
        for role, name in parties.items():
            agent = E.agent(E.name(name), ROLE=role, TYPE="ORGANIZATION")
            agent.append(_note(number, "IDENTIFICATIONCODE"))
            yield agent


def _note(words: str, kind: str) -> _Element:
    note = E.note(words)
    note.set(f"{{{CSIP}}}NOTETYPE", kind)
    return note


def _references(material: Material) -> Iterator[_Element]:
    if material.entry.creator.submission_agreement:
        yield E.altRecordID(material.entry.creator.submission_agreement, TYPE="SUBMISSIONAGREEMENT")
    yield E.altRecordID(material.entry.diary_number, TYPE="REFERENCECODE")


def _descriptive(material: Material, content: Content) -> Iterator[_Element]:
    if ERMS_FILE in content.files:
        reference = _reference(material, content, ERMS_FILE, MDTYPE="OTHER", OTHERMDTYPE="ERMS", MDTYPEVERSION="3.0.0")
        yield E.dmdSec(reference, ID="dmd-1", CREATED=material.moment, STATUS="CURRENT")


def _administrative(material: Material, content: Content) -> _Element:
    reference = _reference(material, content, PREMIS_FILE, MDTYPE="PREMIS", MDTYPEVERSION="3.0")
    return E.amdSec(E.digiprovMD(reference, ID="digiprov-1", STATUS="CURRENT"), ID="amd")


def _reference(material: Material, content: Content, path: str, **kind: str) -> _Element:
    element = E.mdRef(LOCTYPE="URL", **kind)
    _set(element, _link(path), _fixity(material, path, content.files[path]))
    return element


def _groups(content: Content) -> dict[str, list[str]]:
    """Sort a METS' files by their use; metadata files are referred to elsewhere."""
    uses = {"documentation": "Documentation", "schemas": "Schemas", "data": "Data"}
    groups: dict[str, list[str]] = {}
    for path in sorted(content.files):
        top, _slash, rest = path.partition("/")
        if top == "representations":
            groups.setdefault(f"Representations/{rest.split('/')[0]}", []).append(path)
        elif top in uses:
            groups.setdefault(uses[top], []).append(path)
    return groups


def _group(material: Material, content: Content, use: str, paths: Sequence[str]) -> _Element:
    group = E.fileGrp(ID=_group_id(use), USE=use)
    if content.representations:
        _set(group, OTHER)
    for path in paths:
        group.append(_file(material, content, path, use))
    return group


def _file(material: Material, content: Content, path: str, use: str) -> _Element:
    data = content.files[path]
    place = E.FLocat(LOCTYPE="URL")
    _set(place, _link(path))
    element = E.file(place, ID=f"file-{sha256(path.encode())[:16]}")
    _set(element, _fixity(material, path, data))
    if use == "Data":
        form = format_of(path, data)
        names = {"FILEFORMATNAME": form.name, "FILEFORMATVERSION": form.version}
        if form.pronom:
            names |= {"FORMATREGISTRY": "PRONOM", "FORMATREGISTRYKEY": form.pronom}
        _set(element, {f"{{{SIP}}}{key}": value for key, value in names.items() if value})
        element.set("ADMID", "digiprov-1")
    return element


def _structure(content: Content, groups: Mapping[str, Sequence[str]]) -> _Element:
    metadata = E.div(ID="div-metadata", LABEL="Metadata", ADMID="digiprov-1")
    if ERMS_FILE in content.files:
        metadata.set("DMDID", "dmd-1")
    root = E.div(metadata, ID="div-root", LABEL=content.id)
    for use in groups:
        if not use.startswith("Representations/"):
            root.append(E.div(E.fptr(FILEID=_group_id(use)), ID=f"div-{use.lower()}", LABEL=use))
    if content.representations:
        root.append(_representations(content))
    return E.structMap(root, ID="structmap", TYPE="PHYSICAL", LABEL="CSIP")


def _representations(content: Content) -> _Element:
    """One division that gathers the representations; in it, one for each leads to its METS."""
    pointers = [E.fptr(FILEID=_group_id(f"Representations/{name}")) for name in content.representations]
    gathered = E.div(*pointers, ID="div-representations", LABEL="Representations")
    for name in content.representations:
        pointer = E.mptr(LOCTYPE="URL")
        _set(pointer, _link(f"representations/{name}/METS.xml"))
        pointer.set(f"{{{XLINK}}}title", _group_id(f"Representations/{name}"))
        gathered.append(E.div(pointer, ID=f"div-representation-{name}", LABEL=f"Representations/{name}"))
    return gathered


def _group_id(use: str) -> str:
    return "group-" + use.lower().replace("/", "-")


def _link(path: str) -> dict[str, str]:
    return {f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": quote(path)}


def _fixity(material: Material, path: str, data: bytes) -> dict[str, str]:
    return {
        "MIMETYPE": format_of(path, data).media_type,
        "SIZE": str(len(data)),
        "CREATED": material.moment,
        "CHECKSUM": sha256(data).upper(),
        "CHECKSUMTYPE": "SHA-256",
    }


def _set(element: _Element, *attributes: Mapping[str, str]) -> None:
    for values in attributes:
        for key, value in values.items():
            element.set(key, value)
