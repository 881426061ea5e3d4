"""Follow the saves: the preview at once, and then `output/`, by a whole build in a process of its own.

That build is the ordinary one (`plan build`), so that nothing is published that it would not publish. It begins when
the sources have been left alone for a moment, gives way to the preview, and is ended by the next save: an output is
replaced whole or not at all, so that an ended build leaves nothing behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from pipeline.text import N_
from pipeline.watch.preview import Preview
from pipeline.watch.saves import saves

SETTLED = 1.0  # seconds after a save before the whole build begins
GRACE = 1.0  # seconds that a build has to end by itself
COMMAND = (sys.executable, "-m", "pipeline.cli", "build")
POSIX = os.name == "posix"


class Build:
    """A whole build in a process of its own: to be begun, looked after, and ended."""

    def __init__(self, root: Path, theme: str) -> None:
        self.root = root
        self.command = (*COMMAND, "--theme", theme)
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Begin it; it works below the preview's priority."""
        self._process = subprocess.Popen(
            self.command,
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # it is ended with all of its own processes, and not by the terminal
        )
        if POSIX:
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 10)

    def result(self) -> tuple[int, str] | None:
        """Return the exit code of a build that has ended by itself since, and what it said; None for any other."""
        process = self._process
        if process is None or process.poll() is None:
            return None
        self._process = None
        said = process.communicate()[1]
        return process.returncode, said.strip()

    def end(self) -> None:
        """End it, with all of its processes; each output is then as it was or as it shall be."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            _signal(process, signal.SIGINT)
        try:  # what one that has ended by itself said is taken, too, or its pipe stays open
            process.communicate(timeout=GRACE)
        except subprocess.TimeoutExpired:
            _signal(process, signal.SIGKILL if POSIX else signal.SIGTERM)
            process.communicate()


def _signal(process: subprocess.Popen[str], number: signal.Signals) -> None:
    if POSIX:
        os.killpg(process.pid, number)
    else:
        process.terminate()


class Follower:
    """Keeps a preview and the outputs current in a thread; `changed` is called after whatever a page should show."""

    def __init__(self, preview: Preview, changed: Callable[[], None]) -> None:
        self.preview = preview
        self.changed = changed
        self.outputs = ""  # what the page says of output/, to be translated
        self.failure = ""  # what the last whole build said, if it failed
        self._build = Build(preview.root, preview.theme)
        self._stop = Event()
        self._thread = Thread(target=self._run, name="follow")

    def start(self) -> None:
        """Read the sources, and begin to follow them."""
        self.preview.refresh()
        self._thread.start()

    def stop(self) -> None:
        """End, and leave every output whole."""
        self._stop.set()
        self._thread.join()
        self._build.end()

    def _run(self) -> None:
        due = monotonic() + SETTLED  # when the whole build begins; 0 when none is waiting
        for saved in saves(self.preview.root, self._stop):
            if saved:
                due = self._save()
            elif due and monotonic() >= due and not self.preview.view.problems:
                due = 0.0
                self._build.begin()
                self._say(N_("The files in output are being made."))
            elif ended := self._build.result():
                self._told(*ended)

    def _save(self) -> float:
        """Show what was saved, and return when the whole build may begin."""
        news = self.preview.refresh()
        self._build.end()
        if news:
            self.failure = ""
            self.changed()
        return monotonic() + SETTLED

    def _told(self, code: int, said: str) -> None:
        self.failure = said if code else ""
        self._say("" if code else N_("The files in output are current."))

    def _say(self, words: str) -> None:
        self.outputs = words
        self.changed()
