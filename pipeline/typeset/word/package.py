"""The package: parts, their relationships, and a zip that is the same for the same parts (ECMA-376, part 2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from pipeline.typeset.word.xml import Element, element, to_bytes

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."

# The oldest moment that a zip can name: a fixed one, so that the clock never shows in the bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_DEFAULTS = {"jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml"}
_DEFAULTS |= {"odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont"}
_DEFAULTS |= {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}


@dataclass
class Part:
    """A file in the package: its path, its content type, its XML (or its bytes), and what it refers to.

    The content type is empty where it follows from the name's suffix. `relationships` holds (type, target,
    mode); a relationship's id is `rId` and its place, counted from 1.
    """

    name: str
    content_type: str
    content: Element | bytes
    relationships: list[tuple[str, str, str]] = field(default_factory=list)

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of the relationship to a target (a part's path, or a URL), made once for each target."""
        if not external:
            target = posixpath.relpath(target, posixpath.dirname(self.name) or ".")
        wanted = (kind, target, "External" if external else "")
        if wanted not in self.relationships:
            self.relationships.append(wanted)
        return f"rId{self.relationships.index(wanted) + 1}"


class Package:
    """The parts of one document; `root` stands for the package itself, which refers to the main part."""

    def __init__(self) -> None:
        self.root = Part("", "", b"")
        self.parts: list[Part] = []

    def add(self, part: Part, kind: str, owner: Part | None = None) -> str:
        """Put a part into the package, and return the id under which its owner refers to it."""
        self.parts.append(part)
        return (owner or self.root).relate(kind, part.name)

    def to_bytes(self) -> bytes:
        """Return the package as a zip: parts in order of their names, all of one moment."""
        files = {"[Content_Types].xml": to_bytes(self._content_types())}
        for part in [self.root, *self.parts]:
            if part.relationships:
                files[_relationships_name(part.name)] = to_bytes(_relationships(part))
            if part.name:
                files[part.name] = part.content if isinstance(part.content, bytes) else to_bytes(part.content)
        return _zipped(files)

    def _content_types(self) -> Element:
        suffixes = sorted({"rels", "xml"} | {part.name.rpartition(".")[2] for part in self.parts})
        defaults = [_type("Default", "Extension", s, _DEFAULTS[s]) for s in suffixes]
        parts = sorted(self.parts, key=lambda part: part.name)
        return element(
            "ct:Types",
            *defaults,
            *(_type("Override", "PartName", f"/{p.name}", p.content_type) for p in parts if p.content_type),
        )


def _type(tag: str, key: str, value: str, content_type: str) -> Element:
    return element(f"ct:{tag}", attributes={key: value, "ContentType": content_type})


def _relationships_name(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _relationships(part: Part) -> Element:
    return element("rel:Relationships", *(_relationship(n, *r) for n, r in enumerate(part.relationships, 1)))


def _relationship(number: int, kind: str, target: str, mode: str) -> Element:
    attributes: dict[str, str | int] = {"Id": f"rId{number}", "Type": kind, "Target": target}
    return element("rel:Relationship", attributes=attributes | ({"TargetMode": mode} if mode else {}))


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return buffer.getvalue()
