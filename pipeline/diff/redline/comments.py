"""Comments: the decision behind a change, and what Word has no mark for, beside the words that changed."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diff.redline.marks import By
from pipeline.typeset.word.inlines import run
from pipeline.typeset.word.package import WORD, Part
from pipeline.typeset.word.xml import Element, w


class Comments:
    """Collects the comments of one document."""

    def __init__(self) -> None:
        self._comments: list[Element] = []

    def around(self, content: Sequence[Element], lines: Sequence[str], by: By) -> tuple[list[Element], Element]:
        """Return content within the range of a new comment, and the run that refers to it."""
        number = len(self._comments)
        words = [w("p", run(line)) for line in lines]
        initials = "".join(word[0] for word in by.author.split()[:2]).upper()
        self._comments.append(w("comment", *words, id=number, initials=initials, **by.attributes()))
        start, end = (w(f"commentRange{edge}", id=number) for edge in ("Start", "End"))
        return [start, *content, end], w("r", w("commentReference", id=number))

    def part(self) -> Part | None:
        """Return the part with the comments, if there are any."""
        if not self._comments:
            return None
        return Part("word/comments.xml", WORD + "comments+xml", w("comments", *self._comments))
