"""What is written about the project is true of it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

import pipeline
from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
NAME = re.compile(r"(?<![\w/.-])(\w+(?:\.py|/))(?![\w*])")
STEPS = ("extract", "repair", "merge", "check", "typeset", "diff", "archive")
VERB = re.compile(r"`make (\w+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_picture_has_a_text_and_loads_at_once(page: Path) -> None:
    pictures = re.findall(r"!\[(.*?)\]\(([^)]+)\)", page.read_text("utf-8"))
    assert [target for text, target in pictures if len(text) < 20] == []
    assert [target for _text, target in pictures if (page.parent / target).stat().st_size > 100_000] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_within_a_page_leads_to_a_heading(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    names = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert [name for name in re.findall(r"\]\(#([^)]+)\)", text) if name not in names] == []


def test_the_handbook_tells_of_a_year_in_ten_minutes() -> None:
    page = (ROOT / "docs/handbok.md").read_text("utf-8")
    year = page[page.index("## Ett år på tio minuter") : page.index("## Slå upp")]
    assert 500 < len(year.split()) < 10 * 200  # words that an adult reads in a minute, at an easy pace
    assert all(f"make {verb}`" in year for verb in ("review", "watch", "build", "release", "archive"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_make_verb_that_a_page_names_exists(page: Path) -> None:
    rules = re.findall(r"^([\w ]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    verbs = {verb for rule in rules for verb in rule.split()}
    assert [verb for verb in VERB.findall(page.read_text("utf-8")) if verb not in verbs] == []


def test_the_map_of_the_folders_names_what_there_is_and_all_of_it() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    chart = readme[readme.index("pipeline/\n") :].split("```")[0]
    inside, outside = chart.split("\nsources/ ", 1)
    named = set(NAME.findall(inside)) - {"pipeline/"}
    there = {f"{path.parent.name}/" for path in ROOT.glob("pipeline/*/__init__.py")}
    there |= {path.name for path in ROOT.glob("pipeline/*.py")} - {"__init__.py"}
    assert there - named == set()
    assert [name for name in sorted(named) if not [*ROOT.glob(f"pipeline/**/{name}")]] == []
    assert [name for name in NAME.findall(outside) if not (ROOT / name).is_dir()] == []


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == pipeline.__version__
    assert f"softwareVersion: {pipeline.__version__}\n" in (ROOT / "publiccode.yml").read_text("utf-8")
    assert f"## [{pipeline.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_benchmark_is_explained() -> None:
    page = (ROOT / "benchmarks/README.md").read_text("utf-8")
    assert [path.name for path in sorted(ROOT.glob("benchmarks/*.py")) if f"`{path.name}`" not in page] == []


def imported(path: Path) -> set[str]:
    """Return the top-level names of all modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_the_project_names_every_package_that_its_code_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *chain(*project.get("optional-dependencies", {}).values())]
    named = {re.split(r"[^\w.-]", line)[0].lower() for line in lines}
    carriers = packages_distributions()
    names = set().union(*map(imported, ROOT.glob("pipeline/**/*.py"))) - sys.stdlib_module_names - {"pipeline"}
    assert [
        name for name in sorted(names) if not named & {carrier.lower() for carrier in carriers.get(name, [name])}
    ] == []


@pytest.mark.parametrize("step", STEPS)
def test_a_step_imports_no_step_that_comes_after_it(step: str) -> None:
    later = tuple(f"pipeline.{name}." for name in STEPS[STEPS.index(step) + 1 :])
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.module}"
        for path in sorted(ROOT.glob(f"pipeline/{step}/**/*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(later)
    ]
    assert wrong == []
