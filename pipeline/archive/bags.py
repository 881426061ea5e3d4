"""A document for those without an e-archive: a BagIt bag (RFC 8493) and a plain folder. Both carry every digest."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.archive.material import SYSTEM, Material
from pipeline.archive.package import Package, checksums

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SHEET = "diarieblad.pdf"
FOLDER_LIST = "kontrollsummor.sha256"


def bag_files(material: Material, package: Package) -> dict[str, bytes]:
    """Return the package as a bag: the whole package as payload, so that a bag's reader needs to know nothing else."""
    payload = {f"data/{package.id}/{path}": data for path, data in package.files.items()}
    tags = {"bagit.txt": DECLARATION, "bag-info.txt": _info(material, payload), MANIFEST: checksums(payload)}
    return {**payload, **tags, TAG_MANIFEST: checksums(tags)}


def folder_files(material: Material, sheet: bytes) -> dict[str, bytes]:
    """Return a plain folder: the sheet, the documents beside it, the sources in a folder of their own, and a list."""
    files = {SHEET: sheet}
    for name, held in material.representations.items():
        inner = name in ("kalla", "undertecknad")
        files |= {f"{name}/{path}" if inner else path: data for path, data in sorted(held.items())}
    return {**files, FOLDER_LIST: checksums(files)}


def _info(material: Material, payload: Mapping[str, bytes]) -> bytes:
    creator = material.entry.creator
    fields = {
        "Source-Organization": f"{creator.name}, {creator.unit}",
        "Bagging-Date": material.date.isoformat(),
        "Bag-Software-Agent": f"{SYSTEM} {material.version}",
        "External-Description": material.title,
        "External-Identifier": material.id,
        "Internal-Sender-Identifier": material.entry.reference,
        "Payload-Oxum": f"{sum(map(len, payload.values()))}.{len(payload)}",
    }
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in fields.items()).encode()
