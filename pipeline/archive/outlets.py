"""What is written to `output/archive/` for a package; nothing that is there is ever overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.archive.bags import bag_files, folder_files
from pipeline.archive.container import replace_file, write_folder, zip_bytes
from pipeline.archive.material import Material, sha256
from pipeline.archive.package import SHEET, Package
from pipeline.archive.record import record_csv, record_json
from pipeline.errors import Problem
from pipeline.frozen import frozen
from pipeline.text import _


@frozen
class Outlets:
    """Everything that is written for a package, by its name in the archive's folder: folders of files, and files."""

    material: Material
    package: Package
    folders: Mapping[str, Mapping[str, bytes]]
    files: Mapping[str, bytes]

    @property
    def zip_digest(self) -> str:
        """The SHA-256 of the zip."""
        return sha256(self.files[f"{self.package.id}.zip"])


def outlets_of(material: Material, package: Package) -> Outlets:
    """Return what is written for a package."""
    name = package.id
    archive = zip_bytes(name, package.files)
    folders = {
        name: package.files,
        f"{name}.bag": bag_files(material, package),
        f"{name}.mapp": folder_files(material, package.files[SHEET]),
    }
    files = {
        f"{name}.zip": archive,
        f"{name}.json": record_json(material, package, sha256(archive)),
        f"{name}.csv": record_csv(material, package, sha256(archive)),
    }
    return Outlets(material, package, folders, files)


def other_content(outlets: Outlets, folder: Path) -> list[Problem]:
    """Return why a package may not be written: something of its name is there with other content."""
    there = [name for name, files in outlets.folders.items() if _differs(folder / name, files)]
    there += [name for name, data in outlets.files.items() if _other(folder / name, data)]
    what = _("A package of this name is there with other content; what is registered is never overwritten.")
    remedy = _(
        "Register a correction in arkiv.toml: version = {next} and its reason. If nothing was registered, remove it."
    )
    words = remedy.format(next=outlets.material.entry.version + 1)
    return [Problem((folder / name).as_posix(), 0, what, words) for name in there]


def write(outlets: Outlets, folder: Path) -> list[Path]:
    """Write what is not there yet; return what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, files in outlets.folders.items():
        if not (folder / name).exists():
            write_folder(folder / name, files)
            written.append(folder / name)
    for name, data in outlets.files.items():
        if not (folder / name).exists():
            replace_file(folder / name, data)
            written.append(folder / name)
    return written


def draw(outlets: Outlets) -> str:
    """Return the tree of the package, one file a line with its size in bytes."""
    lines = [f"{outlets.package.id}/"]
    for path, data in sorted(outlets.package.files.items()):
        lines.append(f"  {path}  {len(data)}")
    return "\n".join([*lines, *sorted((*outlets.folders, *outlets.files))[1:]])


def _differs(folder: Path, files: Mapping[str, bytes]) -> bool:
    if not folder.exists():
        return False
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return there.keys() != files.keys() or any(path.read_bytes() != files[name] for name, path in there.items())


def _other(path: Path, data: bytes) -> bool:
    return path.exists() and path.read_bytes() != data
