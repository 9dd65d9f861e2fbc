"""The organizer's meeting points."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from netevent.changes import MeetingPointsChanged
from netevent.core.database.tables import meeting_points
from netevent.meeting_points import service as point_service
from tests.appointments.meeting import Meet
from tests.conftest import LogIn

PATH = "/organizer/event/1/meeting-points"


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text


async def names(meet: Meet) -> list[str]:
    statement = select(meeting_points.c.name).order_by(meeting_points.c.sort_order, meeting_points.c.id)
    return list(await meet.database.read(lambda tx: tx.execute(statement).scalars().all()))


async def test_points_are_added_in_their_order_and_renamed(meet: Meet, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    for names_typed in ("Zinc bar", "  Attic  \r\n\r\nBlue <sofa>\r\n"):
        answer = await olga.post(PATH, form={"names": names_typed}, headers=token)
        assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    assert await names(meet) == ["Zinc bar", "Attic", "Blue <sofa>"]
    assert "Blue &lt;sofa&gt;" in await text_of(await olga.get(PATH))
    attic = await meet.database.read(
        lambda tx: tx.execute(select(meeting_points.c.id).where(meeting_points.c.name == "Attic")).scalar()
    )
    renamed = await olga.post(f"{PATH}/{attic}", form={"name": "Loft"}, headers=token)
    assert renamed.status_code == 303
    assert await names(meet) == ["Zinc bar", "Loft", "Blue <sofa>"]


async def test_two_points_of_one_name_are_refused_and_what_was_typed_stays(meet: Meet, log_in_as: LogIn):
    await meet.point("Attic")
    other = await meet.point("Loft")
    olga, token = await log_in_as("olga")
    for path, sent in ((PATH, {"names": "Attic"}), (f"{PATH}/{other}", {"name": "Attic"})):
        answer = await olga.post(path, form=sent, headers=token)
        text = await text_of(answer)
        assert answer.status_code == 422
        assert "There is already a meeting point called Attic" in text
        assert text.count('value="Attic"') + text.count("Attic</textarea>") == 2
    assert await names(meet) == ["Attic", "Loft"]


async def test_a_pasted_list_adds_each_new_name_once(meet: Meet, log_in_as: LogIn):
    await meet.point("Blue sofa")
    olga, token = await log_in_as("olga")
    pasted = "Table 1\nblue SOFA\nTable 2\ntable  1\nTable 3"
    assert (await olga.post(PATH, form={"names": pasted}, headers=token)).status_code == 303
    assert await names(meet) == ["Blue sofa", "Table 1", "Table 2", "Table 3"]


async def test_of_a_list_with_a_fault_nothing_is_added_and_nothing_is_lost(
    meet: Meet, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(point_service, "MOST_POINTS", 2)
    olga, token = await log_in_as("olga")
    for pasted in ("Table 1\n" + "x" * 101, "Table 1\nTable 2\nTable 3"):
        answer = await olga.post(PATH, form={"names": pasted}, headers=token)
        assert answer.status_code == 422
        assert pasted in await text_of(answer)
    assert await names(meet) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
async def test_a_point_needs_a_name(meet: Meet, log_in_as: LogIn, name: str):
    point = await meet.point("Attic")
    olga, token = await log_in_as("olga")
    for path, field in ((PATH, "names"), (f"{PATH}/{point}", "name")):
        assert (await olga.post(path, form={field: name}, headers=token)).status_code == 422
    assert await names(meet) == ["Attic"]


async def test_removing_asks_first_and_leaves_the_appointments_their_place(meet: Meet, log_in_as: LogIn):
    point = await meet.point("Attic")
    made = await meet.agree(proposal=meet.proposal(point_id=point))
    olga, token = await log_in_as("olga")
    text = await text_of(await olga.get(f"{PATH}/{point}/remove"))
    assert "One appointment is planned there. It stays, with the name of the place." in text
    assert await names(meet) == ["Attic"]
    assert (await olga.post(f"{PATH}/{point}/remove", headers=token)).status_code == 303
    assert await names(meet) == []
    row = await meet.one(made)
    assert (row.place, row.point_id, await meet.slots(made)) == ("Attic", None, 2)


async def test_a_renamed_point_has_its_new_name_in_appointments(meet: Meet, log_in_as: LogIn):
    point = await meet.point("Attic")
    made = await meet.propose(proposal=meet.proposal(point_id=point))
    olga, token = await log_in_as("olga")
    await olga.post(f"{PATH}/{point}", form={"name": "Loft"}, headers=token)
    assert (await meet.one(made)).place == "Loft"


async def test_each_step_is_published_and_a_refused_one_is_not(meet: Meet):
    await meet.database.transact(point_service.add, 1, ["Attic"])
    with pytest.raises(point_service.PointExists):
        await meet.database.transact(point_service.add, 1, ["Attic"])
    assert meet.published == [MeetingPointsChanged(1)]


async def test_there_are_not_more_points_than_some(meet: Meet, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(point_service, "MOST_POINTS", 1)
    await meet.database.transact(point_service.add, 1, ["Attic"])
    with pytest.raises(point_service.TooManyPoints):
        await meet.database.transact(point_service.add, 1, ["Loft"])


async def test_another_events_points_are_not_there(meet: Meet, log_in_as: LogIn):
    elsewhere = await meet.point("Elsewhere", event_id=2)
    olga, token = await log_in_as("olga")
    assert (await olga.post(f"{PATH}/{elsewhere}", form={"name": "Mine"}, headers=token)).status_code == 404
    assert (await olga.get(f"{PATH}/{elsewhere}/remove")).status_code == 404
    assert (await olga.post(f"{PATH}/{elsewhere}/remove", headers=token)).status_code == 404
    assert "Elsewhere" not in await text_of(await olga.get(PATH))
    assert await names(meet) == ["Elsewhere"]


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_keeps_them(meet: Meet, log_in_as: LogIn, name: str, status: int):
    other, token = await log_in_as(name)
    assert (await other.get(PATH)).status_code == status
    assert (await other.post(PATH, form={"names": "Mine"}, headers=token)).status_code == status
    assert await names(meet) == []
