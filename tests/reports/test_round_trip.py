"""The files of an event brought into it again change nothing, in each of the seven languages."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from netevent.attendees.importing.attendee_file import read_attendee_file
from netevent.attendees.importing.attendee_file.headers import Field, recognise
from netevent.attendees.importing.attendee_file.table import unwrapped
from netevent.attendees.importing.importer import import_attendee_file
from netevent.core import clock, i18n
from netevent.core.database.tables import attendees
from netevent.core.i18n import SEVEN, speaking
from netevent.documents.cells import as_text
from netevent.reports.sheets import attendees_sheet, rsvps_sheet, scans_sheet
from tests.attendees.rows import attendee_rows
from tests.conftest import LogIn, on_sqlite
from tests.door import Door, badge
from tests.presenters.stage import make_stage
from tests.reports.files import CSV, EXCEL, content_of

LANGUAGES = [language.code for language in SEVEN]
READ = [
    Field.FIRST_NAME,
    Field.LAST_NAME,
    Field.EMAIL,
    Field.ORGANISATION,
    Field.ROLE,
    Field.PHONE,
    Field.LINKEDIN,
    Field.TYPE,
    Field.STATE,
    Field.STATE,
]


@pytest.fixture(autouse=True)
async def people(door: Door) -> None:
    """Of every state, and some whose words look like formulas."""
    stage = await make_stage(door, 2)
    for person in (1, 2, 3):
        await stage.room.register(person)
    await door.scan(badge(1))
    await door.change_attendee(1, phone="+49301234567", linkedin="https://www.linkedin.com/in/ada")
    await door.change_attendee(2, first_name="=HYPERLINK(1)", last_name="-Żółć", organisation="A; -B; =C")
    await door.change_attendee(3, organisation="＝Full", role="@home", attendee_type_id=1)
    await door.change_attendee(4, attendance_status="not_attending", payment_status="paid")
    await door.change_attendee(5, payment_status="pending")
    await door.change_attendee(6, unconfirmed_since=clock.now(), organisation="Whose?")
    await door.change_attendee(7, payment_status="paid")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("address", [EXCEL, CSV])
async def test_what_is_brought_in_again_changes_nothing(
    door: Door, log_in_as: LogIn, address: str, code: str
):
    olga, _ = await log_in_as("olga")
    content = await content_of(olga, f"{address}?lang={code}")
    before = await everything(door)
    file = read_attendee_file(content, address.split("/")[-2])
    result = await import_attendee_file(door.database, 1, file)
    assert (result.created, result.updated) == (0, 0)
    assert (result.unchanged, len(result.faults)) == (9, 3)
    assert await everything(door) == before


@on_sqlite
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_headings_are_known_to_the_import(app: object, code: str):
    with speaking(code):
        people, others = recognise(1, [*attendees_sheet([]).columns]), [rsvps_sheet(), scans_sheet()]
        assert i18n.current_language() == code
    assert [column.field for column in people.columns] == READ
    assert not any(recognise(1, [*sheet.columns]).complete for sheet in others)


@pytest.mark.parametrize("text", ["=1", "+31 6", "A; -B; =C", '"=1"', "＝1", "a;' =b", "it's 'fine'", "x; y"])
def test_what_keeps_a_text_from_being_a_formula_is_undone(text: str):
    assert unwrapped(as_text(text)) == text


async def everything(door: Door) -> list[Any]:
    others = select(attendees).where(attendees.c.event_id != 1)
    rows = await door.database.read(lambda tx: list(tx.execute(others)))
    return [*await attendee_rows(door.database, 1), *rows]
