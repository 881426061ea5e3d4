"""What the command line says of itself, in Swedish: argparse's own sentences are looked up in our catalog."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from pipeline.errors import Problem, UsageProblem
from pipeline.text import N_, _

SENTENCES = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("not allowed with argument %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)


def speak_swedish() -> None:
    """Let argparse speak our language; by itself it asks the machine's locale. What is not above stays English."""
    argparse._ = _  # type: ignore[attr-defined]


def existing_file(name: str) -> Path:
    """Return the path of a file that a flag names; one that is not there must not pass for an empty one."""
    path = Path(name)
    if not path.is_file():
        raise argparse.ArgumentTypeError(_("there is no file {path}").format(path=path.as_posix()))
    return path


def refuse_unknown(verb: str, verbs: Iterable[str]) -> None:
    """Raise `UsageProblem` for a command that there is not, with the one that it is most like."""
    if verb.startswith("-") or verb in verbs:
        return
    alike = get_close_matches(verb, verbs, 1)
    remedy = (
        _("Did you mean plan {verb}?").format(verb=alike[0]) if alike else _("plan --help lists those that there are.")
    )
    raise UsageProblem(Problem("plan", 0, _("There is no command {verb}.").format(verb=verb), remedy))
