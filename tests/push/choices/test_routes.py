"""What comes by push is chosen on one page, which works without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from quart.typing import TestClientProtocol as Client
from sqlalchemy import select

from netevent.core.database.tables import attendees, push_refusals
from tests.agenda.agendas import ANNA
from tests.conftest import LogIn
from tests.door import Door
from tests.push.devices import subscribe, subscriptions
from tests.push.service import PushService

PAGE = "/attendee/notifications"


async def refused(door: Door) -> set[tuple[int, str]]:
    rows = await door.database.read(lambda tx: tx.execute(select(push_refusals)).all())
    return {(row.attendee_id, row.kind) for row in rows}


def boxes(page: str) -> dict[str, bool]:
    """Each box by its value: whether it is ticked."""
    found = re.findall(r'<input type="checkbox" name="wanted" value="(\w+)"([^>]*)>', page)
    return {name: "checked" in rest for name, rest in found}


async def choose(client: Client, token: dict[str, str], wanted: Iterable[str]) -> int:
    """Tick these boxes and no others; returns the status of the answer."""
    typed = token | {"Content-Type": "application/x-www-form-urlencoded"}
    posted = urlencode([("wanted", one) for one in wanted])
    return (await client.post(PAGE, data=posted, headers=typed)).status_code


async def test_all_is_wanted_at_first_with_names(log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    found = boxes(await (await client.get(PAGE)).get_data(as_text=True))
    assert {"request", "connection", "proposal", "appointment", "reminder", "seat", "names"} <= found.keys()
    assert set(found.values()) == {True}


async def test_what_is_not_ticked_is_not_wanted(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    found = boxes(await (await client.get(PAGE)).get_data(as_text=True))
    wanted = [name for name in found if name not in ("seat", "names", "wants_digest")]
    assert await choose(client, token, wanted) == 303
    assert await refused(door) == {(ANNA, "seat"), (ANNA, "names")}
    page = await (await client.get(PAGE)).get_data(as_text=True)
    assert {name for name, is_on in boxes(page).items() if not is_on} == {"seat", "names", "wants_digest"}
    assert "Your choice has been saved." in page


async def test_it_is_taken_back_as_simply(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    found = boxes(await (await client.get(PAGE)).get_data(as_text=True))
    await choose(client, token, [])
    assert len(await refused(door)) == len(found) - 2
    await choose(client, token, found)
    assert await refused(door) == set()
    row = (
        await door.database.read(lambda tx: tx.execute(select(attendees).where(attendees.c.id == ANNA)).all())
    )[0]
    assert (row.wants_digest, row.wants_announcements) == (True, True)


async def test_what_is_no_choice_is_kept_nowhere(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    await choose(client, token, ["nonsense", "' OR 1=1"])
    assert not {"nonsense", "' OR 1=1"} & {kind for _, kind in await refused(door)}


async def test_a_device_is_removed_by_its_owner_alone(door: Door, log_in_as: LogIn, service: PushService):
    anna, ben = await log_in_as("guest1"), await log_in_as("guest2")
    await subscribe(*anna, service.new_browser())
    [row] = await subscriptions(door.database)
    address = f"{PAGE}/devices/{row.id}/remove"
    assert (await ben[0].post(address, headers=ben[1])).status_code == 404
    assert len(await subscriptions(door.database)) == 1
    page = await (await anna[0].get(PAGE)).get_data(as_text=True)
    assert address in page
    assert "this device" in page
    assert (await anna[0].post(address, headers=anna[1])).status_code == 303
    assert await subscriptions(door.database) == []
