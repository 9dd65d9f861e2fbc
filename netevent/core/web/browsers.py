"""What this browser has been let see, by its signed session: nobody need be logged in for that.

The routes of such pages remember it; their sockets and polls ask. Within a socket nothing can be remembered:
its cookie went out with the page.
"""

from __future__ import annotations

from quart import session

from netevent.core.credentials import new_token
from netevent.core.errors import NotFound

# A cookie is small: of each kind the last ones.
MOST = 20
BROWSER = "visitor"


def remember(what: str, key: int) -> None:
    """Let this browser see that one, such as ``remember("orders", 7)``."""
    known = session.get(what, [])
    if key not in known[-1:]:
        session[what] = [*(one for one in known if one != key), key][-MOST:]


def require_known(what: str, key: int) -> None:
    """Raise unless this browser may see that one.

    Raises:
        NotFound: it may not, and is not told whether there is one.
    """
    if key not in session.get(what, ()):
        raise NotFound


def name_browser() -> None:
    """Know this browser again among others of its network."""
    if BROWSER not in session:
        session[BROWSER] = new_token()


def browser_name() -> str:
    """The name that it has; another one each time where it keeps no cookies."""
    return str(session.get(BROWSER) or new_token())


def become_device(what: str, hashed: str) -> None:
    """This browser is that device from now on, such as a print station: it had the device's token.

    The session keeps the hash, so that a new token ends what the old one opened.
    """
    session[what] = hashed
    # A browser at the door is closed every evening.
    session.permanent = True


def device_hash(what: str) -> str:
    """The hash of the token that this browser had; '' where it is no such device."""
    return str(session.get(what, ""))


def cease_device(what: str) -> None:
    """This browser is no such device any more."""
    session.pop(what, None)
