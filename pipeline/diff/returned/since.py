"""A document that comes back late: the sources have changed since it was made, and keep what they say now.

The stamp in the document tells what each passage said when it was made. A passage that only the sources have changed is
no edit, and must not be read as one: that would undo the change. One that both have changed stands as in the sources,
and is told of. A document in which nothing was edited, but which other sources made, is a version of its own: all that
differs is read. Only words are stamped: a passage that the sources have moved, or set in another way, reads as edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.merge.blocks import INNER, find_blocks, id_of
from pipeline.model import Block, Document, List, ListItem
from pipeline.typeset.word.stamp import Stamp, said, signs, stamp_of

Node = Block | ListItem


@dataclass(frozen=True)
class Since:
    """What the sources have changed since, by id, and which of it was edited too, with the words of the edit.

    `untouched` says that nothing was edited: what differs is not taken from the sources then.
    """

    changed: tuple[str, ...] = ()
    both: tuple[tuple[str, str], ...] = ()
    untouched: bool = False


def rebase(sent: Document, edited: Document, stamp: Stamp) -> tuple[Document, Since]:
    """Return an edited text with what the sources have changed since it was made, and what that was.

    Without a stamp nothing is known, and the text comes back as it is.
    """
    if not stamp or stamp_of(sent) == stamp:
        return edited, Since()
    run = _Rebase(sent, edited, stamp)
    if stamp_of(edited) == stamp:
        return edited, Since(run.order, untouched=True)
    return run.document(), Since(run.order, tuple(run.both()))


@dataclass(frozen=True)
class _Absent:
    """What is new in the sources: the named block that it stands in, and the names that its neighbours hold."""

    node: Node
    parent: str
    before: frozenset[str]
    after: frozenset[str]


class _Rebase:
    def __init__(self, sent: Document, edited: Document, stamp: Stamp) -> None:
        self.edited, self.stamp = edited, stamp
        self.now, self.back = _named(sent), _named(edited)
        self.changed = {id_ for id_, node in self.now.items() if stamp.get(signs(id_)) != signs(said(node))}
        self.gone = {id_ for id_ in self.back if signs(id_) in stamp and id_ not in self.now}
        self.absent = list(self._find_absent(sent.blocks, ""))

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of what the sources have changed, in their order, and then of what they have lost."""
        return (*(id_ for id_ in self.now if id_ in self.changed), *(id_ for id_ in self.back if id_ in self.gone))

    def document(self) -> Document:
        """Return the edited text with what the sources have changed; what is new there without neighbours is last."""
        blocks = tuple(self._siblings(self.edited.blocks, ""))
        left = (List((one.node,)) if isinstance(one.node, ListItem) else one.node for one in self.absent)
        return replace(self.edited, blocks=(*blocks, *left))  # type: ignore[arg-type]

    def both(self) -> Iterator[tuple[str, str]]:
        """Yield what was edited although the sources have changed it: its other words, or none."""
        for id_ in self.order:
            made, words = self.stamp.get(signs(id_)), said(self.back[id_]) if id_ in self.back else ""
            now = signs(said(self.now[id_])) if id_ in self.now else None
            if made is not None and signs(words) not in (made, now):
                yield id_, " ".join(words.split())

    def _find_absent(self, siblings: Sequence[Node], parent: str) -> Iterator[_Absent]:
        """Yield the outermost nodes of which the document that came back has nothing, and the sources know better."""
        names = [_names([node]) for node in siblings]
        for n, node in enumerate(siblings):
            if names[n] and all(id_ in self.changed and id_ not in self.back for id_ in names[n]):
                yield _Absent(node, parent, frozenset().union(*names[:n][-1:]), frozenset().union(*names[n + 1 :][:1]))
            else:
                for name in INNER:
                    yield from self._find_absent(getattr(node, name, ()), id_of(node) or parent)

    def _siblings(self, nodes: Sequence[Node], parent: str) -> Iterator[Node]:
        """Yield nodes with what the sources say now, and what is new there beside its neighbours."""
        for node in nodes:
            yield from self._beside(node, parent, "after")
            kept = self._own(node, parent)
            if kept is not None:
                yield kept
            yield from self._beside(node, parent, "before")

    def _beside(self, node: Node, parent: str, neighbour: str) -> Iterator[Node]:
        """Yield what is new and has a node as a neighbour on one side, and what is new beside that."""
        names, is_item = _names([node]), isinstance(node, ListItem)
        for one in list(self.absent):
            fits = one.parent == parent and isinstance(one.node, ListItem) == is_item
            if one in self.absent and fits and getattr(one, neighbour) & names:
                self.absent.remove(one)
                around = list(self._beside(one.node, parent, neighbour))
                yield from [one.node, *around] if neighbour == "before" else [*around, one.node]

    def _own(self, node: Node, parent: str) -> Node | None:
        """Return a node as it reads in the sources if they have changed it; nothing if they have lost it."""
        id_ = id_of(node)
        inner = {
            name: tuple(self._siblings(getattr(node, name), id_ or parent)) for name in INNER if getattr(node, name, ())
        }
        if id_ in self.gone or (isinstance(node, List) and not inner.get("items")):
            return None
        if id_ in self.changed:
            return replace(self.now[id_], **inner)  # type: ignore[arg-type]
        return replace(node, **inner) if inner else node  # type: ignore[arg-type]


def _named(document: Document) -> dict[str, Node]:
    return {id_of(node): node for node in find_blocks(document.blocks) if id_of(node)}


def _names(nodes: Iterable[Node]) -> frozenset[str]:
    return frozenset(id_of(node) for node in find_blocks(nodes)) - {""}
