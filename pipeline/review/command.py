"""The verb `review`."""

# ruff: noqa: T201, PLC0415 (a verb speaks to its user, and pays only for what it uses)

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.text import _


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    purpose = _("a local page for the doubtful words")
    review = verbs.add_parser("review", help=purpose, description=purpose)
    review.add_argument("--port", type=int, default=0, metavar="N", help=_("the port of the page (else any free one)"))
    review.add_argument("--no-browser", action="store_true", help=_("only print the page's address"))
    review.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from pipeline.local import serve
    from pipeline.prepare import heed_words, recover_text
    from pipeline.review.app import make_app
    from pipeline.review.folder import Folder
    from pipeline.sources import periods_of

    root = Path.cwd()
    folders = {path.name: Folder(path, root) for path in periods_of(root)}
    for folder in folders.values():
        if folder.pdf.exists() and not (folder.path / "review.txt").exists() and not (folder.path / "plan.md").exists():
            recover_text(folder.path, root, _say)
        heed_words(folder.path, root, _say)
        folder.snapshot()
        folder.evidence  # noqa: B018 (read before the page opens)
    _tell()
    try:
        serve(make_app(folders), _print, options.port, not options.no_browser)
    except KeyboardInterrupt:
        return 0
    return 0


def _tell() -> None:
    _say(_("Every answer is saved at once. Stop with Ctrl-C."))


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _print(address: str) -> None:
    print(address, flush=True)
