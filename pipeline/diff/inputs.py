"""What can be compared, and how it is read: each way that an edition can be named becomes editions.

| named as | such as | what is compared |
|---|---|---|
| a year | `2025` | the year's annual plan, and the four-year plan as of the year |
| a period, or its folder | `2020-2023` | the four-year plans |
| a file | `plan.md`, `a.docx`, `b.pdf` | the texts |
| a git revision | `HEAD~1` | the four-year plan and every annual plan, as the sources stood then |
"""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NoReturn

from pipeline.diff.changes import Comparison, compare
from pipeline.errors import Problem, UnreadableInput, UsageProblem
from pipeline.markdown import read
from pipeline.merge import merge
from pipeline.model import Change, Document, Edition, Plan
from pipeline.text import _

YEAR = re.compile(r"\d{4}")
FILES = (".md", ".docx", ".pdf", ".txt")
Load = Callable[[Path], Sequence[Plan]]


def compare_named(old: str, new: str, root: Path, load: Load) -> list[Comparison]:
    """Compare what two names mean; `load` reads the plans below a root.

    The first comparison is the one that the names mean first of all: the redline is made of it. Raises `UsageProblem`
    when a name means nothing here, and what reading raises.
    """
    if YEAR.fullmatch(old) and YEAR.fullmatch(new):
        return _years(int(old), int(new), load(root))
    if _is_file(old) and _is_file(new):
        return [compare(read_edition(Path(old)), read_edition(Path(new)))]
    for name, other in ((old, new), (new, old)):
        if _is_file(name) or Path(name).is_file():
            _refuse_file(name, other)
    with _plans(old, root, load) as before, _plans(new, root, load) as after:
        return _sources(before, after)


def _years(old: int, new: int, plans: Sequence[Plan]) -> list[Comparison]:
    """Return the comparison of the annual plans, and that of the four-year plans as of each."""
    a, b = (_plan_of(year, plans) for year in (old, new))
    before, after = _as_of(a, old), _as_of(b, new)
    return [compare(before[-1], after[-1]), compare(before[0], after[0], _between(b, old, new))]


def _as_of(plan: Plan, year: int) -> tuple[Edition, ...]:
    """Return the editions as they stood after a year's decisions: the four-year plan, then each annual plan."""
    return _whole(merge(replace(plan, years=tuple(folder for folder in plan.years if folder.year <= year))))


def _whole(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Return the editions without the brief ones, which say again what the others say."""
    return tuple(edition for edition in editions if not edition.brief)


def _between(plan: Plan, old: int, new: int) -> list[Change]:
    """Return the changes decided after one year up to another."""
    first, last = sorted((old, new))
    return [change for folder in plan.years if first < folder.year <= last for change in folder.changes]


def _plan_of(year: int, plans: Sequence[Plan]) -> Plan:
    for plan in plans:
        if any(folder.year == year for folder in plan.years):
            return plan
    known = ", ".join(str(folder.year) for plan in plans for folder in plan.years)
    what = _("There is no annual plan for {year}.").format(year=year)
    raise UsageProblem(Problem("plan diff", 0, what, _("Choose one of {years}.").format(years=known)))


# ── Folders, periods and git revisions ───────────────────────────────────────────────────────────────────────────────


@contextmanager
def _plans(name: str, root: Path, load: Load) -> Iterator[Sequence[Plan]]:
    """Give the plans that a name means: a project's folder, a period, or the project at a git revision."""
    folder = Path(name) if Path(name).is_dir() else root / "sources" / name
    if (folder / "sources").is_dir():
        yield load(folder)
    elif folder.is_dir():
        yield [plan for plan in load(_root_of(folder, root)) if Path(plan.origin.file).parent.name == folder.name]
    else:
        with _revision(name, root) as checked_out:
            yield load(checked_out)


def _root_of(folder: Path, root: Path) -> Path:
    return next((parent.parent for parent in folder.resolve().parents if parent.name == "sources"), root)


@contextmanager
def _revision(name: str, root: Path) -> Iterator[Path]:
    """Give a folder with the project's sources as they stood at a git revision."""
    git = ["git", "-C", str(root), "archive", "--format=tar", f"{name}^{{commit}}", "sources"]
    try:
        archive = subprocess.run(git, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        what = _("{name} is no year, no period, no folder, no file and no git revision with sources.")
        remedy = _("Name two years (2025 2026), two periods, two files, two folders, or a revision such as HEAD~1.")
        raise UsageProblem(Problem("plan diff", 0, what.format(name=name), remedy)) from error
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder)


def _sources(before: Sequence[Plan], after: Sequence[Plan]) -> list[Comparison]:
    """Compare the four-year plans, then the annual plans that both have."""
    if not before or not after:
        what = _("There is no plan to compare.")
        raise UsageProblem(Problem("plan diff", 0, what, _("Name two folders that hold a plan.")))
    a, b = before[-1], after[-1]
    former = [change for folder in a.years for change in folder.changes]
    decided = [change for folder in b.years for change in folder.changes if change not in former]
    (old, *olds), (new, *news) = _whole(merge(a)), _whole(merge(b))
    annual = {edition.slug: edition for edition in olds}
    both = [edition for edition in news if edition.slug in annual]
    return [compare(old, new, decided), *(compare(annual[edition.slug], edition) for edition in both)]


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_file(name: str) -> bool:
    return Path(name).suffix.lower() in FILES


def _refuse_file(name: str, other: str) -> NoReturn:
    """Raise `UsageProblem` for a file of a kind that is not read, or that is compared with what is no file."""
    if _is_file(name):
        what = _("A file is compared with a file, and {name} is none.").format(name=other)
    else:
        what = _("{name} is a file of a kind that cannot be compared.").format(name=name)
    remedy = _("Name two files of these kinds: {kinds}.").format(kinds=", ".join(FILES))
    raise UsageProblem(Problem("plan diff", 0, what, remedy))


def read_edition(path: Path) -> Edition:
    """Read a file of any kind that can be compared. Raises `UnreadableInput` or `SourceProblem`."""
    if not path.is_file():
        what = _("The file is missing.")
        raise UnreadableInput(Problem(str(path), 0, what, _("Check the name and the folder.")))
    document = READERS[path.suffix.lower()](path)
    return Edition(path.stem, document.title or path.stem, "", "", document, date.min)


def _read_markdown(path: Path) -> Document:
    return read(path.read_text(encoding="utf-8-sig"), path.name)


def _read_pdf(path: Path) -> Document:
    from pipeline.questions import Review  # noqa: PLC0415
    from pipeline.recover import recover  # noqa: PLC0415 (only what compares scans pays for it)

    return recover(path, Review(())).document


def _read_word(path: Path) -> Document:
    from pipeline.diff.word import read_word  # noqa: PLC0415

    return read_word(path.read_bytes(), path.name).document


READERS: dict[str, Callable[[Path], Document]] = {
    ".md": _read_markdown,
    ".pdf": _read_pdf,
    ".txt": _read_pdf,
    ".docx": _read_word,
}
