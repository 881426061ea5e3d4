"""What the project tells editors of text and Git of itself is true."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.cli import main
from pipeline.errors import Problem
from pipeline.form.canonical import form
from pipeline.form.files import READERS, find_sources, kind_of
from pipeline.form.schema import schema_name
from pipeline.markdown import read
from pipeline.sources.changes import read_changes
from pipeline.sources.tables import Source, read_fields
from tests.conftest import ROOT

SNIPPETS: dict[str, dict[str, Any]] = json.loads((ROOT / ".vscode/plan.code-snippets").read_text("utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PLACEHOLDER = re.compile(r"\$\{\d+[:|]([^}|,]*)[^}]*\}|\$0")
YEAR = 'year = 2026\nstatus = "utkast"\nintroduction = "Inledning."\nevaluation = "Uppföljning."\n\n'
DECISION = "# Beslut: Kommunfullmäktige 2026-01-26 § 10, dnr 2026/2\n\n"


def filled(name: str) -> str:
    """Return a snippet as it stands in the file when every default is kept."""
    return PLACEHOLDER.sub(lambda match: match[1] or "", "\n".join(SNIPPETS[name]["body"]))


def problems_of(file: str, text: str) -> list[Problem]:
    source = Source(file, text)
    fields = read_fields(source)
    if fields is not None:
        READERS[file](fields)
    return source.problems


def test_a_placeholder_is_filled_in_with_its_first_choice() -> None:
    assert PLACEHOLDER.sub(lambda match: match[1] or "", "a ${1|b,c|} ${2:d e}$0") == "a b d e"


@pytest.mark.parametrize("name", ["Beslutad ändring", "Nytt stycke", "Struket stycke"])
def test_a_snippet_of_a_decided_change_is_read(name: str) -> None:
    text = filled(name) if name == "Beslutad ändring" else DECISION + filled(name)
    problems: list[Problem] = []
    assert len(read_changes(text, "changes.md", problems)) == 1
    assert problems == []


def test_a_snippet_of_a_footnote_is_read() -> None:
    document = read('+++\ntitle = "T"\n+++\n\nEtt ord' + filled("Fotnot"))
    assert [note.id for note in document.notes] == ["not"]


@pytest.mark.parametrize(
    ("name", "file", "before"), [("Aktivitet", "activities.toml", YEAR), ("Partner", "partners.toml", "")]
)
def test_a_snippet_of_a_table_is_read_and_has_the_one_form(name: str, file: str, before: str, tmp_path: Path) -> None:
    text = before + filled(name)
    assert problems_of(file, text) == []
    (tmp_path / file).write_text(text, "utf-8")
    assert form(tmp_path / file, tmp_path).is_canonical


def test_a_snippet_with_a_slip_is_not_read() -> None:
    assert problems_of("partners.toml", filled("Partner").replace("status", "staus")) != []


def example(language: str) -> str:
    """Return the first example of the handbook that is written in a language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", (ROOT / "docs/handbok.md").read_text("utf-8"), re.M | re.S)
    assert found is not None
    return found[1]


def test_the_handbooks_activity_is_read_and_has_the_one_form(tmp_path: Path) -> None:
    text = YEAR + example("toml")
    assert problems_of("activities.toml", text) == []
    (tmp_path / "activities.toml").write_text(text, "utf-8")
    assert form(tmp_path / "activities.toml", tmp_path).is_canonical


def test_the_handbooks_changes_are_read() -> None:
    problems: list[Problem] = []
    assert len(read_changes(example("markdown"), "changes.md", problems)) == 3
    assert problems == []


def test_no_snippet_goes_untested() -> None:
    assert set(SNIPPETS) == {"Beslutad ändring", "Nytt stycke", "Struket stycke", "Fotnot", "Aktivitet", "Partner"}


def test_every_toml_file_has_its_schema_in_taplo() -> None:
    rules = tomllib.loads((ROOT / ".taplo.toml").read_text("utf-8"))["rule"]
    for path in find_sources(ROOT):
        name = path.relative_to(ROOT).as_posix()
        schemas = [rule["schema"]["path"] for rule in rules for glob in rule["include"] if fnmatch(name, glob)]
        assert schemas == ([f"schemas/{schema_name(kind_of(path))}"] if path.suffix == ".toml" else []), name
    assert [rule["schema"]["path"] for rule in rules if not (ROOT / rule["schema"]["path"]).exists()] == []


def test_the_settings_of_vs_code_are_json() -> None:
    assert all(json.loads(path.read_text("utf-8")) for path in (ROOT / ".vscode").iterdir())


def test_the_hook_that_forms_is_shown_the_files_that_have_a_form_and_no_others() -> None:
    pattern = re.compile(next(hook["files"] for hook in HOOKS if hook["id"] == "plan-fmt"))
    names = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "sources").rglob("*")) if path.is_file()]
    names += ["styles/lulea.toml", "styles/fonts/x.ttf", "pyproject.toml", "README.md", "sources/new/README.md"]
    assert [n for n in names if pattern.search(n)] == [n for n in names if kind_of(ROOT / n)]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_every_hook_does_what_it_says(hook: dict[str, Any], project: Path, english: None) -> None:
    program, *words = shlex.split(hook["entry"])
    assert (program, hook["language"]) == ("plan", "python")
    files = ["sources/words.txt", "sources/2024-2027/goals.toml"] if hook.get("pass_filenames", True) else []
    assert main([*words, *files]) == 0
    (project / "sources/2024-2027/goals.toml").write_text("[[goal]\n", "utf-8")
    assert main([*words, *files]) == 1
