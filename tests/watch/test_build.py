"""The build beside the preview leaves nothing open, however it ends."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from pipeline.watch.follow import Build


def begun(code: str) -> Build:
    build = Build(Path(), "lulea")
    build.command = (sys.executable, "-c", code)
    build.begin()
    return build


def test_a_build_that_ended_by_itself_is_closed_when_it_is_ended() -> None:
    build = begun("import sys; sys.stderr.write('klart')")
    assert build._process is not None
    build._process.wait()
    build.end()
    gc.collect()  # an open pipe would warn here, and a warning is an error
    assert build.result() is None


def test_a_build_that_runs_is_ended() -> None:
    build = begun("import time; time.sleep(60)")
    build.end()
    assert build.result() is None
