"""A copy has all that was set up, at the new time, and nobody in it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Select, func, select, update

from netevent.attendees.questions.answers.queries import count_answers
from netevent.attendees.types.queries import TypeDetails, insert_details, select_types
from netevent.breakouts.details import Details as SessionDetails
from netevent.breakouts.queries import insert_session, select_sessions
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, breakout_session_organizers, events, metadata, staff
from netevent.events import queries
from netevent.events.details import ProgrammeSettings
from netevent.events.look import service as looks
from netevent.events.look.queries import select_logo
from netevent.office.copying import service
from netevent.payments.payment import Method
from netevent.payments.settings.payment_settings import Account, PaymentSettings
from netevent.payments.settings.queries import select_settings, write_settings
from tests.attendees.questions.asked_people import DIET, PHOTOS, put_answers, put_question, questions
from tests.door import Door
from tests.factories import insert_presenter

PAGE = "/organizer/event/1/copy"
ZONE = "Europe/Berlin"
WINTER = datetime(2027, 1, 12, 8, tzinfo=UTC).replace(tzinfo=None)  # nine o'clock in Berlin
SUMMER = datetime(2027, 7, 13, 7, tzinfo=UTC).replace(tzinfo=None)  # nine o'clock, too
HOUR = timedelta(hours=1)
PRESS = TypeDetails(
    "Press",
    "PRESS1",
    Decimal("12.50"),
    5,
    is_offered=True,
    description="With lunch",
    capacity=40,
    sale_from=WINTER - 10 * HOUR,
    unlock_code="Friends",
)
PAYMENT = PaymentSettings(
    "CHF", (Method.transfer, Method.desk), 9, Account("Summit", "CH9300762011623852957")
)


def _set_up(tx: Transaction) -> None:
    values = {
        "time_zone": ZONE,
        "start_time": WINTER,
        "end_time": WINTER + 9 * HOUR,
        "opens_at": WINTER - 48 * HOUR,
        "closes_at": WINTER - HOUR,
        "link_token": "secret",
        "description": "**Bring** boots",
        "entry_word": "boots",
        "map_url": "https://maps.example/7",
        "archived_at": WINTER,
    }
    tx.execute(update(events).where(events.c.id == 1).values(values))
    queries.update_programme_settings(tx, 1, ProgrammeSettings(False, 7, True))
    write_settings(tx, 1, PAYMENT)
    insert_details(tx, 1, PRESS)
    insert_session(
        tx,
        1,
        "TALKS1",
        SessionDetails("Opening", WINTER + HOUR, WINTER + 2 * HOUR, track="Main", held=2, capacity=9),
    )
    tx.execute(metadata.tables["meeting_points"].insert().values(event_id=1, name="Blue sofa"))


async def set_up(door: Door) -> None:
    await door.database.transact(_set_up)
    await door.database.transact(_with_look)
    session = (await door.database.read(select_sessions, 1))[0]
    await insert_presenter(door.database, session.id, 2)


def _with_look(tx: Transaction) -> None:
    tx.execute(update(events).values(archived_at=None))
    looks.save(tx, 1, "#0a6d4a", b"a picture")
    tx.execute(update(events).where(events.c.id == 1).values(archived_at=WINTER))


def _number(tx: Transaction, statement: Select[int]) -> int:
    return int(tx.execute(statement).scalar_one())


async def copied(door: Door, name: str = "Summer day") -> int:
    return await door.database.transact(service.copy_event, 1, 1, name, SUMMER)


async def test_all_that_was_set_up_comes_along(door: Door):
    await set_up(door)
    new_id = await copied(door)
    before = await door.database.read(queries.select_event, 1)
    event = await door.database.read(queries.select_event, new_id)
    assert before is not None
    assert event is not None
    details = event.details
    assert (details.name, details.gates, details.map_url) == (
        "Summer day",
        before.details.gates,
        before.details.map_url,
    )
    assert (details.description, details.entry_word, details.max_attendees) == (
        before.details.description,
        before.details.entry_word,
        before.details.max_attendees,
    )
    assert await door.database.read(queries.select_programme_settings, new_id) == ProgrammeSettings(
        False, 7, True
    )
    types = await door.database.read(select_types, new_id)
    press = next(one for one in types if one.code == "PRESS1")
    assert (press.name, press.price, press.colour) == ("Press", Decimal("12.50"), 5)
    assert (press.is_offered, press.description, press.capacity) == (True, "With lunch", 40)
    assert press.unlock_code == "Friends"
    assert press.sale_from == SUMMER - 10 * HOUR
    assert press.sale_until is None
    assert await door.database.read(select_settings, new_id) == PAYMENT
    points = metadata.tables["meeting_points"]
    names = select(points.c.name).where(points.c.event_id == new_id)
    assert await door.database.read(lambda tx: list(tx.execute(names).scalars())) == ["Blue sofa"]


async def test_questions_come_along_and_ask_the_types_of_the_copy(door: Door):
    await set_up(door)
    press, *_ = [one.id for one in await door.database.read(select_types, 1) if one.name == "Press"]
    diet = replace(DIET, types=frozenset({press}))
    asked = [await put_question(door, one) for one in (PHOTOS, diet)]
    await put_answers(door, 1, {asked[1]: "Vegan"})
    new_id = await copied(door)
    photos, of_press = await questions(door, new_id)
    new_press, *_ = [one.id for one in await door.database.read(select_types, new_id) if one.name == "Press"]
    assert photos.details == PHOTOS
    assert of_press.details == replace(DIET, types=frozenset({new_press}))
    assert await door.database.read(count_answers, new_id) == {}


async def test_times_keep_their_place_on_the_clock_of_the_wall(door: Door):
    await set_up(door)
    event = await door.database.read(queries.select_event, await copied(door))
    assert event is not None
    assert (event.details.start, event.details.end) == (SUMMER, SUMMER + 9 * HOUR)
    assert (event.details.opens, event.details.closes) == (SUMMER - 48 * HOUR, SUMMER - HOUR)
    session = (await door.database.read(select_sessions, event.id))[0]
    assert (session.name, session.track, session.capacity, session.held) == ("Opening", "Main", 9, 2)
    assert (session.start, session.end) == (SUMMER + HOUR, SUMMER + 2 * HOUR)


async def test_nobody_comes_along_and_its_secrets_are_its_own(door: Door):
    await set_up(door)
    event = await door.database.read(queries.select_event, await copied(door))
    assert event is not None
    assert event.code != "EVENT1"
    assert event.seats_taken == 0
    assert not event.is_archived
    assert event.link_token not in ("", "secret")
    session = (await door.database.read(select_sessions, event.id))[0]
    assert (session.taken, session.waiting) == (0, 0)
    for table, theirs in (
        (attendees, attendees.c.event_id == event.id),
        (staff, staff.c.event_id == event.id),
        (breakout_session_organizers, breakout_session_organizers.c.breakout_session_id == session.id),
    ):
        count = select(func.count()).select_from(table).where(theirs)
        assert await door.database.read(_number, count) == 0


async def test_the_logo_stays_when_the_first_event_is_deleted(door: Door):
    await set_up(door)
    event = await door.database.read(queries.select_event, await copied(door))
    assert event is not None
    assert event.look.colour == "#0a6d4a"
    await door.database.transact(lambda tx: queries.delete_event(tx, 1))
    assert await door.database.read(select_logo, event.code, event.look.logo) == b"a picture"


async def test_a_copy_that_fails_leaves_nothing(door: Door, monkeypatch: pytest.MonkeyPatch):
    def fail(*_arguments: object) -> None:
        raise RuntimeError

    await set_up(door)
    monkeypatch.setattr("netevent.breakouts.service.copy_all", fail)
    with pytest.raises(RuntimeError):
        await copied(door)
    assert await door.database.read(_number, select(func.count()).select_from(events)) == 2


async def test_two_copies_at_once_are_two_events(door: Door):
    await set_up(door)
    new = await asyncio.gather(copied(door, "One"), copied(door, "Other"))
    assert len({*new}) == 2
    for one in new:
        assert len(await door.database.read(select_sessions, one)) == 1


async def test_the_page_copies_and_opens_the_form_of_the_copy(door: Door, log_in_as):
    client, token = await log_in_as("olga")
    assert 'value="Event 1"' in await (await client.get(PAGE)).get_data(as_text=True)
    form = {"name": "Again", "start": "2028-02-03T09:00"}
    answer = await client.post(PAGE, form=form, headers=token)
    new_id = int(answer.headers["Location"].split("/")[3])
    event = await door.database.read(queries.select_event, new_id)
    assert event is not None
    assert event.details.name == "Again"
    assert 'value="Again"' in await (await client.get(answer.headers["Location"])).get_data(as_text=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"start": ""},
        {"start": "soon"},
        {"start": "0001-01-01T00:00"},
        {"name": "www.example.org"},
    ],
)
async def test_a_wrong_form_copies_nothing(door: Door, log_in_as, wrong):
    client, token = await log_in_as("olga")
    form = {"name": "Again", "start": "2028-02-03T09:00"} | wrong
    assert (await client.post(PAGE, form=form, headers=token)).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_copies_it(log_in_as, who, status):
    client, token = await log_in_as(who)
    form = {"name": "Mine", "start": "2028-02-03T09:00"}
    assert (await client.post(PAGE, form=form, headers=token)).status_code == status
