"""That who sits at a browser is the account's owner: by the password. Called by routes of the own account."""

from __future__ import annotations

from netevent.core.errors import Forbidden, Malformed
from netevent.core.i18n import N_
from netevent.identity import tries
from netevent.identity.accounts import Account, Kind
from netevent.identity.guards import viewer


class NotYourPassword(Malformed):
    code = "wrong_password"
    message = N_("This is not your password. Check it, then try again.")


class WrongProof(NotYourPassword):
    field = "proof"


async def opened_by(password: str, refusal: type[NotYourPassword] = WrongProof) -> list[Account]:
    """All accounts of the viewer that the password opens.

    Raises:
        NotYourPassword: it does not open the one in use.
        TriedTooOften: too many wrong ones.
    """
    opened = await tries.accounts_opened(viewer().email, password)
    if (viewer().kind, viewer().id) not in [(one.kind, one.id) for one in opened]:
        raise refusal
    return opened


def worker() -> Account:
    """The viewer's account, if it may have a second step.

    Raises:
        Forbidden: it is an attendee's, which never asks for one.
    """
    if viewer().kind is Kind.attendee:
        raise Forbidden
    return viewer().account
