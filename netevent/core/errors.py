"""Refusals: what the rules say no to, with a status and a code for programs, a sentence for people.

Services raise them; `core.web.requests` turns them into a page or JSON. The sentence says what happened
and what to do; it is translated where it is shown.
"""

from __future__ import annotations

from typing import TypeVar

from netevent.core.i18n import N_, filled

Row = TypeVar("Row")


class Refusal(Exception):
    """A request that a rule refuses. Subclasses set the class attributes.

    `field` names what it is about in a form that asks for it, which then marks it.
    """

    status = 400
    code = "refused"
    field = ""
    message = N_("That is not possible.")

    def __init__(self, message: str = "", **values: object) -> None:
        super().__init__(message or self.message)
        self.message = message or self.message
        self.values = values

    @property
    def text(self) -> str:
        """The sentence in the reader's language."""
        return filled(self.message, self.values)


class NotFound(Refusal):
    status = 404
    code = "not_found"
    message = N_("There is nothing at this address. It may have been removed, or the link is incomplete.")


def existing(row: Row | None) -> Row:
    """The row that was asked for.

    Raises:
        NotFound: there is none.
    """
    if row is None:
        raise NotFound
    return row


class Forbidden(Refusal):
    status = 403
    code = "forbidden"
    message = N_("Your account cannot open this page. Log in with another account, or go back.")


class LoginNeeded(Refusal):
    status = 401
    code = "login_needed"
    message = N_("Log in to continue.")


class TokenMissing(Refusal):
    status = 403
    code = "csrf"
    message = N_("This form is out of date or came from another site. Reload the page and send it again.")


class TooMany(Refusal):
    status = 429
    code = "too_many_requests"
    message = N_("Too many attempts. Wait a few minutes, then try again.")


class Malformed(Refusal):
    status = 422
    code = "malformed"
    message = N_("Something in the request is missing or invalid.")


class Conflict(Refusal):
    status = 409
    code = "conflict"
