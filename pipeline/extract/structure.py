"""Steps 2 to 9 for pages: sheets to blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract import headings, links, lists, notes
from pipeline.extract.captions import find_captions, find_quotes
from pipeline.extract.code import code_fonts
from pipeline.extract.contents import part_contents, read_entries
from pipeline.extract.counting import count_numbers
from pipeline.extract.draft import Draft, Norm, ends_sentence, measure, with_edges
from pipeline.extract.found import Kind
from pipeline.extract.furniture import page_edges, part_furniture
from pipeline.extract.lines import strips
from pipeline.extract.paragraphs import groups, is_short, same_size
from pipeline.extract.reader import Entry
from pipeline.extract.sheet import Anchor, Sheet, Strip, Style, Token, strip_of
from pipeline.extract.tables import insert_tables, join_tables, repeated_heads, take_tables
from pipeline.frozen import frozen


@frozen
class Structure:
    """The blocks in reading order, and the furniture that was taken out."""

    drafts: tuple[Draft, ...]
    furniture: tuple[Strip, ...]


def build(sheets: Sequence[Sheet], outline: Sequence[Entry] = ()) -> Structure:
    """Return the blocks of all pages in reading order; a PDF's own outline helps to find the headings."""
    covered = [links.cover(sheet) for sheet in sheets]
    loose = [(sheet.number, anchor) for sheet, anchors in covered for anchor in anchors]
    code = code_fonts(sheets)
    bare, tables = zip(*(take_tables(sheet, code) for sheet, _anchors in covered), strict=True)
    rows = [strips(sheet) for sheet in bare]
    edges = [page_edges(page, sheet.height) for page, sheet in zip(rows, sheets, strict=True)]
    pages, furniture = part_furniture(rows, edges)
    pages, contents = part_contents(with_edges(pages))
    norm = measure(pages)
    items = join_tables([insert_tables(page, placed) for page, placed in zip(pages, tables, strict=True)], norm)
    drafts = _drafts(items, norm)
    listed, listing = read_entries(contents, len(pages)), {strip.page for strip in contents}
    found = headings.find_headings(find_quotes(drafts, norm), norm, outline, listed, listing)
    drafts = find_captions(found, norm)
    drafts = lists.find_lost_marks(lists.take_marks(drafts))
    drafts = notes.find_notes(drafts, norm)
    drafts = count_numbers(lists.nest(join_pages(drafts), norm))
    sideways = [strip_of(sheet.number, [token]) for sheet in sheets for token in sheet.sideways]
    return Structure(with_links(drafts, loose), (*furniture, *contents, *sideways, *repeated_heads(drafts)))


def _drafts(pages: Sequence[Sequence[Draft | Strip]], norm: Norm) -> list[Draft]:
    """Return the tables, and the groups of the strips between them, in reading order."""
    found: list[Draft] = []
    for page in pages:
        run: list[Strip] = []
        for item in page:
            if isinstance(item, Strip):
                run.append(item)
                continue
            found += [Draft(group) for group in groups(run, norm)]
            found.append(item)
            run = []
        found += [Draft(group) for group in groups(run, norm)]
    return found


def with_links(drafts: Sequence[Draft], loose: Sequence[tuple[int, Anchor]]) -> tuple[Draft, ...]:
    """Put loose link annotations on the words that they name; one that names none stands as a paragraph of its own."""
    placed, left = links.place_loose(drafts, loose)
    for page, anchor in left:
        token = Token(anchor.target, anchor.box, Style("", 0.0), anchor.target)
        after = max((index for index, draft in enumerate(placed) if draft.page <= page), default=-1)
        placed.insert(after + 1, Draft((strip_of(page, [token]),)))
    return tuple(placed)


def join_pages(drafts: Sequence[Draft]) -> list[Draft]:
    """Join a block that the end of a page or a column broke with its rest; footnotes between the two step behind."""
    found: list[Draft] = []
    for draft in drafts:
        index = next((i for i in range(len(found) - 1, -1, -1) if found[i].kind is not Kind.FOOTNOTE), None)
        if index is not None and _runs_on(found[index], draft, beside=index < len(found) - 1):
            found[index] = replace(found[index], strips=found[index].strips + draft.strips)
        else:
            found.append(draft)
    return found


def _runs_on(before: Draft, draft: Draft, *, beside: bool) -> bool:
    """Say whether a paragraph that begins a page is the rest of the block that ends the page before.

    With `beside`, it may also begin a column at the right of where the block ends; footnotes stand between the two.
    """
    last, first = before.strips[-1], draft.strips[0]
    over = last.page < first.page or (beside and first.box.x0 > last.box.x1 and first.box.top < last.box.top)
    if draft.kind is not Kind.PARAGRAPH or before.kind not in {Kind.PARAGRAPH, Kind.ITEM} or not over:
        return False
    if not same_size(last.size, first.size) or ends_sentence(last.text) or last.text.endswith(":"):
        return False
    return not is_short(last, first) or first.text[:1].islower()
