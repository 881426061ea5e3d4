"""Edits of an adopted text → the changes that would have to be decided, as the year's changes.md has them.

Whatever this cannot say is found by trying: the changes are read back from what was written, and applied; where the
outcome differs from what came back, the edit is told of instead. Nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from pipeline.diff.changes import Row, compare
from pipeline.diff.match import Course
from pipeline.errors import Problem, SourceProblem
from pipeline.frozen import frozen
from pipeline.markdown import write_blocks
from pipeline.merge import apply_changes
from pipeline.merge.blocks import INNER, find_blocks, id_of, words_of
from pipeline.merge.skeleton import DECISION, HEADINGS, REASON
from pipeline.model import (
    Block,
    ChangeKind,
    Document,
    Edition,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quote,
    Text,
)
from pipeline.sources.changes import read_changes

Node = Block | ListItem
_STAND_IN = "# Beslut: Kommunfullmäktige 0001-01-01"


@frozen
class _Part:
    """A section of changes.md: what is done to which block, the words that it names, and what is new."""

    kind: ChangeKind
    target: str
    old: str = ""
    new: tuple[Block, ...] = ()
    after: str = ""

    def write(self) -> str:
        """Return it as Markdown, with a reason to be filled in."""
        parts = [f"## {HEADINGS[self.kind]} {{#{self.target}}}", REASON]
        if self.kind is not ChangeKind.ADD_AFTER:
            parts.append(write_blocks([Quote((Paragraph((Text(self.old),)),))]))
        parts += [write_blocks(self.new)] if self.new else []
        parts += [f"Efter: {{#{self.after}}}"] if self.after else []
        return "\n\n".join(parts)


def decide(before: Edition, after: Edition) -> tuple[str, tuple[Row, ...]]:
    """Return the changes as Markdown, and the edits that they cannot say; both texts have ids everywhere."""
    kept, reached = _kept(before.document, list(_parts(before, after)))
    rest = compare(replace(before, document=reached), after).changes
    text = "\n\n".join((DECISION, *(part.write() for part in kept))) + "\n" if kept else ""
    return text, rest


def _kept(document: Document, parts: Sequence[_Part]) -> tuple[list[_Part], Document]:
    """Return the changes that can be read back and applied one after the other, and what they make of a text."""
    kept: list[_Part] = []
    reached = document
    for part in parts:
        made = _applied(reached, part)
        if made is not None:
            kept.append(part)
            reached = made
    return kept, reached


def _applied(document: Document, part: _Part) -> Document | None:
    problems: list[Problem] = []
    try:
        changes = read_changes(f"{_STAND_IN}\n\n{part.write()}", "changes.md", problems)
        said = [(change.kind, change.target, change.new) for change in changes]
        if problems or said != [(part.kind, part.target, part.new)]:
            return None
        return apply_changes(document, changes)
    except (SourceProblem, ValueError):
        return None


# ── What is done ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _parts(before: Edition, after: Edition) -> Iterator[_Part]:
    """Yield rewordings, moves, additions and strikes, each in reading order."""
    old = {id_of(node): node for node in find_blocks(before.document.blocks) if id_of(node)}
    new = {id_of(node): node for node in find_blocks(after.document.blocks) if id_of(node)}
    runs = list(_new_runs(after.document.blocks, set(old)))
    following = {id_of(run.after): run.nodes for run in runs if run.after is not None}
    replaced: set[str] = set()
    for id_, node in new.items():
        if id_ in old and id_ not in replaced and _own(old[id_]) != _own(node):
            replaced |= {id_of(inner) for inner in find_blocks([node])}
            first = _as_block(_unnamed(node))
            yield _Part(ChangeKind.REPLACE, id_, words_of(old[id_]), (first, *_as_blocks(following.get(id_, ()))))
    yield from _moves(before, after)
    for run in runs:
        if run.after is not None and id_of(run.after) not in replaced:
            yield _Part(ChangeKind.ADD_AFTER, id_of(run.after), "", tuple(_as_blocks(run.nodes)))
    gone: set[str] = set()
    for id_, node in old.items():
        if id_ not in new and id_ not in gone:
            gone |= {id_of(inner) for inner in find_blocks([node])}
            yield _Part(ChangeKind.STRIKE, id_, words_of(node))


def _unnamed(node: Node) -> Node:
    return node if isinstance(node, List) else replace(node, id="")


def _own(node: Node) -> Node:
    """Return a block without what is nested in it and has a name of its own."""
    if isinstance(node, ListItem):
        return replace(node, children=())
    return replace(node, blocks=()) if isinstance(node, Quote) else node


def _as_block(node: Node) -> Block:
    """Return an item as a paragraph, or with what is nested under it as a list; others as they are."""
    if not isinstance(node, ListItem):
        return node
    return List((node,)) if node.children else Paragraph(node.inlines, node.id)


def _as_blocks(nodes: Sequence[Node]) -> list[Block]:
    items = [node for node in nodes if isinstance(node, ListItem)]
    return [List(tuple(items))] if items else [node for node in nodes if not isinstance(node, ListItem)]


@frozen
class _Run:
    """New nodes beside each other, and the one that they come after, if it was there and has a name."""

    nodes: tuple[Node, ...]
    after: Node | None


def _new_runs(siblings: Sequence[Node], known: set[str]) -> Iterator[_Run]:
    """Yield the runs of new nodes, outer before inner; what is within a new node comes with it."""
    before: Node | None = None
    for is_new, group in groupby(siblings, key=lambda node: not _is_known(node, known)):
        nodes = tuple(group)
        if is_new:
            yield _Run(nodes, before if before is not None and id_of(before) else None)
        else:
            for node in nodes:
                for name in INNER:
                    yield from _new_runs(getattr(node, name, ()), known)
        before = nodes[-1]


def _is_known(node: Node, known: set[str]) -> bool:
    return any(id_of(inner) in known for inner in find_blocks([node]))


def _moves(before: Edition, after: Edition) -> Iterator[_Part]:
    """Yield what has moved: a passage, or a heading with its section; the place is the node before it."""
    places = dict(_places(after.document.blocks))
    section: set[str] = set()
    for row in compare(before, after).text:
        if row.course is not Course.ARRIVED or row.step.old[0].id != row.passage.id or row.passage.id in section:
            continue
        node, place = places.get(row.passage.id, (None, None))
        if node is not None and place is not None:
            section |= _section_of(before.document.blocks, row.passage.id)
            yield _Part(ChangeKind.MOVE, row.passage.id, row.step.old[0].words, after=id_of(place))


def _places(siblings: Sequence[Node]) -> Iterator[tuple[str, tuple[Node, Node | None]]]:
    for before, node in pairwise([None, *siblings]):
        assert node is not None
        yield id_of(node), (node, before)
        for name in INNER:
            yield from _places(getattr(node, name, ()))


def _section_of(blocks: Sequence[Block], id_: str) -> set[str]:
    """Return the ids of what stands under a heading, and goes along with it."""
    at = next((n for n, block in enumerate(blocks) if id_of(block) == id_ and isinstance(block, Heading)), None)
    if at is None:
        return set()
    level = blocks[at].level  # type: ignore[union-attr]
    rest = takewhile(lambda block: not isinstance(block, Heading) or block.level > level, blocks[at + 1 :])
    return {id_of(inner) for inner in find_blocks(rest)}
