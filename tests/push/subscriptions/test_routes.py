"""A browser tells its subscription: once, for who is logged in there, and as long as that login stands."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import delete

from netevent.core.database.tables import logins
from netevent.core.site import Application
from netevent.identity.accounts import Kind
from netevent.identity.service import end_logins_of
from netevent.push.keys.pair import is_point
from netevent.push.subscriptions.service import MOST, forget_ended
from tests.agenda.agendas import ANNA, BEN
from tests.conftest import LogIn
from tests.door import Door
from tests.push.devices import subscribe, subscriptions
from tests.push.service import PushBrowser, PushService

SUBSCRIPTIONS = "/attendee/push/subscriptions"


async def owners(door: Door) -> list[int]:
    return [row.attendee_id for row in await subscriptions(door.database)]


async def test_the_key_is_a_point_and_stays_the_same(log_in_as: LogIn):
    keys = set()
    for name in ("guest1", "guest2"):
        client, _ = await log_in_as(name)
        keys.add((await (await client.get("/attendee/push/key")).get_json())["key"])
    [key] = keys
    assert is_point(key)
    assert len(key) == 87


async def test_sent_twice_it_is_one(door: Door, log_in_as: LogIn, service: PushService):
    client, token = await log_in_as("guest1")
    browser = service.new_browser()
    await subscribe(client, token, browser)
    await subscribe(client, token, browser)
    [row] = await subscriptions(door.database)
    assert (row.attendee_id, row.endpoint) == (ANNA, browser.endpoint)


async def test_a_browser_is_whose_it_is_now(door: Door, log_in_as: LogIn, service: PushService):
    browser = service.new_browser()
    for name in ("guest1", "guest2"):
        await subscribe(*await log_in_as(name), browser)
    assert await owners(door) == [BEN]


async def test_of_too_many_the_oldest_goes(door: Door, log_in_as: LogIn, service: PushService):
    client, token = await log_in_as("guest1")
    browsers = [service.new_browser() for _ in range(MOST + 2)]
    for browser in browsers:
        await subscribe(client, token, browser)
    kept = [row.endpoint for row in await subscriptions(door.database)]
    assert kept == [browser.endpoint for browser in browsers[2:]]


@pytest.mark.attack("more browsers than one may have, handed over from another's account", "the oldest go")
async def test_of_too_many_that_were_handed_over_the_oldest_go(
    door: Door, log_in_as: LogIn, service: PushService
):
    anna, ben = await log_in_as("guest1"), await log_in_as("guest2")
    handed_over = [service.new_browser() for _ in range(MOST)]
    for browser in handed_over:
        await subscribe(*ben, browser)
    for browser in [service.new_browser() for _ in range(MOST)] + handed_over:
        await subscribe(*anna, browser)
    kept = [row.endpoint for row in await subscriptions(door.database)]
    assert kept == [browser.endpoint for browser in handed_over]


async def test_it_is_ended_by_its_owner_alone(door: Door, log_in_as: LogIn, service: PushService):
    anna, ben = await log_in_as("guest1"), await log_in_as("guest2")
    browser = service.new_browser()
    await subscribe(*anna, browser)
    for (client, token), left in ((ben, [ANNA]), (anna, []), (anna, [])):
        answer = await client.post(f"{SUBSCRIPTIONS}/end", json={"endpoint": browser.endpoint}, headers=token)
        assert answer.status_code == 204
        assert await owners(door) == left


async def test_it_ends_with_the_login(door: Door, log_in_as: LogIn, service: PushService):
    phone, tablet = await log_in_as("guest1"), await log_in_as("guest1")
    browser = service.new_browser()
    await subscribe(*phone, browser)
    await subscribe(*tablet, service.new_browser())
    await phone[0].post("/logout", headers=phone[1])
    assert [row.endpoint == browser.endpoint for row in await subscriptions(door.database)] == [False]


async def test_choosing_a_language_ends_none(door: Door, log_in_as: LogIn, service: PushService):
    client, token = await log_in_as("guest1")
    await subscribe(client, token, service.new_browser())
    await client.post("/language/de?next=/attendee/dashboard", headers=token)
    assert await owners(door) == [ANNA]


async def test_the_worker_renews_it_by_the_old_address(
    door: Door, log_in_as: LogIn, service: PushService, client: Client
):
    old, new = service.new_browser(), service.new_browser()
    await subscribe(*await log_in_as("guest1"), old)
    posted = {"old_endpoint": old.endpoint, **new.json}
    assert (await client.post("/attendee/push/renewed", json=posted)).status_code == 204
    [row] = await subscriptions(door.database)
    assert (row.attendee_id, row.endpoint, row.p256dh) == (ANNA, new.endpoint, new.public_key)
    assert (await client.post("/attendee/push/renewed", json=posted)).status_code == 404


async def test_renewed_to_a_hostile_address_it_stays_as_it_was(
    door: Door, log_in_as: LogIn, service: PushService, client: Client
):
    old = service.new_browser()
    await subscribe(*await log_in_as("guest1"), old)
    posted = {"old_endpoint": old.endpoint, **old.json, "endpoint": "https://evil.example/x"}
    assert (await client.post("/attendee/push/renewed", json=posted)).status_code == 422
    assert [row.endpoint for row in await subscriptions(door.database)] == [old.endpoint]


def _with(browser: PushBrowser, **changed: Any) -> dict[str, Any]:
    return browser.json | changed


def _keys(browser: PushBrowser, **changed: str) -> dict[str, Any]:
    return browser.json | {"keys": browser.json["keys"] | changed}


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


@pytest.mark.attack("a subscription that is none", "422")
async def test_what_is_no_subscription_is_refused(door: Door, log_in_as: LogIn, service: PushService):
    client, token = await log_in_as("guest1")
    browser = service.new_browser()
    wrong: list[Any] = [
        None,
        [],
        "x",
        {},
        {"endpoint": browser.endpoint},
        _with(browser, endpoint="https://evil.example/push"),
        _with(browser, endpoint=7),
        _with(browser, keys=[]),
        _keys(browser, p256dh=""),
        _keys(browser, p256dh="é"),
        _keys(browser, p256dh=_text(b"\x04" + bytes(64))),
        _keys(browser, p256dh=_text(b"\x02" + bytes(32))),
        _keys(browser, p256dh=browser.public_key + "AAAA"),
        _keys(browser, auth=_text(bytes(15))),
        _keys(browser, auth=_text(bytes(17))),
        _keys(browser, auth="!" * 22),
        _keys(browser, auth=_text(bytes(16)) + "!"),
        _keys(browser, p256dh=browser.public_key + "!!!!" * 100),
        _with(browser, endpoint=f"https://{'a' * 70}.push.apple.com/x"),
    ]
    for posted in wrong:
        answer = await client.post(SUBSCRIPTIONS, json=posted, headers=token)
        assert answer.status_code == 422, posted
    assert await subscriptions(door.database) == []


async def test_what_is_huge_is_refused(log_in_as: LogIn, service: PushService):
    client, token = await log_in_as("guest1")
    posted = json.dumps(_with(service.new_browser(), endpoint="x" * 10_000))
    said = token | {"Content-Type": "application/json", "Content-Length": str(len(posted))}
    assert (await client.post(SUBSCRIPTIONS, data=posted, headers=said)).status_code == 413


@pytest.mark.parametrize("name", ["olga", "marta"])
async def test_only_attendees_are_told(log_in_as: LogIn, service: PushService, name: str):
    client, token = await log_in_as(name)
    answer = await client.post(SUBSCRIPTIONS, json=service.new_browser().json, headers=token)
    assert answer.status_code == 403


async def test_guests_are_not(client: Client, service: PushService):
    answer = await client.post(SUBSCRIPTIONS, json=service.new_browser().json)
    assert answer.status_code == 403
    assert (await client.get("/attendee/push/key", headers={"Accept": "application/json"})).status_code == 401


async def test_a_test_arrives_on_the_device_that_asked(
    log_in_as: LogIn, service: PushService, app: Application
):
    phone, tablet = service.new_browser(), service.new_browser()
    await subscribe(*await log_in_as("guest1"), phone)
    client, token = await log_in_as("guest1")
    await subscribe(client, token, tablet)
    assert (await client.post("/attendee/push/test", json={}, headers=token)).status_code == 202
    [push] = await service.arrived(1)
    assert push.browser is tablet
    assert push.payload["title"] == "Notifications work on this device"


async def test_without_a_subscription_there_is_no_test(log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    assert (await client.post("/attendee/push/test", json={}, headers=token)).status_code == 404


async def test_tests_are_limited(log_in_as: LogIn, service: PushService):
    client, token = await log_in_as("guest1")
    await subscribe(client, token, service.new_browser())
    answers = [await client.post("/attendee/push/test", json={}, headers=token) for _ in range(6)]
    assert [one.status_code for one in answers] == [202] * 5 + [429]


async def test_a_new_password_ends_those_of_all_other_logins(
    door: Door, log_in_as: LogIn, service: PushService
):
    here, elsewhere, other = await log_in_as("guest1"), await log_in_as("guest1"), await log_in_as("guest2")
    own, others = service.new_browser(), service.new_browser()
    await subscribe(*here, own)
    await subscribe(*elsewhere, service.new_browser())
    await subscribe(*other, others)
    login_id = (await subscriptions(door.database))[0].login_id
    await door.database.transact(end_logins_of, Kind.attendee, ANNA, but=login_id)
    kept = [row.endpoint for row in await subscriptions(door.database)]
    assert kept == [own.endpoint, others.endpoint]


async def test_they_go_with_the_account(door: Door, log_in_as: LogIn, service: PushService):
    client, token = await log_in_as("guest1")
    await subscribe(client, token, service.new_browser())
    await subscribe(*await log_in_as("guest2"), service.new_browser())
    answer = await client.post("/attendee/privacy/delete", form={"sure": "yes"}, headers=token)
    assert answer.status_code == 303
    assert await owners(door) == [BEN]


async def test_what_is_left_of_logins_that_ran_out_is_swept(
    door: Door, log_in_as: LogIn, service: PushService
):
    await subscribe(*await log_in_as("guest1"), service.new_browser())
    await subscribe(*await log_in_as("guest2"), service.new_browser())
    login_id = (await subscriptions(door.database))[0].login_id
    await door.database.transact(lambda tx: tx.execute(delete(logins).where(logins.c.id == login_id)))
    await door.database.transact(forget_ended)
    assert await owners(door) == [BEN]
