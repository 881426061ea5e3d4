"""`plan diff OLD NEW --out DIR`: what changed, in every form."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.text import _


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    purpose = _("what changed between two editions")
    verb = verbs.add_parser("diff", help=purpose, description=purpose)
    for name, shown in (("old", _("OLD")), ("new", _("NEW"))):
        verb.add_argument(name, metavar=shown, help=_("a year, a period, a folder, a file or a git revision"))
    verb.add_argument(
        "--out", type=Path, metavar=_("FOLDER"), help=_("where the results are written (else output/diff/)")
    )
    verb.add_argument("--theme", default="", metavar=_("THEME"), help=_("the style (else that of the last build)"))
    verb.add_argument("--whole", action="store_true", help=_("diff.pdf with the whole text, unchanged sections too"))
    verb.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare, write the files, and say on stdout in one line what changed."""
    from pipeline.build import find_style, load_plans  # noqa: PLC0415 (each verb pays only for what it uses)
    from pipeline.diff.files import write_files  # noqa: PLC0415
    from pipeline.diff.inputs import compare_named  # noqa: PLC0415
    from pipeline.diff.summary import summarize  # noqa: PLC0415
    from pipeline.output import write_if_changed  # noqa: PLC0415
    from pipeline.state import State  # noqa: PLC0415
    from pipeline.typeset.style import read_style  # noqa: PLC0415

    def say(message: str) -> None:
        print(message, file=sys.stderr)  # noqa: T201

    comparisons = compare_named(options.old, options.new, Path(), lambda root: load_plans(root, say))
    out = options.out or Path("output/diff") / "-".join(Path(name).stem for name in (options.old, options.new))
    style = read_style(find_style(Path(), options.theme or State.read(Path()).theme))
    for name, data in write_files(comparisons, style, whole=options.whole).items():
        write_if_changed(out / name, data)
        say((out / name).as_posix())
    print(summarize(comparisons))  # noqa: T201
    return 0
