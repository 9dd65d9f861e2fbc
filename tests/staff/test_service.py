"""The rules of invitations: one use, one week, one link at a time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, true, update

from netevent.changes import LoginChanged, StaffChanged
from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import events, login_accounts, logins, staff
from netevent.core.errors import NotFound
from netevent.core.mail.message import RenderedMail
from netevent.identity import service as identity_service
from netevent.identity.accounts import Account, Kind
from netevent.staff import queries, service
from netevent.staff.queries import Details, StaffEvent, State
from netevent.staff.service import AlreadyInvited, InvitationOver, Invited, StaffFull
from tests.door import PASSWORD_HASH, Door
from tests.mails import waiting_mails
from tests.staff.conftest import BASE_URL

ADA = Details("Ada", "Lovelace", "Ada@example.com", "en")
MARTA = 1


async def test_an_invitation_is_mailed_and_keeps_only_the_hash_of_its_token(door: Door, event: StaffEvent):
    invited = await invite(door, event)
    token = invited.link.removeprefix(f"{BASE_URL}/staff/invite/")
    row = await staff_row(door.database, invited.member.id)
    mail = await only_mail(door.database)
    assert row.invite_token == token_hash(token)
    assert len(token) >= 43  # 256 bits
    assert mail.recipient == "Ada@example.com"
    assert invited.link in mail.text
    assert invited.link in mail.html
    assert invited.member.state is State.invited
    assert StaffChanged(event.id) in door.published


async def test_the_mail_is_plain_in_its_text_and_escaped_in_its_html(door: Door, event: StaffEvent):
    renamed = update(events).where(events.c.id == event.id).values(name="Tom & <b>Jerry</b>")
    await door.database.transact(lambda tx: tx.execute(renamed))
    await invite(door, event)
    mail = await only_mail(door.database)
    assert "Tom & <b>Jerry</b>" in mail.text
    assert "Tom & <b>Jerry</b>" in mail.subject
    assert "Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;" in mail.html
    assert "<b>Jerry" not in mail.html


async def test_the_same_address_is_invited_once_however_it_is_typed(door: Door, event: StaffEvent):
    await invite(door, event)
    with pytest.raises(AlreadyInvited):
        await invite(door, event, Details("Ada", "Again", "ADA@EXAMPLE.COM", "en"))
    await only_mail(door.database)


async def test_an_address_may_help_at_another_event_too(door: Door, event: StaffEvent):
    await invite(door, event, Details("Piet", "Door", "piet@example.com", "en"))


async def test_the_last_place_on_the_staff_goes_to_one_of_two(
    door: Door, event: StaffEvent, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service, "MOST_MEMBERS", 2)
    grace = Details("Grace", "Hopper", "grace@example.com", "en")
    outcomes = await asyncio.gather(invite(door, event), invite(door, event, grace), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Invited", "StaffFull"]
    with pytest.raises(StaffFull):
        await invite(door, event, Details("Third", "One", "third@example.com", "en"))


async def test_accepting_sets_the_password_and_uses_the_link_up(door: Door, event: StaffEvent):
    invited = await invite(door, event)
    account = await accept(door, token_of(invited))
    assert (account.kind, account.id, account.event_id) == (Kind.staff, invited.member.id, event.id)
    row = await staff_row(door.database, invited.member.id)
    assert (row.password_hash, bool(row.invite_used)) == (PASSWORD_HASH, True)
    with pytest.raises(InvitationOver):
        await accept(door, token_of(invited))


async def test_an_invitation_lasts_seven_days(door: Door, event: StaffEvent):
    invited = await invite(door, event)
    row = await staff_row(door.database, invited.member.id)
    assert timedelta(days=7, minutes=-1) < row.invite_expires_at - clock.now() <= timedelta(days=7)
    await let_expire(door.database, invited.member.id)
    found = await door.database.read(service.find_invitation, token_of(invited))
    assert found is not None
    assert not found.is_open
    with pytest.raises(InvitationOver):
        await accept(door, token_of(invited))
    member = await find(door, invited.member.id)
    assert member.state is State.expired


async def test_a_new_link_ends_the_old_one(door: Door, event: StaffEvent):
    first = await invite(door, event)
    second = await door.database.transact(service.resend, event.id, first.member.id, base_url=BASE_URL)
    assert await door.database.read(service.find_invitation, token_of(first)) is None
    with pytest.raises(InvitationOver):
        await accept(door, token_of(first))
    await accept(door, token_of(second))


async def test_a_new_password_ends_the_logins_of_the_old_one(door: Door, event: StaffEvent):
    token = await log_in_marta(door)
    renewed = await door.database.transact(service.resend, event.id, MARTA, base_url=BASE_URL)
    assert renewed.member.state is State.accepted
    assert await viewer_of(door, token) is not None
    await accept(door, token_of(renewed))
    assert await viewer_of(door, token) is None


async def test_of_two_who_use_a_link_at_once_one_gets_in(door: Door, event: StaffEvent):
    assert await rush(door, await invite(door, event)) == 1


async def test_without_the_guard_two_who_use_a_link_at_once_both_get_in(
    door: Door, event: StaffEvent, monkeypatch: pytest.MonkeyPatch
):
    """The twin of the test above, with the guard off: it shows that the guard is what holds."""
    monkeypatch.setattr(queries, "is_open", lambda now: true())
    assert await rush(door, await invite(door, event)) == 2


async def test_a_new_address_gets_a_new_link_and_the_old_link_ends(door: Door, event: StaffEvent):
    first = await invite(door, event)
    moved = Details("Ada", "King", "ada.king@example.com", "nl")
    second = await edit(door, event, first.member.id, moved)
    assert second is not None
    assert second.member.email == "ada.king@example.com"
    with pytest.raises(InvitationOver):
        await accept(door, token_of(first))
    recipients = [mail.recipient for mail in await waiting_mails(door.database)]
    assert sorted(recipients) == ["Ada@example.com", "ada.king@example.com"]


async def test_a_new_name_changes_no_link(door: Door, event: StaffEvent):
    first = await invite(door, event)
    changed = Details("Ada", "King", "Ada@example.com", "nl")
    assert await edit(door, event, first.member.id, changed) is None
    await accept(door, token_of(first))
    assert (await find(door, first.member.id)).name == "Ada King"


async def test_a_member_cannot_take_the_address_of_another(door: Door, event: StaffEvent):
    invited = await invite(door, event)
    with pytest.raises(AlreadyInvited):
        await edit(door, event, invited.member.id, Details("Ada", "Lovelace", "MARTA@example.com", "en"))


async def test_a_new_address_of_somebody_who_accepted_ends_the_link_that_is_open(
    door: Door, event: StaffEvent
):
    renewed = await door.database.transact(service.resend, event.id, MARTA, base_url=BASE_URL)
    assert await edit(door, event, MARTA, Details("Marta", "Door", "new@example.com", "en")) is None
    with pytest.raises(InvitationOver):
        await accept(door, token_of(renewed))


async def test_removing_ends_every_login_and_leaves_no_trace_of_the_account(door: Door, event: StaffEvent):
    token = await log_in_marta(door)
    await door.database.transact(service.remove, event.id, MARTA)
    assert await viewer_of(door, token) is None
    assert LoginChanged(token_hash(token)) in door.published
    assert StaffChanged(event.id) in door.published
    left = await door.database.read(
        lambda tx: [tx.execute(select(table)).all() for table in (logins, login_accounts)]
    )
    assert left == [[], []]


async def test_a_link_of_somebody_who_was_removed_opens_nothing(door: Door, event: StaffEvent):
    invited = await invite(door, event)
    await door.database.transact(service.remove, event.id, invited.member.id)
    with pytest.raises(InvitationOver):
        await accept(door, token_of(invited))


async def test_members_of_another_event_are_not_found(door: Door, event: StaffEvent):
    piet = 2
    for work in (
        lambda tx: service.remove(tx, event.id, piet),
        lambda tx: service.resend(tx, event.id, piet, base_url=BASE_URL),
        lambda tx: service.edit(tx, event.id, piet, ADA, base_url=BASE_URL),
    ):
        with pytest.raises(NotFound):
            await door.database.transact(work)
    assert (await staff_row(door.database, piet)).first_name == "Piet"


@pytest.mark.parametrize("typed", ["{code}", " {lower} "])
async def test_a_code_sends_a_link_to_the_invited_address_only(door: Door, event: StaffEvent, typed: str):
    first = await invite(door, event)
    code = typed.format(code=first.member.code, lower=first.member.code.lower())
    await door.database.transact(service.resend_by_code, code, base_url=BASE_URL)
    recipients = [mail.recipient for mail in await waiting_mails(door.database)]
    assert recipients == ["Ada@example.com"] * 2
    with pytest.raises(InvitationOver):
        await accept(door, token_of(first))


async def test_an_unknown_code_sends_nothing(door: Door, event: StaffEvent):
    await door.database.transact(service.resend_by_code, "UNKNOWN234", base_url=BASE_URL)
    assert await waiting_mails(door.database) == []


# ---- what these sentences are made of ---------------------------------------------------------------------


async def invite(door: Door, event: StaffEvent, details: Details = ADA) -> Invited:
    return await door.database.transact(service.invite, event_id=event.id, details=details, base_url=BASE_URL)


async def edit(door: Door, event: StaffEvent, staff_id: int, details: Details) -> Invited | None:
    return await door.database.transact(service.edit, event.id, staff_id, details, base_url=BASE_URL)


async def accept(door: Door, token: str) -> Account:
    return await door.database.transact(service.accept, token=token, password_hash=PASSWORD_HASH)


async def rush(door: Door, invited: Invited) -> int:
    """Two browsers that both see an open invitation, then both send their password; how many get in."""
    find_it = partial(service.find_invitation, token=token_of(invited))
    seen = await asyncio.gather(door.database.read(find_it), door.database.read(find_it))
    assert all(invitation is not None and invitation.is_open for invitation in seen)
    tries = [accept(door, token_of(invited)) for _browser in seen]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    return sum(isinstance(outcome, Account) for outcome in outcomes)


def token_of(invited: Invited) -> str:
    return invited.link.rsplit("/", 1)[-1]


async def find(door: Door, staff_id: int) -> queries.Member:
    return await door.database.read(service.find_member, door.event_id, staff_id)


async def log_in_marta(door: Door) -> str:
    marta = Account(Kind.staff, MARTA, "Marta Door", "marta@example.com", "en", door.event_id)
    return await door.database.transact(identity_service.start_login, [marta], marta)


async def viewer_of(door: Door, token: str) -> Any:
    return await door.database.read(identity_service.select_viewer, token_hash(token))


async def let_expire(database: Database, staff_id: int) -> None:
    statement = update(staff).where(staff.c.id == staff_id).values(invite_expires_at=clock.EPOCH)
    await database.transact(lambda tx: tx.execute(statement))


async def staff_row(database: Database, staff_id: int) -> Any:
    def read(tx: Transaction) -> Any:
        return tx.execute(select(staff).where(staff.c.id == staff_id)).one()

    return await database.read(read)


async def only_mail(database: Database) -> RenderedMail:
    [mail] = await waiting_mails(database)
    return mail
