"""The word forms of a Hunspell dictionary."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple


class Suffix(NamedTuple):
    """One line of an affix rule: what goes, what comes, and on which words."""

    strip: str
    add: str
    flags: str
    on: re.Pattern[str]


def forms(base: Path) -> set[str]:
    """Return the forms that `base.dic` and the suffixes of `base.aff` make, as they are capitalised."""
    options, suffixes = _affixes(base.with_suffix(".aff"))
    found: set[str] = set()
    for line in base.with_suffix(".dic").read_text("utf-8").splitlines()[1:]:
        stem, _, flags = line.split("\t")[0].strip().partition("/")
        flags = flags.split(" ")[0]
        if not stem or options["FORBIDDENWORD"] in flags:
            continue
        if options["ONLYINCOMPOUND"] not in flags:
            found.add(stem)
        for form, more in _suffixed(stem, flags, suffixes):
            found.add(form)
            found.update(second for second, _ in _suffixed(form, more, suffixes))
    return found


def _affixes(path: Path) -> tuple[dict[str, str], dict[str, list[Suffix]]]:
    options = {"FORBIDDENWORD": "\0", "ONLYINCOMPOUND": "\0"}
    suffixes: dict[str, list[Suffix]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        fields = line.split()
        if len(fields) == 2 and fields[0] in options:
            options[fields[0]] = fields[1]
        if len(fields) >= 5 and fields[0] == "SFX":
            add, _, flags = fields[3].partition("/")
            strip = "" if fields[2] == "0" else fields[2]
            suffixes[fields[1]].append(Suffix(strip, "" if add == "0" else add, flags, re.compile(f"(?:{fields[4]})$")))
    return options, suffixes


def _suffixed(stem: str, flags: str, suffixes: dict[str, list[Suffix]]) -> list[tuple[str, str]]:
    return [
        (stem[: len(stem) - len(suffix.strip)] + suffix.add, suffix.flags)
        for flag in flags
        for suffix in suffixes.get(flag, ())
        if stem.endswith(suffix.strip) and suffix.on.search(stem)
    ]
