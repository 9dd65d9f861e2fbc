"""Inviting many at once: what is right goes out, what is wrong stays, and limits are said before."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select

from netevent.core import clock
from netevent.core.database.tables import jobs
from netevent.identity import mail_budget
from netevent.identity.accounts import StaffRole
from netevent.staff import queries, service
from netevent.staff.many import routes
from netevent.staff.queries import Member
from tests.conftest import LogIn
from tests.door import SIDE_GATE, Door

MANY = "/organizer/event/1/staff/many"
LIST = "Anna Visser <anna@example.com>\nben@example.com; Ben; Bos\nMarta <marta@example.com>\nNobody"


async def members_of(door: Door) -> dict[str, Member]:
    found = await door.database.read(queries.select_members, 1, clock.now())
    return {member.email: member for member in found}


async def mails(door: Door) -> int:
    statement = select(jobs.c.id).where(jobs.c.kind == "mail")
    return len(await door.database.read(lambda tx: tx.execute(statement).all()))


def field_of(page: str) -> str:
    found = re.search(r'<textarea[^>]* id="people"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1]).strip()


async def send(log_in_as: LogIn, people: str, **form: str) -> tuple[int, str]:
    client, token = await log_in_as("olga")
    sent = {"people": people, "language": "nl", "role": "door"} | form
    answer = await client.post(MANY, form=sent, headers=token)
    return answer.status_code, await answer.get_data(as_text=True)


async def test_who_is_new_is_invited_with_the_role_gates_and_language_of_all(door: Door, log_in_as: LogIn):
    status, _page = await send(log_in_as, LIST, role="walk_ins", gates=str(SIDE_GATE))
    assert status == 422  # a line is left
    members = await members_of(door)
    assert members.keys() == {"anna@example.com", "ben@example.com", "marta@example.com"}
    ben = members["ben@example.com"]
    assert (ben.name, ben.language, ben.role) == ("Ben Bos", "nl", StaffRole.walk_ins)
    assert [gate.name for gate in ben.gates] == ["East"]
    assert members["marta@example.com"].role is StaffRole.door, "who was there stays as they were"
    assert await mails(door) == 2


async def test_the_answer_says_of_each_line_what_became_of_it(log_in_as: LogIn):
    _status, page = await send(log_in_as, LIST)
    assert "2 people invited" in page
    assert page.count("already on the staff") == 1
    assert "There is no email address in it." in page
    assert field_of(page) == "Nobody"


async def test_sent_again_it_invites_nobody_twice(door: Door, log_in_as: LogIn):
    await send(log_in_as, LIST)
    _status, page = await send(log_in_as, LIST)
    assert "0 people invited" in page
    assert (len(await members_of(door)), await mails(door)) == (3, 2)


async def test_more_than_an_event_can_have_is_said_before_anybody_is_invited(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service, "MOST_MEMBERS", 2)
    status, page = await send(log_in_as, LIST)
    assert status == 422
    assert "the limit is 2. Nobody was invited." in page
    assert field_of(page) == LIST, "nothing that was typed is lost"
    assert (len(await members_of(door)), await mails(door)) == (1, 0)


async def test_more_mails_than_an_hour_has_are_said_before_anybody_is_invited(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mail_budget, "MAILS_OF_AN_ORGANIZER", "1/hour")
    status, page = await send(log_in_as, LIST)
    assert status == 429
    assert "You can send 1 invitations an hour" in page
    assert field_of(page) == LIST
    assert (len(await members_of(door)), await mails(door)) == (1, 0)
    assert (await send(log_in_as, "anna@example.com"))[0] == 200, "the refused list has spent nothing"


@pytest.mark.parametrize("is_mailed", [True, False])
async def test_a_link_is_shown_where_no_mail_brings_it(
    log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch, is_mailed: bool
):
    monkeypatch.setattr(routes, "are_mailed", lambda: is_mailed)
    _status, page = await send(log_in_as, "anna@example.com")
    assert ("/staff/invite/" in page) is not is_mailed
