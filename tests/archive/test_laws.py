"""Laws of the archive's small parts, for any input."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.archive.ledger import check_lines, head, read_lines, write_line
from pipeline.archive.metadata import is_organisation_number, slug
from pipeline.archive.mets import METS, Content, PackageType, mets_xml
from pipeline.archive.ocfl import digests_of, files_of, new_version
from pipeline.archive.store import Note, Store, open_store
from pipeline.archive.verify_store import verify_store
from pipeline.archive.xml import XLINK, faults, parse
from tests.archive.small import small_material

ROOT = Path(__file__).parents[2]
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
PATHS = st.lists(WORDS.filter(lambda word: word.strip(". ") and "/" not in word), min_size=1, max_size=3).map("/".join)


@given(st.integers(200000000, 999999999).map(str).filter(lambda digits: digits[2] in "23456789"), st.data())
def test_one_wrong_digit_never_makes_an_organisation_number(digits: str, data: st.DataObject) -> None:
    (right,) = [f"{digits}{check}" for check in range(10) if is_organisation_number(f"{digits}{check}")]
    at, other = data.draw(st.integers(0, 9)), data.draw(st.sampled_from("0123456789"))
    changed = right[:at] + other + right[at + 1 :]
    assert is_organisation_number(changed) is (changed == right)


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_a_name_for_files_has_only_plain_letters_digits_and_hyphens(words: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(words))
    assert slug(slug(words)) == slug(words)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.dictionaries(WORDS.map(lambda word: f"x{word}"), WORDS), min_size=1, max_size=5), st.data())
def test_any_changed_byte_of_a_journal_is_found(
    tmp_path: Path, entries: list[dict[str, str]], data: st.DataObject
) -> None:
    path, lines = tmp_path / "journal.jsonl", b""
    for number, values in enumerate(entries, 1):
        path.write_bytes(lines)
        lines += write_line(number, head(read_lines(path)), values) + b"\n"
    path.write_bytes(lines)
    assert list(check_lines(path, read_lines(path))) == []
    at, bit = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, 7))
    damaged = bytearray(lines)
    damaged[at] ^= 1 << bit
    path.write_bytes(damaged)
    assert list(check_lines(path, read_lines(path))) != []


@settings(max_examples=50)
@given(st.lists(st.dictionaries(PATHS, st.binary(max_size=4), min_size=1, max_size=4), min_size=1, max_size=4))
def test_every_version_of_an_object_can_be_had_back(versions: list[dict[str, bytes]]) -> None:
    kept: dict[str, bytes] = {}
    inventory = None
    for files in versions:
        added = new_version("id", inventory, files, Note("2025-01-01T00:00:00Z", "", "", ""))
        assert not any(path in kept for path in added if "/content/" in path)
        kept |= added
        inventory = json.loads(kept["inventory.json"])
    assert inventory is not None
    for number, files in enumerate(versions, 1):
        places = files_of(inventory, f"v{number}")
        assert {path: kept[place] for path, place in places.items()} == files
        assert digests_of(inventory, f"v{number}").keys() == files.keys()


@settings(max_examples=50, deadline=None)
@given(st.sets(PATHS, min_size=1, max_size=4))
def test_mets_names_any_file_so_that_it_can_be_found(paths: set[str]) -> None:
    files = {"metadata/preservation/premis.xml": b"<x/>", **{f"data/{path}": b"x" for path in sorted(paths)}}
    root = parse(mets_xml(small_material(1), Content("id", "label", files), PackageType.SIP))
    assert faults(root) == []
    places = {unquote(place.get(f"{{{XLINK}}}href") or "") for place in root.iter(f"{{{METS}}}FLocat")}
    assert places == {f"data/{path}" for path in paths}


def test_two_who_put_in_at_the_same_time_wait_for_each_other(tmp_path: Path) -> None:
    store = tmp_path / "store"
    command = [sys.executable, "-m", "tests.archive.deposit", str(store)]
    both = [subprocess.Popen([*command, first, "4"], cwd=ROOT) for first in ("1", "101")]
    assert [process.wait(60) for process in both] == [0, 0]
    with open_store(store) as opened:
        assert len(read_lines(Store(store).ledger)) == 16
        assert list(verify_store(opened)) == []
