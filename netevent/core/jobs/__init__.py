"""Durable work: it waits in the database from the commit that caused it until a worker has done it.

Services write a job into their transaction by `enqueue`, several at once by `enqueue_all`. A feature's
`jobs.py` has the function that does it; each process has a `worker.Worker` for each kind.
"""

from netevent.core.jobs.codec import Codec
from netevent.core.jobs.job import GivenUp, Job, JobKind, LeaseLost, Priority
from netevent.core.jobs.queue import New, enqueue, enqueue_all, note_progress

__all__ = [
    "Codec",
    "GivenUp",
    "Job",
    "JobKind",
    "LeaseLost",
    "New",
    "Priority",
    "enqueue",
    "enqueue_all",
    "note_progress",
]
