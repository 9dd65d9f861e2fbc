"""What the organizer sees of a batch: the question, how far it is, stop and undo."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from netevent.core import clock
from netevent.core.database.tables import jobs
from netevent.core.site import Application
from netevent.office.batches.batch import BATCH, UNDO
from netevent.settings import Settings
from tests.conftest import LogIn
from tests.door import BADGES, Door
from tests.factories import insert_co_organizer, insert_organizer, insert_type
from tests.office.batches.running import attending, column

LIST = "/organizer/event/1/attendees"
ASK = f"{LIST}/batch"
ASSIGN = f"{LIST}/batch-assign-type"


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text


async def post_ticked(
    client: Any, token: dict[str, str], people: list[int], path: str = ASK, **form: str
) -> Any:
    body = urlencode(form | {"attendee_id": people}, doseq=True)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return await client.post(path, data=body, headers=token | kind)


async def over(door: Door, kind: str = BATCH.name) -> None:
    """Until the server's own worker has done it."""
    states = select(jobs.c.state).where(jobs.c.kind == kind)
    async with asyncio.timeout(60):
        while "waiting" in await door.database.read(lambda tx: tx.execute(states).scalars().all()):
            pass  # each look lets it go on


async def test_three_who_are_ticked_are_asked_about_done_shown_and_undone(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await door.change_attendee(4, checked_in=True, checked_in_at=clock.now())
    asked = await text_of(await post_ticked(olga, token, [2, 3, 4], do="not_attending", q="guest"))
    assert "Set 3 people to not attending?" in asked
    assert "2 people lose their seats" in asked
    assert "1 person is checked in and stays as is." in asked
    assert await attending(door, 2, 3, 4) == [True, True, True]
    answer = await post_ticked(olga, token, [2, 3, 4], do="not_attending-0", sure="3", number="n", q="guest")
    address = answer.headers["Location"]
    assert address.endswith("?q=guest")
    await over(door)
    assert await attending(door, 2, 3, 4) == [False, False, True]
    shown = await text_of(await olga.get(address))
    assert "2 people do not attend now." in shown
    assert f'href="{LIST}?q=guest"' in shown
    page = address.partition("?")[0]
    back = await olga.post(f"{page}/undo", form={"q": "guest"}, headers=token)
    assert back.headers["Location"] == address
    await over(door, UNDO.name)
    assert await attending(door, 2, 3, 4) == [True, True, True]
    assert "2 people are as before." in await text_of(await olga.get(address))


async def test_all_that_are_found_are_counted_again_when_the_answer_comes(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    found = {"do": "remove", "whom": "found", "q": "guest", "attendee_id": "9"}
    asked = await text_of(await olga.post(ASK, form=found, headers=token))
    assert f"Remove {BADGES} people from the event?" in asked
    late = await olga.post(ASK, form=found | {"sure": str(BADGES - 1)}, headers=token)
    assert late.status_code == 409
    assert "The list has changed meanwhile" in await text_of(late)
    assert await column(door, "id", 2) == [2]
    assert (await olga.post(ASK, form=found | {"sure": str(BADGES)}, headers=token)).status_code == 303
    await over(door)
    assert await column(door, "id", 2) == [None]


async def test_the_address_of_the_types_still_answers(door: Door, log_in_as: LogIn):
    crew = await insert_type(door.database, 1, "Crew")
    olga, token = await log_in_as("olga")
    asked = await text_of(await post_ticked(olga, token, [2, 3], ASSIGN, to=str(crew)))
    assert "Assign Crew to 2 people?" in asked
    none = await text_of(await post_ticked(olga, token, [2], ASSIGN, to="0"))
    assert "Take the type from 1 person?" in none
    assert '<select id="do" name="do">' in await text_of(await post_ticked(olga, token, [2], ASSIGN, to=""))
    assert (await olga.get(f"{ASSIGN}?whom=found&to={crew}")).status_code == 200
    await post_ticked(olga, token, [2, 3], ASSIGN, to=str(crew), sure="2", number="n")
    await over(door)
    assert await column(door, "attendee_type_id", 2, 3) == [crew, crew]


async def test_nothing_chosen_and_nobody_ticked_are_said(log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    asked = await text_of(await post_ticked(olga, token, [4], do=""))
    assert '<select id="do" name="do">' in asked
    nobody = await olga.post(ASK, form={"do": "remove"}, headers=token)
    assert nobody.status_code == 422
    assert "Nobody is ticked" in await text_of(nobody)


@pytest.mark.parametrize("do", ["type-999999", "type-x", "nonsense", "remove-7", "\x00", "é" * 200])
async def test_nonsense_begins_nothing(door: Door, log_in_as: LogIn, do: str):
    olga, token = await log_in_as("olga")
    answer = await post_ticked(olga, token, [BADGES + 1], do=do, sure="1")
    assert answer.status_code in {200, 404, 422}
    assert await door.database.read(lambda tx: tx.execute(select(jobs.c.id)).all()) == []


async def test_others_events_are_not_there_and_viewers_change_nothing(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    elsewhere = await insert_type(door.database, 2, "Elsewhere")
    wrong = await post_ticked(olga, token, [4], ASSIGN, to=str(elsewhere), sure="1")
    assert wrong.status_code == 404
    assert (await olga.post("/organizer/event/2/attendees/batch", form={}, headers=token)).status_code == 404
    answer = await post_ticked(olga, token, [2, BADGES + 1], do="remove", sure="1", number="n")
    page = answer.headers["Location"]
    await over(door)
    assert await column(door, "id", 2, BADGES + 1) == [None, BADGES + 1]
    viola = await insert_organizer(door.database, name="Viola Viewer", email="viola@example.com")
    await insert_co_organizer(door.database, 1, viola, "viewer")
    client, theirs = await log_in_as("viola")
    assert (await client.get(page)).status_code == 200
    for path in (ASK, ASSIGN, f"{page}/undo", f"{page}/stop"):
        assert (await client.post(path, form={"attendee_id": "3"}, headers=theirs)).status_code == 403


async def test_a_new_organizers_mails_are_bounded_and_that_is_said_before(
    app: Application, log_in_as: LogIn, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("netevent.identity.mail_budget.MAILS_OF_THE_FIRST_DAY", "2/day")
    open_to_all = settings.model_copy(update={"organizers": "open", "smtp_url": "smtp://127.0.0.1:9"})
    app.site = replace(app.site, settings=open_to_all)
    olga, token = await log_in_as("olga")
    said = "A new account can write to"
    assert said in await text_of(await post_ticked(olga, token, [2, 3, 4], do="mail"))
    refused = await post_ticked(olga, token, [2, 3, 4], do="mail", sure="3", number="n")
    assert refused.status_code == 429
    assert said in await text_of(refused)
    few = await post_ticked(olga, token, [2, 3], do="mail", sure="2", number="m")
    assert few.status_code == 303


async def test_where_no_mail_can_leave_that_is_said(log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    said = "This server cannot send mail yet."
    assert said in await text_of(await post_ticked(olga, token, [2], do="mail"))
    refused = await post_ticked(olga, token, [2], do="mail", sure="1")
    assert refused.status_code == 409
    assert said in await text_of(refused)
