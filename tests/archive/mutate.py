"""What may happen to an archive, as operations on files; `reseal` is the work of someone who knows the format."""

from __future__ import annotations

import hashlib
import json
import shutil
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from pipeline.archive.ledger import OWN, START, append_line, read_lines, write_line
from tests.archive.verbs import plan

METS = "{http://www.loc.gov/METS/}"
PREMIS = "{http://www.loc.gov/premis/v3}"
HREF = "{http://www.w3.org/1999/xlink}href"


def flip(path: Path, at: int | None = None) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if at is None else at] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_end(path: Path, count: int) -> None:
    path.write_bytes(path.read_bytes()[:-count])


def append(path: Path, words: str) -> None:
    path.write_bytes(path.read_bytes() + words.encode())


def write(path: Path, words: str) -> None:
    path.write_text(words, "utf-8")


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def replace(path: Path, old: str, new: str) -> None:
    source = path.read_text("utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), "utf-8")


def swap(path: Path, other: Path) -> None:
    beside = path.with_name("beside")
    path.rename(beside)
    other.rename(path)
    beside.rename(other)


def copy(path: Path, other: Path) -> None:
    shutil.copytree(path, other) if path.is_dir() else shutil.copy(path, other)


def drop_line(path: Path, number: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:number] + lines[number + 1 :]))


def swap_lines(path: Path, first: int, second: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[first], lines[second] = lines[second], lines[first]
    path.write_bytes(b"".join(lines))


def zip_add(path: Path, name: str) -> None:
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr(zipfile.ZipInfo(f"{archive.namelist()[0].split('/')[0]}/{name}"), "x")


def sidecar(folder: Path) -> None:
    digest = hashlib.sha256((folder / "inventory.json").read_bytes()).hexdigest()
    (folder / "inventory.json.sha256").write_text(f"{digest} inventory.json\n")


def rewrite(path: Path, old: str, new: str) -> None:
    replace(path, old, new)
    lines, previous = path.read_bytes().splitlines(), START
    path.unlink()
    for number, line in enumerate(lines, 1):
        values = {key: value for key, value in json.loads(line).items() if key not in OWN}
        append_line(path, write_line(number, previous, values))
        previous = read_lines(path)[-1].digest


def reseal_mets(folder: Path) -> None:
    for mets in [*sorted(folder.glob("representations/*/METS.xml")), folder / "METS.xml"]:
        root = etree.parse(mets).getroot()
        for element in root.iter(f"{METS}file", f"{METS}mdRef"):
            place = element.find(f"{METS}FLocat") if element.tag == f"{METS}file" else element
            data = (mets.parent / place.get(HREF)).read_bytes()
            element.set("SIZE", str(len(data)))
            element.set("CHECKSUM", hashlib.sha256(data).hexdigest().upper())
        mets.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def reseal(folder: Path) -> None:
    for premis in folder.glob("representations/*/metadata/preservation/premis.xml"):
        root = etree.parse(premis).getroot()
        for element in root.iter(f"{PREMIS}object"):
            name = element.findtext(f"{PREMIS}objectIdentifier/{PREMIS}objectIdentifierValue").partition("/")[2]
            data = (folder / name).read_bytes() if (folder / name).exists() else b""
            element.find(f".//{PREMIS}messageDigest").text = hashlib.sha256(data).hexdigest()
            element.find(f".//{PREMIS}size").text = str(len(data))
        premis.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    listed = folder / "documentation/kontrollsummor.sha256"
    names = [line.partition("  ")[2] for line in listed.read_text("utf-8").splitlines()]
    listed.write_text("".join(f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in names))
    reseal_mets(folder)


OPERATIONS: dict[str, Callable[..., None]] = {
    "flip": flip,
    "cut": cut,
    "cut-end": cut_end,
    "append": append,
    "write": write,
    "remove": remove,
    "replace": replace,
    "drop-line": drop_line,
    "swap-lines": swap_lines,
    "zip-add": zip_add,
    "sidecar": sidecar,
    "rewrite": rewrite,
    "reseal": reseal,
    "reseal-mets": reseal_mets,
    "folder": lambda path: path.mkdir(),
    "verify": lambda path: plan("verify", path),
    "link": lambda path, to: path.symlink_to(to),
}
TWO_PATHS: dict[str, Callable[[Path, Path], None]] = {
    "rename": lambda path, to: path.rename(to),
    "swap": swap,
    "copy": copy,
}


def mutate(target: Path, steps: list[list[object]]) -> Path:
    """Take the steps; return where the target is afterwards."""
    for operation, *arguments in steps:
        path, *rest = arguments or ["."]
        if operation == "zip-add":
            zip_add(target, str(path))
        elif operation in TWO_PATHS:
            TWO_PATHS[str(operation)](target / str(path), target / str(rest[0]))
        else:
            OPERATIONS[str(operation)](target / str(path), *rest)
    return target if target.exists() else target.parent / "annat-namn"
