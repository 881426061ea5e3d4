"""The runs of a paragraph as they are met: words, breaks, notes and pictures, each with its look and link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.diff.tokens import PLAIN, Look
from pipeline.diff.word.context import Context, Picture, Stray
from pipeline.diff.word.styles import is_on, value
from pipeline.frozen import frozen
from pipeline.model import Break, Figure, Inline, NoteRef, Text
from pipeline.typeset.word.xml import Element, qualified

R_ID = qualified("r:id")
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:(?P<local>\\l)\s+)?"(?P<target>[^"]*)"(?:\s+\\l\s+"(?P<anchor>[^"]*)")?')
_NOTE = re.compile(r"(?:NOTE|PAGE)?REF\s+(note_\w+)")
_COUNTED = re.compile(r"\s*(PAGEREF|TOC|PAGE|NUMPAGES)\b")
# Looks that the plan's text has no words for: an editor who uses one means something by it.
_LOOKS = ("w:strike", "w:dstrike", "w:highlight", "w:u", "w:vertAlign", "w:color", "w:shd")
_CHARACTERS = {
    qualified(tag): characters
    for tag, characters in {"w:tab": " ", "w:noBreakHyphen": "\u2011", "w:softHyphen": "", "w:ptab": " "}.items()
}
_TRANSPARENT = tuple(map(qualified, ("w:smartTag", "w:customXml", "w:dir", "w:bdo")))
_FORMULAS = tuple(map(qualified, ("m:oMath", "m:oMathPara")))
_FOREIGN_MATTER = tuple(map(qualified, ("w:object", "w:pict")))
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


@frozen
class Piece:
    """Something of a paragraph: an inline without what is around it, and how it looks; or a picture."""

    inline: Inline | Figure
    look: Look = Look()


@dataclass
class _Field:
    """A field that is open: what it asks for, and whether its result has begun."""

    asks: str = ""
    shows: bool = False


@dataclass
class RunReader:
    """Reads the runs of one paragraph; fields may stand open between them."""

    context: Context
    fields: list[_Field] = field(default_factory=list)

    def pieces(self, parent: Element, look: Look = PLAIN) -> Iterator[Piece]:
        """Yield the pieces below an element. Alternative content is read once, as programs show it."""
        for child in parent:
            tag = child.tag
            if tag == qualified("w:r"):
                yield from self._run(child, look)
            elif tag == qualified("w:hyperlink"):
                yield from self.pieces(child, replace(look, target=self._target(child)))
            elif tag == qualified("w:fldSimple"):
                yield from self._simple_field(child, look)
            elif tag == qualified("w:sdt"):
                yield from (p for c in child.iterchildren(qualified("w:sdtContent")) for p in self.pieces(c, look))
            elif tag == qualified("w:bookmarkStart"):
                self.context.open_note(str(child.get(qualified("w:name"))))
            elif tag in _TRANSPARENT:
                yield from self.pieces(child, look)
            elif tag in _FORMULAS:
                self.context.strays.append(Stray("formula", "".join(map(str, child.itertext()))))

    def _target(self, link: Element) -> str:
        anchor = str(link.get(qualified("w:anchor")) or "")
        target = self.context.targets.get(str(link.get(R_ID)), "")
        return target + (f"#{anchor}" if target else "") if anchor and target else target or self._anchor(anchor)

    def _anchor(self, name: str) -> str:
        return f"#{self.context.id_of(name)}" if name else ""

    def _simple_field(self, child: Element, look: Look) -> Iterator[Piece]:
        asked = _Field(str(child.get(qualified("w:instr")) or ""), shows=True)
        self.fields.append(asked)
        yield from self._result(asked)
        yield from self.pieces(child, look)
        self.fields.pop()

    def _run(self, run: Element, look: Look) -> Iterator[Piece]:
        own = self._look(run, look)
        if own is None:
            return
        for node in run:
            yield from self._node(node, own, run)

    def _look(self, run: Element, look: Look) -> Look | None:
        """Return how a run looks, or nothing for the sign that only says that a word is doubtful."""
        styles, style = self.context.styles, value(run, "w:rPr/w:rStyle")
        name = styles.name(style) if style else ""
        if name == "doubt sign":
            return None
        strong, emphasis = (self._toggle(run, style, tag) for tag in ("w:b", "w:i"))
        lang = self.context.lang_of(value(run, "w:rPr/w:lang"))
        target = next((self._field_target(one) for one in reversed(self.fields) if one.shows), "")
        return Look(strong, emphasis, doubt=name == "doubt", lang=lang, target=look.target or target)

    def _toggle(self, run: Element, style: str, tag: str) -> bool:
        own = run.find(f"{qualified('w:rPr')}/{qualified(tag)}")
        return is_on(own if own is not None or not style else self.context.styles.find(style, f"w:rPr/{tag}"))

    def _field_target(self, asked: _Field) -> str:
        found = _HYPERLINK.search(asked.asks)
        if not found:
            return ""
        return self._anchor(found["target"]) if found["local"] else found["target"] or self._anchor(found["anchor"])

    def _node(self, node: Element, look: Look, run: Element) -> Iterator[Piece]:
        tag = node.tag
        if tag == qualified("w:fldChar"):
            yield from self._mark(str(node.get(qualified("w:fldCharType"))))
        elif tag == qualified("w:instrText"):
            if self.fields:
                self.fields[-1].asks += node.text or ""
        elif not any(not one.shows or _NOTE.search(one.asks) or _COUNTED.match(one.asks) for one in self.fields):
            yield from self._shown(node, look, run)

    def _shown(self, node: Element, look: Look, run: Element) -> Iterator[Piece]:
        """Yield what is seen of a run's child."""
        tag = node.tag
        if tag == qualified("w:t"):
            yield from self._words(node.text or "", look, run)
        elif tag in _CHARACTERS:
            yield from self._words(_CHARACTERS[tag], look, run)
        elif tag == qualified("w:sym"):
            yield from self._words(chr(int(str(node.get(qualified("w:char"))), 16)), look, run)
        elif tag in (qualified("w:br"), qualified("w:cr")):
            if node.get(qualified("w:type")) in (None, "textWrapping"):
                yield Piece(Break(), look)
        elif tag == qualified("w:footnoteReference"):
            yield Piece(NoteRef(self.context.note(str(node.get(qualified("w:id"))))), look)
        elif tag == qualified("w:drawing"):
            yield from self._drawing(node)
        elif tag == _ALTERNATIVES:
            yield from (p for choice in list(node)[:1] for one in choice for p in self._node(one, look, run))
        else:
            self._tell(node)

    def _tell(self, node: Element) -> None:
        """Remember what has no place among the words."""
        number = str(node.get(qualified("w:id")))
        if node.tag == qualified("w:endnoteReference"):
            self.context.strays.append(Stray("endnote", self.context.endnote(number)))
        elif node.tag in _FOREIGN_MATTER:
            self.context.strays.append(Stray("object", "".join(map(str, node.itertext()))))
        elif node.tag == qualified("w:commentReference"):
            self.context.comment(number)

    def _words(self, words: str, look: Look, run: Element) -> Iterator[Piece]:
        self._note_looks(words, look, run)
        yield Piece(Text(words), look)

    def _note_looks(self, words: str, look: Look, run: Element) -> None:
        """Tell of looks that would be lost; a link is coloured and underlined by itself."""
        own = run.find(qualified("w:rPr"))
        if own is None or not words.strip():
            return
        tags = [tag for tag in _LOOKS if not (look.target and tag in ("w:u", "w:color"))]
        for tag in tags:
            mark = own.find(qualified(tag))
            if is_on(mark) and mark is not None and mark.get(qualified("w:val")) not in ("baseline", "auto", "clear"):
                self.context.strays.append(Stray(tag.removeprefix("w:"), words))

    def _mark(self, kind: str) -> Iterator[Piece]:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shows = True
            yield from self._result(self.fields[-1])
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            if not ended.shows:
                yield from self._result(ended)

    def _result(self, asked: _Field) -> Iterator[Piece]:
        """Yield what a field stands for when that is not its words: another reference to a note."""
        if found := _NOTE.search(asked.asks):
            yield Piece(NoteRef(self.context.noted(found[1])))

    def _drawing(self, drawing: Element) -> Iterator[Piece]:
        shown = drawing.find(f".//{qualified('wp:docPr')}")
        blip = drawing.find(f".//{qualified('a:blip')}")
        boxed = drawing.findall(f".//{qualified('w:txbxContent')}")
        if blip is None:
            words = " ".join("".join(node.text or "" for node in box.iter(qualified("w:t"))) for box in boxed[:1])
            self.context.strays.append(Stray("object", words))
            return
        alt = str(shown.get("descr") or "") if shown is not None else ""
        self.context.pictures.append(Picture(alt, self.context.targets.get(str(blip.get(qualified("r:embed"))), "")))
        yield Piece(Figure("", alt))
