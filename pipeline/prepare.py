"""Make a period's folder ready to be merged: recover what was never read, enter the answers, read the sources."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.errors import Problem, SourceProblem
from pipeline.markdown import read, write
from pipeline.markdown.inlines import plain
from pipeline.model import Document, Doubt, Inline, Plan, Text
from pipeline.output import change_file, write_if_changed
from pipeline.questions import Review, read_review, read_words, single_words
from pipeline.questions.edit import Settlement, Superseded, answer_for, settle
from pipeline.sources import read_period
from pipeline.text import _, _n
from pipeline.textfile import edited


def prepare(folder: Path, root: Path, say: Callable[[str], None]) -> Plan:
    """Return the plan of a period's folder. Raises `SourceProblem` with what is wrong in its files."""
    plan, problems = survey(folder, root, say)
    if problems or not plan:
        raise SourceProblem(problems)
    return plan


def survey(folder: Path, root: Path, say: Callable[[str], None]) -> tuple[Plan | None, list[Problem]]:
    """Return the plan of a period's folder as far as it can be read, and everything that is wrong in its files.

    Raises `UnreadableInput` for a prior PDF that cannot be read.
    """
    text = folder / "plan.md"
    if not text.exists():
        recover_text(folder, root, say)
    questions = 0
    wrong: list[Problem] = []
    try:
        heed_words(folder, root, say)
        review = read_review(folder / "review.txt", _name(folder / "review.txt", root))
        questions = len(review.open)
        enter_answers(text, review, root, say)
    except SourceProblem as error:
        wrong.extend(error.problems)
    plan, problems = read_period(folder, root, questions)
    if plan:
        problems.extend(_other_source(plan, folder, root))
    return plan, sorted({*wrong, *problems})


def recover_text(folder: Path, root: Path, say: Callable[[str], None]) -> None:
    """Read the prior PDF, and write the text of record and its questions. Raises `UnreadableInput`."""
    files = read_again(folder, root, look=True)
    for name in files:
        if name in ("review.txt", "reread.tsv", "plan.md") or "/" in name:  # a figure's picture
            write_if_changed(folder / name, files[name])
    say(
        _("{file} was read from prior.pdf; its questions are in review.txt.").format(
            file=_name(folder / "plan.md", root)
        )
    )


def heed_words(folder: Path, root: Path, say: Callable[[str], None]) -> None:
    """Answer the open questions that the municipality's own words settle. Raises `SourceProblem` for a faulty file."""
    file = folder / "review.txt"
    name = _name(file, root)
    own, asked = single_words(read_words(root / "sources/words.txt")), read_review(file, name).open
    if not own or not asked:
        return
    from pipeline.repair import Repairer  # noqa: PLC0415 (the model is loaded where something is asked)

    repairer = Repairer(own)
    right = ((q, next((w for w in (q.after, q.before) if w in own), repairer.own_reading(q.before))) for q in asked)
    settled = [Settlement(question, answer_for(question, words)) for question, words in right if words]
    if settled:
        with suppress(Superseded):  # whoever answers at this moment knows better
            change_file(file, lambda data: edited(data, name, lambda text: settle(text, settled)))
        n = len(settled)
        say(_n("{file}: words.txt settles one question.", "{file}: words.txt settles {n} questions.", n)
            .format(file=name, n=n))  # fmt: skip


def read_again(folder: Path, root: Path, look: bool = False) -> dict[str, bytes]:
    """Return what the prior PDF says with the answers that there are, as the files of a recovery.

    The second reading of its pictures is the one beside it; only with `look` is one made, so that what is built from
    the same sources is the same on a machine without Tesseract.
    """
    from pipeline.extract import REREAD, read_reread  # noqa: PLC0415
    from pipeline.recover import Opening, files_of, recover  # noqa: PLC0415 (a plan is seldom read)

    review = read_review(folder / "review.txt", _name(folder / "review.txt", root))
    prior = folder / "prior.pdf"
    words, reread = read_words(root / "sources/words.txt"), read_reread(folder / REREAD)
    return files_of(recover(prior, review, words, plan_title(folder), Opening(reread=reread, look=look)), prior)


