"""The verbs `plan archive` and `plan verify`."""

# ruff: noqa: T201 (a verb speaks to its user)

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import Problem, SourceProblem, UsageProblem
from pipeline.text import _, _n

if TYPE_CHECKING:
    from pipeline.archive.material import Material
    from pipeline.archive.outlets import Outlets

OUT = Path("output/archive")


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs to the command line."""
    purpose = _("the package for the diarium, in output/archive/")
    archive = verbs.add_parser("archive", help=purpose, description=purpose)
    archive.add_argument("editions", nargs="*", metavar=_("EDITION"), help=_("a year or plan; all when none is named"))
    archive.add_argument("--store", type=Path, metavar=_("FOLDER"), help=_("add it to an append-only store too"))
    archive.add_argument(
        "--signed", type=Path, metavar=_("FILE"), help=_("the edition's signed PDF, kept byte for byte")
    )
    archive.add_argument("--type", choices=("sip", "aip"), default="sip", help=_("to be submitted, or kept as it is"))
    archive.add_argument("--dry-run", action="store_true", help=_("show what would be packed, and write nothing"))
    archive.add_argument("--theme", default="", metavar=_("THEME"), help=_("the style (else that of the last build)"))
    archive.set_defaults(run=run_archive)
    purpose = _("fixity and completeness of a package or a store")
    verify = verbs.add_parser("verify", help=purpose, description=purpose)
    verify.add_argument("what", type=Path, metavar=_("PACKAGE|STORE"), help=_("what plan archive wrote"))
    verify.add_argument(
        "--digest",
        default="",
        metavar="SHA-256",
        help=_("the package's digest, or the store's head, as the diarium has it"),
    )
    verify.add_argument("--deep", action="store_true", help=_("in a store, look inside of every package too"))
    verify.set_defaults(run=run_verify)


def run_archive(options: argparse.Namespace) -> int:
    """Pack the editions. Nothing is written unless all of them may be."""
    from pipeline.archive import outlets as out  # noqa: PLC0415 (each verb pays only for what it uses)

    packed = _pack(options)
    if options.dry_run:
        print("\n".join(map(out.draw, packed)))
        return 0
    problems = [problem for outlets in packed for problem in out.other_content(outlets, OUT)]
    if problems:
        raise SourceProblem(problems)
    if options.store:
        _keep(options.store, packed)
    for outlets in packed:
        for path in out.write(outlets, OUT):
            print(path.as_posix())
        _say(
            _("{package}: note {digest} in the diarium.").format(
                package=outlets.package.id, digest=outlets.package.digest
            )
        )
    _say(_n("{n} package is whole.", "{n} packages are whole.", len(packed)).format(n=len(packed)))
    return 0


def _keep(root: Path, packed: Sequence[Outlets]) -> None:
    """Put the packages into the store, all or, when one may not come in, none."""
    from pipeline.archive.ledger import head, read_lines  # noqa: PLC0415
    from pipeline.archive.store import deposit, open_store, refusals  # noqa: PLC0415

    with open_store(root) as store:
        problems = [problem for outlets in packed for problem in refusals(store, outlets)]
        if problems:
            raise SourceProblem(problems)
        for outlets in packed:
            deposit(store, outlets)
        newest = head(read_lines(store.ledger))
    _say(_("{store}: note the ledger's head {head} in the diarium.").format(store=root.as_posix(), head=newest))


def _pack(options: argparse.Namespace) -> Sequence[Outlets]:
    from pipeline.archive.editions import gather_all  # noqa: PLC0415
    from pipeline.archive.gate import check_material  # noqa: PLC0415
    from pipeline.archive.mets import PackageType  # noqa: PLC0415
    from pipeline.archive.outlets import outlets_of  # noqa: PLC0415
    from pipeline.archive.package import compose  # noqa: PLC0415
    from pipeline.archive.sheet import sheet_pdf  # noqa: PLC0415
    from pipeline.build import build, find_style, load_plans  # noqa: PLC0415
    from pipeline.state import State  # noqa: PLC0415
    from pipeline.typeset.style import read_style  # noqa: PLC0415

    root, kind = Path(), PackageType(options.type.upper())
    theme = options.theme or State.read(root).theme
    build(root, _say, release=True, theme=theme)
    materials = gather_all(load_plans(root, _say), options.editions, root)
    if options.signed:
        materials = [_sign(materials, options.signed)]
    checks = [check_material(material) for material in materials]
    style = read_style(find_style(root, theme))
    return [
        outlets_of(material, compose(material, checked, sheet_pdf(material, style), kind))
        for material, checked in zip(materials, checks, strict=True)
    ]


def _sign(materials: Sequence[Material], file: Path) -> Material:
    """Add the signed PDF to the one edition that it is."""
    from pipeline.archive.signature import add_signed  # noqa: PLC0415

    if len(materials) != 1:
        what = _("A signed file belongs to one edition, but {n} are to be archived.").format(n=len(materials))
        raise UsageProblem(Problem("plan archive", 0, what, _("Name the edition: plan archive 2025 --signed FILE.")))
    return add_signed(materials[0], file)


def run_verify(options: argparse.Namespace) -> int:
    """Verify a package or a store; raise `Damaged` with the list of what is wrong."""
    from pipeline.archive.findings import Damaged  # noqa: PLC0415
    from pipeline.archive.inspection import inspect  # noqa: PLC0415

    inspected = inspect(options.what, options.digest, options.deep)
    if inspected.findings:
        raise Damaged(inspected.findings)
    print(inspected.summary)
    return 0


def _say(message: str) -> None:
    print(message, file=sys.stderr)
