"""Why a request, an answer or a card is refused. Raised by `connections.service`; met by the routes of cards
and scans.
"""

from __future__ import annotations

from netevent.core.errors import Conflict, Malformed, NotFound, TooMany
from netevent.core.i18n import N_


class PersonNotThere(NotFound):
    """Not at this event, not to be found, or blocked: the answer is the same."""

    code = "person_not_there"
    message = N_(
        "This person cannot be found here. The link may be incomplete, or they are no longer attending."
    )


class RequestsUsedUp(TooMany):
    code = "requests_used_up"
    message = N_(
        "You have sent %(most)s requests today. You can send more tomorrow, and still accept requests."
    )


class MessageTooLong(Malformed):
    code = "message_too_long"
    message = N_("The message can have at most %(most)s characters. Make it shorter.")


class RequestGone(Conflict):
    code = "request_gone"
    message = N_("This request was withdrawn in the meantime. You can send one yourself.")


class AlreadyConnected(Conflict):
    code = "already_connected"
    message = N_("You have connected in the meantime. To end that, open the card and remove the connection.")