def plan_title(folder: Path) -> str:
    """Return the title in a folder's plan.toml, or nothing when it cannot be read yet."""
    import tomllib  # noqa: PLC0415

    try:
        return str(tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8-sig")).get("title", ""))
    except (OSError, ValueError):
        return ""


def enter_answers(path: Path, review: Review, root: Path, say: Callable[[str], None]) -> None:
    """Put answers into a text whose words are still marked as doubtful: a question that is answered is no doubt."""
    source = path.read_text(encoding="utf-8-sig")
    if "__" not in source:
        return
    document = read(source, _name(path, root))
    entered: Document = _settle(document, _sure(review))
    if any(question.here for question in review.questions) and (path.parent / "prior.pdf").exists():
        fresh = read(read_again(path.parent, root)["plan.md"].decode("utf-8"), _name(path, root))
        entered = _settle_by_place(entered, [text for text in _texts(fresh) if not _doubts(text)])
    if entered != document:
        write_if_changed(path, write(entered).encode())
        say(_("{file}: the answers of review.txt are entered.").format(file=_name(path, root)))


def _sure(review: Review) -> dict[str, str]:
    """Return what the likely readings settle on, where that is the same at every place."""
    settled: dict[str, set[str | None]] = {}
    for question in review.questions:
        at_places = {question.settled_at(spot) for spot in question.spots} if question.here else {question.settled}
        if question.here or question.settled is not None:
            settled.setdefault(question.after, set()).update(at_places)
    return {after: word for after, words in settled.items() for word in words if len(words) == 1 and word is not None}


def _settle_by_place(node: Any, fresh: list[tuple[Inline, ...]]) -> Any:
    """Return a part of a document with its doubtful words as the one text says them whose other words are the same."""
    if isinstance(node, tuple) and _doubts(node):
        pattern = "".join("(.+?)" if isinstance(part, Doubt) else re.escape(plain((part,))) for part in node)
        found = {match.groups() for text in fresh if (match := re.fullmatch(pattern, plain(text)))}
        if len(found) != 1:
            return node
        words = iter(found.pop())
        return tuple(Text(next(words)) if isinstance(part, Doubt) else part for part in node)
    if isinstance(node, tuple):
        return tuple(_settle_by_place(child, fresh) for child in node)
    if is_dataclass(node):
        changed = {f.name: _settle_by_place(getattr(node, f.name), fresh) for f in fields(node)}
        return replace(node, **changed)  # type: ignore[type-var]
    return node


def _doubts(node: Any) -> bool:
    return isinstance(node, tuple) and any(isinstance(part, Doubt) for part in node)


def _texts(node: Any) -> Iterator[tuple[Inline, ...]]:
    """Yield the words of each block of a document."""
    if isinstance(node, tuple):
        for child in node:
            yield from _texts(child)
    elif is_dataclass(node):
        if inlines := getattr(node, "inlines", ()):
            yield inlines
        for name in ("blocks", "items", "children", "head", "body", "cells", "notes"):
            yield from _texts(getattr(node, name, ()))


def _settle(node: Any, sure: dict[str, str]) -> Any:
    """Return a part of a document with its doubtful words settled, where their answer is known."""
    if isinstance(node, Doubt) and plain(node.inlines) in sure:
        return Text(sure[plain(node.inlines)])
    if isinstance(node, tuple):
        return tuple(_settle(child, sure) for child in node)
    if is_dataclass(node):
        changed = {f.name: _settle(getattr(node, f.name), sure) for f in fields(node)}
        return replace(node, **changed)  # type: ignore[type-var]
    return node


def _other_source(plan: Plan, folder: Path, root: Path) -> Iterator[Problem]:
    """The text of record names the PDF that it was read from; another PDF must not pass for it."""
    prior = folder / "prior.pdf"
    if not plan.document.source or not prior.exists():
        return
    digest = "sha256:" + hashlib.sha256(prior.read_bytes()).hexdigest()
    if digest != plan.document.source:
        what = _("The text was read from another PDF than prior.pdf (its head says {source}).")
        remedy = _("Put the right PDF back, or run plan recover and compare the texts.")
        line = 1 + next(
            (n for n, text in enumerate((folder / "plan.md").read_text("utf-8").split("\n")) if "source" in text), 0
        )
        yield Problem(_name(folder / "plan.md", root), line, what.format(source=plan.document.source[:19]), remedy)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
