"""Timetables that an organizer uploads over HTTP, and what became of the programme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from quart.datastructures import FileStorage
from quart.typing import TestClientProtocol as Client

from netevent.breakouts.queries import select_sessions
from netevent.breakouts.session import Session
from netevent.core.database import Database
from tests.breakouts.timetable.sources import table

SUMS = re.compile(r'<dt>([^<]+)</dt><dd class="number">([\d,]+)</dd>')
HEADERS = ("Title", "Start", "End", "Room", "Track", "Speakers", "Seats", "Code")


def row(code: str, /, **given: str) -> tuple[str, ...]:
    """One of a small programme; hours are on the clocks of Amsterdam."""
    told = {
        "Title": f"Talk {code}",
        "Start": "2026-11-27 09:30",
        "End": "2026-11-27 10:15",
        "Room": f"Room {code}",
        "Code": code,
        **given,
    }
    return tuple(told.get(header, "") for header in HEADERS)


def programme(*rows: tuple[str, ...]) -> bytes:
    return table(*rows, headers=HEADERS)


@dataclass(slots=True)
class Organizer:
    """One who is logged in, with the pages of one event."""

    client: Client
    token: dict[str, str]
    event_id: int = 1

    @property
    def page(self) -> str:
        return f"/organizer/event/{self.event_id}/breakout-sessions"

    async def upload(self, content: bytes, filename: str = "programme.csv", **headers: str) -> Any:
        file = FileStorage(BytesIO(content), filename=filename)
        return await self.client.post(
            f"{self.page}/import", files={"file": file}, headers=self.token | headers
        )

    async def preview(self, content: bytes, filename: str = "programme.csv") -> tuple[str, str]:
        """Where it is shown, and the page."""
        answer = await self.upload(content, filename)
        assert answer.status_code == 303, await answer.get_data(as_text=True)
        where: str = answer.headers["Location"]
        return where, await text(await self.client.get(where))

    async def say_yes(self, where: str) -> str:
        answer = await self.client.post(where, headers=self.token)
        assert answer.status_code == 303, await answer.get_data(as_text=True)
        return await text(await self.client.get(answer.headers["Location"]))

    async def bring_in(self, content: bytes, filename: str = "programme.csv") -> str:
        where, _ = await self.preview(content, filename)
        return await self.say_yes(where)


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


def sums(page: str) -> dict[str, int]:
    return {name: int(count.replace(",", "")) for name, count in SUMS.findall(page)}


def counted(
    new: int = 0, changed: int = 0, unchanged: int = 0, gone: int = 0, skipped: int = 0
) -> dict[str, int]:
    return {
        "new": new,
        "changed": changed,
        "unchanged": unchanged,
        "no longer there": gone,
        "skipped": skipped,
    }


async def sessions_of(database: Database, event_id: int = 1) -> dict[str, Session]:
    """By what their timetable calls them, or by their code."""
    every = await database.read(select_sessions, event_id)
    return {one.upstream_id or one.code: one for one in every}
