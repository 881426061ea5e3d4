"""The verb `watch`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.text import _


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    purpose = _("rebuild on change, with a live preview")
    watch = verbs.add_parser("watch", help=purpose, description=purpose)
    watch.add_argument("--port", type=int, default=0, metavar="N", help=_("the port of the page (else any free one)"))
    watch.add_argument("--no-browser", action="store_true", help=_("only print the page's address"))
    watch.add_argument("--theme", default="", metavar=_("THEME"), help=_("the style (else that of the last build)"))
    watch.set_defaults(run=_watch)


def _watch(options: argparse.Namespace) -> int:
    from pipeline.build import find_style  # noqa: PLC0415 (each verb pays for what it uses)
    from pipeline.local import serve  # noqa: PLC0415
    from pipeline.sources import periods_of  # noqa: PLC0415
    from pipeline.watch.app import app_of  # noqa: PLC0415

    periods_of(Path())
    if options.theme:
        find_style(Path(), options.theme)
    sys.stderr.write(_("The preview follows every save. End it with Ctrl-C.") + "\n")
    serve(app_of(Path(), options.theme), _say, options.port, not options.no_browser)


def _say(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
