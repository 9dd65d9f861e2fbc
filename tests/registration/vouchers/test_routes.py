"""The organizer's pages of vouchers."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import update

from netevent.core.database.tables import events
from netevent.registration.vouchers import reading
from netevent.registration.vouchers.queries import select_vouchers
from netevent.registration.vouchers.service import add, use
from netevent.registration.vouchers.voucher import Voucher, VoucherKind
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_type
from tests.registration.vouchers.sold import PERCENT
from tests.team.people import insert_team

PATH = "/organizer/event/1/vouchers"
FORM = {"code": "Early", "number": "1", "kind": "percent", "value": "20"}


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text


async def vouchers(door: Door) -> list[Voucher]:
    return await door.database.read(select_vouchers, 1)


async def vouchers_of(door: Door, **given: Any) -> int:
    [voucher_id] = await door.database.transact(add, 1, replace(PERCENT, **given))
    return int(voucher_id)


async def seats(door: Door, most: int) -> None:
    statement = update(events).where(events.c.id == 1).values(max_attendees=most, seats_taken=0)
    await door.database.transact(lambda tx: tx.execute(statement))


async def test_a_voucher_is_added_with_all_that_it_can_have(door: Door, log_in_as: LogIn):
    await seats(door, 10)
    general = await insert_type(door.database, 1, "General")
    olga, token = await log_in_as("olga")
    form = FORM | {
        "kind": "amount",
        "value": "12,50",
        "most_uses": "8",
        "reserved": "3",
        "expires_at": "2030-07-01T12:00",
        "type_ids": str(general),
        "note": "For the speakers",
    }
    answer = await olga.post(PATH, form=form, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    [one] = await vouchers(door)
    assert (one.code, one.kind, one.value) == ("Early", VoucherKind.amount, Decimal("12.50"))
    assert (one.most_uses, one.reserved, one.note) == (8, 3, "For the speakers")
    assert one.expires_at == datetime(2030, 7, 1, 10, tzinfo=UTC).replace(tzinfo=None)
    assert one.type_ids == (general,)
    text = await text_of(await olga.get(PATH))
    for shown in ("€12.50 off", "Used: 0 of 8", "Reserved seats: 3", "only General", "For the speakers"):
        assert shown in text


async def test_many_are_added_at_once(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    answer = await olga.post(PATH, form=FORM | {"code": "Crew-", "number": "25"}, headers=token)
    assert answer.status_code == 303
    found = await vouchers(door)
    assert len({one.code for one in found}) == 25
    assert all(one.code.startswith("Crew-") for one in found)


@pytest.mark.parametrize(
    "form",
    [
        {"kind": ""},
        {"kind": "gift"},
        {"value": ""},
        {"value": "0"},
        {"value": "0.00"},
        {"value": "-5"},
        {"value": "1.234"},
        {"value": "NaN"},
        {"value": "100.01"},
        {"kind": "amount", "value": "100000000"},
        {"code": "--"},
        {"code": "x" * 41},
        {"code": "ß" * 21},
        {"code": "x" * 33, "number": "2"},
        {"code": "ß" * 17, "number": "2"},
        {"number": "0"},
        {"number": "501"},
        {"most_uses": "0"},
        {"most_uses": "2", "reserved": "3"},
        {"reserved": "-1"},
        {"reserved": "1000000", "number": "2"},
        {"expires_at": "2027-03-28T02:30"},
        {"type_ids": "999"},
        {"note": "x" * 201},
    ],
)
async def test_what_is_no_voucher_is_refused(door: Door, log_in_as: LogIn, form: dict[str, str]):
    olga, token = await log_in_as("olga")
    assert (await olga.post(PATH, form=FORM | form, headers=token)).status_code == 422
    assert await vouchers(door) == []


async def test_a_code_that_there_is_is_said_at_its_field(door: Door, log_in_as: LogIn):
    await door.database.transact(add, 1, PERCENT)
    olga, token = await log_in_as("olga")
    answer = await olga.post(PATH, form=FORM, headers=token)
    assert answer.status_code == 422
    assert 'id="code-error"' in await text_of(answer)


async def test_more_seats_than_there_are_is_refused_kindly(door: Door, log_in_as: LogIn):
    await seats(door, 4)
    olga, token = await log_in_as("olga")
    answer = await olga.post(PATH, form=FORM | {"reserved": "5"}, headers=token)
    assert answer.status_code == 422
    text = await text_of(answer)
    assert "There are not so many free seats. Free seats: 4." in text
    assert '<details class="folded more" open>' in text
    assert await vouchers(door) == []


async def test_a_voucher_is_edited_and_keeps_what_was_taken_of_it(door: Door, log_in_as: LogIn):
    await seats(door, 10)
    [voucher_id] = await door.database.transact(add, 1, PERCENT)
    olga, token = await log_in_as("olga")
    page = f"{PATH}/{voucher_id}"
    shown = await text_of(await olga.get(page))
    assert 'value="20.00"' in shown
    form = FORM | {"code": "Later", "value": "50", "reserved": "4", "reserved_was": "0"}
    assert (await olga.post(page, form=form, headers=token)).status_code == 303
    await door.database.transact(use, 1, "Later", datetime.now(UTC).replace(tzinfo=None), [1])
    assert (await olga.post(page, form=form | {"reserved_was": "4"}, headers=token)).status_code == 303
    [one] = await vouchers(door)
    assert (one.code, one.value, one.uses, one.reserved) == ("Later", Decimal(50), 1, 3)
    assert "Used for 1 seat. Its price stays as it is." in await text_of(await olga.get(page))


async def test_deleting_asks_and_says_what_is_free_again(door: Door, log_in_as: LogIn):
    await seats(door, 10)
    one = await vouchers_of(door, reserved=2)
    olga, token = await log_in_as("olga")
    page = f"{PATH}/{one}/delete"
    assert "2 reserved seats are free again." in await text_of(await olga.get(page))
    assert (await olga.post(page, headers=token)).status_code == 303
    assert await vouchers(door) == []
    assert (await olga.post(page, headers=token)).status_code == 404


async def test_codes_and_notes_are_searched(door: Door, log_in_as: LogIn):
    await vouchers_of(door, code="Early-1")
    await vouchers_of(door, code="Other", note="the 100% press")
    olga, _ = await log_in_as("olga")
    for words, found in (("early1", ["Early-1"]), ("100%", ["Other"]), ("nobody", [])):
        text = await text_of(await olga.get(PATH, query_string={"q": words}))
        assert re.findall(r'<span class="code">([^<]+)', text) == found
    assert "No voucher found" in text


async def test_a_long_list_shows_the_newest_and_says_so(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading, "SHOWN_AT_MOST", 2)
    for code in ("ONE", "TWO", "THREE"):
        await vouchers_of(door, code=code)
    olga, _ = await log_in_as("olga")
    text = await text_of(await olga.get(PATH))
    assert re.findall(r'<span class="code">([^<]+)', text) == ["THREE", "TWO"]
    assert "The newest 2 are shown." in text


async def test_what_is_over_and_what_is_used_up_is_marked(door: Door, log_in_as: LogIn):
    now = datetime.now(UTC).replace(tzinfo=None)
    await vouchers_of(door, code="OVER", expires_at=now - timedelta(days=1))
    await vouchers_of(door, code="ONCE", most_uses=1)
    await door.database.transact(use, 1, "ONCE", now, [1])
    olga, _ = await log_in_as("olga")
    text = await text_of(await olga.get(PATH))
    assert "expired" in text
    assert "used up" in text


async def test_all_of_them_as_a_file_in_which_nothing_is_a_formula(door: Door, log_in_as: LogIn):
    await vouchers_of(door, code="Early", note="=cmd()", type_ids=(1,), value=Decimal("12.50"))
    await vouchers_of(door, code="Ten", kind=VoucherKind.amount, value=Decimal(10), most_uses=3)
    olga, _ = await log_in_as("olga")
    answer = await olga.get(f"{PATH}/csv/download")
    assert "Event 1 - Vouchers.csv" in answer.headers["Content-Disposition"].replace("%20", " ")
    rows = list(csv.reader(StringIO((await answer.get_data(as_text=False)).decode("utf-8-sig"))))
    assert rows[0][:3] == ["Code", "Percentage", "Amount"]
    assert rows[1] == ["Ten", "", "10.00", "", "3", "0", "0", "", ""]
    assert rows[2] == ["Early", "12.50", "", "VIP", "", "0", "0", "", "'=cmd()"]


async def test_another_events_vouchers_are_not_there(door: Door, log_in_as: LogIn):
    [elsewhere] = await door.database.transact(add, 2, PERCENT)
    olga, token = await log_in_as("olga")
    for page in (f"{PATH}/{elsewhere}", f"{PATH}/{elsewhere}/delete"):
        assert (await olga.get(page)).status_code == 404
        assert (await olga.post(page, form=FORM, headers=token)).status_code == 404
    assert PERCENT.code not in await text_of(await olga.get(PATH))
    assert len(await door.database.read(select_vouchers, 2)) == 1


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_reads_or_makes_them(door: Door, log_in_as: LogIn, name: str, status: int):
    one = await vouchers_of(door)
    other, token = await log_in_as(name)
    for page in (PATH, f"{PATH}/{one}", f"{PATH}/{one}/delete", f"{PATH}/csv/download"):
        assert (await other.get(page)).status_code == status
    for page in (PATH, f"{PATH}/{one}", f"{PATH}/{one}/delete"):
        assert (await other.post(page, form=FORM | {"code": "Mine"}, headers=token)).status_code == status
    assert [one.code for one in await vouchers(door)] == ["EARLY"]


async def test_a_viewer_reads_them_and_changes_nothing(door: Door, log_in_as: LogIn):
    await insert_team(door.database)
    one = await vouchers_of(door)
    vera, token = await log_in_as("vera")
    text = await text_of(await vera.get(PATH))
    assert "EARLY" in text
    assert f"{PATH}/{one}" not in text
    assert (await vera.post(PATH, form=FORM | {"code": "Mine"}, headers=token)).status_code == 403
    assert (await vera.post(f"{PATH}/{one}/delete", headers=token)).status_code == 403
    assert len(await vouchers(door)) == 1
