"""What stands on somebody's badge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event as listening
from sqlalchemy import insert, update
from sqlalchemy.engine import Engine

from netevent.attendees.questions.answers.service import write_answers
from netevent.attendees.questions.question import Answer, Details, Kind
from netevent.attendees.questions.service import add
from netevent.badges.making.content import content_of
from netevent.badges.making.reading import design_of, read_badges
from netevent.badges.making.sources import Sources
from netevent.badges.settings.service import save
from netevent.badges.settings.settings import BadgeSettings
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import badge_texts, events
from netevent.documents.badges.badge import Badge
from netevent.documents.badges.formats import Format, Grid
from netevent.events.look.service import save as save_look
from netevent.profiles.photos.files import PhotoFiles
from tests import factories
from tests.door import BADGES, Door, badge

ALL = BadgeSettings(shows_photo=True, shows_languages=True, shows_agenda=True)


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return Sources("https://events.example.org", PhotoFiles(tmp_path / "photos"), tmp_path / "logos")


async def badge_of(door: Door, sources: Sources, attendee_id: int = 1, **shown: Any) -> Badge:
    settings = replace(ALL, **shown)
    found = await door.database.read(read_badges, 1, [attendee_id], sources, settings)
    assert [one.attendee_id for one in found] == [attendee_id]
    return found[0].badge


async def write_text(door: Door, attendee_id: int, **texts: str | None) -> None:
    row = {"attendee_id": attendee_id, "changed_at": clock.now(), **texts}
    await door.database.transact(lambda tx: tx.execute(insert(badge_texts).values(row)))


async def set_event(door: Door, **values: Any) -> None:
    statement = update(events).where(events.c.id == 1).values(**values)
    await door.database.transact(lambda tx: tx.execute(statement))


async def test_a_badge_says_who_somebody_is_and_where(door: Door, sources: Sources):
    await set_event(door, start_time=at(24, 8), end_time=at(24, 17))
    assert await badge_of(door, sources) == Badge(
        link=f"HTTPS://EVENTS.EXAMPLE.ORG/C/{badge(1)}",
        name="Guest1 Żółć",
        event="Event 1",
        date="24 November 2026",
        organisation="Café & Co",
        type_name="VIP",
        colour="#057836",
        languages="English",
    )


async def test_event_and_dates_are_in_the_language_of_its_person(door: Door, sources: Sources):
    await set_event(
        door,
        start_time=at(24, 8),
        end_time=at(25, 17),
        name_texts='{"nl": "Evenement 1"}',
    )
    await door.change_attendee(1, preferred_language="nl")
    shown = await badge_of(door, sources)
    assert (shown.event, shown.date) == ("Evenement 1", "24–25 nov 2026")
    assert (shown.language, shown.languages) == ("nl", "Nederlands")


async def test_what_was_written_for_the_badge_stands_in_place_of_what_was_registered(
    door: Door, sources: Sources
):
    await write_text(door, 1, name="Dr. Ann", organisation="", role=None)
    await door.change_attendee(1, role="Chair")
    shown = await badge_of(door, sources)
    assert (shown.name, shown.organisation, shown.role) == ("Dr. Ann", "", "Chair")


@pytest.mark.parametrize("to_whom", ["nobody", "connections"])
async def test_what_the_profile_does_not_show_to_everyone_is_not_printed(
    door: Door, sources: Sources, to_whom: str
):
    hidden = dict.fromkeys(("shows_organisation", "shows_role", "shows_photo"), to_whom)
    await door.change_attendee(1, role="Chair", profile_picture="ab" * 16, **hidden)
    shown = await badge_of(door, sources)
    assert (shown.organisation, shown.role, shown.photo) == ("", "", "")


async def test_what_was_written_for_the_badge_stands_there_whatever_the_profile_shows(
    door: Door, sources: Sources
):
    await door.change_attendee(1, shows_organisation="nobody")
    await write_text(door, 1, organisation="Café")
    assert (await badge_of(door, sources)).organisation == "Café"


async def test_the_photo_is_the_file_of_the_profile(door: Door, sources: Sources):
    await door.change_attendee(1, profile_picture="ab" * 16)
    shown = await badge_of(door, sources)
    assert Path(shown.photo) == sources.photos.folder / "ab" / f"{'ab' * 16}-800.jpg"


async def test_the_organizer_chooses_what_stands_there(door: Door, sources: Sources):
    await door.change_attendee(1, role="Chair", profile_picture="ab" * 16, preferred_language="nl")
    await factories.insert_session(door.database, 1, clock.now(), 45, 1)
    parts = ("organisation", "role", "type", "photo", "languages", "agenda")
    shown = await badge_of(door, sources, **{f"shows_{part}": False for part in parts})
    assert (shown.organisation, shown.role, shown.type_name, shown.colour) == ("", "", "", "")
    assert (shown.photo, shown.languages, shown.agenda) == ("", "", ())


async def test_answers_are_those_of_questions_for_badges(door: Door, sources: Sources):
    await door.database.transact(_ask_and_answer)
    shown = await badge_of(door, sources)
    assert shown.answers == ("she/her", "Press", "Tea, Soup, Cake, Nuts, …", "x" * 79 + "…")


async def test_the_back_has_the_sessions_with_a_seat_in_their_order(door: Door, sources: Sources):
    await set_event(door, start_time=at(24, 8), end_time=at(24, 17))
    first, later = at(24, 9), at(24, 13, 30)
    await factories.insert_session(door.database, 1, later, 45, 1, name="Later")
    await factories.insert_session(door.database, 1, first, 45, 1, 2, name="First", location="Room A")
    await factories.insert_session(door.database, 1, first, 45, 2, name="Of others")
    shown = await badge_of(door, sources)
    assert [(one.when, one.title, one.place) for one in shown.agenda] == [
        ("10:00", "First", "Room A"),
        ("14:30", "Later", ""),
    ]


async def test_of_several_days_the_back_says_on_which_day(door: Door, sources: Sources):
    await set_event(door, start_time=at(24, 8), end_time=at(25, 17))
    await factories.insert_session(door.database, 1, at(25, 9), 45, 1)
    assert (await badge_of(door, sources)).agenda[0].when == "Wed 25 Nov, 10:00"


async def test_they_come_in_the_order_of_the_ids_without_strangers(door: Door, sources: Sources):
    await door.change_attendee(2, attendee_code=None)
    asked = [3, BADGES + 1, 999, 2, 1]
    found = await door.database.read(read_badges, 1, asked, sources)
    assert [one.attendee_id for one in found] == [3, 1]


async def test_many_cost_as_many_statements_as_one(door: Door, sources: Sources):
    await door.database.transact(_ask_and_answer)
    with statements() as of_one:
        await door.database.read(read_badges, 1, [1], sources, ALL)
    with statements() as of_many:
        await door.database.read(read_badges, 1, range(1, BADGES + 1), sources, ALL)
    assert len(of_many) == len(of_one)


async def test_two_badges_that_say_the_same_are_the_same(door: Door, sources: Sources):
    one = await badge_of(door, sources)
    assert content_of(one) == content_of(replace(one, language="nl"))
    assert content_of(replace(one, photo="/a/x.jpg")) == content_of(replace(one, photo="/b/x.jpg"))
    assert (
        len({content_of(one), content_of(replace(one, name="x")), content_of(replace(one, photo="x"))}) == 3
    )


async def test_the_design_is_that_of_the_settings(door: Door, sources: Sources):
    sheet = Grid(210, 297, 63.5, 38.1, 3, 7)
    await door.database.transact(save, 1, BadgeSettings(Format.free, sheet, 1.5, -0.5, shows_agenda=True))
    design = await door.database.read(design_of, 1, sources)
    assert (design.paper.grid, design.paper.offset_x, design.paper.offset_y) == (sheet, 1.5, -0.5)
    assert (design.logo, design.has_back, design.paper.is_folded) == ("", True, False)
    folded = await door.database.read(design_of, 1, sources, BadgeSettings(Format.a4_folded))
    assert (folded.paper.is_folded, folded.has_back) == (True, False)


async def test_the_logo_is_a_file_that_the_next_one_replaces(door: Door, sources: Sources):
    await door.database.transact(save_look, 1, "", b"first")
    first = (await door.database.read(design_of, 1, sources)).logo
    assert kept(sources) == {Path(first): b"first"}
    assert (await door.database.read(design_of, 1, sources)).logo == first
    await door.database.transact(save_look, 1, "", b"second")
    second = (await door.database.read(design_of, 1, sources)).logo
    assert kept(sources) == {Path(second): b"second"}
    without = await door.database.read(design_of, 1, sources, BadgeSettings(shows_logo=False))
    assert without.logo == ""


def kept(sources: Sources) -> dict[Path, bytes]:
    return {one.resolve(): one.read_bytes() for one in sources.logos.iterdir()}


def _ask_and_answer(tx: Transaction) -> None:
    asked = (
        (Details(Kind.text, "Pronouns", on_badges=True), "she/her"),
        (Details(Kind.yes_no, "Press", on_badges=True), "yes"),
        (Details(Kind.yes_no, "Speaker", on_badges=True), "no"),
        (Details(Kind.several, "Likes", on_badges=True), '["Tea","Soup","Cake","Nuts","Rye"]'),
        (Details(Kind.long_text, "About", on_badges=True), "x" * 200),
        (Details(Kind.text, "Diet"), "no fish"),
    )
    given = {add(tx, 1, details): Answer(value) for details, value in asked}
    for attendee_id in range(1, BADGES + 1):
        write_answers(tx, attendee_id, given, clock.now())


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)  # noqa: DTZ001 - UTC, as every time of ours


@contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*about: Any) -> None:
        seen.append(about[2])

    listening.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        listening.remove(Engine, "before_cursor_execute", note)
