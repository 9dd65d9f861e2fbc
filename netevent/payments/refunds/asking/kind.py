"""The job that asks a provider to give money back."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.jobs import Codec, JobKind


@dataclass(frozen=True, slots=True)
class Asked:
    event_id: int
    refund_id: int


REFUND = JobKind("refund", Codec(Asked), at_once=2)
