"""Lists that were reported to fail elsewhere come in by upload, and the report says what did not."""

from __future__ import annotations

from html import unescape

import pytest

from tests.attendees.importing.reported import LISTS, Reported
from tests.attendees.importing.test_upload import report, send
from tests.attendees.rows import attendee_rows
from tests.door import Door


@pytest.mark.parametrize("given", LISTS, ids=lambda given: given.file)
async def test_reported_list_comes_in_by_upload(door: Door, log_in_as, given: Reported):
    before = {row.id for row in await attendee_rows(door.database, 1)}
    client, answer = await send(log_in_as, given.content, given.file)
    page = unescape(await report(door, client, answer))
    added = [row for row in await attendee_rows(door.database, 1) if row.id not in before]
    assert tuple((row.first_name, row.last_name, row.email) for row in added) == given.people
    assert f"{len(given.people)} new, 0 updated" in page
    for sentence in given.told:
        assert sentence in page


async def test_phone_and_linkedin_of_reported_lists_are_what_the_profile_would_take(door: Door, log_in_as):
    for name in ("scientific-phone.csv", "linkedin.csv", "pretix-positions.csv"):
        given = next(one for one in LISTS if one.file == name)
        await report(door, *await send(log_in_as, given.content, given.file))
    found = {row.email: (row.phone, row.linkedin) for row in await attendee_rows(door.database, 1)}
    assert found["otto@pas.example"] == found["pia@quist.example"] == ("", "")
    assert found["cc@dd.example"] == ("", "https://www.linkedin.com/in/cc-dd")
    assert found["ee@ff.example"] == ("", "https://nl.linkedin.com/in/ee-ff/")
    assert found["gg@hh.example"] == found["anna.dewit@voorbeeld.example"] == ("", "")


async def test_the_buyers_address_is_nobodys(door: Door, log_in_as):
    given = LISTS[0]
    await report(door, *await send(log_in_as, given.content, given.file))
    addresses = {row.email for row in await attendee_rows(door.database, 1)}
    assert "inkoop@voorbeeld.example" not in addresses
