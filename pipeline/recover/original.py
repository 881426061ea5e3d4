"""The file that a text is recovered from."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Original(NamedTuple):
    """The file that was read, and what opens it."""

    path: Path
    password: str = ""
