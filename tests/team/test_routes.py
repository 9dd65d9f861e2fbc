"""The page of an event's team, in the browsers of its owner, of an editor and of a viewer."""

from __future__ import annotations

import pytest
from quart import Quart

from netevent.identity import mail_budget
from tests.breakouts.presenters.people import NEW_PASSWORD, log_in_with, organizer_id_of, send, text_of
from tests.conftest import LogIn
from tests.door import Door, badge
from tests.servers.mail import Mailbox
from tests.team.conftest import LinkFor, Team
from tests.team.people import OLGA, PAGE, team_of

OTTO = 2
ADA = {"email": "ada@example.com", "name": "Ada Okoye", "role": "editor"}

# ---- adding -----------------------------------------------------------------------------------------------


async def test_a_known_organizer_is_added_and_told(door: Door, log_in_as: LogIn, link_for: LinkFor):
    olga, token = await log_in_as("olga")
    form = {"email": "OTTO@example.com", "role": "viewer"}
    answer = await olga.post(PAGE, form=form, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    said = "Otto organizes this event with you. An email is on its way to otto@example.com."
    assert said in await text_of(await olga.get(PAGE))
    assert await link_for("otto@example.com") == "/organizer/event/1"
    otto, _ = await log_in_as("otto")
    assert (await otto.get("/organizer/event/1")).status_code == 200
    events = await text_of(await otto.get("/organizer/dashboard"))
    assert "Event 1" in events
    assert "Event 2" in events
    assert events.count("viewer</span>") == 1


async def test_an_unknown_address_is_invited_and_makes_no_events(
    door: Door, log_in_as: LogIn, link_for: LinkFor, app: Quart
):
    olga, token = await log_in_as("olga")
    assert (await olga.post(PAGE, form=ADA, headers=token)).status_code == 303
    assert "invited</span>" in await text_of(await olga.get(PAGE))
    link = await link_for("ada@example.com")
    browser = app.test_client()
    assert "You are invited to organize an event" in await text_of(await browser.get(link))
    form = {"name": "Ada", "password": NEW_PASSWORD}
    assert (await send(browser, link, link, **form)).status_code == 303
    ada, _ = await log_in_with(app, "ada@example.com", NEW_PASSWORD)
    assert "Event 1" in await text_of(await ada.get("/organizer/dashboard"))
    assert (await ada.get("/organizer/event/1/edit")).status_code == 200
    assert (await ada.get("/organizer/event/2")).status_code == 404
    assert (await ada.get("/organizer/event/create")).status_code == 403
    assert (await browser.get(link)).status_code == 410


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter a name as well"),
        ({"email": "olga@example.com"}, "already organizes this event"),
        ({"email": "edda@example.com"}, "already organizes this event"),
        ({"role": "owner"}, ""),
        ({"email": "nobody"}, ""),
        ({"name": "see www.evil.com"}, ""),
    ],
)
async def test_what_is_refused_comes_back_with_all_that_was_typed(
    door: Door, team: Team, log_in_as: LogIn, mailbox: Mailbox, wrong: dict[str, str], said: str
):
    olga, token = await log_in_as("olga")
    answer = await olga.post(PAGE, form=ADA | wrong, headers=token)
    text = await text_of(answer)
    assert answer.status_code in (409, 422)
    assert said in text
    assert f'value="{(ADA | wrong)["email"]}"' in text
    assert len(await team_of(door.database)) == 3
    assert await organizer_id_of(door.database, "ada@example.com") is None
    assert not mailbox.messages


async def test_invitations_count_against_the_owners_mails(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mail_budget, "MAILS_OF_AN_ORGANIZER", "1/hour")
    olga, token = await log_in_as("olga")
    for number, status in ((1, 303), (2, 429)):
        form = ADA | {"email": f"ada{number}@example.com"}
        assert (await olga.post(PAGE, form=form, headers=token)).status_code == status
    assert len(await team_of(door.database)) == 2


async def test_an_invitation_is_sent_again_and_the_link_before_it_works_no_more_after_one_was_used(
    door: Door, log_in_as: LogIn, link_for: LinkFor, app: Quart
):
    olga, token = await log_in_as("olga")
    await olga.post(PAGE, form=ADA, headers=token)
    first = await link_for("ada@example.com")
    ada_id = await organizer_id_of(door.database, "ada@example.com")
    assert (await olga.post(f"{PAGE}/{ada_id}/resend", headers=token)).status_code == 303
    browser = app.test_client()
    assert (await send(browser, first, first, name="Ada", password=NEW_PASSWORD)).status_code == 303
    assert (await browser.get(first)).status_code == 410


# ---- changing and removing --------------------------------------------------------------------------------


