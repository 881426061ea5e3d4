"""Accept or reject every tracked change of a Word document, as Word does; independent of what writes them.

What a document says afterwards is given as plain data, so that two documents can be compared: paragraphs with their
style, numbering and words by look and link, tables by rows and cells, footnotes where they are referred to.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
GONE = {True: ("del", "moveFrom"), False: ("ins", "moveTo")}
HERE = {True: ("ins", "moveTo"), False: ("del", "moveFrom")}
RANGES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference")
MARKS = ("bookmarkStart", "bookmarkEnd")


@dataclass
class Word:
    """The parts of a document that hold text, and what its relationships lead to."""

    parts: dict[str, etree._Element]
    targets: dict[str, dict[str, str]]
    lists: list[str] = field(default_factory=list)


def open_word(data: bytes) -> Word:
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
    targets = {}
    for name in names:
        rels = f"word/_rels/{name.removeprefix('word/')}.rels"
        if rels in archive.namelist():
            targets[name] = {r.get("Id"): r.get("Target") for r in etree.fromstring(archive.read(rels))}
    return Word({name: etree.fromstring(archive.read(name)) for name in names}, targets)


def resolve(data: bytes, accept: bool) -> Word:
    """Return the document with every change accepted, or rejected."""
    word = open_word(data)
    for root in word.parts.values():
        _properties(root, accept)
        _rows(root, accept)
        _runs(root, accept)
        _paragraph_marks(root, accept)
    return word


def _properties(root: etree._Element, accept: bool) -> None:
    for tag in ("rPrChange", "pPrChange"):
        for change in list(root.iter(W + tag)):
            holder = change.getparent()
            former = change[0] if len(change) else None
            holder.remove(change)
            if accept:
                continue
            for child in [c for c in holder if c.tag != W + "rPr"]:
                holder.remove(child)
            for n, child in enumerate(list(former) if former is not None else []):
                holder.insert(n, child)


def _rows(root: etree._Element, accept: bool) -> None:
    for row in list(root.iter(W + "tr")):
        marks = [m for m in row.iterfind(f"{W}trPr/*") if m.tag in (W + "ins", W + "del")]
        if any(m.tag[len(W) :] in GONE[accept] for m in marks):
            row.getparent().remove(row)
        for mark in marks:
            mark.getparent().remove(mark)
    for table in list(root.iter(W + "tbl")):
        if table.find(W + "tr") is None:
            table.getparent().remove(table)


def _runs(root: etree._Element, accept: bool) -> None:
    for tag in (*GONE[accept], *HERE[accept]):
        for mark in list(root.iter(W + tag)):
            parent = mark.getparent()
            if parent is None or parent.tag in (W + "rPr", W + "trPr"):
                continue
            if tag in HERE[accept]:
                for child in list(mark):
                    mark.addprevious(child)
            parent.remove(mark)
    for tag in RANGES:
        for mark in list(root.iter(W + tag)):
            mark.getparent().remove(mark)
    for deleted, plain in (("delText", "t"), ("delInstrText", "instrText")):
        for node in root.iter(W + deleted):
            node.tag = W + plain


def _paragraph_marks(root: etree._Element, accept: bool) -> None:
    """Join a paragraph whose mark is gone with the next one, whose properties hold; the last mark can never go."""
    for paragraph in reversed(list(root.iter(W + "p"))):
        marks = [m for m in paragraph.iterfind(f"{W}pPr/{W}rPr/*") if m.tag[len(W) :] in (*GONE[True], *GONE[False])]
        for mark in marks:
            mark.getparent().remove(mark)
        if not any(mark.tag[len(W) :] in GONE[accept] for mark in marks):
            continue
        following = paragraph.getnext()
        while following is not None and following.tag in [W + tag for tag in MARKS]:
            following = following.getnext()
        content = [child for child in paragraph if child.tag != W + "pPr"]
        if following is not None and following.tag == W + "p":
            own = following.find(W + "pPr")
            at = 0 if own is None else 1
            for n, child in enumerate(content):
                following.insert(at + n, child)
            paragraph.getparent().remove(paragraph)
        elif following is not None and following.tag == W + "tbl" and not _says(paragraph):
            paragraph.getparent().remove(paragraph)


def _says(paragraph: etree._Element) -> bool:
    return paragraph.find(f".//{W}r") is not None


# ── What it says ─────────────────────────────────────────────────────────────────────────────────────────────────────


def content(word: Word) -> dict[str, list]:
    """Return what the document says: its body, running head and foot, with footnotes where they are referred to."""
    said = {"body": _blocks(word, "word/document.xml", word.parts["word/document.xml"][0])}
    for name in ("header1", "footer1"):
        if f"word/{name}.xml" in word.parts:
            said[name] = _blocks(word, f"word/{name}.xml", word.parts[f"word/{name}.xml"])
    return said


def _blocks(word: Word, part: str, parent: etree._Element) -> list:
    said: list = []
    for node in parent:
        if node.tag == W + "p" and not _is_separator(node):
            said.append(_paragraph(word, part, node))
        elif node.tag == W + "tbl":
            said.append(
                [[_blocks(word, part, cell) for cell in row.iterfind(W + "tc")] for row in node.iterfind(W + "tr")]
            )
        elif node.tag == W + "sdt":
            entries = _blocks(word, part, node.find(W + "sdtContent"))
            # A list of contents without entries says nothing: Word counts it anew.
            said += [entries] if any("PAGEREF" in str(entry) for entry in entries) else []
    return said


def _is_separator(node: etree._Element) -> bool:
    """Whether a paragraph says nothing and is no higher than a hair: what Word needs beside tables."""
    exact = _value_of(node.find(f"{W}pPr/{W}spacing"), "lineRule") == "exact"
    return exact and node.find(f".//{W}r") is None


def _paragraph(word: Word, part: str, node: etree._Element) -> tuple:
    style, jc = (_value(node.find(f"{W}pPr/{W}{tag}")) for tag in ("pStyle", "jc"))
    level, number = (_value(node.find(f"{W}pPr/{W}numPr/{W}{tag}")) for tag in ("ilvl", "numId"))
    return style, jc, level, _list(word, number, level), tuple(_words(word, part, node))


def _list(word: Word, number: str, level: str) -> tuple:
    """Return what a list's number means: its sign, where it starts, and which of the numbered lists it is."""
    if not number:
        return ()
    numbering = word.parts["word/numbering.xml"]
    num = next(n for n in numbering.iter(W + "num") if n.get(W + "numId") == number)
    name = _value(num.find(W + "abstractNumId"))
    definition = next(d for d in numbering.iter(W + "abstractNum") if d.get(W + "abstractNumId") == name)
    found = next(n for n in definition.iter(W + "lvl") if n.get(W + "ilvl") == level)
    sign, start = _value(found.find(W + "lvlText")), _value(num.find(f"{W}lvlOverride/{W}startOverride"))
    if _value(found.find(W + "numFmt")) == "bullet":
        return (sign,)
    if number not in word.lists:
        word.lists.append(number)
    return sign, start or _value(found.find(W + "start")), word.lists.index(number)


