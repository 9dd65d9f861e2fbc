"""What waits for somebody arrives on the own devices, and only there; what became of it is written down."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, update

from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.core import clock
from netevent.core.database.tables import attendees, logins, push_refusals, push_subscriptions
from netevent.notifications.service import mark_seen, notify
from netevent.push.keys.keeping import PushKeys
from netevent.push.sending.due import Action
from netevent.push.sending.sender import Sender
from netevent.push.subscriptions.endpoints import push_services
from tests.agenda.agendas import ANNA, BEN, CARA
from tests.factories import insert_connection
from tests.push.devices import Pushing, subscriptions, told
from tests.push.service import PushService

# Nobody listens there.
NOBODY = "127.0.0.1:1"
SECRET_WORDS = "About the merger in May"


async def ask(pushing: Pushing, by: int = BEN, whom: int = ANNA) -> int:
    """A request that waits, and is told."""
    made = await insert_connection(pushing.database, by, whom, status="pending", message=SECRET_WORDS)
    await pushing.database.transact(notify, REQUEST, made, whom)
    return made


async def refuse(pushing: Pushing, kind: str) -> None:
    row = insert(push_refusals).values(attendee_id=ANNA, kind=kind)
    await pushing.database.transact(lambda tx: tx.execute(row))


async def see(pushing: Pushing) -> None:
    await pushing.database.transact(mark_seen, ANNA, [REQUEST])


async def test_both_devices_show_it_and_nobody_elses(pushing: Pushing, service: PushService):
    phone, tablet = await pushing.device_of(ANNA), await pushing.device_of(ANNA)
    others = await pushing.device_of(CARA)
    request = await ask(pushing)
    await pushing.run()
    assert [len(service.payloads(one)) for one in (phone, tablet, others)] == [1, 1, 0]
    assert service.payloads(phone)[0] == {
        "do": "show",
        "tag": f"request-{request}",
        "title": "Guest2 Żółć wants to connect",
        "body": "Café & Co",
        "url": "/attendee/connection-requests",
        "lang": "en",
        "dir": "ltr",
    }


async def test_it_counts_as_told(pushing: Pushing):
    await pushing.device_of(ANNA)
    await ask(pushing)
    await pushing.run()
    [row] = await told(pushing.database)
    assert row.pushed_at >= row.created_at
    [device] = await subscriptions(pushing.database)
    assert device.used_at is not None


async def test_without_a_device_there_is_no_job(pushing: Pushing):
    await ask(pushing)
    assert await pushing.waiting() == []


async def test_nothing_of_it_can_be_read_on_the_way(pushing: Pushing, service: PushService):
    await pushing.device_of(ANNA)
    request = await ask(pushing)
    await pushing.run()
    [push] = service.pushes
    seen = push.raw + repr(push.headers).encode()
    for word in ("Guest", "wants to", "guest1@example.com", f"request-{request}", "/attendee"):
        assert word.encode() not in seen
    assert push.claims["sub"].startswith("mailto:")
    assert (push.headers["urgency"], push.headers["content-encoding"]) == ("high", "aes128gcm")
    assert 0 < push.ttl <= 24 * 3600


async def test_the_size_tells_nothing_of_the_text(pushing: Pushing, service: PushService):
    await pushing.device_of(ANNA)
    await ask(pushing)
    await ask(pushing, by=CARA)
    await refuse(pushing, "names")
    await pushing.run()
    assert len({len(push.raw) for push in service.pushes}) == 1


async def test_messages_never_leave(pushing: Pushing, service: PushService):
    phone = await pushing.device_of(ANNA)
    await ask(pushing)
    await pushing.run()
    assert SECRET_WORDS not in str(service.payloads(phone))


async def test_who_hides_names_reads_none(pushing: Pushing, service: PushService):
    phone = await pushing.device_of(ANNA)
    await refuse(pushing, "names")
    await ask(pushing)
    await pushing.run()
    [shown] = service.payloads(phone)
    assert (shown["title"], shown["body"]) == ("Somebody wants to connect", "")


async def test_a_kind_that_is_not_wanted_does_not_come(pushing: Pushing, service: PushService):
    await pushing.device_of(ANNA)
    await refuse(pushing, "request")
    await ask(pushing)
    await pushing.run()
    assert service.pushes == []


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Somebody wants to connect"),
        ("nl", "Iemand wil connectie maken"),
        ("de", "Jemand möchte sich vernetzen"),
        ("fr", "Quelqu'un souhaite entrer en contact"),
        ("es", "Alguien quiere conectar contigo"),
        ("it", "Qualcuno vuole entrare in contatto"),
        ("pl", "Ktoś chce nawiązać kontakt"),
    ],
)
async def test_it_is_in_the_language_of_who_reads_it(
    pushing: Pushing, service: PushService, catalogues: None, language: str, title: str
):
    phone = await pushing.device_of(ANNA)
    await refuse(pushing, "names")
    change = update(attendees).where(attendees.c.id == ANNA).values(preferred_language=language)
    await pushing.database.transact(lambda tx: tx.execute(change))
    await ask(pushing)
    await pushing.run()
    [shown] = service.payloads(phone)
    assert (shown["title"], shown["lang"]) == (title, language)


async def test_what_is_seen_by_then_is_not_shown(pushing: Pushing, service: PushService):
    await pushing.device_of(ANNA)
    await ask(pushing)
    await see(pushing)
    await pushing.run()
    assert service.pushes == []


async def test_what_is_over_by_then_is_not_shown(pushing: Pushing, service: PushService):
    await pushing.device_of(ANNA)
    await pushing.database.transact(notify, REQUEST, 4711, ANNA)
    await pushing.run()
    assert service.pushes == []


async def test_a_login_that_ended_or_ran_out_gets_nothing(pushing: Pushing, service: PushService):
    ended = await pushing.log_in(ANNA)
    await pushing.device_of(ANNA, ended)
    await pushing.device_of(ANNA, await pushing.log_in(ANNA, clock.now() + timedelta(seconds=30)))
    await ask(pushing)
    late = update(logins).where(logins.c.id != ended).values(expires_at=clock.now())
    await pushing.database.transact(lambda tx: tx.execute(late))
    await pushing.database.transact(lambda tx: tx.execute(delete(logins).where(logins.c.id == ended)))
    await pushing.run()
    assert service.pushes == []


async def test_an_old_connection_is_told_without_hurry(pushing: Pushing, service: PushService):
    phone = await pushing.device_of(ANNA)
    made = await insert_connection(pushing.database, BEN, ANNA)
    await pushing.database.transact(notify, CONNECTION, made, ANNA)
    await pushing.run()
    assert service.pushes[0].headers["urgency"] == "normal"
    assert service.payloads(phone)[0]["url"].startswith("/attendee/people/")


# ---- taken back -----------------------------------------------------------------------------------------


async def test_what_is_seen_elsewhere_is_taken_back_once(pushing: Pushing, service: PushService):
    phone = await pushing.device_of(ANNA)
    request = await ask(pushing)
    await pushing.run()
    await see(pushing)
    await see(pushing)
    await pushing.run()
    shown, closed = service.payloads(phone)
    assert (shown["do"], closed) == ("show", {"do": "close", "tags": [f"request-{request}"]})
    first, second = service.pushes
    assert first.headers["topic"] == second.headers["topic"]


async def test_what_was_never_pushed_is_not_taken_back(pushing: Pushing):
    await ask(pushing)
    await pushing.device_of(ANNA)
    await see(pushing)
    assert await pushing.waiting() == []


async def test_what_is_seen_while_it_is_sent_is_taken_back(pushing: Pushing, service: PushService):
    phone = await pushing.device_of(ANNA)
    await ask(pushing)
    async with service.holding():
        sending = asyncio.create_task(pushing.run())
        await service.was_asked(phone)
        await see(pushing)
    await sending
    assert [one["do"] for one in service.payloads(phone)] == ["show", "close"]


async def test_what_happens_again_is_pushed_again(pushing: Pushing, service: PushService):
    phone = await pushing.device_of(ANNA)
    request = await ask(pushing)
    await pushing.run()
    await see(pushing)
    await pushing.database.transact(notify, REQUEST, request, ANNA)
    await pushing.run()
    assert [one["do"] for one in service.payloads(phone)].count("show") == 2


# ---- what push services say ------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_forgotten(pushing: Pushing, service: PushService, status: int):
    gone, other = await pushing.device_of(ANNA), await pushing.device_of(ANNA)
    service.answer(gone, status)
    await ask(pushing)
    await pushing.run()
    [left] = await subscriptions(pushing.database)
    assert left.endpoint == other.endpoint
    assert (await told(pushing.database))[0].pushed_at is not None


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_only_who_did_not_get_it_is_tried_again(pushing: Pushing, service: PushService, status: int):
    busy, other = await pushing.device_of(ANNA), await pushing.device_of(ANNA)
    service.answer(busy, status, 201)
    await ask(pushing)
    await pushing.run()
    assert [len(service.payloads(one)) for one in (busy, other)] == [0, 1]
    await pushing.hurry()
    await pushing.run()
    assert [len(service.payloads(one)) for one in (busy, other)] == [1, 1]


async def test_it_waits_as_long_as_the_push_service_says(pushing: Pushing, service: PushService):
    busy = await pushing.device_of(ANNA)
    service.answer(busy, 429, Retry_After="1200")
    await ask(pushing)
    await pushing.run()
    [(due, run_at)] = await pushing.waiting()
    assert timedelta(seconds=1100) < run_at - clock.now() < timedelta(seconds=1201)
    assert (due.failures, len(due.only)) == (1, 1)


async def test_it_is_given_up_some_day(pushing: Pushing, service: PushService):
    broken = await pushing.device_of(ANNA)
    service.answer(broken, 500)
    await ask(pushing)
    for _ in range(20):
        await pushing.run()
        await pushing.hurry()
    assert await pushing.waiting() == []
    assert service.asked[broken.path] == 7


@pytest.mark.parametrize("status", [302, 400, 401, 403, 413])
async def test_what_is_refused_is_not_tried_again(pushing: Pushing, service: PushService, status: int):
    """Nor does a push service lead us anywhere."""
    strict = await pushing.device_of(ANNA)
    service.answer(strict, status, Location=f"http://{service.host}/push/elsewhere")
    await ask(pushing)
    await pushing.run()
    assert await pushing.waiting() == []
    assert dict(service.asked) == {strict.path: 1}
    assert (await told(pushing.database))[0].pushed_at is None


async def test_a_push_service_that_is_away_is_asked_later(pushing: Pushing, service: PushService):
    phone = await pushing.device_of(ANNA)
    away = update(push_subscriptions).values(endpoint=phone.endpoint.replace(service.host, NOBODY))
    await pushing.database.transact(lambda tx: tx.execute(away))
    pushing.sender = Sender(PushKeys(pushing.settings, pushing.database), push_services(NOBODY))
    await ask(pushing)
    await pushing.run()
    [(due, _)] = await pushing.waiting()
    assert (due.action, due.failures) == (Action.show, 1)
