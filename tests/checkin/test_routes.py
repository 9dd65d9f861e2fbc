"""The desk's pages and calls, as the desk makes them."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.core import clock
from tests.conftest import LogIn
from tests.door import BADGES, Door, badge

CHECK_IN = "/staff/1/checkin"
JSON = {"Accept": "application/json"}
DESK = {"X-Requested-With": "desk"}


def scan(code: str = badge(1), **changed: object) -> dict[str, object]:
    now = clock.now().isoformat() + "Z"
    return {"scan_id": str(uuid4()), "code": code, "gate": "1", "scanned_at": now} | changed


async def test_a_scan_answers_programs_in_json(log_in_as: LogIn, door: Door):
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, json=scan(), headers=token | JSON)
    body = await answer.get_json()
    assert answer.status_code == 200
    assert (body["outcome"], body["gate"], body["by"]) == ("checked_in", "Main", "Marta Door")
    assert (body["attendee"]["first_name"], body["attendee"]["type"]) == ("Guest1", "VIP")
    assert body["checked_in_at"].endswith("Z")
    again = await client.post(CHECK_IN, json=scan(), headers=token | JSON)
    assert (again.status_code, (await again.get_json())["outcome"]) == (200, "already_checked_in")


@pytest.mark.parametrize(
    ("code", "values", "status", "outcome"),
    [
        ("ZZZZZZZZZZ", {}, 404, "unknown_code"),
        (badge(BADGES + 1), {}, 422, "wrong_event"),
        (badge(1), {"attendance_status": "not_attending"}, 409, "not_attending"),
        (badge(1), {"payment_status": "pending"}, 409, "unpaid"),
    ],
)
async def test_a_refused_scan_carries_its_status(
    log_in_as: LogIn, door: Door, code: str, values: dict[str, str], status: int, outcome: str
):
    if values:
        await door.change_attendee(1, **values)
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, json=scan(code), headers=token | JSON)
    assert (answer.status_code, (await answer.get_json())["outcome"]) == (status, outcome)


REPORTED = json.loads((Path(__file__).parents[1] / "data/reported/scanner-layouts.json").read_text())
# Czech, Hungarian, Swiss (capitals locked), Swedish and Russian computers; what scanners put before a code.
MORE = [
    ('HTTPS"--T.EXAMPLE.ORG-C-MíJžWRENXX', "M9J6WRENXX"),
    ("HTTPSÉ--T.EXAMPLE.ORG-C-ZY6AQWM234", "YZ6AQWM234"),
    ("httpsé--t.example.org-c-zy6aqwm234", "YZ6AQWM234"),
    ("HTTPSÖ--T.EXAMPLE.ORG-C-YZ6AQWM234", "YZ6AQWM234"),
    ("РЕЕЗЫЖ..Е.УЧФЬЗДУюЩКП.С.НЯ6ФЙЦЬ234", "YZ6AQWM234"),
    ("]Q1M9J6WRENXX", "M9J6WRENXX"),
    ("+q1M9J6WRENXX", "M9J6WRENXX"),
]


@pytest.mark.parametrize(("typed", "code"), [*((one["typed"], one["code"]) for one in REPORTED), *MORE])
async def test_a_scanner_set_to_another_keyboard_lets_the_right_person_in(
    log_in_as: LogIn, door: Door, typed: str, code: str
):
    await door.change_attendee(3, attendee_code=code)
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, json=scan(typed), headers=token | JSON)
    assert (await answer.get_json())["attendee"]["id"] == 3
    found = await client.get(
        "/staff/1/attendees/search", query_string={"q": typed[:100]}, headers=token | DESK
    )
    assert 'data-person="3"' in await found.get_data(as_text=True)


async def test_where_two_could_be_meant_nobody_is_let_in(log_in_as: LogIn, door: Door):
    await door.change_attendee(3, attendee_code="YZ6AQWM234")
    await door.change_attendee(4, attendee_code="ZY6AQWM234")
    client, token = await log_in_as("marta")
    answer = await client.post(
        CHECK_IN, form=scan("HTTPSÖ--T.EXAMPLE.ORG-C-ZY6AQWM234"), headers=token | DESK
    )
    assert answer.status_code == 404
    assert "This scanner uses another keyboard layout" in await answer.get_data(as_text=True)


async def test_a_badge_of_another_event_is_not_meant(log_in_as: LogIn, door: Door):
    await door.change_attendee(BADGES + 1, attendee_code="YZ6AQWM234")
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, json=scan("ZY6AQWM234"), headers=token | JSON)
    assert (answer.status_code, (await answer.get_json())["attendee"]) == (404, None)


@pytest.mark.parametrize("typed", ["HTTPSÖ--T.EXAMPLE.ORG-C-M9J6WRENXX", "?çJ-ZRENXX"])
async def test_a_scanner_set_to_another_keyboard_is_told_so(log_in_as: LogIn, typed: str):
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, form=scan(typed), headers=token | DESK)
    assert answer.status_code == 404
    assert "This scanner uses another keyboard layout" in await answer.get_data(as_text=True)
    found = await client.get("/staff/1/attendees/search", query_string={"q": typed}, headers=token | DESK)
    page = await found.get_data(as_text=True)
    assert "This scanner uses another keyboard layout" in page
    assert "No people found" not in page


async def test_a_desk_gets_a_fragment_and_a_browser_without_javascript_a_page(log_in_as: LogIn):
    client, token = await log_in_as("marta")
    fragment = await (await client.post(CHECK_IN, form=scan(), headers=token | DESK)).get_data(as_text=True)
    assert "Guest1" in fragment
    assert "<html" not in fragment
    plain = {"code": badge(2), "csrf_token": token["X-CSRF-Token"]}
    page = await (await client.post(CHECK_IN, form=plain)).get_data(as_text=True)
    assert "Guest2" in page
    assert "<html" in page


async def test_the_organizer_has_the_same_desk(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    assert (await client.get("/staff/1/dashboard")).status_code == 200
    answer = await client.post("/organizer/event/1/checkin/3", json=scan(), headers=token | JSON)
    assert (await answer.get_json())["attendee"]["id"] == 3
    undone = await client.post("/organizer/event/1/checkin/3/undo", json=scan(), headers=token | JSON)
    assert (await undone.get_json())["outcome"] == "undone"


@pytest.mark.parametrize(
    "typed",
    [
        badge(1).lower(),
        f"{badge(1)[:5]} {badge(1)[5:]}",
        f"HTTPS://EVENT.EXAMPLE/C/{badge(1)}",
        f"https://event.example/some/prefix/c/{badge(1).lower()}/?lang=nl",
    ],
)
async def test_a_code_is_understood_however_it_is_typed(log_in_as: LogIn, typed: str):
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, json=scan(typed), headers=token | JSON)
    assert (await answer.get_json())["outcome"] == "checked_in"


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("piet", "/staff/1/dashboard", 404),
        ("otto", "/staff/1/dashboard", 404),
        ("guest1", "/staff/1/dashboard", 403),
        ("guest1", "/staff/1/attendees/search?q=guest", 403),
        ("piet", "/staff/1/attendees/search?q=guest", 404),
        ("piet", "/live/door/1/regions", 404),
    ],
)
async def test_who_may_not_stand_at_this_door_sees_nothing(
    log_in_as: LogIn, name: str, path: str, status: int
):
    client, _ = await log_in_as(name)
    answer = await client.get(path)
    assert answer.status_code == status
    assert "Żółć" not in await answer.get_data(as_text=True)


@pytest.mark.parametrize(("name", "status"), [("piet", 404), ("otto", 404), ("guest2", 403)])
@pytest.mark.parametrize("path", [CHECK_IN, CHECK_IN + "/undo"])
async def test_who_may_not_stand_at_this_door_scans_nothing(
    log_in_as: LogIn, door: Door, name: str, status: int, path: str
):
    client, token = await log_in_as(name)
    answer = await client.post(path, json=scan(), headers=token | JSON)
    assert answer.status_code == status
    assert await door.journal() == {}


async def test_staff_may_not_use_the_organizers_calls(log_in_as: LogIn):
    client, token = await log_in_as("marta")
    answer = await client.post("/organizer/event/1/checkin/1", json=scan(), headers=token | JSON)
    assert answer.status_code == 403


async def test_a_guest_is_sent_to_the_login_and_a_program_is_told(client: Client):
    page = await client.get("/staff/1/dashboard")
    assert (page.status_code, page.location) == (302, "/login?next=/staff/1/dashboard")
    refused = await client.get("/staff/1/dashboard", headers=JSON)
    assert refused.status_code == 401


async def test_a_scan_without_the_token_is_refused(log_in_as: LogIn, door: Door):
    client, _ = await log_in_as("marta")
    assert (await client.post(CHECK_IN, json=scan(), headers=JSON)).status_code == 403
    assert (await client.post(CHECK_IN, json=scan(), headers=JSON | {"X-CSRF-Token": "x"})).status_code == 403
    assert await door.journal() == {}


async def test_a_scan_from_another_site_is_refused(log_in_as: LogIn, door: Door):
    client, token = await log_in_as("marta")
    foreign = token | JSON | {"Origin": "https://evil.example"}
    assert (await client.post(CHECK_IN, json=scan(), headers=foreign)).status_code == 403
    assert await door.journal() == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"scan_id": "not a uuid"},
        {"scan_id": None},
        {"scan_id": 7},
        {"code": 0},
        {"code": True},
        {"code": ["A"]},
        {"code": ""},
        {"code": None},
        {"code": {"$gt": ""}},
    ],
)
async def test_a_malformed_scan_is_refused_and_matches_nobody(
    log_in_as: LogIn, door: Door, wrong: dict[str, object]
):
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, json=scan() | wrong, headers=token | JSON)
    assert (answer.status_code, (await answer.get_json())["error"]["code"]) == (422, "malformed")
    assert await door.journal() == {}


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'"x"', b"\xff\xfe", b"[" * 5000])
async def test_a_body_that_is_no_scan_is_refused(log_in_as: LogIn, body: bytes):
    client, token = await log_in_as("marta")
    headers = token | JSON | {"Content-Type": "application/json"}
    assert (await client.post(CHECK_IN, data=body, headers=headers)).status_code == 422


@pytest.mark.parametrize("code", ["' OR 1=1 --", "%", "_" * 10, "А" * 10, "\x00", "x" * 100_000, "🎉"])
async def test_a_hostile_code_is_an_unknown_one(log_in_as: LogIn, code: str):
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, json=scan(code), headers=token | JSON)
    assert (answer.status_code, (await answer.get_json())["outcome"]) == (404, "unknown_code")


@pytest.mark.parametrize("when", ["", "yesterday", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "١"])
async def test_a_nonsense_time_is_replaced_by_the_servers(log_in_as: LogIn, when: str):
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, json=scan(scanned_at=when), headers=token | JSON)
    assert (await answer.get_json())["outcome"] == "checked_in"


async def test_search_finds_by_parts_of_name_and_organisation_without_accents(log_in_as: LogIn):
    client, _ = await log_in_as("marta")
    for query in ("zolc guest7", "ŻÓŁĆ guest7", "cafe guest7"):
        found = await (await client.get("/staff/1/attendees/search", query_string={"q": query})).get_data(
            as_text=True
        )
        assert "Guest7 Żółć" in found
        assert "Guest8 Żółć" not in found


async def test_search_never_finds_another_events_people(log_in_as: LogIn):
    client, _ = await log_in_as("marta")
    found = await (await client.get(f"/staff/1/attendees/search?q=guest{BADGES + 1}")).get_data(as_text=True)
    assert "Żółć" not in found


@pytest.mark.parametrize("query", ["%", "_", "\\", "%_%", "'", "<script>"])
async def test_signs_of_the_search_language_find_nobody_and_break_nothing(log_in_as: LogIn, query: str):
    client, _ = await log_in_as("marta")
    answer = await client.get("/staff/1/attendees/search", query_string={"q": query})
    text = await answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Żółć" not in text
    assert "<script>" not in text


async def test_the_desk_shows_what_its_socket_will_push(log_in_as: LogIn):
    client, _ = await log_in_as("marta")
    page = await (await client.get("/staff/1/dashboard")).get_data(as_text=True)
    regions = await (await client.get("/live/door/1/regions")).get_data(as_text=True)
    for target in ("live-status", "door-counters", "door-last-scans"):
        assert f'id="{target}"' in page
        assert f'id="{target}"' in regions


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59", "0001-01-01", "0001-01-01T00:00:00+14:00", "soon"])
async def test_a_scan_of_an_impossible_date_leaves_the_desk_as_it_is(
    log_in_as: LogIn, door: Door, moment: str
):
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, json=scan(scanned_at=moment), headers=token | JSON)
    assert (answer.status_code, (await answer.get_json())["outcome"]) == (200, "checked_in")
    assert (await client.get("/staff/1/dashboard")).status_code == 200
    assert (await client.get("/live/door/1/regions")).status_code == 200
