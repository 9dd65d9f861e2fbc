"""The addresses of people's cards at a server of its own, whose secret is that of `tests.servers`."""

from netevent.core.web.opaque import Opaque
from tests.servers.application import SECRET_KEY


def person_path(person_id: int, rest: str = "", secret: str = SECRET_KEY) -> str:
    return f"/attendee/people/{Opaque(secret).hide(person_id)}{rest}"
