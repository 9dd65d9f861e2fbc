"""Who presents what, and what a browser does on the pages of presenters."""

from __future__ import annotations

from typing import Any

from quart import Quart
from quart.typing import TestClientProtocol as Browser
from sqlalchemy import func, insert, select

from netevent.core.database import Database
from netevent.core.database.tables import breakout_session_organizers, organizers
from netevent.core.text.comparing import normalize_email
from tests.door import PASSWORD, token_of
from tests.factories import insert_organizer

LIST = "/organizer/event/1/breakout-sessions/{}/presenters"
JSON = {"Accept": "application/json"}
ADA = {"email": "ada@example.com", "name": "Ada Okoye"}
NEW_PASSWORD = "a password of her own"
BASE_URL = "http://localhost:8000"


async def insert_presenter(database: Database, session_id: int, name: str = "Petra", **given: Any) -> int:
    """An organizer without events, who presents the session."""
    row = {"name": name, "email": f"{name.lower()}@example.com", "presents_only": True} | given
    organizer_id = await insert_organizer(database, **row)
    await assign(database, session_id, organizer_id)
    return organizer_id


async def assign(database: Database, session_id: int, organizer_id: int) -> None:
    row = {"breakout_session_id": session_id, "organizer_id": organizer_id}
    await database.transact(lambda tx: tx.execute(insert(breakout_session_organizers).values(**row)))


async def organizer_id_of(database: Database, email: str) -> int | None:
    statement = select(organizers.c.id).where(organizers.c.email_key == normalize_email(email))
    found: int | None = await database.read(lambda tx: tx.execute(statement).scalar())
    return found


async def count_assigned(database: Database) -> int:
    statement = select(func.count()).select_from(breakout_session_organizers)
    return int(await database.read(lambda tx: tx.execute(statement).scalar_one()))


async def send(client: Browser, shown: str, path: str, **form: str) -> Any:
    """Send the form of the page `shown` to `path`."""
    return await client.post(path, form=form | {"csrf_token": await token_of(client, shown)})


async def log_in_with(app: Quart, email: str, password: str = PASSWORD) -> tuple[Browser, Any]:
    client = app.test_client()
    return client, await send(client, "/login", "/login", email=email, password=password)


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text
