"""A session's presenter, as the event's owner sees one. Read by `breakouts.presenters.queries`."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.identity.invited.invitation import State


@dataclass(frozen=True, slots=True)
class Presenter:
    """`id` is that of the organizer's account."""

    id: int
    name: str
    email: str
    state: State


@dataclass(frozen=True, slots=True)
class Presenters:
    """Those with an account, and after them those whom an imported timetable names."""

    accounts: tuple[Presenter, ...]
    imported: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewPresenter:
    """What is typed of one. `name` and `language` are for who has no account yet."""

    email: str
    name: str
    language: str
