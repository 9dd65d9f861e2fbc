"""The history of one attendee: what anybody changes stands there with the name."""

from __future__ import annotations

import re
from typing import Any

from netevent.core.acting import SERVER
from netevent.core.database.tables import attendee_history
from netevent.office.batches.batch import UNDO
from tests.attendees.importing.test_upload import report, send
from tests.conftest import LogIn
from tests.door import Door, badge
from tests.office.attendees.test_routes import LIST, PAGE, form_of, text_of
from tests.office.batches.test_routes import ASSIGN, over, post_ticked
from tests.privacy.traces import live, rows


async def history(client: Any, page: str = PAGE) -> list[str]:
    """The lines of the timeline as people read them, the newest first."""
    text = await text_of(await client.get(page))
    shown = text.partition('<ol class="timeline">')[2].partition("</ol>")[0]
    return [" ".join(re.sub("<[^>]+>", " ", line).split()) for line in shown.split("</li>")[:-1]]


async def test_what_an_organizer_changes_stands_there_with_both_values_and_the_name(
    door: Door, log_in_as: LogIn
):
    olga, token = await log_in_as("olga")
    form = await form_of(olga) | {"first_name": "Ann", "door_note": "VIP"}
    await olga.post(PAGE, form=form, headers=token)
    typed, *rest = await history(olga)
    assert "Attendee type: VIP → – Olga" in typed
    assert "First name: Guest1 → Ann" in rest[0]
    assert "Note to the entrance: – → VIP Olga" in rest[0]
    await olga.post(PAGE, form=await form_of(olga) | {"door_note": "VIP"}, headers=token)
    assert len(await history(olga)) == 3, "what was saved unchanged is no change"


async def test_what_the_attendee_says_stands_there_too(door: Door, log_in_as: LogIn):
    guest, token = await log_in_as("guest1")
    for is_attending in ("no", "yes"):
        await guest.post("/attendee/event/attendance", form={"attending": is_attending}, headers=token)
    olga, _ = await log_in_as("olga")
    back, gone, registered = await history(olga)
    assert "attending again Guest1" in back
    assert "not attending Guest1" in gone
    assert "Registered" in registered


async def test_types_given_to_many_and_taken_back_stand_with_each(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    answer = await post_ticked(olga, token, [1, 2], ASSIGN, to="0", sure="2")
    await over(door)
    for person in (1, 2):
        assert "Attendee type: VIP → – Olga" in (await history(olga, f"{LIST}/{person}"))[0]
    await olga.post(f"{answer.headers['Location']}/undo", headers=token)
    await over(door, UNDO.name)
    assert "Attendee type: – → VIP Olga" in (await history(olga))[0]


async def test_a_list_is_named(door: Door, log_in_as: LogIn):
    content = b"Email,First name,Last name,Company\nguest1@example.com,Guest1,Zolc,New Co\n"
    client, answer = await send(log_in_as, content, "people.csv")
    await report(door, client, answer)
    (changed, *_) = await history(client)
    assert "Organisation: Café & Co → New Co" in changed.replace("&amp;", "&")
    assert "from the list people.csv" in changed


async def test_scans_and_mails_stand_in_the_same_order(door: Door, log_in_as: LogIn):
    await live(door)
    await door.scan(badge(1))
    await door.undo(1)
    olga, _ = await log_in_as("olga")
    lines = await history(olga)
    assert "undone" in lines[0]
    assert "checked in Main · Marta Door" in lines[1]
    told = " ".join(lines)
    for words in ("checked in Open data", "A mail of 1", "waiting"):
        assert words in told
    assert "A mail of 12" not in told


async def test_the_history_is_among_the_own_data_and_goes_with_the_account(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    for person in (1, 2):
        page = f"{LIST}/{person}"
        await olga.post(page, form=await form_of(olga, page) | {"role": f"Role {person}"}, headers=token)
    guest, _ = await log_in_as("guest1")
    text = await text_of(await guest.get("/attendee/privacy/data"))
    assert "Role 1" in text
    assert "Role 2" not in text
    assert '"Role 1"' in await text_of(await guest.get("/attendee/privacy/data.json"))
    await door.scan(badge(1))
    await olga.post(f"{PAGE}/remove", headers=token)
    left = await rows(door, attendee_history)
    assert {row.attendee_id for row in left} == {2}


async def test_who_acts_is_known_to_the_request_alone(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await olga.post(PAGE, form=await form_of(olga) | {"role": "Chair"}, headers=token)
    assert await door.database.transact(lambda tx: tx.by) == SERVER
    assert {(row.by_kind, row.by_name) for row in await rows(door, attendee_history)} == {
        ("organizer", "Olga")
    }
