"""The server as a whole: logins, languages, jobs, files that it makes. Published by their services."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes.change import Change


@dataclass(frozen=True, slots=True)
class LoginChanged(Change):
    """A login ended (logged out, new password, account removed), or uses another account or language."""

    login_id: str


@dataclass(frozen=True, slots=True)
class LanguagesChanged(Change):
    """The server's operator changed which languages there are, their order, the default, or a date format."""


@dataclass(frozen=True, slots=True)
class JobQueued(Change):
    """A job of this kind waits for a worker."""

    kind: str


@dataclass(frozen=True, slots=True)
class MadeFileChanged(Change):
    """A file that takes a while came further, is ready, was cancelled, or could not be made."""

    file_id: int
