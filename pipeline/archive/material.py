"""What goes into a package: the edition, its entry in the diarium, and the files of each representation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pipeline import __version__
from pipeline.archive.metadata import FOUR_YEAR_PLAN, Registration
from pipeline.errors import Problem, SourceProblem
from pipeline.frozen import frozen
from pipeline.model import Edition, Plan
from pipeline.text import N_, _

SYSTEM = "plan"
Files = Mapping[str, bytes]
# The representations, in the order of their worth for the future: what each is for, and the suffix of its document.
REPRESENTATIONS = {
    "bevarande": N_("to be kept: PDF/A-2a, tagged"),
    "undertecknad": N_("as signed, byte for byte"),
    "original": N_("to work on: Word"),
    "webb": N_("as published: HTML"),
    "kalla": N_("what it was made from: sources, registers, answers, repairs, the scanned former plan"),
}
DOCUMENTS = {"bevarande": "pdf", "original": "docx", "webb": "html"}
REGISTERS = ("plan.toml", "plan.md", "review.txt", "prior.pdf")
LEFT_OUT = ("arkiv.toml",)


@frozen
class Material:
    """A document to be archived. `representations` hold files by their names below each representation's `data/`.

    `date` is the day that the package stands for: the latest of the decision's, the registration's and the edition's.
    """

    edition: Edition
    entry: Registration
    lang: str
    representations: Mapping[str, Files]
    counts: Mapping[str, int]
    reader: str = ""
    source: str = ""
    signature: str = ""

    @property
    def id(self) -> str:
        """The package's name."""
        return self.entry.package_id

    @property
    def date(self) -> date:
        """The day that the package stands for."""
        return max(self.entry.latest, self.edition.date)

    @property
    def moment(self) -> str:
        """The day as a time for metadata: its first moment in UTC, since a decision has no hour."""
        return at(self.date)

    @property
    def title(self) -> str:
        """The document's title, marked when it is an example."""
        return _("EXAMPLE: {title}").format(title=self.edition.title) if self.entry.is_example else self.edition.title

    @property
    def version(self) -> str:
        """The program's version."""
        return __version__


def at(day: date) -> str:
    """Return a day as a time for metadata: its first moment in UTC."""
    return f"{day.isoformat()}T00:00:00Z"


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def key_of(edition: Edition, plan: Plan) -> str:
    """Return an edition's key in `arkiv.toml`: its year, `plan` for the four-year plan, nothing for any other."""
    keys = {f"aktivitetsplan-{year.year}": str(year.year) for year in plan.years}
    keys[f"overgripande-aktivitetsplan-{plan.first_year}-{plan.last_year}"] = FOUR_YEAR_PLAN
    return keys.get(edition.slug, "")


def gather(edition: Edition, plan: Plan, entry: Registration, root: Path) -> Material:
    """Collect an edition's files from the outputs and the sources. Raises `SourceProblem` for one that is not there."""
    output, period = root / "output", (root / plan.origin.file).parent
    representations: dict[str, Files] = {
        name: _read([output / f"{edition.slug}.{suffix}"], output) for name, suffix in DOCUMENTS.items()
    }
    repairs = output / "recovered" / period.name / "repairs.jsonl"
    representations["kalla"] = {
        **_read(_sources(period, entry.key), root),
        **_read([path for path in (root / "sources/words.txt",) if path.exists()], root),
        **({f"repairs/{repairs.name}": repairs.read_bytes()} if repairs.exists() else {}),
    }
    return Material(
        edition=edition,
        entry=entry,
        lang=edition.document.lang,
        representations=representations,
        counts=_counts(repairs, plan, entry.key),
        reader=plan.document.reader,
        source=plan.document.source,
    )


def _sources(period: Path, key: str) -> list[Path]:
    """Return the sources of an edition: the period's own, and the years up to its own."""
    years = [path for path in sorted(period.iterdir()) if path.is_dir() and path.name.isdigit()]
    folders = [path for path in years if key == FOUR_YEAR_PLAN or path.name <= key]
    files = [path for folder in (period, *folders) for path in sorted(folder.iterdir()) if path.is_file()]
    return [path for path in files if path.name not in LEFT_OUT and not path.name.startswith(".")]


def _read(paths: Iterable[Path], below: Path) -> dict[str, bytes]:
    try:
        return {path.relative_to(below).as_posix(): path.read_bytes() for path in paths}
    except FileNotFoundError as error:
        what = _("The output is not there, so there is nothing to archive.")
        raise SourceProblem(Problem(str(error.filename), 0, what, _("Run plan build first."))) from error


def _counts(repairs: Path, plan: Plan, key: str) -> dict[str, int]:
    """Return how many words were repaired, answered and merged into the edition, for its history."""
    lines = repairs.read_bytes().splitlines() if repairs.exists() else []
    answered = sum(b'"status": "answered"' in line for line in lines)
    changes = [year.changes for year in plan.years if key == FOUR_YEAR_PLAN or year.year <= int(key)]
    return {"repaired": len(lines), "answered": answered, "changes": sum(map(len, changes))}
