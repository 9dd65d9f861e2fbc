"""Name tents: one for each who presents, on both sides of the fold."""

from __future__ import annotations

from sqlalchemy import update

from netevent.core.database.tables import breakout_sessions, organizers
from tests.conftest import LogIn
from tests.door import Door
from tests.papers.pdf_texts import pages_of
from tests.presenters.stage import OTTO, Stage, make_stage

TENTS = "/organizer/event/1/papers/name-tents"


async def name_presenters(stage: Stage, names: str) -> None:
    database, session_id = stage.room.door.database, stage.room.session_id
    statement = update(breakout_sessions).where(breakout_sessions.c.id == session_id)
    await database.transact(lambda tx: tx.execute(statement.values(presenter_names=names)))


async def test_each_who_presents_has_one_sheet_with_the_name_on_both_sides(door: Door, log_in_as: LogIn):
    await name_presenters(await make_stage(door), "Zoë Ünal\nOTTO\nAda <b>")
    olga, _ = await log_in_as("olga")
    content = await (await olga.get(TENTS)).get_data(as_text=False)
    pages = pages_of(content)
    assert [page.splitlines()[0] for page in pages] == ["Ada <b>", "Otto", "Zoë Ünal"]
    assert [page.count("Zoë Ünal") for page in pages] == [0, 0, 2]


async def test_without_presenters_there_is_no_file_and_the_page_says_so(door: Door, log_in_as: LogIn):
    olga, _ = await log_in_as("olga")
    assert (await olga.get(TENTS)).status_code == 404
    text = await (await olga.get("/organizer/event/1/papers")).get_data(as_text=True)
    assert "Nobody presents a session yet." in text


async def test_another_events_presenters_stand_nowhere(door: Door, log_in_as: LogIn):
    await make_stage(door)
    rename = update(organizers).where(organizers.c.id == OTTO).values(name="Otto the Second")
    await door.database.transact(lambda tx: tx.execute(rename))
    otto, _ = await log_in_as("otto")
    assert (await otto.get("/organizer/event/2/papers/name-tents")).status_code == 404
    assert (await otto.get(TENTS)).status_code == 404
