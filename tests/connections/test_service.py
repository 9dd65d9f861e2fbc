"""The rules of requests, connections and blocks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from netevent.changes import (
    ConnectionMade,
    ConnectionRequested,
    NotificationsChanged,
    RequestDeclined,
    RequestWithdrawn,
)
from netevent.connections import service
from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.connections.refusals import (
    AlreadyConnected,
    MessageTooLong,
    PersonNotThere,
    RequestGone,
    RequestsUsedUp,
)
from netevent.connections.requests import reading
from netevent.core import clock
from netevent.core.database.tables import badge_scans
from netevent.core.errors import NotFound
from netevent.notifications.service import mark_seen
from netevent.profiles.cards.card import Relationship
from tests.connections.people import ANNA, BEN, CARA, EVENT, STRANGER, People
from tests.notifications.inboxes import waiting

UNLISTED = {"directory_key": ""}


# ---- asking ----------------------------------------------------------------------------------------------


async def test_a_request_waits_for_the_other_one(people: People):
    assert await people.request(ANNA, BEN, "Your talk") is Relationship.asked
    assert people.published() == [NotificationsChanged(BEN), ConnectionRequested(EVENT, ANNA, BEN)]
    assert (await people.relationship(ANNA, BEN), await people.relationship(BEN, ANNA)) == (
        Relationship.asked,
        Relationship.asks,
    )
    assert [card.message for card in (await people.requests(BEN)).asking] == ["Your talk"]
    assert [card.id for card in (await people.requests(ANNA)).asked] == [BEN]
    assert await people.told(BEN) == [ANNA]


async def test_asking_twice_is_as_once(people: People):
    await people.request(ANNA, BEN, "first")
    people.published()
    assert await people.request(ANNA, BEN, "second") is Relationship.asked
    assert people.published() == []
    assert [(row.message, row.status) for row in await people.rows()] == [("first", "pending")]


async def test_a_crossing_request_is_a_connection(people: People):
    await people.request(ANNA, BEN)
    people.published()
    assert await people.request(BEN, ANNA) is Relationship.connected
    assert people.published() == [
        NotificationsChanged(BEN),
        NotificationsChanged(ANNA),
        ConnectionMade(EVENT, ANNA, BEN),
    ]
    assert await people.request(ANNA, BEN) is Relationship.connected
    assert people.published() == []
    assert (await people.told(ANNA), await people.told(BEN)) == ([BEN], [])


async def test_who_declined_and_then_asks_is_connected(people: People):
    await people.do(service.decline, BEN, await people.asked(ANNA, BEN))
    assert await people.request(BEN, ANNA) is Relationship.connected


@pytest.mark.parametrize("whom", [ANNA, STRANGER, 999])
async def test_nobody_asks_the_own_self_nor_strangers(people: People, whom: int):
    with pytest.raises(PersonNotThere):
        await people.request(ANNA, whom)
    assert await people.rows() == []
    assert people.published() == []


async def test_who_is_not_listed_is_asked_by_the_badge_only(people: People):
    await people.door.change_attendee(BEN, **UNLISTED)
    with pytest.raises(PersonNotThere):
        await people.request(ANNA, BEN)
    assert await people.request(ANNA, BEN, met_how="scan") is Relationship.asked
    await people.door.change_attendee(CARA, **UNLISTED)
    await people.add(badge_scans, scanner_id=ANNA, scanned_id=CARA, scanned_at=clock.now())
    assert await people.request(ANNA, CARA) is Relationship.asked


async def test_who_is_not_listed_but_asked_can_be_asked_back(people: People):
    await people.door.change_attendee(ANNA, **UNLISTED)
    await people.request(ANNA, BEN)
    assert await people.request(BEN, ANNA) is Relationship.connected


async def test_a_message_has_its_length(people: People):
    with pytest.raises(MessageTooLong):
        await people.request(ANNA, BEN, "x" * (service.MESSAGE_LENGTH + 1))
    await people.request(ANNA, BEN, "ż" * service.MESSAGE_LENGTH)
    assert len((await people.row(ANNA, BEN)).message) == service.MESSAGE_LENGTH


async def test_a_day_has_so_many_requests_and_the_next_one_as_many(people: People):
    today = clock.now().date()
    await people.door.change_attendee(ANNA, requests_on=today, requests_made=service.REQUESTS_A_DAY - 1)
    await people.request(ANNA, BEN)
    with pytest.raises(RequestsUsedUp) as refused:
        await people.request(ANNA, CARA)
    assert "50" in refused.value.text
    assert len(await people.rows()) == 1
    await people.door.change_attendee(ANNA, requests_on=today - timedelta(days=1))
    assert await people.request(ANNA, CARA) is Relationship.asked


async def test_who_has_used_up_the_day_can_still_accept(people: People):
    await people.request(BEN, ANNA)
    made = {"requests_on": clock.now().date(), "requests_made": service.REQUESTS_A_DAY}
    await people.door.change_attendee(ANNA, **made)
    assert await people.request(ANNA, BEN) is Relationship.connected


async def test_a_long_list_says_how_many_more_wait(people: People, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "LONGEST_LIST", 1)
    await people.request(ANNA, BEN)
    await people.request(CARA, BEN)
    found = await people.requests(BEN)
    assert ([card.id for card in found.asking], found.more) == ([CARA], 1)


# ---- answering -------------------------------------------------------------------------------------------


async def test_accepting_connects_and_is_notifications_for_the_one_who_asked(people: People):
    asked = await people.asked(ANNA, BEN)
    people.published()
    await people.do(service.accept, BEN, asked)
    assert people.published() == [
        NotificationsChanged(BEN),
        NotificationsChanged(ANNA),
        ConnectionMade(EVENT, ANNA, BEN),
    ]
    assert (await people.relationship(ANNA, BEN), await people.relationship(BEN, ANNA)) == (
        Relationship.connected,
        Relationship.connected,
    )
    assert (await people.told(ANNA), await people.told(BEN)) == ([BEN], [])
    await people.do(service.accept, BEN, asked)
    assert people.published() == []


async def test_declining_is_silent(people: People):
    asked = await people.asked(ANNA, BEN)
    people.published()
    before = (await people.requests(ANNA)).asked
    await people.do(service.decline, BEN, asked)
    assert people.published() == [NotificationsChanged(BEN), RequestDeclined(EVENT, ANNA, BEN)]
    assert (await people.requests(ANNA)).asked == before
    assert await people.told(ANNA) == []
    assert await people.relationship(BEN, ANNA) is Relationship.none
    await people.do(service.decline, BEN, asked)
    assert people.published() == []


async def test_who_declined_may_change_their_mind(people: People):
    asked = await people.asked(ANNA, BEN)
    await people.do(service.decline, BEN, asked)
    await people.do(service.accept, BEN, asked)
    assert await people.relationship(ANNA, BEN) is Relationship.connected


async def test_a_withdrawn_request_cannot_be_accepted(people: People):
    asked = await people.asked(ANNA, BEN)
    people.published()
    await people.do(service.withdraw, ANNA, asked)
    assert people.published() == [NotificationsChanged(BEN), RequestWithdrawn(EVENT, ANNA, BEN)]
    with pytest.raises(RequestGone):
        await people.do(service.accept, BEN, asked)
    assert (await people.relationship(ANNA, BEN), await people.relationship(BEN, ANNA)) == (
        Relationship.none,
        Relationship.none,
    )
    for rule, who in ((service.withdraw, ANNA), (service.decline, BEN)):
        await people.do(rule, who, asked)
    assert people.published() == []


async def test_an_accepted_request_is_neither_declined_nor_withdrawn(people: People):
    made = await people.connect(ANNA, BEN)
    with pytest.raises(AlreadyConnected):
        await people.do(service.withdraw, ANNA, made)
    with pytest.raises(AlreadyConnected):
        await people.do(service.decline, BEN, made)


@pytest.mark.parametrize("rule", [service.accept, service.decline, service.withdraw])
@pytest.mark.parametrize("who", [CARA, STRANGER])
async def test_a_third_person_answers_nothing(people: People, rule: Any, who: int):
    asked = await people.asked(ANNA, BEN)
    people.published()
    with pytest.raises(NotFound):
        await people.do(rule, who, asked)
    assert people.published() == []


async def test_the_one_who_asked_does_not_answer_and_the_other_does_not_withdraw(people: People):
    asked = await people.asked(ANNA, BEN)
    for rule, who in ((service.accept, ANNA), (service.decline, ANNA), (service.withdraw, BEN)):
        with pytest.raises(NotFound):
            await people.do(rule, who, asked)
    assert (await people.row(ANNA, BEN)).status == "pending"


# ---- after a withdrawal ----------------------------------------------------------------------------------


@pytest.mark.parametrize("is_declined", [False, True])
async def test_asking_again_looks_the_same_whether_it_was_declined(people: People, is_declined: bool):
    asked = await people.asked(ANNA, BEN, "first")
    if is_declined:
        await people.do(service.decline, BEN, asked)
    await people.do(service.withdraw, ANNA, asked)
    assert (await people.requests(ANNA)).asked == []
    people.published()
    assert await people.request(ANNA, BEN, "again") is Relationship.asked
    assert people.published() == [
        *([] if is_declined else [NotificationsChanged(BEN)]),
        ConnectionRequested(EVENT, ANNA, BEN),
    ]
    assert [(card.connection_id, card.message) for card in (await people.requests(ANNA)).asked] == [
        (asked, "again")
    ]


async def test_who_was_declined_never_shows_again_to_the_one_who_declined(people: People):
    asked = await people.asked(ANNA, BEN)
    await people.do(service.decline, BEN, asked)
    await people.do(service.withdraw, ANNA, asked)
    await people.request(ANNA, BEN, "again")
    assert (await people.requests(BEN)).asking == []
    assert await people.told(BEN) == []
    assert (await waiting(people.door.database, BEN)).dots["people"].count == 0
    assert await people.relationship(BEN, ANNA) is Relationship.none


async def test_after_a_withdrawal_the_other_one_may_ask(people: People):
    await people.do(service.withdraw, ANNA, await people.asked(ANNA, BEN, "mine"))
    assert await people.request(BEN, ANNA, "yours") is Relationship.asked
    assert await people.relationship(ANNA, BEN) is Relationship.asks
    assert [card.message for card in (await people.requests(ANNA)).asking] == ["yours"]
    assert len(await people.rows()) == 1


# ---- what was seen ---------------------------------------------------------------------------------------


async def test_who_has_looked_has_seen_it(people: People):
    asked = await people.asked(ANNA, BEN)
    await people.request(CARA, BEN)
    people.published()
    await people.do(mark_seen, BEN, (REQUEST,), asked)
    assert await people.told(BEN) == [CARA]
    await people.do(mark_seen, BEN, (REQUEST, CONNECTION))
    assert await people.told(BEN) == []
    assert people.published() == [NotificationsChanged(BEN), NotificationsChanged(BEN)]
    await people.do(mark_seen, BEN, (REQUEST, CONNECTION))
    assert people.published() == []
    assert len((await people.requests(BEN)).asking) == 2


async def test_nobody_puts_away_what_waits_for_others(people: People):
    asked = await people.asked(ANNA, BEN)
    for somebody in (ANNA, CARA):
        await people.do(mark_seen, somebody, (REQUEST,), asked)
    assert await people.told(BEN) == [ANNA]
