"""What two names mean, and what is said of two that mean nothing together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.diff.changes import Sort, compare
from pipeline.diff.summary import summarize
from pipeline.model import Document, Doubt, Edition, Inline, Paragraph, Strong, Text


def edition(*inlines: Inline) -> Edition:
    document = Document("Plan", (Paragraph(inlines, id="a"),))
    return Edition("plan", "Plan", "", "", document, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026", "nowhere.docx", "En fil jämförs med en fil, och 2026 är ingen."),
        ("nowhere.docx", "HEAD", "En fil jämförs med en fil, och HEAD är ingen."),
        ("output/index.html", "plan.md", "output/index.html är en fil av ett slag som inte kan jämföras."),
        ("nowhere.docx", "plan.md", "nowhere.docx: Filen saknas."),
        ("1066", "2026", "Det finns ingen årsplan för 1066."),
        ("nothing", "2024-2027", "nothing är varken ett år"),
    ],
)
def test_names_that_cannot_be_compared_are_told_apart(
    old: str, new: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", old, new, "--out", str(project / "out")]) in (2, 3)
    assert said in capsys.readouterr().err
    assert not (project / "out").exists()


@pytest.mark.parametrize(
    ("old", "new", "sort", "counted"),
    [
        (Doubt((Text("Bodö"),)), Text("Bodö"), Sort.DOUBTED, "1 ändrad markering av tvekan"),
        (Strong((Text("Bodö"),)), Text("Bodö"), Sort.FORMATTED, "1 ändrad betoning"),
        (Strong((Doubt((Text("Bodö"),)),)), Text("Bodö"), Sort.FORMATTED, "1 ändrad betoning"),
    ],
)
def test_a_mark_of_doubt_is_no_emphasis(old: Inline, new: Inline, sort: Sort, counted: str) -> None:
    comparison = compare(edition(old), edition(new))
    (change,) = comparison.changes
    assert sort in change.sorts
    assert counted in summarize([comparison])
