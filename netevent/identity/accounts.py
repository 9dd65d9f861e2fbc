"""Accounts: who can log in, and what the rest of the program knows of the one who did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from netevent.core.i18n.localized import LocalizedText


class Kind(StrEnum):
    """The kinds of account. A presenter is an organizer account that is assigned to a session."""

    organizer = "organizer"
    staff = "staff"
    attendee = "attendee"


NO_NAME = LocalizedText("")


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `event_id` and `event_name` are None and empty for an organizer, who may have many.

    One `has_events` as their owner or in their team.

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
