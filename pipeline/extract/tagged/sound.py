"""Whether a file's tags may be believed: trust, but verify."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pikepdf

from pipeline.extract.tagged.letters import Letters, ends_with_spaces
from pipeline.extract.tagged.tree import Node

_CLAIM = re.compile(rb"""pdfuaid:part(?:>\s*|\s*=\s*["'])\d""")
_UNREAD = re.compile(r"\(cid:\d+\)|\ufffd|[\ue000-\uf8ff]")
_STRUCTURED = re.compile(r"H[1-6]?|L|Table")
_TEXT = re.compile(r"P|H[1-6]?|TR|Lbl|Caption")
_HEADINGS = 0.5  # headings that make a larger share of all letters are none


def claims_structure(pdf: pikepdf.Pdf) -> bool:
    """Say whether the file says that it keeps PDF/UA: only then has its producer taken care of the tags."""
    metadata = pdf.Root.get("/Metadata")
    return metadata is not None and bool(_CLAIM.search(metadata.read_bytes()))


def is_sound(tree: Node, letters: Letters) -> bool:
    """Say whether the tree holds every word once, page after page, and more structure than paragraphs alone."""
    marks = Counter(tree.marks())
    drawn = {mark for node in tree.all() if node.type == "Figure" for mark in node.marks()}
    whole = (
        ends_with_spaces(group for mark, group in letters.marked.items() if mark not in drawn)
        and not letters.stray
        and letters.marked.keys() <= marks.keys()
        and max(marks.values(), default=0) == 1
    )
    structured = any(_STRUCTURED.fullmatch(node.type) for node in tree.all())
    return whole and structured and _is_read(letters) and _is_in_order(tree) and _headings(tree, letters) <= _HEADINGS


def _is_read(letters: Letters) -> bool:
    return not any(_UNREAD.search(piece.text) for group in letters.marked.values() for piece in group)


def _is_in_order(tree: Node) -> bool:
    """Say whether the pages on which texts begin follow each other; a row's cells may all go on over a page.

    A figure and its caption may stand on a later page than the text that they belong to, which goes on before them.
    """
    pages = [next(node.marks()).page for node in _beginnings(tree) if any(True for _mark in node.marks())]
    return all(before <= page for before, page in pairwise(pages))


def _beginnings(node: Node) -> Iterator[Node]:
    """Yield the elements whose beginnings are in reading order: texts and rows; notes stand behind their reference."""
    if _TEXT.fullmatch(node.type):
        yield node
    elif node.type != "Note":
        is_figure = any(kid.type == "Figure" for kid in node.nodes)
        for kid in node.nodes:
            yield from _beginnings(kid) if not (is_figure and kid.type == "Caption") else ()


def _headings(tree: Node, letters: Letters) -> float:
    counts: Counter[bool] = Counter()
    headed = {mark for node in tree.all() if re.fullmatch("H[1-6]?", node.type) for mark in node.marks()}
    for mark, group in letters.marked.items():
        counts[mark in headed] += sum(len(piece.text) for piece in group)
    return counts[True] / max(counts.total(), 1)
