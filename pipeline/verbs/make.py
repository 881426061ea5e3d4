"""The verbs `build`, `recover`, `repair` and `explain`."""

# ruff: noqa: T201, PLC0415 (a verb speaks to its user, and pays only for what it uses)

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import Problem, UsageProblem
from pipeline.text import _, _n
from pipeline.usage import existing_file

if TYPE_CHECKING:
    from pipeline.extract import Extraction, PageInfo


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs to the command line."""
    purpose = _("build every edition into output/; only what changed")
    build = verbs.add_parser("build", help=purpose, description=purpose)
    build.add_argument("--release", action="store_true", help=_("refuse while a question is open"))
    build.add_argument(
        "--theme", default="lulea", metavar=_("THEME"), help=_("the style: a file of styles/, without its suffix")
    )
    earlier = _("build the editions as they were on a day (2025-06-30), into output/as-of/")
    build.add_argument("--as-of", type=_day, metavar=_("DAY"), help=earlier)
    build.set_defaults(run=_build)
    _register_recover(verbs)
    purpose = _("repair the lines on stdin")
    repair = verbs.add_parser("repair", help=purpose, description=purpose)
    repair.add_argument("--json", action="store_true", help=_("one record per change instead of the lines"))
    repair.add_argument("--words", type=existing_file, metavar=_("FILE"), help=_("own words, one a line"))
    repair.set_defaults(run=_repair)
    purpose = _("say why damaged words are read as they are")
    why = verbs.add_parser("explain", help=purpose, description=purpose)
    why.add_argument("text", nargs="+", metavar=_("TEXT"), help=_("the damaged words"))
    why.add_argument("--words", type=existing_file, metavar=_("FILE"), help=_("own words, one a line"))
    why.set_defaults(run=_explain)


def _register_recover(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    purpose = _("read and repair one prior plan (.pdf or .txt)")
    recover = verbs.add_parser("recover", help=purpose, description=purpose)
    recover.add_argument(
        "file", type=Path, metavar="PDF", help=_("the plan to read: a .pdf, or its text layer as .txt")
    )
    recover.add_argument(
        "--out", type=Path, required=True, metavar=_("FOLDER"), help=_("where the results are written")
    )
    answers = _("answers (else review.txt in DIR or by the PDF)")
    recover.add_argument("--review", type=existing_file, metavar=_("FILE"), help=answers)
    recover.add_argument(
        "--words", type=existing_file, metavar=_("FILE"), help=_("own words (else words.txt by the PDF or above)")
    )
    skip = _("leave the pictures of damaged pages unread, also where Tesseract is installed")
    recover.add_argument("--no-reread", action="store_true", help=skip)
    recover.add_argument("--password", default="", metavar=_("PASSWORD"), help=_("the password of an encrypted PDF"))
    recover.set_defaults(run=_recover)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        what = _("{words} is no day; write it as 2025-06-30").format(words=words)
        raise argparse.ArgumentTypeError(what) from None


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _build(options: argparse.Namespace) -> int:
    from pipeline.build import build, build_as_of

    if options.as_of:
        built = build_as_of(Path(), options.as_of, _say, options.theme)
    else:
        built = build(Path(), _say, options.release, options.theme)
    for name in built.written:
        print(name)
    n = built.total
    if built.written:
        count = len(built.written)
        _say(_n("{n} of {total} outputs is new.", "{n} of {total} outputs are new.", count).format(n=count, total=n))
    else:
        _say(_n("Nothing has changed: {n} output is current.", "Nothing has changed: {n} outputs are current.", n)
             .format(n=n))  # fmt: skip
    return 0


def _recover(options: argparse.Namespace) -> int:
    from pipeline.extract import REREAD, read_reread
    from pipeline.output import write_if_changed
    from pipeline.prepare import plan_title
    from pipeline.questions import read_review, read_words
    from pipeline.recover import Opening, files_of, recover

    pdf, out = options.file, options.out
    review = options.review or _first(out / "review.txt", pdf.parent / "review.txt")
    words = options.words or _first(
        pdf.parent / "words.txt", pdf.parent.parent / "words.txt", Path("sources/words.txt")
    )
    look = not options.no_reread
    reread = read_reread(_first(out / REREAD, pdf.parent / REREAD)) if look else None
    opening = Opening(options.password, reread, look)
    recovery = recover(pdf, read_review(review), read_words(words), plan_title(pdf.parent), opening)
    for name, data in files_of(recovery, pdf, options.password).items():
        write_if_changed(out / name, data)
        print((out / name).as_posix())
    for reason, pages in _pages_by_reason(recovery.extraction.pages):
        _say(_("{file}, page {pages}: {reason}").format(file=pdf.name, pages=pages, reason=reason))
    _tell_of_pictures(recovery.extraction, look)
    n = len(recovery.review.open)
    counts = _n(
        "{changes} words repaired; {n} question is open.", "{changes} words repaired; {n} questions are open.", n
    )
    _say(counts.format(changes=len(recovery.records), n=n))
    return 0


def _tell_of_pictures(extraction: Extraction, look: bool) -> None:
    """Say what was read twice, or what a second reading would gain."""
    if extraction.reread:
        _say(_("The pictures of the pages were read a second time ({engine}).").format(engine=extraction.reread.engine))
    elif extraction.scans and look:
        gain = _(
            "With Tesseract and its language swe, the pictures ({n} pages) would be read a second time: that settles "
            "about nine of ten questions, and finds words that are wrong without one."
        )
        _say(gain.format(n=len(extraction.scans)))


def _pages_by_reason(pages: Sequence[PageInfo]) -> Iterator[tuple[str, str]]:
    """Yield each doubtful grade's reason with its pages, runs of them as 2–19."""
    for reason, group in groupby(pages, key=lambda page: page.reason):
        numbers = [page.number for page in group]
        if reason:
            yield reason, f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


def _first(*paths: Path) -> Path:
    return next((path for path in paths if path.exists()), paths[-1])


def _repair(options: argparse.Namespace) -> int:
    import json

    from pipeline.questions import read_words
    from pipeline.repair import Repairer, facts

    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    lines = text.removesuffix("\n").split("\n") if text else []
    words = options.words or Path("sources/words.txt")
    out = sys.stdout.buffer
    for number, line in enumerate(Repairer(read_words(words)).whole_words(lines), 1):
        if not options.json:
            out.write(line.text.encode("utf-8", "surrogateescape") + b"\n")
            continue
        for repair in line.repairs:
            names = ("start", "end", "before", "after", "rule", "confidence", "status", "alternatives", "why")
            record = {"line": number, **{name: getattr(repair, name) for name in names}, **facts(repair)}
            out.write(json.dumps(record, ensure_ascii=True, default=str).encode() + b"\n")
    out.flush()
    return 0


def _explain(options: argparse.Namespace) -> int:
    from pipeline.questions import read_words
    from pipeline.repair import Repairer, explain, explain_unchanged

    lines = " ".join(options.text).splitlines()
    if not any(map(str.strip, lines)):
        what = _("There is no text to explain.")
        raise UsageProblem(Problem("plan explain", 0, what, _("Write the damaged words in quotation marks.")))
    repaired = Repairer(read_words(options.words or Path("sources/words.txt"))).whole_words(lines)
    for line in repaired:
        print(line.text)
        for repair in line.repairs:
            question = _(" This is asked in review.txt.") if repair.status == "ask" else ""
            print(f"  {explain(repair)}{question}")
    if not any(line.repairs for line in repaired):
        _say(explain_unchanged(lines))
    return 0
