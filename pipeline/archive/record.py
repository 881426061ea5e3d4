"""A document's registration as data: for the sheet that people read, and as JSON and CSV for a diarium system."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from pipeline.archive.formats import format_of
from pipeline.archive.material import Material, sha256
from pipeline.archive.package import ROOT_METS, Package
from pipeline.text import N_, _

# The fields of a registration, in the order of the sheet: key in the record, and what people call it.
FIELDS = {
    "diarienummer": N_("Diary number"),
    "lopnummer": N_("Running number"),
    "version": N_("Version"),
    "orsak": N_("Reason of the correction"),
    "status": N_("Status"),
    "arendemening": N_("Case"),
    "titel": N_("Document"),
    "handlingstyp": N_("Type of document"),
    "klassificering": N_("Classification"),
    "klassificeringsschema": N_("Classification scheme"),
    "upprattad": N_("Drawn up"),
    "registrerad": N_("Registered"),
    "expedierad": N_("Dispatched"),
    "beslutsinstans": N_("Deciding body"),
    "beslutsdatum": N_("Date of the decision"),
    "paragraf": N_("Paragraph"),
    "avsandare": N_("Sender"),
    "mottagare": N_("Recipient"),
    "ansvarig": N_("Responsible"),
    "arkivbildare": N_("Archive's creator"),
    "organisationsnummer": N_("Organisation number"),
    "namnd": N_("Board"),
    "arkiv": N_("Kept by"),
    "sekretess": N_("Secrecy"),
    "bevarande": N_("Kept or disposed of"),
    "gallringsbeslut": N_("Disposal decision"),
    "sprak": N_("Language"),
    "rattigheter": N_("Rights"),
    "paket": N_("Package"),
}


def facts_of(material: Material) -> dict[str, str]:
    """Return every field of the registration in words, by its key; what is not there is empty."""
    entry, creator, decision = material.entry, material.entry.creator, material.entry.decision
    values: dict[str, object] = {
        "diarienummer": entry.diary_number,
        "lopnummer": entry.running_number,
        "version": entry.version,
        "orsak": entry.reason,
        "status": _("EXAMPLE: not a registered document") if entry.is_example else entry.status,
        "arendemening": entry.case_title,
        "titel": material.title,
        "handlingstyp": entry.document_type,
        "klassificering": f"{entry.classification} {entry.classification_name}",
        "klassificeringsschema": creator.classification_scheme,
        "upprattad": entry.drawn_up,
        "registrerad": entry.registered,
        "expedierad": entry.dispatched or "",
        "beslutsinstans": decision.body if decision else "",
        "beslutsdatum": decision.date if decision else "",
        "paragraf": decision.paragraph if decision else "",
        "avsandare": entry.sender,
        "mottagare": entry.recipient,
        "ansvarig": entry.responsible,
        "arkivbildare": creator.name,
        "organisationsnummer": creator.organisation_number,
        "namnd": creator.unit,
        "arkiv": creator.preserver,
        "sekretess": entry.secrecy or _("public"),
        "bevarande": f"{entry.disposal} ({entry.disposal_years})" if entry.disposal_years else entry.disposal,
        "gallringsbeslut": entry.disposal_decision,
        "sprak": material.lang,
        "rattigheter": creator.rights,
        "paket": material.id,
    }
    return {key: str(values[key]) for key in FIELDS}


def record_json(material: Material, package: Package, zip_digest: str) -> bytes:
    """Return the registration as JSON: its fields, its files, and the digests that stand for the whole package."""
    files = [
        {
            "sokvag": f"representations/{name}/data/{path}",
            "representation": name,
            "format": " ".join(filter(None, format_of(path, data)[1:3])),
            "pronom": format_of(path, data).pronom,
            "storlek": len(data),
            "sha256": sha256(data),
        }
        for name, held in material.representations.items()
        for path, data in sorted(held.items())
    ]
    record: Mapping[str, Any] = {
        **facts_of(material),
        "exempel": material.entry.is_example,
        "mets_sha256": sha256(package.files[ROOT_METS]),
        "zip_sha256": zip_digest,
        "filer": files,
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def record_csv(material: Material, package: Package, zip_digest: str) -> bytes:
    """Return the registration as one row under its heads; semicolons and a byte order mark are what Excel expects."""
    row = {**facts_of(material), "mets_sha256": sha256(package.files[ROOT_METS]), "zip_sha256": zip_digest}
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, fieldnames=list(row), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerow(row)
    return buffer.getvalue().encode("utf-8-sig")
