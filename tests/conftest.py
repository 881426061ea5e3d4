"""What every test may use."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest

from pipeline import text


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages in the source language, so that a test reads as the code does."""
    monkeypatch.setattr(text, "_catalog", gettext.NullTranslations)
    yield
