"""What a browser does on the staff pages: sending forms, following the links of mails."""

from __future__ import annotations

from typing import Any

from quart import Quart
from quart.typing import TestClientProtocol as Browser

from netevent.core import clock
from netevent.staff import queries
from tests.conftest import LogIn
from tests.door import Door, token_of
from tests.staff.conftest import LinkFor

LIST = "/organizer/event/1/staff"
JSON = {"Accept": "application/json"}
ADA = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com", "language": "en"}
NEW_PASSWORD = "a password of her own"


async def invited(log_in_as: LogIn, link_for: LinkFor) -> str:
    """The path of a link that Olga sent to Ada."""
    organizer, token = await log_in_as("olga")
    await organizer.post(LIST, form=ADA, headers=token)
    return await link_for("ada@example.com")


async def ada(door: Door) -> int:
    """The number that the database gave to Ada."""
    members = await door.database.read(queries.select_members, 1, clock.now())
    return next(member.id for member in members if member.email == "ada@example.com")


async def accept(client: Browser, link: str, password: str = NEW_PASSWORD) -> Any:
    return await send(client, link, link, password=password)


async def send(client: Browser, shown: str, path: str, **form: str) -> Any:
    """Send the form of the page `shown` to `path`."""
    token = await token_of(client, shown)
    return await client.post(path, form=form | {"csrf_token": token})


async def log_in_with(app: Quart, email: str, password: str) -> tuple[Browser, Any]:
    client = app.test_client()
    return client, await send(client, "/login", "/login", email=email, password=password)


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text
