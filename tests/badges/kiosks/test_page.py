"""What a kiosk lets people do, and what it tells nobody."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, update

from netevent.badges.kiosks import service
from netevent.badges.kiosks.page import tries
from netevent.badges.kiosks.page.finding import begins
from netevent.core import clock
from netevent.core.database.tables import badge_prints, events, scans
from tests.badges.kiosks.kiosks import PIN, WRONG, Kiosks
from tests.badges.printers import ANNA, EVENT, OTHER_EVENT
from tests.door import BADGES, badge

ANNAS = "guest1@example.com"
ALL_PAGES = ["/kiosk", "/kiosk/leave"]


async def test_a_scanned_badge_is_asked_for_and_let_in(kiosks: Kiosks):
    at = await kiosks.opened(gate_id=1)
    assert await at.scan(badge(ANNA)) == 200
    assert "Are you Guest1?" in at.text
    assert await kiosks.door.inside() == 0, "nobody is in before they say so"
    assert await at.confirm() == 200
    assert at.ending == "welcome"
    assert await kiosks.door.inside() == 1


async def test_the_journal_knows_the_kiosk_and_its_gate(kiosks: Kiosks):
    at = await kiosks.opened(gate_id=1)
    await at.scan(badge(ANNA))
    await at.confirm()
    one = scans.c
    statement = select(one.scanned_by_kind, one.scanned_by, one.gate_id, one.outcome)
    row = await kiosks.door.database.read(lambda tx: tx.execute(statement).one())
    assert tuple(row) == ("kiosk", "Entrance", 1, "checked_in")


async def test_who_types_address_and_name_is_asked_by_first_name_and_type(kiosks: Kiosks):
    at = await kiosks.opened()
    assert await at.type("zo", " Guest1@Example.com ") == 200
    assert "Are you Guest1?" in at.text
    for secret in ("Żółć", ANNAS, "Café", badge(ANNA)):
        assert secret not in at.text
    await at.confirm()
    assert at.ending == "welcome"


async def test_what_is_wrong_has_one_answer(kiosks: Kiosks):
    at = await kiosks.opened()
    answers = set()
    for letters, email in [
        ("zo", "nobody@example.com"),
        ("xx", ANNAS),
        ("z", ANNAS),
        ("", ANNAS),
        ("zo", ""),
        ("zo", "guest1@example.co"),
        ("zo", "%"),
        ("zo", f"guest{BADGES + 1}@example.com"),
    ]:
        assert await at.type(letters, email) == 422
        answers.add(at.text)
    for code in ("NOBODYSXXX", badge(BADGES + 1), "x" * 600, "https://example.org/", "\0", "ß" * 20):
        assert await at.scan(code) == 422
        answers.add(at.text)
    assert len(answers) == 1
    assert "We could not find your registration." in answers.pop()


@pytest.mark.attack("a number of somebody else, at a kiosk", "nobody is let in")
async def test_nobody_is_let_in_by_a_number(kiosks: Kiosks):
    at = await kiosks.opened()
    await at.scan(badge(ANNA))
    mine = dict(at.fields)
    number, _, signed = mine["who"].partition("-")
    other_scan = "00000000-0000-4000-8000-000000000001"
    for changed in (
        {"who": f"{int(number) + 1}-{signed}"},
        {"who": number},
        {"who": ""},
        {"who": "1-" + "0" * 64},
        {"scan_id": other_scan},
        {"scan_id": "1"},
        {"scan_id": ""},
    ):
        at.fields = mine
        assert await at.confirm(**changed) == 422
    assert await kiosks.door.inside() == 0


@pytest.mark.attack("a number that another kiosk signed", "nobody is let in")
async def test_what_one_kiosk_signed_counts_at_no_other(kiosks: Kiosks):
    here, elsewhere = await kiosks.opened(), await kiosks.opened(event_id=OTHER_EVENT)
    await here.scan(badge(ANNA))
    elsewhere.fields = here.fields
    assert await elsewhere.confirm() == 422
    assert await kiosks.door.inside() == 0


@pytest.mark.parametrize(
    "changed", [{"payment_status": "pending"}, {"attendance_status": "not_attending"}], ids=str
)
async def test_who_is_not_let_in_is_sent_to_the_desk_without_a_reason(
    kiosks: Kiosks, changed: dict[str, str]
):
    await kiosks.door.change_attendee(ANNA, **changed)
    at = await kiosks.opened()
    await at.scan(badge(ANNA))
    assert await at.confirm() == 200
    assert at.ending == "desk"
    assert "pa" + "id" not in at.text
    assert await kiosks.door.inside() == 0


async def test_who_is_in_already_is_told_so(kiosks: Kiosks):
    await kiosks.door.scan(badge(ANNA))
    at = await kiosks.opened()
    await at.scan(badge(ANNA))
    await at.confirm()
    assert at.ending == "already"


async def test_the_badge_comes_out_once(kiosks: Kiosks):
    station = await kiosks.printers.open_station("Left")
    at = await kiosks.opened(station_id=station)
    await at.scan(badge(ANNA))
    for _ in range(2):
        await at.confirm()
        assert at.ending == "printing"
        assert "Left" in at.text
    assert [(row.attendee_id, row.for_station_id) for row in await kiosks.printers.rows()] == [
        (ANNA, station)
    ]


async def test_who_sends_it_many_times_at_once_is_in_once_and_has_one_badge(kiosks: Kiosks):
    station = await kiosks.printers.open_station()
    at = await kiosks.opened(station_id=station)
    asked = []
    for _ in range(2):
        await at.scan(badge(ANNA))
        asked.append(at.fields | {"csrf_token": at.token})
    await asyncio.gather(*(at.client.post("/kiosk/check-in", form=form) for form in asked * 3))
    assert await kiosks.door.inside() == 1
    journal = await kiosks.door.journal()
    assert sorted((outcome.value, times) for outcome, times in journal.items()) == [
        ("already_checked_in", 1),
        ("checked_in", 1),
    ]
    assert len(await kiosks.printers.rows()) == 1


async def test_a_badge_that_was_printed_before_is_not_printed_again(kiosks: Kiosks):
    station = await kiosks.printers.open_station()
    values = {"event_id": EVENT, "attendee_id": ANNA, "printed_at": clock.now(), "content": "0" * 64}
    await kiosks.printers.do(lambda tx: tx.execute(badge_prints.insert().values(values)))
    at = await kiosks.opened(station_id=station)
    await at.scan(badge(ANNA))
    await at.confirm()
    assert at.ending == "printed_before"
    assert await kiosks.printers.rows() == []


async def test_the_last_pages_lead_back_by_themselves(kiosks: Kiosks):
    at = await kiosks.opened()
    await at.get()
    assert "http-equiv" not in at.text
    await at.scan(badge(ANNA))
    assert 'http-equiv="refresh" content="40; url=/kiosk"' in at.text
    await at.confirm()
    assert 'http-equiv="refresh" content="10; url=/kiosk"' in at.text


async def test_too_many_wrong_names_end_the_typing_and_not_the_scanning(kiosks: Kiosks):
    at = await kiosks.opened()
    most = int(tries.WRONG_NAMES[0].partition("/")[0])
    for _ in range(most):
        assert await at.type("zo", "nobody@example.com") == 422
    assert await at.type("zo", ANNAS) == 429
    assert "Guest1" not in at.text
    assert await at.scan(badge(ANNA)) == 200


async def test_a_browser_that_is_no_kiosk_gets_nothing(kiosks: Kiosks):
    await kiosks.opened()
    stranger = kiosks.app.test_client()
    for path in ALL_PAGES:
        answer = await stranger.get(path)
        assert answer.status_code == 403
        assert "This kiosk is closed." in await answer.get_data(as_text=True)


async def test_a_removed_kiosk_is_closed_at_once(kiosks: Kiosks):
    made = await kiosks.add()
    at = await kiosks.open(made)
    await at.scan(badge(ANNA))
    await kiosks.printers.do(service.remove, EVENT, made.device.id)
    assert await at.confirm() == 403
    assert await at.get() == 403
    assert await at.post("/kiosk/alive") == 403
    assert await kiosks.door.inside() == 0


async def test_a_new_link_closes_what_the_old_one_opened(kiosks: Kiosks):
    made = await kiosks.add()
    at = await kiosks.open(made)
    await kiosks.printers.do(service.renew_link, EVENT, made.device.id)
    assert await at.get() == 403


async def test_an_event_that_is_put_away_has_no_kiosk(kiosks: Kiosks):
    at = await kiosks.opened()
    away = update(events).where(events.c.id == EVENT).values(archived_at=clock.now())
    await kiosks.printers.do(lambda tx: tx.execute(away))
    assert await at.get() == 403


async def test_a_link_opens_one_device(kiosks: Kiosks):
    made = await kiosks.add()
    at = await kiosks.open(made)
    assert await at.get() == 200
    second = kiosks.app.test_client()
    assert (await second.get(f"/kiosk/open/{made.token}")).status_code == 410
    assert (await second.get("/kiosk")).status_code == 403


async def test_who_only_looks_at_a_link_does_not_use_it_up(kiosks: Kiosks):
    made = await kiosks.add()
    for _ in range(2):
        assert (await kiosks.app.test_client().get(f"/kiosk/open/{made.token}")).status_code == 200


async def test_the_page_is_left_with_the_pin_alone(kiosks: Kiosks):
    at = await kiosks.opened()
    assert await at.post("/kiosk/leave", pin=WRONG) == 422
    assert await at.get() == 200
    assert await at.post("/kiosk/leave", pin=PIN) == 303
    assert await at.get() == 403


@pytest.mark.attack("the PIN of a kiosk, tried one after the other", "429, also for the right one")
async def test_wrong_pins_are_limited(kiosks: Kiosks):
    at = await kiosks.opened()
    for _ in range(5):
        assert await at.post("/kiosk/leave", pin=WRONG) == 422
    assert await at.post("/kiosk/leave", pin=PIN) == 429
    assert await at.get() == 200


async def test_every_post_needs_the_token(kiosks: Kiosks):
    at = await kiosks.opened()
    for path in ("find", "check-in", "alive", "leave"):
        assert (await at.client.post(f"/kiosk/{path}", form={"code": badge(ANNA)})).status_code == 403


@pytest.mark.parametrize(
    ("last_name", "letters"),
    [
        ("van den Berg", "van"),
        ("van den Berg", "Berg"),
        ("van den Berg", "vandenb"),
        ("Müller", "mue"),
        ("Müller", "MU"),
        ("O’Brien", "ob"),
        ("Łukasz", "lu"),
        ("王", "王"),
        ("Żółć", "żółć"),
    ],
)
def test_the_first_letters_of_a_name(last_name: str, letters: str):
    assert begins(last_name, letters)


@pytest.mark.parametrize(
    ("last_name", "letters"),
    [
        ("Berg", "b"),
        ("Berg", ""),
        ("", ""),
        ("", "be"),
        ("Berg", "erg"),
        ("Berg", "bergen"),
        ("Berg", "’"),
        ("Li", "%"),
    ],
)
def test_what_no_name_begins_with(last_name: str, letters: str):
    assert not begins(last_name, letters)
