"""Accounts: who can log in, and what the rest of the program knows of the one who did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netevent.core.i18n.localized import LocalizedText


class Kind(StrEnum):
    """The kinds of account. A presenter is an organizer account that is assigned to a session."""

    organizer = "organizer"
    staff = "staff"
    attendee = "attendee"


class StaffRole(StrEnum):
    """What a member of staff may do besides scanning and searching; each may what those before it may."""

    door = "door"
    walk_ins = "walk_ins"
    money = "money"

    @property
    def may_add_walk_ins(self) -> bool:
        return self is not StaffRole.door

    @property
    def may_take_money(self) -> bool:
        return self is StaffRole.money


@dataclass(frozen=True, slots=True)
class Post:
    """Where and as what a member of staff works. No gates: at all of them.

    A scan that was made before `gates_since` counts at any gate: it may have been allowed then.
    """

    role: StaffRole = StaffRole.door
    gates: frozenset[int] = frozenset()
    gates_since: datetime | None = None

    def may_work_at(self, gate_id: int | None, at: datetime) -> bool:
        if gate_id is None or not self.gates or gate_id in self.gates:
            return True
        return self.gates_since is not None and at < self.gates_since


NO_NAME = LocalizedText("")


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `event_id` and `event_name` are None and empty for an organizer, who may have many.

    One `has_events` as their owner or in their team. `is_archived`: the event is.

    The server's operator is its first organizer: of those whose address is confirmed, the one with the lowest
    id; never one that was invited by others and makes no events (`presents_only`).
    """

    kind: Kind
    id: int
    name: str
    email: str
    language: str
    event_id: int | None = None
    event_name: LocalizedText = NO_NAME
    is_operator: bool = False
    presents_only: bool = False
    has_events: bool = False
    presents: bool = False
    post: Post = Post()
    is_archived: bool = False

    @property
    def may_add_walk_ins(self) -> bool:
        """At the door where the account may stand at all."""
        return self.kind is Kind.organizer or (self.kind is Kind.staff and self.post.role.may_add_walk_ins)

    @property
    def may_take_money(self) -> bool:
        """The same; the payments themselves are not here yet."""
        return self.kind is Kind.organizer or (self.kind is Kind.staff and self.post.role.may_take_money)

    @property
    def is_presenter(self) -> bool:
        """An organizer whose sessions are all there is to see."""
        return not self.has_events and (self.presents or self.presents_only)

    def may_organize(self, organizers: str) -> bool:
        """Make events, and let other organizers in; `organizers` is the setting of that name."""
        return self.kind is Kind.organizer and (organizers == "open" or not self.presents_only)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever opens a page: the account in use, and its login."""

    account: Account
    login_id: str
    csrf_token: str
    others: tuple[Account, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.account.kind

    @property
    def id(self) -> int:
        return self.account.id

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def email(self) -> str:
        return self.account.email

    @property
    def event_id(self) -> int | None:
        return self.account.event_id
