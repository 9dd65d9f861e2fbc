"""Durable work: it waits in the database from the commit that caused it until a worker has done it.

Services write a job into their transaction by `enqueue`. A feature's `jobs.py` has the function that does
it; each process has a `worker.Worker` for each kind.
"""

from netevent.core.jobs.codec import Codec
from netevent.core.jobs.job import GivenUp, Job, JobKind, LeaseLost, Priority
from netevent.core.jobs.queue import enqueue, note_progress

__all__ = ["Codec", "GivenUp", "Job", "JobKind", "LeaseLost", "Priority", "enqueue", "note_progress"]
