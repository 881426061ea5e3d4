"""The gate before the archive: what is packed must be what it says it is, as `conform` holds it to."""

from __future__ import annotations

from pipeline.archive.material import Material
from pipeline.conform import FORMATS, faults
from pipeline.errors import NotConforming, Problem
from pipeline.text import _

SUFFIXES = {"bevarande": ".pdf", "original": ".docx", "webb": ".html"}


def check_material(material: Material) -> dict[str, str]:
    """Hold the documents to the rules; return what was checked, by format. Raises `NotConforming` with what failed."""
    documents = [pair for name in SUFFIXES for pair in material.representations.get(name, {}).items()]
    remedy = _("Run plan build again; a document that has been changed afterwards cannot be archived.")
    problems = [Problem(path, 0, what, remedy) for path, data in documents for what in faults(path, data)]
    if problems:
        raise NotConforming(problems)
    return {name: _passed(suffix, material.version) for name, suffix in SUFFIXES.items()}


def _passed(suffix: str, version: str) -> str:
    words = ", ".join(_(rule) for rule in FORMATS[suffix].rules)
    return _("The document {rules}: checked by plan {version}.").format(rules=words, version=version)
