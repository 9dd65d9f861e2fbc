"""What somebody tries who is not wanted: asking again, being connected by an old scan, guessing numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from netevent.changes import ConnectionRequested, NotificationsChanged
from netevent.connections import service
from netevent.connections.notifications import REQUEST
from netevent.connections.refusals import PersonNotThere, RequestGone
from netevent.connections.scanning import service as scan_service
from netevent.connections.scanning.scanned import UnknownBadge
from netevent.core import clock
from netevent.core.database.tables import blocks, connections
from netevent.notifications.service import mark_seen
from netevent.profiles.cards.card import Relationship
from tests.conftest import LogIn
from tests.connections.people import ANNA, BEN, EVENT, People
from tests.door import Door, badge

UNLISTED = {"directory_key": "", "shows_name": "connections"}


async def scan(people: People, viewer: int, person: int) -> Relationship:
    return (
        await people.door.database.transact(scan_service.scan, viewer_id=viewer, code=badge(person))
    ).card.relationship


# ---- a no stays a no -------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_declined", [False, True])
async def test_to_block_and_unblock_forgets_no_answer(people: People, is_declined: bool):
    asked = await people.asked(ANNA, BEN, "first")
    if is_declined:
        await people.do(service.decline, BEN, asked)
    await people.do(service.block, ANNA, BEN)
    assert (await people.requests(BEN)).asking == []
    assert await people.told(BEN) == []
    await people.do(service.unblock, ANNA, BEN)
    assert (await people.relationship(ANNA, BEN), await people.relationship(BEN, ANNA)) == (
        Relationship.none,
        Relationship.none,
    )
    people.published()
    assert await people.request(ANNA, BEN, "again") is Relationship.asked
    heard = [] if is_declined else [NotificationsChanged(BEN)]
    assert people.published() == [*heard, ConnectionRequested(EVENT, ANNA, BEN)]
    again = [(card.connection_id, card.message) for card in (await people.requests(ANNA)).asked]
    assert again == [(asked, "again")]
    assert [card.id for card in (await people.requests(BEN)).asking] == ([] if is_declined else [ANNA])


async def test_a_block_by_the_one_who_was_asked_leaves_nothing(people: People):
    await people.asked(ANNA, BEN)
    await people.do(service.block, BEN, ANNA)
    assert await people.count(connections) == 0
    assert await people.count(blocks) == 1


async def test_after_the_own_block_the_blocked_one_accepts_nothing(people: People):
    asked = await people.asked(ANNA, BEN)
    await people.do(service.block, ANNA, BEN)
    with pytest.raises(RequestGone):
        await people.do(service.accept, BEN, asked)
    with pytest.raises(PersonNotThere):
        await people.request(BEN, ANNA)
    with pytest.raises(UnknownBadge):
        await scan(people, BEN, ANNA)


async def test_who_declined_is_not_connected_by_an_old_scan(people: People):
    await scan(people, BEN, ANNA)
    await people.do(service.decline, BEN, await people.asked(ANNA, BEN))
    assert await scan(people, ANNA, BEN) is Relationship.asked
    assert [row.status for row in await people.rows()] == ["rejected"]
    assert await scan(people, BEN, ANNA) is Relationship.connected


async def test_who_withdrew_is_not_connected_by_an_old_scan(people: People):
    await scan(people, ANNA, BEN)
    await people.do(service.withdraw, ANNA, await people.asked(ANNA, BEN))
    assert await scan(people, BEN, ANNA) is Relationship.none
    assert await scan(people, ANNA, BEN) is Relationship.connected


# ---- spam ------------------------------------------------------------------------------------------------


async def test_asking_and_withdrawing_in_turn_rings_once_a_day(people: People):
    for turn in range(3):
        asked = await people.asked(ANNA, BEN, f"turn {turn}")
        if turn == 0:
            assert await people.told(BEN) == [ANNA]
            await people.do(mark_seen, BEN, (REQUEST,), asked)
        assert await people.told(BEN) == []
        assert [card.message for card in (await people.requests(BEN)).asking] == [f"turn {turn}"]
        await people.do(service.withdraw, ANNA, asked)


async def test_asking_again_on_another_day_is_notifications(people: People):
    asked = await people.asked(ANNA, BEN)
    await people.do(mark_seen, BEN, (REQUEST,), asked)
    await people.do(service.withdraw, ANNA, asked)
    yesterday = clock.now() - timedelta(days=1, minutes=1)
    await people.do(lambda tx: tx.execute(connections.update().values(asked_at=yesterday)))
    await people.request(ANNA, BEN)
    assert await people.told(BEN) == [ANNA]


@pytest.mark.parametrize("rule", [service.decline, service.withdraw])
async def test_who_was_asked_can_block_whoever_is_not_listed(people: People, rule):
    await people.door.change_attendee(ANNA, **UNLISTED)
    asked = await people.asked(ANNA, BEN)
    await people.do(rule, BEN if rule is service.decline else ANNA, asked)
    card = await people.door.database.read(service.find_card, BEN, EVENT, ANNA)
    assert (card.relationship, card.name) == (Relationship.none, "")
    await people.do(service.block, BEN, ANNA)
    with pytest.raises(PersonNotThere):
        await people.request(ANNA, BEN)


async def test_to_have_asked_keeps_nobody_in_sight(people: People):
    asked = await people.asked(ANNA, BEN)
    await people.door.change_attendee(BEN, **UNLISTED)
    await people.do(service.withdraw, ANNA, asked)
    with pytest.raises(PersonNotThere):
        await people.door.database.read(service.find_card, ANNA, EVENT, BEN)


# ---- numbers and codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [2, 13, 999])
async def test_a_refused_message_shows_no_card_of_somebody_who_is_not_listed(
    door: Door, log_in_as: LogIn, person: int
):
    await door.change_attendee(2, **UNLISTED, introduction="I hide")
    client, headers = await log_in_as("guest1")
    answers = []
    for message in ("short", "x" * 301):
        answer = await client.post(
            "/attendee/connections", form={"person_id": person, "message": message}, headers=headers
        )
        text = await answer.get_data(as_text=True)
        answers.append((answer.status_code, "I hide" in text, "Café" in text))
    assert answers == [(404, False, False)] * 2


@pytest.mark.parametrize(
    "form",
    [
        {"person_id": "9" * 5000},
        {"person_id": "٣"},
        {"code": "ünïcødé"},
        {"code": "\x00"},
        {"code": "😀" * 10},
    ],
)
async def test_nonsense_is_nobody(log_in_as: LogIn, form: dict[str, str]):
    client, headers = await log_in_as("guest1")
    answer = await client.post("/attendee/connections", form=form, headers=headers)
    assert answer.status_code == 404


async def test_the_code_of_somebody_who_does_not_come_is_unknown(door: Door, log_in_as: LogIn):
    client, headers = await log_in_as("guest1")
    await door.change_attendee(2, attendance_status="not_attending")
    answer = await client.post("/attendee/connections", form={"code": badge(2)}, headers=headers)
    assert answer.status_code == 404
    await door.change_attendee(2, attendance_status="attending")
    answer = await client.post("/attendee/connections", form={"code": badge(2)}, headers=headers)
    assert answer.status_code == 303
