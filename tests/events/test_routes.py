"""An event's form, as its organizer and others meet it."""

import pytest

from netevent.core.database import Transaction
from netevent.events import queries
from netevent.events.details import Event
from tests import factories
from tests.door import Door

FORM = {
    "name": "Bike data day",
    "description": "",
    "start": "2026-11-24T09:30",
    "end": "2026-11-24T17:30",
    "zone": "Europe/Amsterdam",
    "location": "Utrecht",
    "max_attendees": "120",
    "gates": "Main\r\n\r\n  East \r\nmain",
}
PATHS = ["/organizer/event/create", "/organizer/event/1/edit", "/organizer/event/1/delete"]


async def event_of(door: Door, event_id: int) -> Event:
    event = await door.database.read(queries.select_event, event_id)
    assert event is not None
    return event


async def test_an_organizer_makes_an_event(door, log_in_as):
    client, token = await log_in_as("olga")
    answer = await client.post("/organizer/event/create", form=FORM, headers=token)
    assert answer.status_code == 303
    event = await event_of(door, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert (event.details.name, event.details.max_attendees) == ("Bike data day", 120)
    assert event.details.gates == ("Main", "East")


async def test_times_are_those_of_the_clock_on_the_events_wall(door, log_in_as):
    client, token = await log_in_as("olga")
    answer = await client.post("/organizer/event/create", form=FORM, headers=token)
    event = await event_of(door, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert event.details.start.isoformat() == "2026-11-24T08:30:00"
    page = await (await client.get(f"/organizer/event/{event.id}/edit")).get_data(as_text=True)
    assert 'value="2026-11-24T09:30"' in page


@pytest.mark.parametrize(
    ("zone", "skipped"),
    [
        ("Europe/Amsterdam", "2027-03-28T02:30"),
        ("America/New_York", "2027-03-14T02:00"),
        ("Australia/Lord_Howe", "2027-10-03T02:15"),
    ],
)
async def test_a_time_that_the_clock_skips_is_refused(log_in_as, zone, skipped):
    client, token = await log_in_as("olga")
    form = FORM | {"start": skipped, "end": "2027-12-01T10:00", "zone": zone}
    answer = await client.post("/organizer/event/create", form=form, headers=token)
    assert answer.status_code == 422
    page = await answer.get_data(as_text=True)
    assert "The clock skips this time that night" in page
    assert f'value="{skipped}"' in page


@pytest.mark.parametrize(("which", "moment"), [("0", "00:30"), ("1", "01:30")])
async def test_a_time_that_comes_twice_is_asked_for(door, log_in_as, which, moment):
    client, token = await log_in_as("olga")
    form = FORM | {"start": "2026-10-25T02:30", "end": "2026-10-25T18:00"}
    answer = await client.post("/organizer/event/create", form=form, headers=token)
    assert answer.status_code == 422
    assert 'name="start_which"' in await answer.get_data(as_text=True)
    answer = await client.post("/organizer/event/create", form=form | {"start_which": which}, headers=token)
    event = await event_of(door, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert event.details.start.isoformat() == f"2026-10-25T{moment}:00"
    page = await (await client.get(f"/organizer/event/{event.id}/edit")).get_data(as_text=True)
    assert f'<option selected value="{which}">' in page


async def test_an_event_without_limit_and_gates_gets_one_gate(door, log_in_as):
    client, token = await log_in_as("olga")
    form = FORM | {"max_attendees": "", "gates": ""}
    answer = await client.post("/organizer/event/create", form=form, headers=token)
    event = await event_of(door, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert event.details.max_attendees is None
    assert event.details.gates == ("Main entrance",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 256},
        {"end": "2026-11-24T09:30"},
        {"start": "0001-01-01T00:00"},
        {"start": "tomorrow"},
        {"zone": "Europe/Atlantis"},
        {"max_attendees": "0"},
        {"max_attendees": "many"},
        {"gates": "g" * 101},
    ],
)
async def test_a_wrong_form_comes_back_with_all_that_was_typed(door, log_in_as, wrong):
    client, token = await log_in_as("olga")
    answer = await client.post(
        "/organizer/event/create", form=FORM | {"location": "Jaarbeurs"} | wrong, headers=token
    )
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert 'value="Jaarbeurs"' in page


async def test_the_zone_of_the_last_event_is_proposed(door, log_in_as):
    client, _ = await log_in_as("olga")
    page = await (await client.get("/organizer/event/create")).get_data(as_text=True)
    assert 'value="Amsterdam (Europe/Amsterdam)"' in page


async def test_an_organizer_changes_an_event(door, log_in_as):
    client, token = await log_in_as("olga")
    answer = await client.post("/organizer/event/1/edit", form=FORM | {"name": "Renamed"}, headers=token)
    assert answer.headers["Location"] == "/organizer/event/1"
    assert (await event_of(door, 1)).details.name == "Renamed"


async def test_a_limit_below_the_taken_seats_is_taken_and_said(door, log_in_as):
    client, token = await log_in_as("olga")
    answer = await client.post("/organizer/event/1/edit", form=FORM | {"max_attendees": "3"}, headers=token)
    assert answer.headers["Location"] == "/organizer/event/1/edit"
    page = await (await client.get("/organizer/event/1/edit")).get_data(as_text=True)
    assert "9 more people than seats" in page
    event = await event_of(door, 1)
    assert (event.details.max_attendees, event.seats_taken, event.seats_left) == (3, 12, 0)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"end": "2026-11-24T09:00"}, "end"),
        ({"opens": "2026-11-02T09:00", "closes": "2026-11-01T09:00"}, "closes"),
        ({"gates": "\n".join(map(str, range(60)))}, "gates"),
    ],
)
async def test_what_a_rule_refuses_is_marked_at_its_field(log_in_as, wrong, field):
    client, token = await log_in_as("olga")
    answer = await client.post("/organizer/event/1/edit", form=FORM | wrong, headers=token)
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert f'href="#{field}"' in page
    assert 'aria-invalid="true"' in page


