"""Files in another encoding than UTF-8: told by file and line, whatever the command that reads them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.conftest import ROOT

PERIOD = "sources/2024-2027"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "sources", root / "sources")
    shutil.copytree(ROOT / "styles", root / "styles")
    return root


@pytest.fixture
def project(copied: Path, monkeypatch) -> Path:
    monkeypatch.chdir(copied)
    return copied


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
@pytest.mark.parametrize(
    ("file", "command"),
    [
        (f"{PERIOD}/plan.md", ["check"]),
        (f"{PERIOD}/plan.md", ["diff", f"{PERIOD}/plan.md", f"{PERIOD}/plan.md"]),
        (f"{PERIOD}/2026/changes.md", ["check"]),
        (f"{PERIOD}/goals.toml", ["check"]),
        (f"{PERIOD}/review.txt", ["check"]),
        (f"{PERIOD}/reread.tsv", ["recover", f"{PERIOD}/prior.pdf"]),
        (f"{PERIOD}/arkiv.toml", ["new-period", "2028-2031"]),
        ("sources/words.txt", ["check"]),
        ("sources/words.txt", ["explain", "Lulea"]),
    ],
)
def test_a_file_in_another_encoding_is_told_by_its_line(
    file: str, command: list[str], encoding: str, project: Path, capsys
) -> None:
    path = project / file
    right = path.read_bytes()
    text = right.decode()
    first = 1 if encoding == "utf-16" else 1 + text[: next(n for n, c in enumerate(text) if ord(c) > 127)].count("\n")
    try:
        path.write_bytes(text.encode(encoding, "replace"))
        assert main([*command, *(["--out", "ut"] if command[0] in ("diff", "recover") else [])]) in (1, 3)
    finally:
        path.write_bytes(right)
    told = capsys.readouterr().err
    assert f"{file}:{first}: Filen är" in told
    assert "UTF-8" in told
    assert "Något gick fel" not in told
