"""The pages of logging in and registering, as a browser without JavaScript meets them."""

from tests import factories
from tests.confirming import confirm
from tests.door import PASSWORD, Door, log_in_by_form, token_of


async def test_a_wrong_password_keeps_the_address_and_says_so(client):
    token = await token_of(client, "/login")
    form = {"email": "olga@example.com", "password": "not this one", "csrf_token": token}
    answer = await client.post("/login?next=/accounts", form=form)
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="olga@example.com"' in page
    assert "The email address or the password is not right" in page
    assert "not this one" not in page


async def test_the_login_leads_where_one_wanted_to_go(client):
    token = await token_of(client, "/login")
    form = {"email": "olga@example.com", "password": PASSWORD, "csrf_token": token}
    answer = await client.post("/login?next=/organizer/event/1", form=form)
    assert answer.headers["Location"] == "/organizer/event/1"


async def test_two_accounts_behind_one_password_are_offered_and_switched(app, door: Door):
    await factories.insert_staff(door.database, 2, email="olga@example.com")
    client, token = await log_in_by_form(app, "olga@example.com")
    page = await (await client.get("/accounts")).get_data(as_text=True)
    assert "Organizer" in page
    assert "Staff: Event 2" in page
    member = page.split('value="staff:')[1].split('"')[0]
    answer = await client.post("/accounts/switch", form={"account": f"staff:{member}"}, headers=token)
    assert answer.headers["Location"] == "/staff/2/dashboard"
    assert (await client.get("/staff/dashboard")).status_code == 200
    assert (await client.get("/organizer/dashboard")).status_code == 403


async def test_an_organizer_registers_confirms_and_is_told_what_comes_next(client, door: Door):
    token = await token_of(client, "/register/organizer")
    form = {"name": "Nora", "email": "nora@example.com", "password": PASSWORD, "csrf_token": token}
    answer = await client.post("/register/organizer", form=form)
    assert "This server cannot send email yet" in await answer.get_data(as_text=True)
    answer = await confirm(client, door.database, "nora@example.com")
    assert answer.headers["Location"] == "/organizer/dashboard"
    assert "No events yet" in await (await client.get("/organizer/dashboard")).get_data(as_text=True)


async def test_a_short_password_is_refused_with_the_rest_kept(client):
    token = await token_of(client, "/register/organizer")
    form = {"name": "Nora", "email": "nora@example.com", "password": "short", "csrf_token": token}
    answer = await client.post("/register/organizer", form=form)
    assert answer.status_code == 422
    assert 'value="Nora"' in await answer.get_data(as_text=True)
