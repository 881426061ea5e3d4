"""An archive of the example editions, made once; a test copies what it changes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.archive.verbs import plan

PERIOD = Path("sources/2024-2027")
YEAR = "lulea-kommun-exempel-2025-1-1"
SUFFIXES = {"package": "", "zip": ".zip", "bag": ".bag", "mapp": ".mapp"}


@pytest.fixture(scope="session")
def archived_project(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with all packages in output/archive and in a store, the one of 2025 corrected once."""
    root = tmp_path_factory.mktemp("archived") / "project"
    shutil.copytree(built_project, root)
    former = Path.cwd()
    os.chdir(root)
    try:
        assert plan("archive", "--store", "store") == 0
        correct(root)
        assert plan("archive", "2025", "--store", "store") == 0
    finally:
        os.chdir(former)
    return root


class Archive:
    """An empty folder, and how to bring into it what a test needs of the archive, as copies that it may change."""

    def __init__(self, source: Path, root: Path) -> None:
        self.source = source
        self.root = root

    def bring(self, kind: str) -> Path:
        """Copy the package of 2025 as folder, zip, bag or plain folder with its record, or the store."""
        if kind == "store":
            return shutil.copytree(self.source / "store", self.root / kind)
        packages = self.source / "output/archive"
        shutil.copy(packages / f"{YEAR}-v1.json", self.root)
        path = packages / f"{YEAR}-v1{SUFFIXES[kind]}"
        return Path((shutil.copytree if path.is_dir() else shutil.copy)(path, self.root / path.name))


@pytest.fixture
def archive(archived_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """The archive, with an empty folder as the current one."""
    monkeypatch.chdir(tmp_path)
    return Archive(archived_project, tmp_path)


def correct(root: Path, key: str = "2025", version: int = 2) -> None:
    """Give an edition a new version with a reason, and another text."""
    path = root / PERIOD / "arkiv.toml"
    source = path.read_text("utf-8")
    section = f"[{key}]"
    start = source.index(section)
    rest = source[start:].replace(
        'status = "exempel"', f'status = "exempel"\nversion = {version}\nreason = "Fel datum."', 1
    )
    path.write_text(source[:start] + rest, "utf-8")
    activities = root / PERIOD / key / "activities.toml"
    activities.write_text(activities.read_text("utf-8") + "\n# rättad\n", "utf-8")
