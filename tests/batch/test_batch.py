"""A batch: every file gets a row, a failure costs only its own file, and what is done is not done again."""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.batch import Job, Row, plan_batch, run_batch
from pipeline.batch import local as local_module
from pipeline.batch.cluster import run_cluster
from pipeline.batch.local import run_local
from pipeline.cli import main
from pipeline.errors import UsageProblem


def write_pdf(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(path), invariant=1)
    canvas.drawString(72, 700, words)
    canvas.save()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "arkiv"
    write_pdf(folder / "2020/plan.pdf", "Luleå kommun ska främja handeln.")
    write_pdf(folder / "2024/plan.PDF", "Kommunen ska stärka samarbetet.")
    (folder / "2024/trasig.pdf").write_bytes(b"%PDF-1.7 avhuggen")
    (folder / "läs mig.txt").write_text("inget att läsa")
    return folder


def test_every_pdf_gets_its_folder_and_its_row(archive: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "ut"
    assert main(["batch", str(archive), "--out", str(out), "--processes", "2"]) == 3
    rows = list(csv.DictReader((out / "summary.csv").read_text("utf-8").splitlines()))
    assert [Path(row["file"]).name for row in rows] == ["plan.pdf", "plan.PDF", "trasig.pdf"]
    assert [bool(row["problem"]) for row in rows] == [False, False, True]
    assert (out / "2020/plan/plan.md").read_text("utf-8").count("främja handeln") == 1
    assert "trasig.pdf" in capsys.readouterr().out


def test_what_is_done_is_not_done_again(archive: Path, tmp_path: Path) -> None:
    jobs = plan_batch(archive, tmp_path / "ut")
    first = run_batch(jobs, run_local, lambda row: None)
    seen: list[Row] = []
    assert run_batch(jobs, run_local, seen.append) == first
    assert seen == []
    write_pdf(jobs[0].file, "En annan text.")
    run_batch(jobs, run_local, seen.append)
    assert [row.file for row in seen] == [jobs[0].file]


def test_own_words_and_answers_are_heeded_and_make_a_file_anew(archive: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    out, text = tmp_path / "ut", archive / "2020/plan.pdf"
    write_pdf(text, "Kommunen ska arbeta med Skallmyrans vard och med starkt samarbete for alla.")
    batch = ["batch", str(archive), "--out", str(out), "--processes", "1"]
    main(batch)
    assert "Skällmyrans" not in (out / "2020/plan/plan.md").read_text("utf-8")
    (archive / "words.txt").write_text("Skällmyran\n", "utf-8")
    main(batch)
    assert "Skällmyrans" in (out / "2020/plan/plan.md").read_text("utf-8")
    review = out / "2020/plan/review.txt"
    review.write_text("fråga: alla → alla\nsvar: många\n", "utf-8")
    main(batch)
    assert "för många" in (out / "2020/plan/plan.md").read_text("utf-8")


def _crash(job: Job) -> Row:
    if job.file.name == "trasig.pdf":
        os._exit(11)
    return Row(job.file, grade="good")


def _hang(job: Job) -> Row:
    if job.file.name == "trasig.pdf":
        time.sleep(60)
    return Row(job.file, grade="good")


@pytest.mark.parametrize(("fault", "limit"), [(_crash, 60.0), (_hang, 0.5)])
def test_a_file_that_crashes_or_hangs_costs_only_itself(fault, limit, archive, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(local_module, "recover_job", fault)
    rows = list(run_local(plan_batch(archive, tmp_path / "ut"), processes=2, time_limit=limit))
    assert sorted((row.file.name, bool(row.problem)) for row in rows) == [
        ("plan.PDF", False),
        ("plan.pdf", False),
        ("trasig.pdf", True),
    ]


@pytest.mark.filterwarnings("ignore")  # the cluster's own libraries warn of their own future
def test_the_same_batch_runs_on_a_cluster_of_two_workers(archive: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra pipeline[cluster] is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        rows = list(run_cluster(plan_batch(archive, tmp_path / "ut"), cluster.scheduler_address))
    assert sorted(row.file.name for row in rows if not row.problem) == ["plan.PDF", "plan.pdf"]
    assert (tmp_path / "ut/2020/plan/plan.md").exists()


def test_a_cluster_that_does_not_answer_is_said_so(english: None) -> None:
    with pytest.raises(UsageProblem, match="No cluster answers"):
        list(run_cluster([], "tcp://127.0.0.1:9"))
