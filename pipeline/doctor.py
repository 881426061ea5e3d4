"""`plan doctor`: what is installed here, what each thing is good for, and how to get what is missing."""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

from pipeline.frozen import frozen
from pipeline.text import N_, _

OLDEST = (3, 11)
SECONDS = 20  # that a program may take to say what it is


@frozen
class Aid:
    """Something that the pipeline can use: what it is good for, how it is found, and how it is had on each system.

    `find` returns what was found, in a word or two, or nothing; `needed` says that `plan build` cannot do without it.
    """

    name: str
    purpose: str
    find: Callable[[], str]
    debian: str = ""
    macos: str = ""
    windows: str = ""
    needed: bool = False

    @property
    def remedy(self) -> str:
        """How it is had on this system."""
        return {"Darwin": self.macos, "Windows": self.windows}.get(platform.system(), self.debian)


@frozen
class Seen:
    """What was found of one aid: nothing when it is absent."""

    name: str
    found: str
    needed: bool
    purpose: str
    remedy: str


def _python() -> str:
    return platform.python_version() if sys.version_info >= OLDEST else ""


def _styles() -> str:
    return ", ".join(path.stem for path in sorted(Path("styles").glob("*.toml")))


def _fonts() -> str:
    n = len([*Path("styles/fonts").rglob("*.ttf")])
    return str(n) if n else ""


def _said(*command: str) -> str:
    """Return what a program says on both streams; nothing when it cannot be run."""
    if shutil.which(command[0]) is None:
        return ""
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _swedish_tesseract() -> str:
    """Return the languages that Tesseract has, when Swedish is one of them."""
    languages = _said("tesseract", "--list-langs").split()
    return "swe" if "swe" in languages else ""


def _program(*names: str) -> Callable[[], str]:
    """Return what finds the first of some programs that is on the path."""
    return lambda: next((name for name in names if shutil.which(name)), "")


def _module(name: str) -> Callable[[], str]:
    return lambda: name if find_spec(name) else ""


AIDS: tuple[Aid, ...] = (
    Aid("Python", N_("runs everything"), _python,
        "apt install python3", "brew install python", "winget install Python.Python.3.12", needed=True),
    Aid("styles/", N_("the looks that the editions have"), _styles,
        "git checkout styles", "git checkout styles", "git checkout styles", needed=True),
    Aid("styles/fonts/", N_("the letters that the editions are set in"), _fonts,
        "git checkout styles", "git checkout styles", "git checkout styles", needed=True),
    Aid("Tesseract swe", N_("reads pages that are pictures, and reads a damaged scan a second time"),
        _swedish_tesseract, "apt install tesseract-ocr tesseract-ocr-swe", "brew install tesseract tesseract-lang",
        "winget install UB-Mannheim.TesseractOCR"),
    Aid("git", N_("compares the sources with an earlier revision of them"), _program("git"),
        "apt install git", "brew install git", "winget install Git.Git"),
    Aid("page-validation", N_("holds each PDF to every rule of PDF/UA-1 and PDF/A-2a, not only to what it declares"),
        _module("page"), *(3 * ('pip install "planpipeline[conformance]"',))),
    Aid("pyHanko", N_("signs packages for the diarium"), _module("pyhanko"),
        *(3 * ('pip install "planpipeline[signatures]"',))),
    Aid("Dask", N_("reads many plans on a cluster"), _module("distributed"),
        *(3 * ('pip install "planpipeline[cluster]"',))),
    Aid("LibreOffice", N_("shows how a Word edition looks where Word is not at hand; the tests use it"),
        _program("soffice", "libreoffice"), "apt install libreoffice-writer", "brew install --cask libreoffice",
        "winget install TheDocumentFoundation.LibreOffice"),
    Aid("Chromium", N_("shows the pages to the tests"), _program("chromium", "chromium-browser", "google-chrome"),
        "apt install chromium", "brew install --cask chromium", "winget install Hibbiki.Chromium"),
    Aid("Java", N_("runs veraPDF in the tests"), _program("java"),
        "apt install default-jdk-headless", "brew install openjdk", "winget install Microsoft.OpenJDK.17"),
    Aid("qpdf", N_("looks at the PDFs in the tests"), _program("qpdf"),
        "apt install qpdf", "brew install qpdf", "winget install QPDF.QPDF"),
)  # fmt: skip


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    purpose = _("what is installed, what it is good for, and how to get what is missing")
    doctor = verbs.add_parser("doctor", help=purpose, description=purpose)
    doctor.add_argument("--format", choices=("json",), help=_("for machines, on stdout"))
    doctor.set_defaults(run=_run)


def look() -> tuple[Seen, ...]:
    """Look for every aid."""
    return tuple(Seen(aid.name, aid.find(), aid.needed, _(aid.purpose), aid.remedy) for aid in AIDS)


def _run(options: argparse.Namespace) -> int:
    """Print what was found; the code is 1 when something is missing that `plan build` cannot do without."""
    seen = look()
    if options.format:
        sys.stdout.write(json.dumps([asdict(one) for one in seen], ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(_line(one) for one in seen)
    return int(any(one.needed and not one.found for one in seen))


def _line(one: Seen) -> str:
    if one.found:
        return _("✓ {name} ({found}): {purpose}.").format(name=one.name, found=one.found, purpose=one.purpose) + "\n"
    missing = _("– {name} is missing: {purpose}. Get it like this: {remedy}")
    return missing.format(name=one.name, purpose=one.purpose, remedy=one.remedy) + "\n"
