"""Closing a toast: on all pages of its owner, and by its owner alone."""

from __future__ import annotations

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.appointments.notifications import PROPOSAL
from netevent.connections.notifications import REQUEST
from netevent.notifications.kinds import NotificationKind
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_connection, insert_notification
from tests.notifications.inboxes import unseen

ANNA, BEN, CARA = 1, 2, 3
HTMX = {"HX-Request": "true"}


async def asked(door: Door) -> int:
    """The number of what waits for Ben: Anna wants to connect."""
    made = await insert_connection(door.database, ANNA, BEN, status="pending", message="Your talk")
    await insert_notification(door.database, BEN, REQUEST, made)
    return made


async def close(client: Client, what: str, headers: dict[str, str]) -> tuple[int, str, str]:
    answer = await client.post(f"/attendee/notifications/{what}/seen", headers=headers)
    text = str(await answer.get_data(as_text=True))
    return answer.status_code, answer.headers.get("Location", ""), text


async def test_a_closed_toast_goes_and_what_waits_goes_on_waiting(door: Door, log_in_as: LogIn):
    first = await asked(door)
    other = await insert_connection(door.database, CARA, BEN, status="pending")
    await insert_notification(door.database, BEN, REQUEST, other)
    ben, token = await log_in_as("guest2")
    status, _, text = await close(ben, f"request/{first}", token | HTMX)
    assert (status, text.count("<article")) == (200, 1)
    assert "Guest3 Żółć" in text
    assert "Your talk" not in text
    assert '<span class="dot"><span aria-hidden="true">2<' in text
    assert "<span>2 requests</span>" in text
    assert await unseen(door.database, BEN) == [("request", other)]


@pytest.mark.parametrize(
    ("kind", "page"), [(REQUEST, "/attendee/connection-requests"), (PROPOSAL, "/appointments")]
)
async def test_without_scripts_it_leads_to_the_page_of_its_tab(
    door: Door, log_in_as: LogIn, kind: NotificationKind, page: str
):
    await insert_notification(door.database, BEN, kind, 1)
    ben, token = await log_in_as("guest2")
    for _ in range(2):  # as somebody does who goes back and presses again
        assert (await close(ben, f"{kind.name}/1", token))[:2] == (303, page)
    assert await unseen(door.database, BEN) == []


@pytest.mark.parametrize("name", ["guest1", "guest3", "guest13"])
async def test_what_waits_for_others_goes_on_waiting(door: Door, log_in_as: LogIn, name: str):
    number = await asked(door)
    client, token = await log_in_as(name)
    _, _, text = await close(client, f"request/{number}", token | HTMX)
    assert "Your talk" not in text
    assert await unseen(door.database, BEN) == [("request", number)]


@pytest.mark.parametrize("what", ["nothing/1", "request/0x1", "request/99999999999"])
async def test_what_is_no_notification_is_not_there(door: Door, log_in_as: LogIn, what: str):
    ben, token = await log_in_as("guest2")
    assert (await close(ben, what, token))[0] == 404


@pytest.mark.parametrize("name", ["olga", "marta"])
async def test_organizer_and_staff_have_no_toasts(door: Door, log_in_as: LogIn, name: str):
    client, token = await log_in_as(name)
    assert (await close(client, f"request/{await asked(door)}", token))[0] == 403


async def test_without_its_token_nothing_is_seen(door: Door, log_in_as: LogIn):
    number = await asked(door)
    ben, _ = await log_in_as("guest2")
    assert (await close(ben, f"request/{number}", {}))[0] == 403
    assert await unseen(door.database, BEN) == [("request", number)]
