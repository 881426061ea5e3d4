"""A page's picture as words: Tesseract with its Swedish model, when it is installed."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median

from pipeline.extract.render import render_page
from pipeline.extract.sheet import Style, Token
from pipeline.model import Box

LANGUAGE = "swe"
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}  # Tesseract's threads wait for each other more than they work
MAX_SCANS = 200  # pages; more are left unread
_DPI = 300
_SECONDS = 120  # for one page
_CERTAIN = 30.0  # a single sign that Tesseract is less certain of (0–100) is a speck
_ROUND = 0.5  # sizes of a scan are rounded to this many points


@cache
def is_installed() -> bool:
    """Say whether Tesseract is there with its Swedish model."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return LANGUAGE in listed.stdout.split()


@cache
def engine() -> str:
    """Return what reads the pictures: the program with its version, the language and the resolution."""
    told = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, timeout=30, check=False)
    return f"{told.stdout.partition(chr(10))[0].strip()}, {LANGUAGE}, {_DPI} dpi"


def picture_of(path: Path, number: int, password: str = "") -> bytes:
    """Return page `number` (from 1) as the picture that is read."""
    return render_page(path, number, _DPI, password=password)


def read_picture(picture: bytes) -> tuple[Token, ...]:
    """Return the words of one page; none when Tesseract fails or takes too long."""
    command = ["tesseract", "-", "-", "-l", LANGUAGE, "--dpi", str(_DPI), "tsv"]
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=_SECONDS, check=True, env={**os.environ, **_ONE_THREAD}
        )
    except (subprocess.SubprocessError, OSError):
        return ()
    return tuple(tokens(done.stdout.decode("utf-8", "replace")))


def tokens(table: str) -> Iterator[Token]:
    """Yield the words of Tesseract's table, each as high as its line and as large as its paragraph's lines mostly are.

    A word's own box is as high as its letters, which tells neither its line nor its size.
    """
    rows = list(csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = {_key(row, 4): _box(row) for row in rows if row["level"] == "4"}
    heights: dict[tuple[str, ...], list[float]] = {}
    for key, box in lines.items():
        heights.setdefault(key[:3], []).append(box.bottom - box.top)
    for row in rows:
        if row["level"] != "5" or _is_speck(row["text"], float(row["conf"])):
            continue
        word, line = _box(row), lines[_key(row, 4)]
        size = _ROUND * round(median(heights[_key(row, 4)[:3]]) / _ROUND)
        yield Token(
            row["text"].strip(), replace(word, top=round(line.bottom - size, 2), bottom=line.bottom), Style("", size)
        )


def _is_speck(text: str, certain: float) -> bool:
    """Say whether what was read is nothing, or one doubtful sign; doubtful words are kept, since they are words."""
    return not text.strip() or (certain < _CERTAIN and sum(map(str.isalnum, text)) < 2)


def _key(row: Mapping[str, str], level: int) -> tuple[str, ...]:
    """Return what names a row's page, block, paragraph and line, down to a level."""
    return tuple(row[name] for name in ("page_num", "block_num", "par_num", "line_num")[:level])


def _box(row: Mapping[str, str]) -> Box:
    """Return a row's box in points."""
    left, top, width, height = (int(row[name]) * 72 / _DPI for name in ("left", "top", "width", "height"))
    return Box(round(left, 2), round(top, 2), round(left + width, 2), round(top + height, 2))
