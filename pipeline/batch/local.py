"""A batch on this machine: a process for each file, so that none can take the others with it or keep its memory."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from pipeline.batch.work import Job, Row, keep, key_of, recover_job
from pipeline.frozen import frozen
from pipeline.text import _

TIME_LIMIT = 300.0


@frozen
class _Running:
    job: Job
    process: BaseProcess
    answer: Connection
    started: float


def run_local(jobs: Iterable[Job], processes: int = 0, time_limit: float = TIME_LIMIT) -> Iterator[Row]:
    """Yield the row of each job as it is done. A file that takes longer than `time_limit` seconds is given up."""
    waiting = iter(jobs)
    running: list[_Running] = []
    context = multiprocessing.get_context()
    _warm_up(context)
    try:
        while True:
            while len(running) < (processes or os.cpu_count() or 1) and (job := next(waiting, None)):
                running.append(_start(context, job))
            if not running:
                return
            wait([one.process.sentinel for one in running] + [one.answer for one in running], timeout=0.2)
            done = [one for one in running if _is_done(one, time_limit)]
            running = [one for one in running if one not in done]
            yield from (_finish(one, time_limit) for one in done)
    finally:
        for one in running:
            one.process.kill()


def _warm_up(context: multiprocessing.context.BaseContext) -> None:
    """Load the model before the first fork, so that the processes share it instead of each loading its own."""
    if context.get_start_method() == "fork":
        import pipeline.recover  # noqa: PLC0415
        from pipeline.repair.model import load  # noqa: PLC0415

        assert pipeline.recover
        load()


def _start(context: multiprocessing.context.BaseContext, job: Job) -> _Running:
    answer, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, sender), daemon=True)  # type: ignore[attr-defined]
    process.start()
    sender.close()
    return _Running(job, process, answer, time.monotonic())


def _work(job: Job, sender: Connection) -> None:
    sender.send(recover_job(job))


def _is_done(one: _Running, time_limit: float) -> bool:
    return one.answer.poll() or not one.process.is_alive() or time.monotonic() - one.started > time_limit


def _finish(one: _Running, time_limit: float) -> Row:
    """Return the row of a process that has answered, crashed or taken too long."""
    try:
        if one.answer.poll():
            row: Row = one.answer.recv()
            one.process.join()
            return row
    except EOFError:  # the pipe was closed without an answer
        pass
    if one.process.is_alive() and time.monotonic() - one.started > time_limit:
        problem = _("The file took longer than {n} seconds and was given up.").format(n=round(time_limit))
    else:
        problem = _("The program crashed while it read the file.")
    one.process.kill()
    seconds = round(time.monotonic() - one.started, 2)
    row = Row(one.job.file, problem=problem, seconds=seconds, key=key_of(one.job))
    keep(one.job, row)
    return row
