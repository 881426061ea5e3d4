"""The one form of each source: written by `plan fmt`, twice the same, and what it says stays the same."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.errors import SourceProblem
from pipeline.form.canonical import form
from pipeline.form.files import READERS, STYLES, asked_of, find_sources
from pipeline.form.kept import Unwritable
from pipeline.form.plain import format_changes, format_text, format_words
from pipeline.form.toml import format_toml
from pipeline.markdown import read, read_blocks, write
from pipeline.merge.new_period import begin_period
from pipeline.model import Document
from pipeline.review.own_words import with_word
from pipeline.sources.adopt import adopt
from pipeline.sources.begin import begin_year
from pipeline.sources.plan import load_plan
from pipeline.sources.write import KEYS, update_activities
from tests.conftest import ROOT
from tests.strategies import documents

ACTIVITIES = asked_of("activities.toml")

UNTIDY = """\
# The year.
status='utkast'   # for now
year =   2025
[decision] # taken
date = 2025-02-10
body = 'Kommunstyrelsen'


# Ours.
[[activity]]

title = "Möte"
goals = [ "mal-1","mal-2" ]
id = "mote"
# Money.
cost = 40_000
funding = [{amount=1, programme='x'}]
[activity.answers]
b = "Ja"
a = "Nej"
"""
TIDY = """\
# The year.
year = 2025
status = "utkast" # for now

[decision] # taken
body = "Kommunstyrelsen"
date = 2025-02-10

# Ours.
[[activity]]
id = "mote"
title = "Möte"
goals = ["mal-1", "mal-2"]
# Money.
cost = 40_000
funding = [{ programme = "x", amount = 1 }]

[activity.answers]
b = "Ja"
a = "Nej"
"""


def test_the_projects_own_sources_have_their_one_form() -> None:
    assert [str(f.path) for path in find_sources(ROOT) if not (f := form(path, ROOT)).is_canonical or f.kept] == []


def test_keys_stand_in_the_order_of_their_reader_and_comments_where_they_stood() -> None:
    assert format_toml(UNTIDY, ACTIVITIES) == TIDY


def test_what_is_in_its_one_form_is_not_changed() -> None:
    assert format_toml(TIDY, ACTIVITIES) == TIDY


def test_activities_are_written_in_the_order_in_which_they_are_read() -> None:
    assert [key for key in ACTIVITIES["activity"].inner if key != "answers"] == list(KEYS)


@pytest.mark.parametrize("text", ["a.b = 1\n", "[x]\ny.z = 1\n", "a = {b.c = 1}\n"])
def test_toml_that_would_be_changed_is_left(text: str) -> None:
    try:
        new = format_toml(text, {})
    except Unwritable:
        return
    assert tomllib.loads(new) == tomllib.loads(text)


KEY = st.sampled_from(["id", "title", "year", "status", "goals", "cost", "unknown", '"with space"', "body"])
VALUES = (
    '"å"', "'b'", "1", "40_000", "1.50", "2025-01-02", "true", "[]", "{}", '["a", "b"]', "[{a=1},{}]",
    "[\n  1, # one\n  2,\n]", "{ b = 1, a = 'x' }", '"""\ntext # no comment\n\n\n[[x]]\n"""', "'''\nraw\n'''",
    '"\\u00e5 \\" \\\\ \\t"',
)  # fmt: skip
VALUE = st.sampled_from(VALUES)
COMMENT = st.sampled_from(["# one", "#two  ", "  # three = 3", "# [four]"])
HEADER = st.sampled_from(["[decision]", "[[activity]]", "[activity.answers]", "[ x ]", "[x.y]  # why", "[[waiver]]"])
ENTRY = st.tuples(KEY, VALUE, st.sampled_from(["", " # here", "#there"])).map(lambda e: f"{e[0]}={e[1]}{e[2]}")
LINES = st.lists(st.sampled_from(["", "", "  "]) | COMMENT | HEADER | ENTRY, max_size=14)


@given(LINES, st.sampled_from([*sorted(READERS), STYLES]))
def test_toml_says_the_same_in_its_one_form_and_has_but_one(lines: list[str], name: str) -> None:
    text = "\n".join(lines)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    try:
        new = format_toml(text, asked_of(name))
    except Unwritable:
        return
    assert tomllib.loads(new) == values
    assert format_toml(new, asked_of(name)) == new
    assert new.count("#") == text.count("#")


@settings(max_examples=25)
@given(documents())
def test_a_text_of_record_in_its_one_form_stays_as_it_is(document: Document) -> None:
    text = write(document)
    assert format_text(text, "plan.md") == text


PASSAGES = (
    "# Beslut: KS 2025-01-01", "## Ersätt {#a}", "Skäl: Ett skäl.", "> Gammal text", ">  * punkt", "Ny text", "  fort",
    "* en punkt", "- en till", "  - under", "1. ett", "2) två", "| a | b |", "|---|---|", "| c | d |", ": Text {#t}",
    "<!-- -->", "<!-- kvar -->", "[^1]: not", "ord[^1]", "![alt](b.png) Text", "{#b}", "Efter: {#c}", "^", "**fet*",
    "\\* stjärna", "",
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PASSAGES), max_size=9).map("\n".join))
def test_changes_say_the_same_in_their_one_form_or_are_left(text: str) -> None:
    try:
        new = format_changes(text, "changes.md")
    except (SourceProblem, Unwritable):
        return
    assert read_blocks(new, "changes.md") == read_blocks(text, "changes.md")
    assert format_changes(new, "changes.md") == new
    assert sorted(re.findall(r"\w+", new)) == sorted(re.findall(r"\w+", text))


