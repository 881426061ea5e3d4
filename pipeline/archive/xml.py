"""XML in and out: builders for the namespaces, one way to write, one safe way to read, and the schemas."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"
METS = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PREMIS = "http://www.loc.gov/premis/v3"
ERMS = "https://DILCIS.eu/XML/ERMS"
# Which schema a document is held to, by its namespace.
SCHEMA_OF = {METS: "package.xsd", PREMIS: "premis-v3-0.xsd", ERMS: "ERMS_v3.xsd"}


class Maker:
    """Builds the elements of a namespace: `E.name("words", E.child(), key="value")`.

    Other namespaces are declared with the prefixes given.
    """

    def __init__(self, namespace: str, **others: str) -> None:
        self.namespace = namespace
        # The stubs do not know that None stands for the namespace without a prefix.
        self.prefixes: dict[Any, str] = {None: namespace, **others}

    def __getattr__(self, name: str) -> Callable[..., etree._Element]:
        """Return the builder of one kind of element."""
        return lambda *content, **attributes: self(name, *content, **attributes)

    def __call__(self, name: str, /, *content: str | etree._Element, **attributes: str) -> etree._Element:
        """Build an element: a text, or other elements, in it."""
        element = etree.Element(f"{{{self.namespace}}}{name}", attributes, nsmap=self.prefixes)
        for part in content:
            if isinstance(part, str):
                element.text = part
            else:
                element.append(part)
        return element


def to_bytes(root: etree._Element) -> bytes:
    """Write a document: UTF-8, indented, the same bytes for the same tree."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def parse(data: bytes) -> etree._Element:
    """Read a document that may have been tampered with: no entities, no network. Raises `XMLSyntaxError`."""
    return etree.fromstring(data, etree.XMLParser(no_network=True, resolve_entities=False, huge_tree=False))


@cache
def schema(namespace: str) -> etree.XMLSchema:
    """Return the schema of a namespace; it is read from the project, never from the package that it judges."""
    return etree.XMLSchema(file=str(SCHEMAS / SCHEMA_OF[namespace]))


def faults(root: etree._Element) -> list[tuple[int, str]]:
    """Return where and why a document breaks the schema of its namespace, by line (from 1)."""
    namespace = etree.QName(root).namespace or ""
    if namespace not in SCHEMA_OF:
        return [(1, f"namespace {namespace!r}")]
    validator = schema(namespace)
    validator.validate(root)
    return [(entry.line, entry.message) for entry in validator.error_log]  # type: ignore[attr-defined]