def _words(word: Word, part: str, paragraph: etree._Element) -> list[tuple]:
    made: list[tuple] = []
    in_result = False
    for run in paragraph.iter(W + "r"):
        field = _value_of(run.find(W + "fldChar"), "fldCharType")
        in_result = {"separate": True, "end": False}.get(field, in_result)
        link = next((a for a in run.iterancestors(W + "hyperlink")), None)
        target = ""
        if link is not None:
            target = word.targets.get(part, {}).get(link.get(R + "id"), "") or _anchor(str(link.get(W + "anchor")))
        look = "; ".join(_property(node) for node in run.iterfind(f"{W}rPr/*"))
        said = "" if in_result and field != "end" else _said(word, run)
        if not said:
            continue
        if made and made[-1][:2] == (look, target):
            made[-1] = (look, target, made[-1][2] + said)
        else:
            made.append((look, target, said))
    return made


def _anchor(name: str) -> str:
    """Return where a link in the document leads; the names that are only numbers are Word's own business."""
    return "#_Toc" if name.startswith("_Toc") else f"#{name}"


def _property(node: etree._Element) -> str:
    values = ",".join(f"{name.rpartition('}')[2]}={value}" for name, value in sorted(node.attrib.items()))
    return f"{node.tag[len(W) :]} {values}".strip()


def _said(word: Word, run: etree._Element) -> str:
    parts = []
    for node in run:
        tag = node.tag[len(W) :] if node.tag.startswith(W) else ""
        if tag in ("t", "instrText"):
            parts.append(re.sub(r"PAGEREF _Toc\d+", "PAGEREF _Toc", node.text or ""))
        elif tag == "br":
            parts.append("\n")
        elif tag == "tab":
            parts.append("\t")
        elif tag == "footnoteReference":
            notes = word.parts["word/footnotes.xml"]
            note = next(n for n in notes if n.get(W + "id") == node.get(W + "id"))
            parts.append(f"[^{[_paragraph(word, 'word/footnotes.xml', p) for p in note.iter(W + 'p')]}]")
        elif tag == "drawing":
            shown = next(n for n in node.iter() if n.tag.endswith("}docPr"))
            parts.append(f"[picture: {shown.get('descr')}]")
    return "".join(parts)


def _value(node: etree._Element | None) -> str:
    return _value_of(node, "val")


def _value_of(node: etree._Element | None, name: str) -> str:
    return "" if node is None else str(node.get(W + name) or "")


def plain(said: object) -> str:
    """Return the words alone of what a document says."""
    if isinstance(said, dict):
        return "\n".join(plain(part) for part in said.values())
    if isinstance(said, tuple) and len(said) == 5:
        return "".join(words for _look, _target, words in said[4])
    return "\n".join(plain(part) for part in said) if isinstance(said, list) else ""
