"""What waits for somebody arrives on the own devices, encrypted, and is taken back when it was seen."""

from __future__ import annotations

from netevent.core.site import Application
from tests.agenda.agendas import ANNA
from tests.conftest import LogIn
from tests.door import badge
from tests.push.devices import subscribe
from tests.push.service import PushService


async def ask(log_in_as: LogIn, asker: str = "guest2", whom: int = ANNA) -> None:
    client, token = await log_in_as(asker)
    posted = {"code": badge(whom), "message": "Secret words about bikes"}
    answer = await client.post("/attendee/connections", headers=token, form=posted)
    assert answer.status_code in (200, 303), await answer.get_data(as_text=True)


async def test_a_request_arrives_on_both_devices(log_in_as: LogIn, service: PushService, app: Application):
    phone, tablet = service.new_browser(), service.new_browser()
    for browser in (phone, tablet):
        client, token = await log_in_as("guest1")
        await subscribe(client, token, browser)
    await ask(log_in_as)
    first, second = await service.arrived(2)
    assert {first.browser, second.browser} == {phone, tablet}
    assert first.payload == second.payload
    assert first.payload["title"] == "Guest2 Żółć wants to connect"