def test_lines_of_a_paragraph_are_joined_and_marks_made_alike() -> None:
    text = '+++\ntitle = "T"\n+++\nEtt stycke\npå två rader.\n\n\n* en punkt\n*  en till\n'
    assert format_text(text, "plan.md") == (
        '+++\ntitle = "T"\nlang = "sv-SE"\n+++\n\nEtt stycke på två rader.\n\n- en punkt\n- en till\n'
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# Beslut: KS 2025-01-01\n\n<!-- kvar att göra -->\n\ntext\n", "a comment, <!-- kvar att göra -->"),
        ("text[^1]\n\n[^1]: en not\n", "such as 1"),
    ],
)
def test_changes_that_would_lose_something_are_left(text: str, reason: str, english: None) -> None:
    with pytest.raises(Unwritable, match=reason):
        format_changes(text, "changes.md")


def test_words_stand_once_in_each_group_by_the_swedish_alphabet() -> None:
    text = "# Orter\n\n\nÖjebyn\nÅlidhem\nAlvik\nAlvik\nlulebo\n\n# Fler\nZ\nAlvik\n"
    assert format_words(text) == "# Orter\n\nAlvik\nlulebo\nÅlidhem\nÖjebyn\n\n# Fler\nZ\n"


@given(st.lists(st.sampled_from(["", "# a", "å", "ä", "Z", "z", " b ", "zé"])).map("\n".join))
def test_no_word_is_lost(text: str) -> None:
    new = format_words(text)
    assert set(new.split()) == set(text.split())
    assert format_words(new) == new


def test_fmt_writes_every_source_and_names_those_that_it_changed(
    project: Path, english: None, capsys: pytest.CaptureFixture[str]
) -> None:
    before = load_plan(project / "sources/2024-2027", project)
    path = project / "sources/2024-2027/2025/activities.toml"
    path.write_text(path.read_text("utf-8").replace("\n[[activity]]", "\n\n\n\n[[activity]]"), "utf-8")
    assert main(["fmt", "--check"]) == 1
    assert "sources/2024-2027/2025/activities.toml:" in capsys.readouterr().err
    assert main(["fmt"]) == 0
    assert capsys.readouterr().out == "sources/2024-2027/2025/activities.toml\n"
    assert main(["fmt", "--check"]) == 0
    assert load_plan(project / "sources/2024-2027", project) == before


def test_a_frozen_year_is_left_as_it_was_adopted(
    project: Path, english: None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "sources/2024-2027"
    year = load_plan(folder, project).years[1]
    path = folder / "2025/activities.toml"
    frozen = adopt(path.read_text("utf-8"), year).replace("year = 2025", "year =  2025")
    path.write_text(frozen, "utf-8")
    changes = folder / "2025/changes.md"
    changes.write_text(changes.read_text("utf-8") + "\n\n", "utf-8")
    assert main(["fmt", path.as_posix(), changes.as_posix()]) == 0
    assert path.read_text("utf-8") == frozen
    assert changes.read_text("utf-8").endswith("\n\n\n")
    assert capsys.readouterr().err.count("its year was adopted and is frozen") == 2


def test_the_text_of_an_adopted_plan_is_left(project: Path, english: None, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "sources/2024-2027/plan.md"
    path.write_text(path.read_text("utf-8") + "\n\n", "utf-8")
    assert main(["fmt", "--check"]) == 0
    assert "it is the text of an adopted plan" in capsys.readouterr().err


def test_a_source_that_cannot_be_read_is_named_and_the_others_are_formed(
    project: Path, english: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "sources/2024-2027/goals.toml").write_text("[[goal]\n", "utf-8")
    words = project / "sources/words.txt"
    words.write_text("b\na\n", "utf-8")
    assert main(["fmt"]) == 1
    assert "goals.toml:1: The file is not valid TOML" in capsys.readouterr().err
    assert words.read_text("utf-8") == "a\nb\n"


def test_a_file_that_has_no_one_form_is_a_wrong_use(tmp_path: Path) -> None:
    path = tmp_path / "review.txt"
    path.write_text("fråga: a → b\n", "utf-8")
    assert main(["fmt", path.as_posix()]) == 2


def test_a_file_in_another_encoding_is_left(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("Luleå".encode("latin-1"))
    with pytest.raises(SourceProblem):
        form(path, tmp_path)
    assert path.read_bytes() == "Luleå".encode("latin-1")


def test_what_the_program_writes_itself_has_the_one_form() -> None:
    folder = ROOT / "sources/2024-2027"
    plan = load_plan(folder, ROOT)
    year, text = plan.years[1], (folder / "2025/activities.toml").read_text("utf-8")
    changed = [replace(a, id=f"{a.id}-2") for a in year.activities[:2]] + [replace(year.activities[3], title="Ny")]
    activities = (begin_year(plan.years[-1]), adopt(text, year), update_activities(text, year.activities, changed))
    assert [new for new in activities if format_toml(new, ACTIVITIES) != new] == []
    files = {path.name: path.read_text("utf-8") for path in folder.glob("*.toml")}
    for name, new in begin_period(plan, files, 2028, 2031).items():
        assert new == (format_toml(new, asked_of(name)) if name in READERS else format_text(new, name)), name
    words = with_word((ROOT / "sources/words.txt").read_text("utf-8"), "Öjebyn")
    assert format_words(words) == words


def test_a_document_is_read_the_same_after_it() -> None:
    text = (ROOT / "sources/2024-2027/plan.md").read_text("utf-8")
    loose = text.replace("\n\n", "\n\n\n").replace("\n- ", "\n*   ")
    assert read(format_text(loose, "plan.md"), "plan.md") == read(text, "plan.md")
