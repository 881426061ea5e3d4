"""The command as it is run: its address, its end, and what it leaves behind."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from pipeline.cli import main
from pipeline.state import State
from pipeline.typeset.style import read_style
from pipeline.watch.follow import Follower
from pipeline.watch.preview import Preview

PLAN = Path("sources/2024-2027/plan.md")


@pytest.fixture
def watching(project: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "pipeline.cli", "watch", "--no-browser"]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield process
        process.kill()


def outputs(project: Path) -> dict[str, str]:
    files = [path for path in (project / "output").rglob("*") if path.is_file()]
    return {path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def all_children(pid: int) -> list[str]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [child for task in tasks for child in (task / "children").read_text("utf-8").split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the processes are counted in /proc")
def test_an_interrupt_in_the_middle_of_a_build_ends_all_of_it_and_leaves_every_output_whole(
    project: Path, watching: subprocess.Popen[str]
) -> None:
    before = outputs(project)
    assert watching.stdout
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32}\n", watching.stdout.readline())
    text = PLAN.read_text("utf-8")
    PLAN.write_text(text.replace("Globaliseringen gör att", "Globaliseringen innebär att"), "utf-8")
    end = monotonic() + 30
    while not (building := all_children(watching.pid)) and monotonic() < end:
        sleep(0.02)
    assert building
    sleep(0.5)
    watching.send_signal(signal.SIGINT)
    assert watching.wait(20) == 130
    assert "Traceback" not in watching.stderr.read() if watching.stderr else True
    assert not any(Path(f"/proc/{child}").exists() for child in building)
    left = outputs(project)
    assert sorted(left) == sorted(before)
    assert main(["build"]) == 0
    now = outputs(project)
    assert [name for name in left if left[name] not in (before[name], now[name])] == []


def test_a_folder_without_a_plan_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["watch", "--no-browser"]) == 2
    assert "plan.toml" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []  # noqa: PTH208


def test_a_theme_that_there_is_not_is_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert main(["watch", "--no-browser", "--theme", "lila"]) == 2
    assert "lulea, neutral" in capsys.readouterr().err


def test_the_preview_and_the_builds_that_it_begins_are_in_the_theme_of_the_last_build(project: Path) -> None:
    state = State.read(project)
    replace(state, theme="neutral").write(project)
    preview = Preview(project)
    preview.refresh()
    slug = preview.view.editions[0].slug
    colour = read_style(project / "styles/neutral.toml").colours.accent.encode()
    assert colour in preview.typeset(slug, "html")
    assert Follower(preview, lambda: None)._build.command[-2:] == ("--theme", "neutral")
    state.write(project)
    former = Preview(project)
    former.refresh()
    assert colour not in former.typeset(slug, "html")
    chosen = Preview(project, "neutral")
    chosen.refresh()
    assert chosen.typeset(slug, "html") == preview.typeset(slug, "html")
