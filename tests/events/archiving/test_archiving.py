"""What is archived stands in a list of its own, takes no registration and is not changed."""

from uuid import uuid4

import pytest

from netevent.core.database.tables import events
from netevent.registration.service import EventClosed, register
from tests.events.test_routes import FORM, event_of
from tests.registration.test_service import LINKS, somebody

LIST, ARCHIVE = "/organizer/dashboard", "/organizer/events/archived"


async def text_of(client, path: str) -> str:
    return str(await (await client.get(path)).get_data(as_text=True))


async def archive(client, token) -> None:
    answer = await client.post("/organizer/event/1/archive", headers=token)
    assert answer.headers["Location"] == ARCHIVE


async def test_it_leaves_the_list_for_the_archive_and_comes_back(log_in_as):
    client, token = await log_in_as("olga")
    assert '/organizer/event/1"' in await text_of(client, LIST)
    assert ARCHIVE not in await text_of(client, LIST)
    await archive(client, token)
    page = await text_of(client, LIST)
    assert '/organizer/event/1"' not in page
    assert "1 archived event" in page
    assert '/organizer/event/1"' in await text_of(client, ARCHIVE)
    answer = await client.post("/organizer/event/1/bring-back", headers=token)
    assert answer.headers["Location"] == "/organizer/event/1"
    assert '/organizer/event/1"' in await text_of(client, LIST)
    assert "No events here" in await text_of(client, ARCHIVE)


async def test_it_takes_no_registration(door, client, log_in_as):
    olga, token = await log_in_as("olga")
    before = await event_of(door, 1)
    await archive(olga, token)
    assert 'name="first_name"' not in await text_of(client, "/register/attendee/EVENT1")
    with pytest.raises(EventClosed):
        await door.database.transact(register, before, somebody(), LINKS)


async def test_it_is_not_changed(door, log_in_as):
    client, token = await log_in_as("olga")
    await archive(client, token)
    answer = await client.post("/organizer/event/1/edit", form=FORM | {"name": "Renamed"}, headers=token)
    assert answer.status_code == 409
    assert "This event is archived" in await answer.get_data(as_text=True)
    assert (await event_of(door, 1)).details.name == "Event 1"


async def test_a_desk_lets_nobody_in(door, log_in_as):
    olga, token = await log_in_as("olga")
    marta, her_token = await log_in_as("marta")
    await archive(olga, token)
    sent = {"scan_id": str(uuid4()), "attendee_id": "1"}
    as_desk = her_token | {"X-Requested-With": "desk"}
    answer = await marta.post("/staff/1/checkin", form=sent, headers=as_desk)
    assert answer.status_code == 409
    # By this the desk knows that the scan need not be sent again.
    assert "data-refusal" in await answer.get_data(as_text=True)
    await olga.post("/organizer/event/1/bring-back", headers=token)
    assert (await marta.post("/staff/1/checkin", form=sent, headers=her_token)).status_code == 200


async def test_its_pages_say_so_and_have_nothing_to_change(log_in_as):
    client, token = await log_in_as("olga")
    await archive(client, token)
    for page in ("", "/attendees", "/staff", "/breakout-sessions", "/edit"):
        shown = await text_of(client, f"/organizer/event/1{page}")
        assert "This event is archived" in shown, page
        assert "looks-only" in shown, page
        assert "/organizer/event/1/bring-back" in shown, page
    assert "/organizer/event/1/delete" in shown
    assert 'name="save"' not in shown


async def test_it_is_copied_and_deleted(door, log_in_as):
    client, token = await log_in_as("olga")
    await archive(client, token)
    copied = {"name": "Next one", "start": "2027-11-24T09:30"}
    assert (await client.post("/organizer/event/1/copy", form=copied, headers=token)).status_code == 303
    answer = await client.post("/organizer/event/1/delete", form={"name": "Event 1"}, headers=token)
    assert answer.status_code == 303


async def test_archived_twice_is_archived_once(door, log_in_as):
    client, token = await log_in_as("olga")
    await archive(client, token)
    await archive(client, token)
    assert (await event_of(door, 1)).is_archived


@pytest.mark.parametrize("verb", ["archive", "bring-back"])
@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_moves_it(door, log_in_as, verb, who, status):
    client, token = await log_in_as(who)
    assert (await client.post(f"/organizer/event/1/{verb}", headers=token)).status_code == status
    rows = await door.database.read(lambda tx: tx.execute(events.select()).all())
    assert all(row.archived_at is None for row in rows)


async def test_the_archive_has_the_own_events_alone(log_in_as):
    client, token = await log_in_as("olga")
    await archive(client, token)
    otto, _ = await log_in_as("otto")
    assert "Event 1" not in await text_of(otto, ARCHIVE)
