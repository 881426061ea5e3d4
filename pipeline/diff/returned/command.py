"""`plan import EDITED.docx`: what was edited in a Word edition, and, with --apply, its way into the sources."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.diff import labels
from pipeline.diff.changes import Row
from pipeline.diff.csv import marked
from pipeline.diff.returned import Returned, read_back
from pipeline.diff.returned.around import edits_around
from pipeline.diff.returned.decide import decide
from pipeline.diff.summary import summarize
from pipeline.errors import Problem, UsageProblem
from pipeline.markdown import write
from pipeline.merge.blocks import find_blocks, id_of
from pipeline.model import ADOPTED, Plan, Year
from pipeline.output import write_if_changed
from pipeline.text import N_, _, _n

KINDS = {
    "strike": N_("struck through"),
    "dstrike": N_("struck through twice"),
    "highlight": N_("highlighted"),
    "shd": N_("shaded"),
    "color": N_("coloured"),
    "u": N_("underlined"),
    "vertAlign": N_("raised or lowered"),
    "endnote": N_("an endnote"),
    "formula": N_("a formula"),
    "object": N_("a text box or an object"),
    "table": N_("a table within a table"),
}
MOST_NAMED = 6  # passages in one message


def import_word(path: Path, plan: Plan, year: int, *, apply: bool) -> int:
    """Show what was edited in a document; with `apply`, write it. What has no place in the sources is listed."""
    if not path.is_file():
        raise UsageProblem(Problem(str(path), 0, _("The file is missing."), _("Check the name and the folder.")))
    returned = read_back(path.read_bytes(), path.name, plan)
    folder = Path(plan.origin.file).parent
    if returned.since.changed:
        sys.stderr.write(f"{_late(returned, path.name)}\n")
    sys.stdout.write(f"{summarize([returned.comparison])}\n")
    for row in returned.comparison.changes:
        sys.stdout.write("\n".join(_lines(row, folder)) + "\n")
    for comment in returned.word.comments:
        said = _("Comment by {author} at {{#{id}}} “{excerpt}”: {words}")
        words = comment.words.replace("\n", " / ")
        sys.stdout.write(
            said.format(author=comment.author, id=comment.block, excerpt=comment.excerpt, words=words) + "\n"
        )
    text, target, rest = _outcome(returned, plan, folder, year)
    problems = [*_cannot(returned, rest, folder)]
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    if apply and text and target is not None:
        write_if_changed(target, text.encode())
        sys.stdout.write(f"{target.as_posix()}\n")
    elif text and target is not None and not apply and returned.comparison.changes:
        sys.stderr.write(_("Nothing is written. With --apply, the edits go into {file}.").format(file=target) + "\n")
    return 1 if apply and problems else 0


def _late(returned: Returned, file: str) -> Problem:
    """Return the warning that other sources made the document, and what follows from it."""
    changed = returned.since.changed
    what = _n(
        "The document was made from other sources: {n} passage reads otherwise here ({ids}).",
        "The document was made from other sources: {n} passages read otherwise here ({ids}).",
        len(changed),
    )
    named = ", ".join(f"{{#{id_}}}" for id_ in changed[:MOST_NAMED]) + (", …" if len(changed) > MOST_NAMED else "")
    advice = _("What the sources say now stands, and only the other edits are read. Send a new Word file out.")
    if returned.since.untouched:
        advice = _("Nothing was edited in it since, so all that differs is shown. Do not apply it if it is merely old.")
    return Problem(file, 0, what.format(n=len(changed), ids=named), advice)


def _lines(row: Row, folder: Path) -> Iterator[str]:
    """Yield a change as it reads in the source: its place, what it is, and its words with marks."""
    yield f"{(folder / 'plan.md').as_posix()} {{#{row.passage.id}}} {labels.sorts(row)} ({row.passage.section})"
    if row.table is not None:
        yield from (
            f"  {' | '.join(marked(c.spans) for c in line.cells)}" for line in row.table.rows if line.is_changed
        )
    else:
        yield f"  {marked(row.spans)}"
    yield from (f"  {remark}" for remark in labels.remarks(row))


def _outcome(returned: Returned, plan: Plan, folder: Path, year: int) -> tuple[str, Path | None, tuple[Row, ...]]:
    """Return what is to be written and where, and the edits that have no place there."""
    if not returned.of_plan:
        return "", None, returned.comparison.changes
    if plan.status != ADOPTED and not any(folder.changes for folder in plan.years):
        return write(returned.edited.document), folder / "plan.md", ()
    text, rest = decide(returned.sent, returned.edited)
    path = folder / str(_open_year(plan, year).year) / "changes.md"
    former = path.read_text(encoding="utf-8-sig").rstrip("\n") if path.exists() else ""
    if not text or text.rstrip("\n") in former:
        return "", path, rest
    return "\n\n".join(part for part in (former, text) if part), path, rest


def _open_year(plan: Plan, wanted: int) -> Year:
    """Return the year whose changes.md is written: the one that was asked for, else the latest."""
    years = [year for year in plan.years if wanted in (0, year.year)]
    if not years:
        what = _("The plan has no year {year}.").format(year=wanted or plan.first_year)
        raise UsageProblem(Problem(plan.origin.file, 0, what, _("Begin one with plan new-year.")))
    if years[-1].frozen:
        what = _("The plan of {year} is adopted, and its changes.md is not written any more.").format(
            year=years[-1].year
        )
        raise UsageProblem(Problem(plan.origin.file, 0, what, _("Name another year with --year.")))
    return years[-1]


def _cannot(returned: Returned, rest: tuple[Row, ...], folder: Path) -> Iterator[Problem]:
    """Yield what has no place in the sources, with its place."""
    lines = {id_of(b): getattr(b, "origin", None) for b in find_blocks(returned.sent.document.blocks)}
    file = (folder / "plan.md").as_posix()

    def problem(id_: str, what: str) -> Problem:
        origin = lines.get(id_)
        return Problem(
            origin.file if origin and origin.file else file, origin.line if origin else 0, what, _("Enter it by hand.")
        )

    for row in rest:
        what = _("The edit of {{#{id}}} cannot be entered by itself ({sorts}): {words}")
        yield problem(row.passage.id, what.format(id=row.passage.id, sorts=labels.sorts(row), words=marked(row.spans)))
    for id_, words in returned.since.both:
        what = _("{{#{id}}} was edited in the document and has also changed in the sources since: “{words}”.")
        yield problem(id_, what.format(id=id_, words=words or _("struck")))
    for stray in returned.word.strays:
        what = _("The text of record has no form for words that are {kind}: “{words}”, in “{excerpt}”.")
        kind = _(KINDS.get(stray.kind, stray.kind))
        yield problem(stray.block, what.format(kind=kind, words=stray.words, excerpt=stray.excerpt))
    known = {b.alt for b in find_blocks(returned.edited.document.blocks) if hasattr(b, "alt")}
    for picture in returned.word.pictures:
        if picture.alt not in known:
            yield problem(
                "", _("A picture is new, and its file is not among the sources: “{alt}”.").format(alt=picture.alt)
            )
    title = returned.word.document.title
    if title and title != returned.sent.title:
        what = _("The title on the cover was edited: {old} → {new}.").format(old=returned.sent.title, new=title)
        yield Problem((folder / "plan.toml").as_posix(), 0, what, _("Change title there, if it was decided."))
    for what, advice in edits_around(returned):
        yield Problem((folder / "plan.toml").as_posix(), 0, what, advice)
