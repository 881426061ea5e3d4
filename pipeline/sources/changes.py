"""Read what was decided about the plan's text: changes.md of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline.errors import Problem, SourceProblem
from pipeline.markdown import read_blocks
from pipeline.markdown.inlines import plain
from pipeline.model import Block, Change, ChangeKind, Decision, Heading, Inline, List, Origin, Paragraph, Quote
from pipeline.sources.tables import Source, read_source
from pipeline.text import _

DECISION = re.compile(
    r"Beslut: (?P<body>.+?) (?P<date>\d{4}-\d\d-\d\d)(?: § (?P<paragraph>\S+?))?(?:, dnr (?P<dnr>.+))?$"
)
KINDS = {
    "Ersätt": ChangeKind.REPLACE,
    "Lägg till efter": ChangeKind.ADD_AFTER,
    "Stryk": ChangeKind.STRIKE,
    "Flytta": ChangeKind.MOVE,
    "Byt namn": ChangeKind.RENAME,
    "Ändra status": ChangeKind.STATUS,
}
AFTER = "Efter:"
WITHOUT_NEW = (ChangeKind.STRIKE, ChangeKind.MOVE)
REASON = "Skäl: "
UNREAD = Decision("", date.min)


def load_changes(path: Path, root: Path, problems: list[Problem]) -> tuple[Change, ...]:
    """Read the decided changes of a year; a year without such a file has none."""
    source = read_source(path, root, problems, _("the decided changes")) if path.exists() else None
    if source is None:
        return ()
    try:
        return read_changes(source.text, source.file, problems)
    except SourceProblem as error:
        problems.extend(error.problems)
        return ()


def read_changes(text: str, file: str, problems: list[Problem]) -> tuple[Change, ...]:
    """Read decided changes; what is wrong with one goes to `problems`. Raises `SourceProblem` for no Markdown."""
    return tuple(_changes(Source(file, text, problems), read_blocks(text, file)))


def _changes(source: Source, blocks: tuple[Block, ...]) -> list[Change]:
    changes: list[Change] = []
    decision: Decision | None = None
    for heading, body in _sections(source, blocks):
        if heading.level == 1:
            decision = _decision(source, heading) or UNREAD
        elif decision is None:
            remedy = _("Begin the file with a heading such as # Beslut: Kommunstyrelsen 2025-02-10 § 24, dnr 2025/1.")
            source.problem(heading.origin.line, _("The change stands under no decision."), remedy)
        elif (change := _change(source, heading, body, decision)) and decision is not UNREAD:
            changes.append(change)
    return changes


def _sections(source: Source, blocks: tuple[Block, ...]) -> list[tuple[Heading, list[Block]]]:
    sections: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 2:
            sections.append((block, []))
        elif sections:
            sections[-1][1].append(block)
        else:
            line = getattr(block, "origin", Origin()).line
            source.problem(line, _("The text stands before the first decision."), _("Move it under a change."))
    return sections


def _decision(source: Source, heading: Heading) -> Decision | None:
    text = plain(heading.inlines)
    match = DECISION.fullmatch(text)
    try:
        if match:
            day = date.fromisoformat(match["date"])
            return Decision(match["body"], day, match["paragraph"] or "", match["dnr"] or "")
    except ValueError:
        pass
    remedy = _("Write it as # Beslut: Kommunstyrelsen 2025-02-10 § 24, dnr 2025/1.")
    source.problem(heading.origin.line, _("The decision {text!r} cannot be read.").format(text=text), remedy)
    return None


def _change(source: Source, heading: Heading, body: list[Block], decision: Decision) -> Change | None:
    line, word = heading.origin.line, plain(heading.inlines)
    kind = KINDS.get(word)
    if kind is None or not heading.id:
        remedy = _("Write one of these before the id: {kinds}.").format(kinds=", ".join(KINDS))
        source.problem(line, _("The heading {word!r} is no change.").format(word=word), remedy)
        return None
    old, new, reason, after = _parts(body, kind)
    change = Change(kind, heading.id, old, new, reason, decision, after, heading.origin)
    for what, remedy in _faults(change):
        source.problem(line, what, remedy)
    return change


def _faults(change: Change) -> Iterator[tuple[str, str]]:
    """Yield what a change lacks, or has too much, with the remedy."""
    if not change.reason:
        yield _("The change has no reason."), _("Add a paragraph that begins with Skäl:.")
    if not change.old and change.kind is not ChangeKind.ADD_AFTER:
        yield _("The change does not say what it replaces."), _("Quote the plan's text with > before it.")
    if change.new and change.kind in WITHOUT_NEW:
        yield _("A passage that is struck or moved gets no new text."), _("See the handbook, “Decided changes”.")
    if not change.new and change.kind not in WITHOUT_NEW:
        yield _("The change has no new text."), _("See the handbook, “Decided changes”.")
    if not change.after and change.kind is ChangeKind.MOVE:
        yield _("The change does not say where the passage is moved."), _("Add a line such as Efter: {#id}.")


def _parts(body: list[Block], kind: ChangeKind) -> tuple[str, tuple[Block, ...], str, str]:
    """Take a change apart: the words it replaces, the new blocks, its reason, and where a passage is moved."""
    reason, after = "", ""
    old: list[str] = []
    new: list[Block] = []
    for block in body:
        if isinstance(block, Paragraph) and plain(block.inlines).startswith(REASON) and not reason:
            reason = plain(block.inlines).removeprefix(REASON)
        elif kind is ChangeKind.MOVE and isinstance(block, Paragraph) and plain(block.inlines) == AFTER:
            after = block.id
        elif isinstance(block, Quote):
            old += [plain(inlines) for inlines in _quoted(block)]
        else:
            new.append(block)
    return "\n".join(old), tuple(new), reason, after


def _quoted(quote: Quote) -> list[tuple[Inline, ...]]:
    lines: list[tuple[Inline, ...]] = []
    for block in quote.blocks:
        lines += [item.inlines for item in block.items] if isinstance(block, List) else [block.inlines]
    return lines
