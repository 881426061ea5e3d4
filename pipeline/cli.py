"""The command line: verbs only. Results go to stdout, progress and problems to stderr; see `errors` for exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch.command import register as register_batch
from pipeline.errors import PlanError, Problem, UsageProblem
from pipeline.text import N_, _, _n
from pipeline.usage import speak_swedish

if TYPE_CHECKING:
    from pipeline.extract import PageInfo

INTERRUPTED = 130
LATER = {
    "review": N_("a local page for the doubtful words"),
    "diff": N_("what changed between two editions"),
    "archive": N_("the package for the diarium"),
    "verify": N_("fixity and completeness of a package"),
    "watch": N_("rebuild on change, with a live preview"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. No traceback reaches the user (unless PLAN_DEBUG is set)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except PlanError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(_("Interrupted; every finished output is whole."), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # the last net
        if os.environ.get("PLAN_DEBUG"):
            raise
        what = _("Something went wrong inside the program ({kind}: {error}); no output was changed by this step.")
        print(what.format(kind=type(error).__name__, error=error), file=sys.stderr)
        print(_("Run it again with PLAN_DEBUG=1 and report what it prints."), file=sys.stderr)
        return PlanError.exit_code


def _parser() -> argparse.ArgumentParser:
    speak_swedish()
    parser = argparse.ArgumentParser(prog="plan", description=_("From a damaged scan to plans in Word, PDF and HTML."))
    verbs = parser.add_subparsers(metavar=_("command"), required=True)
    build = _verb(verbs, "build", _("build every edition into output/; only what changed"), _build)
    build.add_argument("--release", action="store_true", help=_("refuse while a question is open"))
    _verb(verbs, "check", _("hold the sources to every rule"), _check)
    recover = _verb(verbs, "recover", _("read and repair one prior plan (.pdf or .txt)"), _recover)
    recover.add_argument("file", type=Path, metavar="PDF")
    recover.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("where the results are written"))
    recover.add_argument(
        "--review", type=Path, metavar="FILE", help=_("answers (else review.txt in DIR or by the PDF)")
    )
    recover.add_argument("--words", type=Path, metavar="FILE", help=_("own words (else words.txt by the PDF or above)"))
    recover.add_argument("--password", default="", help=_("the password of an encrypted PDF"))
    repair = _verb(verbs, "repair", _("repair the lines on stdin"), _repair)
    repair.add_argument("--json", action="store_true", help=_("one record per change instead of the lines"))
    repair.add_argument("--words", type=Path, metavar="FILE", help=_("own words, one a line"))
    register_batch(verbs)
    for name, purpose in LATER.items():
        later = _verb(verbs, name, _(purpose), _later)
        later.add_argument("rest", nargs="*")
        later.set_defaults(verb=name)
    return parser


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    purpose: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=purpose, description=purpose)
    verb.set_defaults(run=run)
    return verb


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _build(options: argparse.Namespace) -> int:
    from pipeline.build import build  # noqa: PLC0415 (each verb pays only for what it uses)

    built = build(Path(), _say, options.release)
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


def _check(_options: argparse.Namespace) -> int:
    from pipeline.build import load_plans  # noqa: PLC0415
    from pipeline.merge import merge  # noqa: PLC0415

    for plan in load_plans(Path(), _say):
        merge(plan)
    print(_("Every rule is kept."))
    return 0


def _recover(options: argparse.Namespace) -> int:
    from pipeline.output import write_if_changed  # noqa: PLC0415
    from pipeline.prepare import plan_title  # noqa: PLC0415
    from pipeline.recover import files_of, read_words, recover  # noqa: PLC0415
    from pipeline.repair.questions import read_review  # noqa: PLC0415

    pdf, out = options.file, options.out
    review = options.review or _first(out / "review.txt", pdf.parent / "review.txt")
    words = options.words or _first(
        pdf.parent / "words.txt", pdf.parent.parent / "words.txt", Path("sources/words.txt")
    )
    recovery = recover(pdf, read_review(review), read_words(words), plan_title(pdf.parent), options.password)
    for name, data in files_of(recovery, pdf).items():
        write_if_changed(out / name, data)
        print((out / name).as_posix())
    for reason, pages in _pages_by_reason(recovery.extraction.pages):
        _say(_("{file}, page {pages}: {reason}").format(file=pdf.name, pages=pages, reason=reason))
    n = len(recovery.review.open)
    counts = _n(
        "{changes} words repaired; {n} question is open.", "{changes} words repaired; {n} questions are open.", n
    )
    _say(counts.format(changes=len(recovery.records), n=n))
    return 0


def _pages_by_reason(pages: Sequence[PageInfo]) -> Iterator[tuple[str, str]]:
    """Yield each doubtful grade's reason with its pages, runs of them as 2–19."""
    for reason, group in groupby(pages, key=lambda page: page.reason):
        numbers = [page.number for page in group]
        if reason:
            yield reason, f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


def _first(*paths: Path) -> Path:
    return next((path for path in paths if path.exists()), paths[-1])


def _repair(options: argparse.Namespace) -> int:
    import json  # noqa: PLC0415

    from pipeline.recover import read_words  # noqa: PLC0415
    from pipeline.repair import Repairer  # noqa: PLC0415

    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    lines = text.removesuffix("\n").split("\n") if text else []
    words = options.words or Path("sources/words.txt")
    out = sys.stdout.buffer
    for number, line in enumerate(Repairer(read_words(words)).lines(lines), 1):
        if not options.json:
            out.write(line.text.encode("utf-8", "surrogateescape") + b"\n")
            continue
        for repair in line.repairs:
            names = ("start", "end", "before", "after", "rule", "confidence", "status", "alternatives", "why")
            record = {"line": number, **{name: getattr(repair, name) for name in names}}
            out.write(json.dumps(record, ensure_ascii=True, default=str).encode() + b"\n")
    out.flush()
    return 0


def _later(options: argparse.Namespace) -> int:
    what = _("plan {verb} is not part of this version yet; it will be {purpose}.")
    purpose = _(LATER[options.verb])
    raise UsageProblem(Problem("plan", 0, what.format(verb=options.verb, purpose=purpose), _("See plan --help.")))


if __name__ == "__main__":
    sys.exit(main())
