"""Look at a document's blocks and edit them: every block and list item, by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.markdown.inlines import plain
from pipeline.model import Block, Heading, List, ListItem, Paragraph

INNER = ("items", "children", "blocks")
LEAVES = (Paragraph, Heading)  # most blocks hold no others, and need not be asked
Edit = Callable[["Block | ListItem"], Sequence["Block | ListItem"]]


def words_of(block: Block | ListItem) -> str:
    """Return the words of one block, as a change quotes them."""
    return plain(getattr(block, "inlines", getattr(block, "caption", ())))


def digest_of(words: str) -> str:
    """Return the digest by which a change may name a long text that it replaces: `sha256:` and 16 digits."""
    return "sha256:" + hashlib.sha256(words.encode()).hexdigest()[:16]


def id_of(block: Block | ListItem) -> str:
    """Return the name of a block; a list has none, its items have."""
    return "" if isinstance(block, List) else block.id


def find_blocks(blocks: Iterable[Block | ListItem]) -> Iterator[Block | ListItem]:
    """Yield every block and list item, outer before inner, in reading order."""
    for block in blocks:
        yield block
        for name in () if isinstance(block, LEAVES) else INNER:
            yield from find_blocks(getattr(block, name, ()))


def edit_blocks(blocks: Iterable[Block | ListItem], edit: Edit) -> Iterator[Block]:
    """Yield the blocks after an edit of each of them; a list that loses its last item goes too."""
    for block in blocks:
        for new in edit(block):
            for name in INNER:
                inner = getattr(new, name, ())
                edited = tuple(edit_blocks(inner, edit)) if inner and new is block else inner
                if edited != inner:
                    new = replace(new, **{name: edited})  # type: ignore[arg-type]  # noqa: PLW2901
            if not isinstance(new, List) or new.items:
                yield new  # type: ignore[misc]


def as_items(blocks: Iterable[Block | ListItem]) -> list[ListItem]:
    """Return blocks as items of the list that they are put into."""
    items: list[ListItem] = []
    for block in blocks:
        if isinstance(block, List):
            items.extend(block.items)
        elif isinstance(block, ListItem):
            items.append(block)
        else:
            items.append(ListItem(block.inlines if isinstance(block, Paragraph) else (), id_of(block)))
    return items
