"""An edited Word edition that comes back: what was edited, and how it enters the sources.

1. `names`    what the edition calls things, so that its Word document is read back without loss (`diff.word`)
2. `settle`   ids, and what a Word document cannot carry, from the edition that was sent
3. `decide`   edits of an adopted text → the changes that would have to be decided
4. `since`    what the sources have changed since the document was made, which is no edit
5. `around`   edits of the cover, the contents, the running head and foot, which have no place in the text
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.diff.changes import Comparison, compare
from pipeline.diff.returned.names import names_of
from pipeline.diff.returned.settle import settle
from pipeline.diff.returned.since import Since, rebase
from pipeline.diff.word import WordText, read_word
from pipeline.errors import Problem, UsageProblem
from pipeline.markdown import name_blocks
from pipeline.markdown.names import without_notes
from pipeline.merge import merge, text_as_of
from pipeline.merge.blocks import find_blocks, id_of
from pipeline.model import Document, Edition, Figure, Plan
from pipeline.text import _

__all__ = ["Returned", "read_back"]


@dataclass(frozen=True)
class Returned:
    """What came back: the text that the edition has in the sources, that text as edited, and how both compare.

    `of_plan` says whether it is the plan's own text, and not a year's, which is composed from its activities; `since`
    is what the sources have changed since the document was made, which `edited` has too.
    """

    sent: Edition
    edited: Edition
    comparison: Comparison
    word: WordText
    of_plan: bool
    since: Since = Since()


def read_back(data: bytes, file: str, plan: Plan) -> Returned:
    """Read an edited edition of a plan. Raises `UnreadableInput`, or `UsageProblem` when it is none of its editions."""
    plan_edition, *annual = merge(plan)
    sent = _edition_of(data, file, [plan_edition, *annual])
    word = read_word(data, file, names_of(sent.document))
    edited = settle(sent.document, word.document)
    if sent is plan_edition:
        text = text_as_of(plan, plan.last_year)
        own = {note.id for note in sent.document.notes} - {note.id for note in text.notes}
        edited = without_notes(edited, own)
        sent = replace(sent, document=text)
    edited, since = rebase(sent.document, edited, word.stamp)
    after = replace(sent, document=name_blocks(_without_unknown_pictures(edited)))
    return Returned(sent, after, compare(sent, after), word, sent.slug == plan_edition.slug, since)


def _edition_of(data: bytes, file: str, editions: Sequence[Edition]) -> Edition:
    """Return the edition that a document was made from: by its title, else by the names that both have."""
    read = read_word(data, file)
    ids = {id_of(block) for block in find_blocks(read.document.blocks)} - {""}
    common = [len(ids & {id_of(b) for b in find_blocks(edition.document.blocks)}) for edition in editions]
    titled = [edition.title == read.document.title for edition in editions]
    best = max(range(len(editions)), key=lambda n: (common[n] > 0 and titled[n], common[n]))
    if not common[best]:
        what = _("The document is none of the plan's editions: it has none of their passages.")
        raise UsageProblem(Problem(file, 0, what, _("Edit a Word file from output/, and keep its bookmarks.")))
    return editions[best]


def _without_unknown_pictures(document: Document) -> Document:
    """Return a text without pictures whose file is not known; `WordText.pictures` still names them."""
    return replace(document, blocks=tuple(b for b in document.blocks if not isinstance(b, Figure) or b.source))
