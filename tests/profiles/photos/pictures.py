"""Sending photos in tests, and what then lies where."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from quart.datastructures import FileStorage
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select

from netevent.core.database.tables import attendees
from netevent.core.site import Application
from netevent.settings import Settings
from tests.conftest import LogIn
from tests.core.pictures.files import jpeg
from tests.door import Door

PAGE = "/attendee/photo"


async def send(
    client: Client, token: dict[str, str], content: bytes, name: str = "me.jpg", **more: Any
) -> Any:
    files = {more.pop("chooser", "photo"): FileStorage(BytesIO(content), filename=name)}
    headers = token | more.pop("headers", {})
    return await client.post(PAGE, files=files, form=more, headers=headers)


async def give_photo(log_in_as: LogIn, door: Door, number: int, content: bytes | None = None) -> str:
    """The random name of guest `number`'s new photo."""
    client, token = await log_in_as(f"guest{number}")
    answer = await send(client, token, content or jpeg())
    assert answer.status_code == 303, await answer.get_data(as_text=True)
    return await photo_of(door, number)


async def photo_of(door: Door, number: int) -> str:
    statement = select(attendees.c.profile_picture).where(attendees.c.id == number)
    return await door.database.read(lambda tx: tx.execute(statement).scalar_one()) or ""


def address(number: int, name: str, size: int = 96) -> str:
    return f"/photos/{number}/{name}-{size}.jpg"


def files_of(app: Application) -> list[Path]:
    settings: Settings = app.site.settings
    return sorted(path for path in (settings.var_dir / "photos").rglob("*") if path.is_file())