async def test_deleting_asks_first_and_says_what_goes_with_it(door, log_in_as):
    client, token = await log_in_as("olga")
    page = await (await client.get("/organizer/event/1/delete")).get_data(as_text=True)
    assert "12 attendees" in page
    assert "1 staff member" in page
    assert (await event_of(door, 1)).details.name == "Event 1"
    answer = await client.post("/organizer/event/1/delete", form={"name": "Event 1"}, headers=token)
    assert answer.headers["Location"] == "/organizer/dashboard"
    assert (await client.get("/organizer/event/1")).status_code == 404


@pytest.mark.parametrize("path", PATHS)
async def test_a_guest_is_led_to_the_login(client, path):
    answer = await client.get(path)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) in (
        (302, "/login"),
        (303, "/login"),
    )


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["marta", "guest1"])
async def test_staff_and_attendees_are_refused(log_in_as, path, name):
    client, token = await log_in_as(name)
    assert (await client.get(path)).status_code == 403
    assert (await client.post(path, form=FORM, headers=token)).status_code == 403


@pytest.mark.parametrize("path", PATHS[1:])
async def test_another_organizers_event_is_not_found(door, log_in_as, path):
    client, token = await log_in_as("otto")
    assert (await client.get(path)).status_code == 404
    assert (await client.post(path, form=FORM, headers=token)).status_code == 404
    assert (await event_of(door, 1)).details.name == "Event 1"


async def test_a_form_without_its_token_is_refused(door, log_in_as):
    client, _ = await log_in_as("olga")
    assert (await client.post("/organizer/event/1/delete")).status_code == 403
    assert (await event_of(door, 1)).details.name == "Event 1"


async def test_an_event_is_found_by_its_code(door):
    def by_code(tx: Transaction) -> tuple[Event | None, Event | None]:
        return queries.select_event_by_code(tx, "EVENT1"), queries.select_event_by_code(tx, "event1")

    found, missing = await door.database.read(by_code)
    assert (found and found.id, missing) == (1, None)


async def test_event_counts_count_one_event_only(door):
    await factories.insert_attendee(door.database, 2)
    event_counts = await door.database.read(queries.select_event_counts, 1)
    assert (event_counts.attendees, event_counts.checked_in, event_counts.staff) == (12, 0, 1)


async def test_the_preview_shows_what_is_typed_and_keeps_nothing(door, log_in_as):
    client, token = await log_in_as("olga")
    hostile = {"description": "**Bold** <script>x</script>", "map_url": "javascript:1"}
    typed = {"name": "Draft <b>", "location": "Quay"} | hostile
    answer = await client.post("/organizer/event/preview", form=typed, headers=token)
    shown = await answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Draft &lt;b&gt;" in shown
    assert "<strong>Bold</strong>" in shown
    assert "<script>" not in shown
    assert "javascript" not in shown
    assert (await event_of(door, 1)).details.name == "Event 1"


MORE, MORE_OPEN = '<details class="folded more">', '<details class="folded more" open>'


async def test_a_new_event_asks_for_what_it_needs_and_folds_the_rest(log_in_as):
    client, _ = await log_in_as("olga")
    page = await (await client.get("/organizer/event/create")).get_data(as_text=True)
    needed, further = page.split(MORE)
    for name in ("name", "description", "start", "end", "zone", "location", "max_attendees"):
        assert f'name="{name}"' in needed
    for name in ("is_open", "opens", "closes", "by_link", "entry_word", "gates", "map_url"):
        assert f'name="{name}"' in further


@pytest.mark.parametrize(
    "told",
    [
        {"gates": "East\nWest"},
        {"map_url": "https://maps.example.org/quay"},
        {"map_url": "javascript:1"},
        {"entry_word": "lighthouse"},
        {"opens": "2026-11-02T09:00"},
        {"by_link": "1"},
        {"is_open": ""},
    ],
)
async def test_the_rest_is_open_where_something_is_told_or_wrong(log_in_as, told):
    client, token = await log_in_as("olga")
    plain = FORM | {"name": "", "gates": "Main entrance", "is_open": "1"}

    async def shown(form: dict[str, str]) -> str:
        answer = await client.post("/organizer/event/create", form=form, headers=token)
        assert answer.status_code == 422
        return str(await answer.get_data(as_text=True))

    assert MORE in await shown(plain)
    assert MORE_OPEN in await shown(plain | told)
