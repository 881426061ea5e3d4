"""Whatever is edited, the redline gives both editions back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline.diff.changes import compare
from pipeline.diff.csv import write_csv
from pipeline.diff.html import write_html
from pipeline.diff.redline import write_redline
from pipeline.markdown.inlines import plain
from pipeline.model import Block, Document, Edition, Figure, Heading, List, Paragraph, Quote, Table
from pipeline.typeset import typeset_word
from tests.diff.edits import PICTURE
from tests.diff.resolve import content, open_word, resolve
from tests.diff.test_redline import style
from tests.strategies import documents, inlines

SLOW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def shown(document: Document) -> Edition:
    blocks = tuple(replace(b, source=str(PICTURE)) if isinstance(b, Figure) else b for b in document.blocks)
    return Edition("plan", "Plan", "", "Exempelkommun", replace(document, blocks=blocks), date(2025, 1, 27))


def has_words(blocks: tuple[Block, ...]) -> bool:
    """A paragraph of nothing but a line break cannot be told from the empty one that Word needs between others."""
    return all(plain(block.inlines).strip() for block in blocks if isinstance(block, Paragraph | Heading))


@st.composite
def edited(draw: st.DrawFn, document: Document) -> Document:
    """A document after a few edits: blocks struck, moved and added, words and lists changed."""
    blocks = list(document.blocks)
    for _edit in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, max(len(blocks) - 1, 0)))
        kind = draw(st.sampled_from(["strike", "move", "add", "words", "items", "rows"]))
        if kind == "add" or not blocks:
            blocks.insert(at, draw(st.builds(Paragraph, inlines) | st.builds(Heading, st.integers(1, 3), inlines)))
        elif kind == "strike":
            del blocks[at]
        elif kind == "move":
            blocks.insert(draw(st.integers(0, len(blocks) - 1)), blocks.pop(at))
        else:
            blocks[at] = draw(changed(blocks[at], kind))
    return replace(document, blocks=tuple(blocks))


@st.composite
def changed(draw: st.DrawFn, block: object, kind: str) -> object:
    """A block with other words, fewer or turned items, or fewer or turned rows."""
    match block:
        case Heading() | Paragraph() if kind == "words":
            more = draw(inlines)
            return replace(block, inlines=draw(st.sampled_from([more, (*block.inlines, *more), block.inlines[:1]])))
        case List():
            items = draw(
                st.sampled_from([block.items[::-1], block.items[1:] or block.items, (*block.items, *block.items)])
            )
            return replace(block, items=tuple(replace(item, id="") for item in items))
        case Table() if all(cell.rowspan == 1 for row in (*block.head, *block.body) for cell in row.cells):
            return replace(block, body=draw(st.sampled_from([block.body[::-1], block.body[1:] or block.body])))
        case Quote():
            return replace(block, blocks=block.blocks[::-1])
        case _:
            return block


@SLOW
@given(documents().flatmap(lambda d: st.tuples(st.just(d), edited(d))))
def test_accepting_gives_the_new_and_rejecting_the_old(pair: tuple[Document, Document]) -> None:
    assume(all(document.blocks and has_words(document.blocks) for document in pair))
    old, new = map(shown, pair)
    redline = write_redline(compare(old, new), style())
    assert content(resolve(redline, accept=True)) == content(open_word(typeset_word(new, style())))
    assert content(resolve(redline, accept=False)) == content(open_word(typeset_word(old, style())))


@SLOW
@given(documents(), documents())
def test_any_two_documents_can_be_compared(a: Document, b: Document) -> None:
    comparison = compare(shown(a), shown(b))
    assert write_html([comparison], style()) == write_html([compare(shown(a), shown(b))], style())
    assert write_csv([comparison]).startswith(b"\xef\xbb\xbf")


@SLOW
@given(documents())
def test_a_document_does_not_differ_from_itself(document: Document) -> None:
    assert compare(shown(document), shown(document)).changes == ()
