"""Inlines: words within a block, read and written.

Reading is one pass over the tokens with a stack of what is open; a mark that is never closed is an ordinary character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.model import Break, Doubt, Emphasis, Foreign, Inline, Link, NoteRef, Strong, Text

URL = r"https?://[^\s<>\[\]()*\\{}|]*[^\s<>\[\]()*\\{}|.,;:!?_]"
TOKEN = re.compile(
    rf"""\\(?P<escaped>[^\w\s]|_)
      | (?P<url>{URL})
      | \[\^(?P<note>[\w.-]+)\]
      | (?P<link>\]\((?:<[^<>\n]*>|[^\s<>()]*)\))
      | (?P<lang>\]\{{lang=[A-Za-z-]+\}})
      | (?P<break><br>)
      | (?P<stars>\*+)
      | (?P<mark>__|\[|\])""",
    re.VERBOSE,
)
WRAP: dict[str, type[Strong | Emphasis | Doubt]] = {"**": Strong, "*": Emphasis, "__": Doubt}


@dataclass(slots=True)
class _Open:
    mark: str
    inlines: list[Inline] = field(default_factory=list)

    def add(self, inline: Inline) -> None:
        """Append, joining neighbouring texts."""
        if isinstance(inline, Text) and self.inlines and isinstance(self.inlines[-1], Text):
            inline = Text(self.inlines.pop().text + inline.text)  # type: ignore[union-attr]
        if inline != Text(""):
            self.inlines.append(inline)


class _Stack:
    def __init__(self) -> None:
        self.open = [_Open("")]

    @property
    def top(self) -> _Open:
        return self.open[-1]

    def flatten(self) -> None:
        """Give up on the innermost mark: it was an ordinary character."""
        last = self.open.pop()
        for inline in (Text(last.mark), *last.inlines):
            self.top.add(inline)

    def toggle(self, mark: str) -> None:
        if mark == self.top.mark and self.top.inlines:
            inlines = tuple(self.open.pop().inlines)
            self.top.add(WRAP[mark](inlines))
        else:
            self.open.append(_Open(mark))

    def stars(self, run: str) -> None:
        """Take a run of stars apart; stress holds no strong words, so within it a star closes."""
        while run:
            mark = "*" if len(run) == 1 or self.top.mark == "*" else "**"
            self.toggle(mark)
            run = run[len(mark) :]

    def bracket(self) -> tuple[Inline, ...] | None:
        """Close the innermost bracket and return what it holds."""
        if not any(o.mark == "[" for o in self.open):
            return None
        while self.top.mark != "[":
            self.flatten()
        return tuple(self.open.pop().inlines)


def parse(text: str) -> tuple[Inline, ...]:
    """Read the inlines of one block; `text` is without line breaks."""
    stack, pos = _Stack(), 0
    for match in TOKEN.finditer(text):
        stack.top.add(Text(text[pos : match.start()]))
        _take(stack, match)
        pos = match.end()
    stack.top.add(Text(text[pos:]))
    while len(stack.open) > 1:
        stack.flatten()
    return tuple(stack.top.inlines)


def _take(stack: _Stack, match: re.Match[str]) -> None:
    kind, value = match.lastgroup, match[match.lastgroup or 0]
    if kind == "escaped":
        stack.top.add(Text(value))
    elif kind == "url":
        stack.top.add(Link((Text(value),), value))
    elif kind == "note":
        stack.top.add(NoteRef(value))
    elif kind == "break":
        stack.top.add(Break())
    elif kind in ("link", "lang"):
        _close(stack, kind, value)
    elif kind == "stars":
        stack.stars(value)
    elif value == "[":
        stack.open.append(_Open("["))
    elif value == "]":
        _close(stack, "", value)
    else:
        stack.toggle(value)


def _close(stack: _Stack, kind: str, value: str) -> None:
    inlines = stack.bracket()
    if inlines and kind == "link":
        stack.top.add(Link(_unlinked(inlines), value[2:-1].removeprefix("<").removesuffix(">")))
    elif inlines and kind == "lang":
        stack.top.add(Foreign(inlines, value.removeprefix("]{lang=").removesuffix("}")))
    else:
        if inlines is not None:
            stack.top.add(Text("["))
            for inline in inlines:
                stack.top.add(inline)
        stack.top.add(Text(value))


def _unlinked(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the words of a link without links of their own: an address that they show leads where the link does."""
    kept = _Open("")
    for inline in inlines:
        match inline:
            case Link():
                for inner in _unlinked(inline.inlines):
                    kept.add(inner)
            case Text() | NoteRef() | Break():
                kept.add(inline)
            case _:
                kept.add(replace(inline, inlines=_unlinked(inline.inlines)))
    return tuple(kept.inlines)


ESCAPE = re.compile(r"[\\*\[\]{|]|<(?=br>|!--)|__+|_(?=$)|^[_^]|(?<=http):(?=//)|(?<=https):(?=//)")


def _escape(text: str) -> str:
    return ESCAPE.sub(lambda m: "".join("\\" + c for c in m[0]), text)


def render(inlines: Iterable[Inline]) -> str:
    """Write inlines on one line; `parse` reads them back."""
    parts: list[str] = []
    for inline in reversed(tuple(inlines)):
        parts.append(_render(inline, after=parts[-1] if parts else ""))
    return "".join(reversed(parts))


def _render(inline: Inline, after: str) -> str:
    match inline:
        case Text(text):
            return _escape(text)
        case Strong(inner):
            return f"**{render(inner)}**"
        case Emphasis(inner):
            return f"*{render(inner)}*"
        case Doubt(inner):
            return f"__{render(inner)}__"
        case Foreign(inner, lang):
            return f"[{render(inner)}]{{lang={lang}}}"
        case NoteRef(id_):
            return f"[^{id_}]"
        case Break():
            return "<br>"
        case Link(inner, target):
            return _render_link(inner, target, after)


def _render_link(inner: tuple[Inline, ...], target: str, after: str) -> str:
    if inner == (Text(target),) and re.fullmatch(URL, target) and re.match(r"[.,;:!?]*(\s|$)", after):
        return target
    plain = re.fullmatch(r"[^\s<>()]*", target)
    return f"[{render(inner)}]({target if plain else f'<{target}>'})"


def plain(inlines: Iterable[Inline]) -> str:
    """Return the words alone: no marks, no targets, no references to notes."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case NoteRef():
            return ""
        case Break():
            return " "
        case _:
            return plain(inline.inlines)
