"""A kiosk of the event at whose door the tests stand, and the browser that is it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from netevent.badges.devices.service import NewLink
from netevent.badges.kiosks import service
from netevent.badges.kiosks.kiosk import Kiosk, Wish
from netevent.core.credentials import hash_password
from netevent.core.site import Application
from tests.badges.printers import EVENT, Printers
from tests.door import Door, token_of

PIN, WRONG = "4711", "4712"


@dataclass(slots=True)
class AtKiosk:
    """What people do at a kiosk. `answer` is the last one."""

    client: Any
    token: str
    answer: Any = None
    text: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str = "/kiosk") -> int:
        return await self._took(await self.client.get(path))

    async def post(self, path: str, **form: str) -> int:
        return await self._took(await self.client.post(path, form=form | {"csrf_token": self.token}))

    async def scan(self, code: str) -> int:
        return await self.post("/kiosk/find", code=code)

    async def type(self, letters: str, email: str) -> int:
        return await self.post("/kiosk/find", letters=letters, email=email)

    async def confirm(self, **changed: str) -> int:
        return await self.post("/kiosk/check-in", **self.fields | changed)

    @property
    def ending(self) -> str:
        found = re.search(r'data-ending="(\w+)"', self.text)
        return found[1] if found else ""

    async def _took(self, answer: Any) -> int:
        self.answer, self.text = answer, await answer.get_data(as_text=True)
        named = re.findall(r'name="(scan_id|who)" value="([^"]*)"', self.text)
        self.fields = dict(named) or self.fields
        return int(answer.status_code)


@dataclass(slots=True)
class Kiosks:
    app: Application
    door: Door
    printers: Printers

    async def add(
        self, event_id: int = EVENT, gate_id: int | None = None, station_id: int | None = None
    ) -> NewLink[Kiosk]:
        wish = Wish("Entrance", gate_id, station_id)
        return await self.printers.do(service.add, event_id, wish, await hash_password(PIN))

    async def open(self, made: NewLink[Kiosk]) -> AtKiosk:
        client = self.app.test_client()
        token = await token_of(client, f"/kiosk/open/{made.token}")
        at = AtKiosk(client, token)
        assert await at.post(f"/kiosk/open/{made.token}") == 303
        return at

    async def opened(self, **chosen: int) -> AtKiosk:
        return await self.open(await self.add(**chosen))
