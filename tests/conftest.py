"""What every test may use."""

from __future__ import annotations

import gettext
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline import text
from pipeline.build import build
from pipeline.extract import ocr

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora in ../shared are not part of the clone")

# Others' validators: `.ci/run` says how they come there.
VALIDATORS = Path(os.environ.get("PLAN_VALIDATORS", ROOT / ".venv/validators"))

# `@needs_program("qpdf")`: the test is skipped where the program is absent; in CI its absence is a failure.
needs_program = pytest.mark.needs_program


# The same examples in every run, so that a run says something of the change at hand; PLAN_EXPLORE=1 looks for new ones.
settings.register_profile("steady", derandomize=not os.environ.get("PLAN_EXPLORE"), deadline=None)
settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs_program(name): the test runs a program that is no part of the project")


def give_up(reason: str) -> None:
    """Skip a test that needs what is absent; in CI its absence is a failure."""
    (pytest.fail if os.environ.get("PLAN_CI") else pytest.skip)(reason)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs_program"):
        for name in mark.args:
            if not _is_installed(name):
                give_up(f"{name} is not installed" + " with the language swe" * (name == "tesseract"))


def _is_installed(program: str) -> bool:
    return ocr.is_installed() if program == "tesseract" else shutil.which(program) is not None


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages in the source language, so that a test reads as the code does."""
    monkeypatch.setattr(text, "_catalog", gettext.NullTranslations)


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own sources and styles in a folder of their own, built once. Copy it before changing it."""
    project = tmp_path_factory.mktemp("built") / "project"
    for name in ("sources", "styles"):
        shutil.copytree(ROOT / name, project / name)
    build(project, say=lambda _message: None)
    return project


@pytest.fixture
def project(built_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built project that a test may change, as the current folder."""
    shutil.copytree(built_project, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"
