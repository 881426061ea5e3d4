"""The store: nothing in it is ever overwritten, and nothing that interrupts it leaves it broken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.archive import container
from pipeline.archive import store as stores
from pipeline.archive.inspection import inspect
from pipeline.archive.ledger import check_lines, read_lines
from pipeline.archive.store import Store, deposit, is_there, open_store, refusals
from pipeline.archive.verify_store import verify_store
from tests.archive.small import small_outlets, tiny_outlets

ROOT = Path(__file__).parents[2]


class Interrupted(BaseException):
    """The power fails."""


def findings(root: Path, deep: bool = False) -> list[str]:
    with open_store(root) as store:
        return [str(problem) for problem in verify_store(store, deep=deep)]


def test_a_package_comes_in_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        for _time in range(2):
            deposit(store, small_outlets(1))
        assert is_there(store, small_outlets(1))
        assert len(read_lines(store.ledger)) == 1
    assert findings(tmp_path / "store", deep=True) == []


def test_other_content_for_a_version_that_is_there_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        deposit(store, small_outlets(1))
        assert refusals(store, small_outlets(1)) == []
        assert refusals(store, small_outlets(1, size=1000)) != []
        assert refusals(store, small_outlets(1, version=3)) != []
        assert refusals(store, small_outlets(1, version=2)) == []


def test_a_store_that_holds_nothing_is_whole(tmp_path: Path) -> None:
    with open_store(tmp_path / "store"):
        pass
    assert findings(tmp_path / "store") == []


def test_names_with_spaces_and_swedish_letters_are_kept(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        deposit(store, small_outlets(1))
        kept = store.objects / "exempelkommun-exempel-2025-1-1/v1/content/representations/kalla/data/källa nr 1.txt"
        assert kept.read_text("utf-8").startswith("Plan 1")


STEPS = ("write_through", "replace_file", "sync_tree", "sync_folder", "append_line")


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_an_interruption_before_or_after_any_step_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: bool, version: int
) -> None:
    root = tmp_path / "store"
    with open_store(root) as store:
        if version == 2:
            deposit(store, tiny_outlets(1))
    for count in range(200):
        with monkeypatch.context() as patch:
            _interrupt(patch, step, count, after)
            try:
                with open_store(root) as store:
                    deposit(store, tiny_outlets(1, version))
                break
            except Interrupted:
                pass
        assert findings(root) == []
        with open_store(root) as store:
            if is_there(store, tiny_outlets(1, version)):
                break
    with open_store(root) as store:
        deposit(store, tiny_outlets(1, version))
        assert len(read_lines(store.ledger)) == version
    assert findings(root) == []


def _interrupt(patch: pytest.MonkeyPatch, step: str, count: int, after: bool) -> None:
    """Let a step fail when it has been taken some times, before or after it does its work."""
    taken = [0]
    for module in (container, stores):
        original = getattr(module, step, None)
        if original is None:
            continue

        def failing(*arguments: object, original: object = original) -> None:
            taken[0] += 1
            if taken[0] == count + 1 and not after:
                raise Interrupted
            original(*arguments)  # type: ignore[operator]
            if taken[0] == count + 1 and after:
                raise Interrupted

        patch.setattr(module, step, failing)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_at_any_moment_the_store_is_whole_and_the_next_run_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "store"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for round_ in range(12):
        command = [sys.executable, "-m", "tests.archive.deposit", str(root), str(1 + 3 * round_), "50"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not (root / "ledger.jsonl").exists():
            time.sleep(0.01)
        time.sleep(0.25 + 0.031 * round_)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert findings(root) == []
    with open_store(root) as store:
        before = len(read_lines(store.ledger))
        deposit(store, small_outlets(1000))
        assert len(read_lines(store.ledger)) == before + 1
    assert findings(root) == []


def test_the_ledgers_head_is_told_and_can_be_asked_for(tmp_path: Path) -> None:
    root = tmp_path / "store"
    heads = []
    for number in (1, 2):
        with open_store(root) as store:
            deposit(store, small_outlets(number))
            heads.append(read_lines(store.ledger)[-1].digest)
    assert all(inspect(root, head).findings == [] for head in heads)
    assert heads[1] in inspect(root).summary
    assert inspect(root, "1" * 64).findings != []


def test_a_store_that_may_only_be_read_is_verified_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "store"
    with open_store(root) as store:
        deposit(store, small_outlets(1))
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    assert inspect(root).findings == []


def test_a_journal_says_which_line_was_changed(tmp_path: Path) -> None:
    root = tmp_path / "store"
    with open_store(root) as store:
        for number in (1, 2, 3):
            deposit(store, small_outlets(number))
    ledger = Store(root).ledger
    ledger.write_bytes(ledger.read_bytes().replace(b"2025-1-2-v1", b"2025-1-9-v1"))
    assert [problem.line for problem in check_lines(ledger, read_lines(ledger))] == [2]
