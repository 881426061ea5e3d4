"""Why a source is left as it is."""

from __future__ import annotations


class Unwritable(Exception):
    """The source says something that its one form would lose; the message says what, as the end of a sentence."""
