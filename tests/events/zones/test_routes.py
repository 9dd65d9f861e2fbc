"""The proposals beside the field, and what the form makes of a city."""

import pytest

from tests.events.test_routes import FORM, event_of


async def test_proposals_say_city_zone_and_offset(log_in_as):
    client, _ = await log_in_as("olga")
    shown = await (await client.get("/organizer/time-zones?zone=M%C3%BCn")).get_data(as_text=True)
    assert 'data-zone="München (Europe/Berlin)"' in shown
    assert "Central European" in shown
    assert "UTC+" in shown


async def test_nothing_found_is_said_and_nothing_typed_is_silent(log_in_as):
    client, _ = await log_in_as("olga")
    shown = await (await client.get("/organizer/time-zones?zone=%3Cscript%3E")).get_data(as_text=True)
    assert "No city like this" in shown
    assert "<script>" not in shown
    assert "No city" not in await (await client.get("/organizer/time-zones")).get_data(as_text=True)


@pytest.mark.parametrize(("name", "status"), [("marta", 403), ("guest1", 403)])
async def test_they_are_for_organizers(log_in_as, name, status):
    client, _ = await log_in_as(name)
    assert (await client.get("/organizer/time-zones?zone=x")).status_code == status


@pytest.mark.parametrize("typed", ["Munich", "München (Europe/Berlin)", "europe/berlin"])
async def test_a_city_is_enough_for_an_event(door, log_in_as, typed):
    client, token = await log_in_as("olga")
    answer = await client.post("/organizer/event/create", form=FORM | {"zone": typed}, headers=token)
    assert answer.status_code == 303
    event = await event_of(door, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert event.zone == "Europe/Berlin"


async def test_a_city_that_nobody_knows_comes_back_as_typed(log_in_as):
    client, token = await log_in_as("olga")
    answer = await client.post("/organizer/event/create", form=FORM | {"zone": "Atlantis"}, headers=token)
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "We do not know this city" in page
    assert 'value="Atlantis"' in page


@pytest.mark.parametrize("typed", ["24.11.2026 9:30", "24/11/2026 09:30", "2026-11-24 09:30"])
async def test_a_time_may_be_typed_where_no_picker_is(door, log_in_as, typed):
    client, token = await log_in_as("olga")
    answer = await client.post("/organizer/event/create", form=FORM | {"start": typed}, headers=token)
    event = await event_of(door, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert event.details.start.isoformat() == "2026-11-24T08:30:00"
