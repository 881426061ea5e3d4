"""Read what was decided about the plan's text: changes.md of a year."""

from __future__ import annotations

import re
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
KINDS = {"Ersätt": ChangeKind.REPLACE, "Lägg till efter": ChangeKind.ADD_AFTER, "Stryk": ChangeKind.STRIKE}
REASON = "Skäl: "


def load_changes(path: Path, root: Path, problems: list[Problem]) -> tuple[Change, ...]:
    """Read the decided changes of a year; a year without such a file has none."""
    source = read_source(path, root, problems, _("the decided changes")) if path.exists() else None
    if source is None:
        return ()
    try:
        blocks = read_blocks(source.text, source.file)
    except SourceProblem as error:
        problems.extend(error.problems)
        return ()
    return tuple(_changes(source, blocks))


def _changes(source: Source, blocks: tuple[Block, ...]) -> list[Change]:
    changes: list[Change] = []
    decision: Decision | None = None
    for heading, body in _sections(source, blocks):
        if heading.level == 1:
            decision = _decision(source, heading) or decision
        elif decision is None:
            remedy = _("Begin the file with a heading such as # Beslut: Kommunstyrelsen 2025-02-10 § 24, dnr 2025/1.")
            source.problem(heading.origin.line, _("The change stands under no decision."), remedy)
        elif change := _change(source, heading, body, decision):
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
        remedy = _("Write ## Ersätt {#id}, ## Lägg till efter {#id} or ## Stryk {#id}.")
        source.problem(line, _("The heading {word!r} is no change.").format(word=word), remedy)
        return None
    reason, old, new = _parts(body)
    if not reason:
        source.problem(line, _("The change has no reason."), _("Add a paragraph that begins with Skäl:."))
    if not old and kind is not ChangeKind.ADD_AFTER:
        source.problem(
            line, _("The change does not say what it replaces."), _("Quote the plan's text with > before it.")
        )
    if bool(new) == (kind is ChangeKind.STRIKE):
        source.problem(line, _wrong_new(kind), _("See the handbook, “Decided changes”."))
    return Change(kind, heading.id, old, new, reason, decision, origin=heading.origin)


def _wrong_new(kind: ChangeKind) -> str:
    if kind is ChangeKind.STRIKE:
        return _("A passage that is struck gets no new text.")
    return _("The change has no new text.")


def _parts(body: list[Block]) -> tuple[str, str, tuple[Block, ...]]:
    """Take a change apart: its reason, the words it replaces, and the new blocks."""
    reason = ""
    old: list[str] = []
    new: list[Block] = []
    for block in body:
        if isinstance(block, Paragraph) and plain(block.inlines).startswith(REASON) and not reason:
            reason = plain(block.inlines).removeprefix(REASON)
        elif isinstance(block, Quote):
            old += [plain(inlines) for inlines in _quoted(block)]
        else:
            new.append(block)
    return reason, "\n".join(old), tuple(new)


def _quoted(quote: Quote) -> list[tuple[Inline, ...]]:
    lines: list[tuple[Inline, ...]] = []
    for block in quote.blocks:
        lines += [item.inlines for item in block.items] if isinstance(block, List) else [block.inlines]
    return lines
