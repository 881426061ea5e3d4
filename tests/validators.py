"""Others' validators, for tests: what they find wrong. Where one is absent the test is skipped, and in CI it fails."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.conftest import VALIDATORS, give_up
from tools import verapdf

SDK = VALIDATORS / "node_modules/.bin/ooxml-validator"
CHECKER = VALIDATORS / "node_modules/vnu-jar/build/dist/vnu.jar"


def broken_rules(files: Sequence[Path]) -> dict[tuple[Path, str], list[str]]:
    """Return what veraPDF finds broken of PDF/UA-1 and PDF/A-2a, by file and profile; raise when it complains."""
    if verapdf.engine() is None:
        give_up("the package that carries veraPDF is not installed")
    return verapdf.broken_rules(files)


def sdk_report(path: Path) -> dict[str, Any]:
    """Return the Open XML SDK's report on a Word file, by the rules of Microsoft 365."""
    if not SDK.exists():
        give_up("the Open XML SDK's validator is not installed")
    done = subprocess.run([str(SDK), str(path)], capture_output=True, text=True, check=False, timeout=60)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def html_remarks(files: Sequence[Path]) -> list[str]:
    """Return what the Nu Html Checker finds wrong with web pages, warnings included."""
    if not CHECKER.exists():
        give_up("the Nu Html Checker is not installed")
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found = json.loads(done.stdout)["messages"]
    return [f"{Path(m['url']).name}:{m.get('lastLine', 0)}: {m['message']}" for m in found if _counts(m)]


def _counts(message: dict[str, Any]) -> bool:
    return message["type"] == "error" or message.get("subType") == "warning"
