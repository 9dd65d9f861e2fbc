"""The own profile: what is saved, what others then see, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select

from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.attendees.search_keys import attendee_search_key, directory_key
from netevent.changes import AttendeesChanged, ProfileChanged
from netevent.core.database.tables import attendees
from netevent.profiles.cards.card import Shown
from netevent.profiles.cards.queries import select_card
from netevent.profiles.queries import OwnProfile, select_profile
from tests.conftest import LogIn
from tests.door import Door, token_of

PAGE = "/attendee/profile"
FORM = {
    "first_name": "Ada",
    "last_name": "Łovelace",
    "organisation": "Analytical Engines",
    "role": "Countess",
    "introduction": "I count.\n\nMeet me.",
    "phone": "+44 20 7946 0000",
    "linkedin": "linkedin.com/in/ada",
    "language": "en",
    "wants_digest": "y",
    "wants_announcements": "y",
    "shows_name": "everyone",
    "shows_organisation": "everyone",
    "shows_role": "connections",
    "shows_introduction": "everyone",
    "shows_photo": "nobody",
    "shows_email": "nobody",
    "shows_phone": "connections",
    "shows_linkedin": "everyone",
}


async def own(door: Door) -> OwnProfile:
    found = await door.database.read(select_profile, attendee_id=1)
    assert found is not None
    return found


async def keys(door: Door) -> tuple[str, str]:
    statement = select(attendees.c.search_key, attendees.c.directory_key).where(attendees.c.id == 1)
    row = await door.database.read(lambda tx: tx.execute(statement).one())
    return row.search_key, row.directory_key


async def save(log_in_as: LogIn, **changed: str | None) -> tuple[Client, Any]:
    client, token = await log_in_as("guest1")
    form = {key: value for key, value in (FORM | changed).items() if value is not None}
    return client, await client.post(PAGE, form=form, headers=token)


async def text_of(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def test_profile_is_saved_with_what_it_is_found_by(app, door: Door, log_in_as: LogIn):
    client, answer = await save(log_in_as)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    saved = (await own(door)).profile
    assert (saved.first_name, saved.last_name, saved.role) == ("Ada", "Łovelace", "Countess")
    assert saved.introduction == "I count.\n\nMeet me."
    assert saved.linkedin == "https://www.linkedin.com/in/ada"
    assert saved.wants_digest
    assert saved.shown["email"] is Shown.nobody
    names = ("Ada", "Łovelace", "Analytical Engines")
    assert await keys(door) == (attendee_search_key(*names, "guest1@example.com"), directory_key(*names, ""))
    page = await text_of(await client.get(PAGE))
    assert "Your profile has been saved." in page
    assert "Łovelace" in page
    assert "Your profile has been saved." not in await text_of(await client.get(PAGE))


async def test_others_see_what_was_chosen(app, door: Door, log_in_as: LogIn):
    await save(log_in_as)
    card = await door.database.read(select_card, viewer_id=2, person_id=1)
    assert card is not None
    assert (card.name, card.work, card.linkedin) == (
        "Ada Łovelace",
        "Analytical Engines",
        "https://www.linkedin.com/in/ada",
    )
    assert (card.email, card.phone) == ("", "")


async def test_name_for_connections_only_leaves_the_directory(app, door: Door, log_in_as: LogIn):
    await save(log_in_as, shows_name="connections")
    search_keys, listed_by = await keys(door)
    assert "lovelace" in search_keys
    assert listed_by == ""


async def test_organizers_list_hears_of_a_new_name_only(app, door: Door, log_in_as: LogIn):
    published: list[Any] = []
    client, _ = await save(log_in_as)
    app.site.database.on_change = published.append
    token = await token_for(client)
    await client.post(PAGE, form=FORM | {"introduction": "Other"}, headers=token)
    assert published == [ProfileChanged(1, 1)]
    await client.post(PAGE, form=FORM | {"last_name": "King"}, headers=token)
    assert published[1:] == [ProfileChanged(1, 1), AttendeesChanged(1)]


async def token_for(client: Client) -> dict[str, str]:
    return {"X-CSRF-Token": await token_of(client, "/accounts")}


async def test_language_is_spoken_at_once(app, door: Door, log_in_as: LogIn):
    client, _ = await save(log_in_as, language="nl")
    assert '<html lang="nl">' in await text_of(await client.get(PAGE))
    assert (await own(door)).profile.language == "nl"


async def test_digest_can_be_switched_off(app, door: Door, log_in_as: LogIn):
    await save(log_in_as, wants_digest=None)
    assert not (await own(door)).profile.wants_digest


async def test_announcements_by_mail_can_be_switched_off(app, door: Door, log_in_as: LogIn):
    await save(log_in_as)
    assert (await own(door)).profile.wants_announcements
    await save(log_in_as, wants_announcements=None)
    assert not (await own(door)).profile.wants_announcements


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first_name": " "}, "First name"),
        ({"last_name": "x" * 101}, "Last name"),
        ({"introduction": "x" * 1001}, "Introduction"),
        ({"phone": "call me"}, "A phone number can contain only digits"),
        ({"phone": "+"}, "A phone number can contain only digits"),
        ({"linkedin": "https://evil.example/in/ada"}, "It looks like linkedin.com/in/your-name"),
        ({"linkedin": "javascript:alert(1)"}, "It looks like linkedin.com/in/your-name"),
        ({"language": "xx"}, "Language"),
        ({"shows_email": "world"}, "Who sees your email address"),
        ({"shows_email": None}, "Who sees your email address"),
        ({"shows_name": "nobody"}, "Who sees your name"),
    ],
)
async def test_refused_form_comes_back_with_all_that_was_typed(
    app, door: Door, log_in_as: LogIn, wrong: dict[str, str | None], said: str
):
    before = await own(door)
    _, answer = await save(log_in_as, **(wrong | {"role": "Kept & typed"}))
    page = await text_of(answer)
    assert answer.status_code == 422
    assert said in page
    assert "Kept &amp; typed" in page
    assert await own(door) == before


async def test_thousand_signs_with_line_ends_as_browsers_send_them_are_kept(
    app, door: Door, log_in_as: LogIn
):
    _, answer = await save(log_in_as, introduction="é\r\n" * 499 + "éé")
    assert answer.status_code == 303
    assert len((await own(door)).profile.introduction) == 1000


async def test_hostile_texts_are_shown_as_text(app, log_in_as: LogIn):
    client, _ = await save(
        log_in_as, first_name="<script>alert(1)</script>", introduction="{{7*7}}<img src=x>"
    )
    for path in (PAGE, f"{PAGE}/preview"):
        page = await text_of(await client.get(path))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "{{7*7}}" in page


async def test_preview_shows_the_card_of_a_stranger_and_of_a_connection(app, log_in_as: LogIn):
    client, _ = await save(log_in_as, shows_email="connections", shows_linkedin="nobody")
    page = await text_of(await client.get(f"{PAGE}/preview"))
    stranger, connection = page.split("One of my connections")
    assert "Ada Łovelace" in stranger
    assert "guest1@example.com" not in stranger.split("Someone at the event")[1]
    assert "guest1@example.com" in connection
    assert "+44 20 7946 0000" in connection
    assert "linkedin.com" not in page


async def test_preview_of_who_is_not_listed_says_so(app, log_in_as: LogIn):
    client, _ = await save(log_in_as, shows_name="connections")
    page = await text_of(await client.get(f"{PAGE}/preview"))
    assert "You are not listed under People." in page
    assert "Name visible to connections only" in page


async def test_imported_address_that_is_no_linkedin_shows_to_nobody(door: Door, app, log_in_as: LogIn):
    await door.change_attendee(1, linkedin="javascript:alert(1)", shows_linkedin="everyone")
    client, _ = await log_in_as("guest1")
    assert "javascript:" not in await text_of(await client.get(f"{PAGE}/preview"))


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/preview"])
async def test_others_have_no_profile(app, client: Client, log_in_as: LogIn, path: str):
    assert (await client.get(path)).status_code == 302
    for name in ("olga", "marta"):
        browser, token = await log_in_as(name)
        assert (await browser.get(path)).status_code == 403
        assert (await browser.post(PAGE, form=FORM, headers=token)).status_code == 403


async def test_two_tabs_saving_leave_the_last_form_whole(app, door: Door, log_in_as: LogIn):
    await save(log_in_as, role="First tab", organisation="First")
    await save(log_in_as, role="Second tab", phone="")
    saved = (await own(door)).profile
    assert (saved.role, saved.organisation, saved.phone) == ("Second tab", "Analytical Engines", "")


async def organizer_row(door: Door) -> AttendeeRow:
    found = await door.database.read(select_attendee, attendee_id=1)
    assert found is not None
    return found


async def test_organizer_sees_the_new_name(app, door: Door, log_in_as: LogIn):
    await save(log_in_as)
    assert (await organizer_row(door)).name == "Ada Łovelace"
