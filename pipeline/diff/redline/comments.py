"""Comments: the decision behind a change, beside the words that changed."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diff.redline.marks import By
from pipeline.typeset.word.runs import run
from pipeline.typeset.word.xml import Element, w


class Comments:
    """Collects the comments of one document."""

    def __init__(self) -> None:
        self.root = w("comments")

    def add(self, lines: Sequence[str], by: By) -> Element:
        """Return the run that refers to a new comment.

        It stands before the words, so that it is never inside or behind a link that was struck or added.
        """
        number = len(self.root)
        words = [w("p", run(line)) for line in lines]
        initials = "".join(word[0] for word in by.author.split()[:2]).upper()
        self.root.append(w("comment", *words, id=number, initials=initials, **by.attributes()))
        return w("r", w("commentReference", id=number))

    def __bool__(self) -> bool:
        """Whether there are any."""
        return len(self.root) > 0
