"""A batch on a Dask cluster: the same work, handed out to its workers (needs the extra `pipeline[cluster]`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline.batch.work import Job, Row, recover_job
from pipeline.errors import Problem, UsageProblem
from pipeline.text import _

AHEAD = 8  # jobs per worker that wait at the scheduler: enough to keep it busy, however many there are in all


def run_cluster(jobs: Iterable[Job], scheduler: str) -> Iterator[Row]:
    """Yield the row of each job as it is done. The workers must see the same folders as this machine.

    Raises `UsageProblem` when the extra is not installed or no cluster answers.
    """
    try:
        from distributed import Client, as_completed  # noqa: PLC0415 (an extra)
    except ImportError as error:
        what = _("A cluster was asked for, but Dask is not installed.")
        raise UsageProblem(Problem(scheduler, 0, what, _("Install the extra pipeline[cluster]."))) from error
    try:
        client = Client(scheduler, timeout=10)
    except OSError as error:
        what = _("No cluster answers at this address.")
        raise UsageProblem(Problem(scheduler, 0, what, _("Start its scheduler, or correct the address."))) from error
    with client:
        waiting = iter(jobs)
        window = AHEAD * max(1, len(client.scheduler_info()["workers"]))
        done = as_completed([client.submit(recover_job, job, pure=False) for job in islice(waiting, window)])
        for future in done:
            yield future.result()
            for job in islice(waiting, 1):
                done.add(client.submit(recover_job, job, pure=False))
