"""Saves are told, whatever an editor does to save; bursts of them once; and nothing else is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from pipeline.watch.saves import saves

SOON = 10.0  # seconds that a loaded machine may take


class Listener:
    """Counts what is told, in a thread."""

    def __init__(self, root: Path) -> None:
        self.told = 0
        self.ticks = 0
        self.stop = Event()
        self.thread = Thread(target=self.listen, args=(root,))

    def listen(self, root: Path) -> None:
        for saved in saves(root, self.stop):
            self.told += saved
            self.ticks += 1

    def wait(self, met: Callable[[], bool]) -> bool:
        end = monotonic() + SOON
        while not met() and monotonic() < end:
            sleep(0.02)
        return met()

    def hears(self, action: Callable[[], object]) -> int:
        """Return how often something was told after an action, once two quiet ticks have passed."""
        before = self.told
        action()
        self.wait(lambda: self.told > before)
        self.rest()
        return self.told - before

    def rest(self) -> None:
        now = self.ticks
        self.wait(lambda: self.ticks >= now + 3)


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    (tmp_path / "sources/2024-2027").mkdir(parents=True)
    (tmp_path / "styles").mkdir()
    (tmp_path / "sources/2024-2027/plan.md").write_text("old", "utf-8")
    listener = Listener(tmp_path)
    listener.thread.start()
    assert listener.wait(lambda: listener.told > 0)  # what was saved before the watch began
    listener.rest()
    yield listener
    listener.stop.set()
    listener.thread.join()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "sources/2024-2027/plan.md"


def write_over(path: Path) -> None:
    """As VS Code saves: the file is emptied and written."""
    path.write_text("new", "utf-8")


def write_beside(path: Path) -> None:
    """As vim saves: the old file is moved away, a new one is written, the old one is removed."""
    backup = path.rename(path.with_name("plan.md~"))
    path.write_text("new", "utf-8")
    backup.unlink()


def replace_atomically(path: Path) -> None:
    """As most other editors save."""
    beside = path.with_name(".plan.md.1234")
    beside.write_text("new", "utf-8")
    beside.replace(path)


@pytest.mark.parametrize("save", [write_over, write_beside, replace_atomically], ids=lambda save: save.__name__)
def test_a_save_is_told_once_however_it_is_done(listener: Listener, plan: Path, save: Callable[[Path], None]) -> None:
    assert listener.hears(lambda: save(plan)) == 1
    assert listener.hears(lambda: save(plan)) == 1


def test_a_burst_of_saves_is_told_as_one_or_two(listener: Listener, plan: Path) -> None:
    def burst() -> None:
        for n in range(50):
            plan.with_name(f"{n}.toml").write_text("x", "utf-8")
            plan.write_text(str(n), "utf-8")

    assert listener.hears(burst) in (1, 2)


def test_a_style_is_a_source(listener: Listener, tmp_path: Path) -> None:
    assert listener.hears(lambda: (tmp_path / "styles/lulea.toml").write_text("x", "utf-8")) == 1


def test_a_folder_that_goes_comes_or_gets_another_name_is_told(listener: Listener, plan: Path) -> None:
    year = plan.parent / "2025"
    assert listener.hears(year.mkdir) == 1
    assert listener.hears(lambda: (year / "activities.toml").write_text("x", "utf-8")) == 1
    assert listener.hears(lambda: year.rename(plan.parent / "2026")) == 1
    assert listener.hears(lambda: (plan.parent / "2026/activities.toml").write_text("y", "utf-8")) == 1
    assert listener.hears(lambda: shutil.rmtree(plan.parent / "2026")) >= 1


def test_the_whole_folder_may_be_replaced(listener: Listener, tmp_path: Path) -> None:
    assert listener.hears(lambda: (tmp_path / "sources").rename(tmp_path / "away")) >= 1
    assert listener.hears(lambda: (tmp_path / "away").rename(tmp_path / "sources")) >= 1
    assert listener.hears(lambda: write_over(tmp_path / "sources/2024-2027/plan.md")) == 1


def test_what_an_editor_keeps_beside_is_not_told(listener: Listener, plan: Path, tmp_path: Path) -> None:
    before = listener.told
    for name in (".plan.md.swp", "plan.md~", "#plan.md#", ".#plan.md", "plan.md.tmp"):
        plan.with_name(name).write_text("x", "utf-8")
    (tmp_path / "output").mkdir()
    (tmp_path / "output/index.html").write_text("x", "utf-8")
    listener.rest()
    assert listener.told == before
