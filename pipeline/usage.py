"""What the command line says of itself, in Swedish: argparse's own sentences are looked up in our catalog."""

from __future__ import annotations

import argparse

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
