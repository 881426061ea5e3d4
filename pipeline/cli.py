"""The command line: which verb is whose. Results go to stdout, progress and problems to stderr; codes: `errors`."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from pipeline.errors import PlanError
from pipeline.text import N_, _
from pipeline.usage import refuse_unknown, speak_swedish

INTERRUPTED = 130
# verb → the module that registers it and what it does; only the module of the verb that is asked for is imported.
VERBS = {
    "build": ("pipeline.verbs.make", N_("build every edition into output/; only what changed")),
    "check": ("pipeline.check.command", N_("hold the sources to every rule, or documents to their format's")),
    "rules": ("pipeline.check.command", N_("list the rules, where they come from and an example of each")),
    "recover": ("pipeline.verbs.make", N_("read and repair one prior plan (.pdf or .txt)")),
    "repair": ("pipeline.verbs.make", N_("repair the lines on stdin")),
    "explain": ("pipeline.verbs.make", N_("say why damaged words are read as they are")),
    "batch": ("pipeline.batch.command", N_("recover every PDF in a folder tree, in parallel, resumable")),
    "fmt": ("pipeline.form.command", N_("write the sources in their one form; what they say stays the same")),
    "change": ("pipeline.verbs.keep", N_("write the beginning of a decided change")),
    "template": ("pipeline.verbs.keep", N_("write a workbook in which a department fills in its activities")),
    "import": ("pipeline.verbs.keep", N_("make one list of activities from workbooks")),
    "new-year": ("pipeline.verbs.keep", N_("begin a year from what is not finished")),
    "adopt": ("pipeline.verbs.keep", N_("freeze a year that was decided")),
    "new-period": ("pipeline.verbs.keep", N_("begin a new period from the old plan")),
    "diff": ("pipeline.diff.command", N_("what changed between two editions")),
    "archive": ("pipeline.archive.command", N_("the package for the diarium, in output/archive/")),
    "verify": ("pipeline.archive.command", N_("fixity and completeness of a package or a store")),
    "review": ("pipeline.review.command", N_("a local page for the doubtful words")),
    "doctor": ("pipeline.doctor", N_("what is installed, what it is good for, and how to get what is missing")),
    "watch": ("pipeline.watch.command", N_("rebuild on change, with a live preview")),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. No traceback reaches the user (unless PLAN_DEBUG is set)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        refuse_unknown(words[0] if words else "--help", VERBS)
        options = _parser(words[0] if words else "").parse_args(words)
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


def _parser(asked: str) -> argparse.ArgumentParser:
    """Return the parser: whole for the verb that is asked for, and a line of help for each of the others."""
    speak_swedish()
    parser = argparse.ArgumentParser(prog="plan", description=_("From a damaged scan to plans in Word, PDF and HTML."))
    verbs = parser.add_subparsers(metavar=_("command"), required=True)
    wanted = VERBS.get(asked, ("", ""))[0]
    if wanted:
        importlib.import_module(wanted).register(verbs)
    for verb, (module, purpose) in VERBS.items():
        if module != wanted:
            verbs.add_parser(verb, help=_(purpose))
    return parser


if __name__ == "__main__":
    sys.exit(main())
