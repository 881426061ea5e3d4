"""Where the shared material lies, and what to do when it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "../shared"
PRIOR = SHARED / "prior" / "overgripande-aktivitetsplan-2024-2027"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared material (../shared) is not beside the project"
)


def corpus(name: str) -> Path:
    """Return a file of the corpus, or skip the test."""
    path = SHARED / "corpus" / name
    if not path.is_file():
        pytest.skip(f"{name} of the shared corpus is not beside the project")
    return path
