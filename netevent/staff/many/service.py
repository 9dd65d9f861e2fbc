"""The rules of inviting many at once. Called by `staff.many.routes`, in one transaction: all or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict
from netevent.core.i18n import N_
from netevent.core.text.comparing import normalize_email
from netevent.staff import queries, service
from netevent.staff.many.lines import Line
from netevent.staff.queries import Details


class TooManyForStaff(Conflict):
    code = "too_many_for_staff"
    field = "people"
    message = N_(
        "With these %(new)s people the event would have %(all)s staff members; the limit is %(most)s. Nobody "
        "was invited."
    )


@dataclass(frozen=True, slots=True)
class Sorted:
    """The lines that are right: who is new, and who is on the staff already."""

    new: list[Line]
    there: list[Line]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line: its new link, or that they `were_there`."""

    line: Line
    link: str = ""

    @property
    def were_there(self) -> bool:
        return not self.link


def sort(tx: Transaction, event_id: int, lines: Sequence[Line]) -> Sorted:
    """Before anything is mailed: who would be invited.

    Raises:
        TooManyForStaff: the event cannot have so many.
    """
    known = queries.select_emails(tx, event_id)
    right = [line for line in lines if line.fault is None]
    new = [line for line in right if normalize_email(line.email) not in known]
    if len(known) + len(new) > service.MOST_MEMBERS:
        raise TooManyForStaff(new=len(new), all=len(known) + len(new), most=service.MOST_MEMBERS)
    return Sorted(new, [line for line in right if line not in new])


def invite_many(
    tx: Transaction, event_id: int, lines: Sequence[Line], post: Details, base_url: str
) -> list[Outcome]:
    """Invite those who are not there yet, with the role, gates and language of `post`; in the lines' order.

    Raises:
        TooManyForStaff: somebody else has invited meanwhile.
    """
    lock_event(tx, event_id)
    new = sort(tx, event_id, lines).new
    return [
        Outcome(line, _invite(tx, event_id, line, post, base_url) if line in new else "")
        for line in lines
        if line.fault is None
    ]


def _invite(tx: Transaction, event_id: int, line: Line, post: Details, base_url: str) -> str:
    details = replace(post, first_name=line.first_name, last_name=line.last_name, email=line.email)
    return service.invite(tx, event_id, details, base_url).link