async def test_a_viewer_becomes_an_editor_and_a_viewer_again(door: Door, team: Team, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    _, vera_id = team
    vera, _ = await log_in_as("vera")
    for role, status in (("editor", 200), ("viewer", 403)):
        answer = await olga.post(f"{PAGE}/{vera_id}/role", form={"role": role}, headers=token)
        assert answer.status_code == 303
        assert (await team_of(door.database))[vera_id] == role
        assert (await vera.get("/organizer/event/1/edit")).status_code == status


@pytest.mark.parametrize("form", [{}, {"role": "owner"}, {"role": "x"}])
async def test_another_role_there_is_not(door: Door, team: Team, log_in_as: LogIn, form: dict[str, str]):
    olga, token = await log_in_as("olga")
    answer = await olga.post(f"{PAGE}/{team[0]}/role", form={"role": ""} | form, headers=token)
    assert answer.status_code == 422
    assert (await team_of(door.database))[team[0]] == "editor"


async def test_who_is_removed_sees_the_event_no_more(door: Door, team: Team, log_in_as: LogIn):
    edda_id, _ = team
    edda, _ = await log_in_as("edda")
    olga, token = await log_in_as("olga")
    assert "Remove Edda?" in await text_of(await olga.get(f"{PAGE}/{edda_id}/remove"))
    assert edda_id in await team_of(door.database)
    assert (await olga.post(f"{PAGE}/{edda_id}/remove", headers=token)).status_code == 303
    assert edda_id not in await team_of(door.database)
    assert (await edda.get("/organizer/event/1")).status_code == 404
    assert (await edda.get("/accounts")).status_code == 200


async def test_of_who_was_only_invited_nothing_stays(door: Door, log_in_as: LogIn, link_for: LinkFor):
    olga, token = await log_in_as("olga")
    await olga.post(PAGE, form=ADA, headers=token)
    link = await link_for("ada@example.com")
    ada_id = await organizer_id_of(door.database, "ada@example.com")
    await olga.post(f"{PAGE}/{ada_id}/remove", headers=token)
    assert await organizer_id_of(door.database, "ada@example.com") is None
    assert (await olga.get(link)).status_code == 410


async def test_the_event_takes_along_who_was_only_invited_to_its_team(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await olga.post(PAGE, form=ADA, headers=token)
    await olga.post("/organizer/event/1/delete", form={"name": "Event 1"}, headers=token)
    assert await organizer_id_of(door.database, "ada@example.com") is None


async def test_who_is_in_no_team_cannot_be_changed(door: Door, team: Team, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    for organizer_id in (OTTO, OLGA):
        for what in ("role", "resend", "remove", "hand-over"):
            path = f"{PAGE}/{organizer_id}/{what}"
            answer = await olga.post(path, form={"role": "viewer"}, headers=token)
            assert answer.status_code == 404, path
    assert len(await team_of(door.database)) == 3


# ---- leaving and handing over -----------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["edda", "vera"])
async def test_everybody_but_the_owner_may_leave(door: Door, team: Team, log_in_as: LogIn, who: str):
    client, token = await log_in_as(who)
    assert "Leave this event?" in await text_of(await client.get(f"{PAGE}/leave"))
    answer = await client.post(f"{PAGE}/leave", headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/organizer/dashboard")
    assert len(await team_of(door.database)) == 2
    assert (await client.get("/organizer/event/1")).status_code == 404


async def test_the_owner_stays(door: Door, team: Team, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    answer = await olga.post(f"{PAGE}/leave", headers=token)
    assert answer.status_code == 409
    assert "The event needs an owner" in await text_of(answer)
    assert (await team_of(door.database))[OLGA] == "owner"


async def test_the_event_is_handed_over_and_who_had_it_edits(
    door: Door, team: Team, log_in_as: LogIn, link_for: LinkFor
):
    edda_id, vera_id = team
    olga, token = await log_in_as("olga")
    assert "Hand the event over to Edda?" in await text_of(await olga.get(f"{PAGE}/{edda_id}/hand-over"))
    assert (await olga.post(f"{PAGE}/{edda_id}/hand-over", headers=token)).status_code == 303
    assert await team_of(door.database) == {edda_id: "owner", OLGA: "editor", vera_id: "viewer"}
    assert await link_for("edda@example.com") == "/organizer/event/1"
    assert (await olga.post(f"{PAGE}/{vera_id}/remove", headers=token)).status_code == 403
    edda, token = await log_in_as("edda")
    assert (await edda.post(f"{PAGE}/{OLGA}/remove", headers=token)).status_code == 303


async def test_nobody_is_handed_an_event_before_having_come_in(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await olga.post(PAGE, form=ADA, headers=token)
    ada_id = await organizer_id_of(door.database, "ada@example.com")
    answer = await olga.post(f"{PAGE}/{ada_id}/hand-over", headers=token)
    assert answer.status_code == 409
    assert (await team_of(door.database))[OLGA] == "owner"


# ---- what a viewer sees -----------------------------------------------------------------------------------

PAGES = (
    "",
    "/attendees",
    "/attendees/1",
    "/breakout-sessions",
    "/meeting-points",
    "/staff",
    "/attendee-types",
)


async def test_a_viewer_is_shown_no_way_to_change_something(door: Door, team: Team, log_in_as: LogIn):
    vera, _ = await log_in_as("vera")
    olga, _ = await log_in_as("olga")
    signs = (">Import</a>", ">Add</button>", ">Save</button>", ">Invite</a>", "Open the desk", ">Desk</a>")
    seen = ""
    for page in PAGES:
        answer = await vera.get(f"/organizer/event/1{page}")
        assert answer.status_code == 200, page
        text = await text_of(answer)
        assert "looks-only" in text
        assert not [sign for sign in signs if sign in text], page
        seen += await text_of(await olga.get(f"/organizer/event/1{page}"))
    assert [sign for sign in signs if sign not in seen] == []


async def test_a_refusal_says_whom_to_ask(door: Door, team: Team, log_in_as: LogIn):
    vera, token = await log_in_as("vera")
    answer = await vera.post("/organizer/event/1/meeting-points", form={"name": "Bar"}, headers=token)
    assert answer.status_code == 403
    assert "You may look at this event, not change it." in await text_of(answer)


async def test_a_viewer_who_scans_a_badge_is_nobody_at_the_door(door: Door, team: Team, log_in_as: LogIn):
    vera, _ = await log_in_as("vera")
    edda, _ = await log_in_as("edda")
    assert "Guest4" not in await text_of(await vera.get(f"/c/{badge(4)}"))
    assert "Guest4" in await text_of(await edda.get(f"/c/{badge(4)}"))
