"""Small documents for stores with many of them: real packages, with almost nothing in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from pipeline.archive.container import zip_bytes
from pipeline.archive.material import Material
from pipeline.archive.metadata import Creator, Registration
from pipeline.archive.outlets import Outlets
from pipeline.archive.package import Package, compose
from pipeline.model import Decision, Document, Edition

CREATOR = Creator("Exempelkommun", "212000-2742", "Styrelsen", "Schema", "Arkivet", "", "Fri")


@cache
def registration() -> Registration:
    return Registration(
        key="2025", creator=CREATOR, status="exempel", diary_number="EXEMPEL 2025/1", case_title="Ärendet",
        classification="1.3", classification_name="Klass", document_type="Plan", running_number=1,
        drawn_up=date(2025, 1, 1), registered=date(2025, 2, 1), dispatched=None, sender="", recipient="",
        responsible="Staben", decision=Decision("Styrelsen", date(2025, 1, 15), "1"), disposal="bevaras",
        disposal_decision="Planen", disposal_years=0, secrecy="", version=1, reason="",
    )  # fmt: skip


def small_material(number: int, version: int = 1, size: int = 100) -> Material:
    """Return a document of this running number; another version has another text."""
    entry = replace(registration(), running_number=number, version=version, reason="Rättad." * (version > 1))
    edition = Edition("plan", f"Plan {number}", "", "Exempelkommun", Document("Plan", ()), date(2025, 2, 1))
    words = f"Plan {number}, version {version}. ".encode()
    held = {"bevarande": {"plan.txt": words * (size // len(words) + 1)}, "kalla": {"källa nr 1.txt": words}}
    counts = {"repaired": 0, "answered": 0, "changes": 0}
    return Material(edition, entry, "sv-SE", held, counts)


def small_outlets(number: int, version: int = 1, size: int = 100) -> Outlets:
    """Return the package of a small document, with its zip."""
    material = small_material(number, version, size)
    package: Package = compose(material, {}, b"%PDF-1.7 a sheet")
    return Outlets(material, package, {}, {f"{package.id}.zip": zip_bytes(package.id, package.files)})


def tiny_outlets(number: int, version: int = 1) -> Outlets:
    """Return what stands for a package where only the store matters: three files, the second the same in all."""
    material = small_material(number, version)
    files = {"METS.xml": f"{number} {version}".encode(), "schemas/a.xsd": b"a", "x/y/z.txt": material.id.encode()}
    package = Package(material.id, files)
    return Outlets(material, package, {}, {f"{package.id}.zip": b""})
