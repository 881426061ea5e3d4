"""The package: every file of it by its path, composed from the material, the inner ones first.

<id>/METS.xml
     metadata/descriptive/erms.xml       metadata/preservation/premis.xml
     representations/<name>/METS.xml     …/metadata/preservation/premis.xml     …/data/
     documentation/                      om-paketet.md, diarieblad.pdf, kontrollsummor.sha256
     schemas/
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.archive.erms import erms_xml
from pipeline.archive.material import Material, sha256
from pipeline.archive.mets import ERMS_FILE, PREMIS_FILE, Content, PackageType, mets_xml
from pipeline.archive.premis import premis_xml, representation_premis_xml
from pipeline.archive.xml import SCHEMAS
from pipeline.frozen import frozen

ROOT_METS = "METS.xml"
CHECKSUMS = "documentation/kontrollsummor.sha256"
ABOUT = "documentation/om-paketet.md"
SHEET = "documentation/diarieblad.pdf"


@frozen
class Package:
    """A package: its name, and every file by its path below the package's folder."""

    id: str
    files: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """The SHA-256 of its METS, which stands for the whole package, since METS holds every other file's."""
        return sha256(self.files[ROOT_METS])


def compose(
    material: Material, checks: Mapping[str, str], sheet: bytes, kind: PackageType = PackageType.SIP
) -> Package:
    """Return the package of a document; `checks` say what its validations found, `sheet` is its registration sheet."""
    files: dict[str, bytes] = {ERMS_FILE: erms_xml(material), PREMIS_FILE: premis_xml(material, checks)}
    files |= {f"schemas/{path.name}": path.read_bytes() for path in sorted(SCHEMAS.iterdir())}
    files |= {ABOUT: about(), SHEET: sheet}
    for name in material.representations:
        folder = f"representations/{name}/"
        files |= {folder + path: data for path, data in _representation(material, name, kind).items()}
    files[CHECKSUMS] = checksums({path: data for path, data in files.items() if not path.endswith(ROOT_METS)})
    held = {path: data for path, data in files.items() if not _inner(path)}
    content = Content(material.id, material.title, held, tuple(material.representations))
    return Package(material.id, {ROOT_METS: mets_xml(material, content, kind), **files})


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the files' digests in the form that `sha256sum --check` reads."""
    return "".join(f"{sha256(data)}  {path}\n" for path, data in sorted(files.items())).encode()


def about() -> bytes:
    """Return the page that tells a reader without this program what a package is and how to check it."""
    return (Path(__file__).parent / "om-paketet.md").read_bytes()


def _representation(material: Material, name: str, kind: PackageType) -> dict[str, bytes]:
    data = {f"data/{path}": bytes_ for path, bytes_ in sorted(material.representations[name].items())}
    files = {PREMIS_FILE: representation_premis_xml(material, name), **data}
    content = Content(name, f"{material.title} ({name})", files, up="../../")
    return {ROOT_METS: mets_xml(material, content, kind), **files}


def _inner(path: str) -> bool:
    """Whether a file is held by a representation's METS, not by the package's."""
    return path.startswith("representations/") and not path.endswith(f"/{ROOT_METS}")
