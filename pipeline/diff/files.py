"""A comparison's files by their names."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diff.changes import Comparison
from pipeline.diff.csv import write_csv
from pipeline.diff.html import write_html
from pipeline.diff.pdf import write_pdf
from pipeline.diff.redline import write_redline
from pipeline.typeset.style import Style


def write_files(comparisons: Sequence[Comparison], style: Style, *, whole: bool = False) -> dict[str, bytes]:
    """Return the files of one or several comparisons; the redline is of the first, and others have their own.

    The PDF leaves out what did not change, unless it is asked for `whole`.
    """
    first, *others = comparisons
    redlines = {"redline.docx": write_redline(first, style)}
    redlines |= {f"redline-{other.new.slug}.docx": write_redline(other, style) for other in others}
    return {
        **redlines,
        "diff.html": write_html(comparisons, style),
        "diff.pdf": write_pdf(comparisons, style, whole=whole),
        "changes.csv": write_csv(comparisons),
    }
