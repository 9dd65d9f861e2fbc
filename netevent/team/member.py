"""Somebody of an event's team. Read by `team.queries`."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.identity.invited.invitation import State
from netevent.identity.roles.role import Role


@dataclass(frozen=True, slots=True)
class Member:
    """`id` is that of the organizer's account."""

    id: int
    name: str
    email: str
    role: Role
    state: State


@dataclass(frozen=True, slots=True)
class NewMember:
    """What is typed of one. `name` and `language` are for who has no account yet."""

    email: str
    name: str
    role: Role
    language: str
