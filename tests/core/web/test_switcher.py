"""How one chooses another language and stays on the page, and what pages say of their languages."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from netevent.core import i18n
from netevent.core.site import Application
from tests.conftest import LogIn, on_sqlite
from tests.door import token_of
from tests.marked_languages import forms_in, language_in, language_of, links_in, text_of

pytestmark = on_sqlite
DASHBOARD = "/organizer/dashboard"


# ---- the switcher ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/login?next=/organizer/event/1/attendees?page%3D2", 200),
        ("/register/organizer", 200),
        ("/register/attendee/EVENT1", 200),
        ("/attendee/request-link", 200),
        ("/c/ABCDEFGHJK", 200),
        ("/staff/invite/none", 410),
        ("/login/link/none", 410),
        ("/attendee/personal/none", 410),
        ("/nothing/here?a=1&a=2&b=%26", 404),
        ("/nothing/%3Cb%3E/%C3%A9", 404),
    ],
)
async def test_a_guests_switcher_stays_on_the_page(app: Application, path: str, status: int):
    client = app.test_client()
    answer = await client.get(path)
    assert answer.status_code == status
    links = links_in(await text_of(answer))
    assert list(links) == ["en", "nl", "de", "fr", "es", "it", "pl"]
    for code, link in links.items():
        again = await client.get(link)
        assert again.status_code == status
        page = await text_of(again)
        assert language_in(page) == code
        assert links_in(page) == links


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("olga", DASHBOARD),
        ("olga", "/organizer/event/1"),
        ("olga", "/organizer/event/1/attendees?q=guest&status=in&page=1"),
        ("olga", "/organizer/event/1/staff"),
        ("olga", "/organizer/event/77"),
        ("olga", "/staff/1/dashboard"),
        ("marta", "/staff/1/dashboard"),
        ("marta", "/staff/1/search?q=%C5%BB%C3%B3%C5%82%C4%87"),
        ("guest1", "/attendee/dashboard"),
        ("guest1", "/attendee/people?q=a%26b"),
        ("guest1", "/organizer/dashboard"),
    ],
)
async def test_an_accounts_switcher_comes_back_to_the_page(log_in_as: LogIn, name: str, path: str):
    client, token = await log_in_as(name)
    before = await client.get(f"{path}{'&' if '?' in path else '?'}lang=fr")
    page = await text_of(before)
    assert language_in(page) == "fr"
    answer = await client.post(forms_in(page)["de"], headers=token)
    assert answer.headers["Location"] == path
    again = await client.get(path)
    assert again.status_code == before.status_code
    assert language_in(await text_of(again)) == "de"


async def test_a_refused_form_leads_to_its_own_page(app: Application):
    client = app.test_client()
    form = {"email": "a@b.example", "password": "x", "csrf_token": await token_of(client, "/login")}
    refused = await client.post("/login?next=/accounts", form=form)
    assert refused.status_code == 422
    link = links_in(await text_of(refused))["nl"]
    assert link == "/login?next=/accounts&lang=nl"
    assert await language_of(client, link) == "nl"


async def test_a_refused_form_without_a_page_leads_to_where_it_stood(app: Application, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    post = "/organizer/event/1/staff/99/resend"
    stood = {"Referer": "http://localhost/organizer/event/1/staff?lang=fr"}
    refused = await client.post(post, headers=token | stood)
    assert refused.status_code == 404
    assert forms_in(await text_of(refused))["nl"] == "/language/nl?next=/organizer/event/1/staff"
    for elsewhere in ({}, {"Referer": "https://evil.example/login"}, {"Referer": f"http://localhost{post}"}):
        refused = await client.post(post, headers=token | elsewhere)
        assert forms_in(await text_of(refused))["nl"] == f"/language/nl?next={DASHBOARD}"


async def test_a_form_that_is_refused_unread_has_a_switcher_too(app: Application):
    client = app.test_client()
    refused = await client.post("/login?next=/a%22b", form={"email": "a@b.example"})
    assert refused.status_code == 403
    assert links_in(await text_of(refused))["nl"] == "/login?next=/a%22b&lang=nl"
    refused = await client.post("/accounts/switch", form={})
    assert links_in(await text_of(refused))["nl"] == "/?lang=nl"


@pytest.mark.attack("an address of ours that reads as another site's", "the switcher stays here")
@pytest.mark.parametrize(
    "path", ["//evil.example/x", "///evil.example", "/%5Cevil.example", "/%2Fevil.example"]
)
async def test_the_switcher_leads_to_no_other_site(app: Application, path: str):
    links = links_in(await text_of(await app.test_client().get(path)))
    assert links
    for link in links.values():
        assert re.match(r"/[^/\\]", link), link


# ---- headers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/login", "/nothing", "/staff/invite/none"])
async def test_a_page_says_its_language_and_what_that_depends_on(app: Application, path: str):
    answer = await app.test_client().get(path, headers={"Accept-Language": "it"})
    assert answer.headers["Content-Language"] == "it"
    assert {"accept-language", "cookie"} <= {one.lower() for one in answer.vary}
    assert answer.headers["Cache-Control"] == "no-store"


async def test_what_is_the_same_for_everybody_depends_on_no_language(app: Application):
    answer = await app.test_client().get("/static/css/base.css?v=1", headers={"Accept-Language": "it"})
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Content-Language" not in answer.headers
    assert "accept-language" not in {one.lower() for one in answer.vary}


@pytest.mark.parametrize("path", ["/", "/login", "/register/organizer", "/register/attendee/EVENT1"])
async def test_a_public_page_names_itself_in_all_languages(app: Application, path: str):
    client = app.test_client()
    for asked in (path, f"{path}?lang=fr"):
        page = await text_of(await client.get(asked))
        found = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', page))
        assert found.pop("x-default") == f"http://localhost:8000{path}"
        assert found == {code: f"http://localhost:8000{path}?lang={code}" for code in links_in(page)}


async def test_a_page_of_an_account_names_no_others(log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    assert 'rel="alternate"' not in await text_of(await client.get(DASHBOARD))


async def test_a_page_written_from_the_right_says_so(app: Application, monkeypatch: pytest.MonkeyPatch):
    client = app.test_client()
    assert 'dir="' not in await text_of(await client.get("/"))
    monkeypatch.setattr(i18n, "current_locale", lambda: Locale.parse("ar"))
    assert '<html lang="en" dir="rtl">' in await text_of(await client.get("/"))
