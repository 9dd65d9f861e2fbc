"""What stands around every request: origins, addresses, headers."""

from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from structlog.testing import LogCapture

from netevent.core.site import Application
from netevent.core.web import networks, origins
from netevent.core.web.origins import allowed_origin, refused_for_its_port
from netevent.settings import Settings
from tests.conftest import LogIn, on_sqlite
from tests.door import Door, token_of
from tests.mails import waiting_mails

EVERY_KIND = [
    ("/login", 200), ("/nothing", 404), ("/organizer/dashboard", 302), ("/static/css/base.css", 200),
    ("/static/css/none.css?v=1", 404), ("/healthz", 200), ("/readyz", 200), ("/staff/invite/none", 410),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status"), EVERY_KIND)
async def test_every_kind_of_answer_carries_the_policy(app: Application, path: str, status: int):
    answer = await app.test_client().get(path)
    assert answer.status_code == status
    _has_the_policy(answer.headers)


async def test_refusals_and_faults_carry_the_policy(app: Application, monkeypatch: pytest.MonkeyPatch):
    without_token = await app.test_client().post("/login", form={"email": "a@b.example"})
    assert without_token.status_code == 403
    _has_the_policy(without_token.headers)
    wrong_method = await app.test_client().delete("/login", headers={"X-CSRF-Token": "x"})
    assert wrong_method.status_code in (403, 405)
    _has_the_policy(wrong_method.headers)

    async def break_down() -> str:
        raise RuntimeError("the kettle is on fire")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "identity.login", break_down)
    fault = await app.test_client().get("/login")
    assert fault.status_code == 500
    assert "kettle" not in await fault.get_data(as_text=True)
    _has_the_policy(fault.headers)


def _has_the_policy(headers) -> None:
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers.getlist("X-Content-Type-Options") == ["nosniff"]


async def test_a_missing_static_file_is_not_remembered_for_a_year(app: Application):
    client = app.test_client()
    there, missing = (
        await client.get("/static/css/base.css?v=1"),
        await client.get("/static/css/none.css?v=1"),
    )
    assert "immutable" in there.headers["Cache-Control"]
    assert missing.headers["Cache-Control"] == "no-store"


async def test_pages_over_https_say_so_for_a_year(app: Application, settings: Settings):
    app.site = replace(app.site, settings=settings.model_copy(update={"base_url": "https://tickets.example"}))
    assert "max-age" in (await app.test_client().get("/login")).headers["Strict-Transport-Security"]


@on_sqlite
@pytest.mark.parametrize(
    ("base_url", "origin", "host", "is_ours"),
    [
        ("https://tickets.example", "https://tickets.example", "10.0.0.7:8000", True),
        ("https://tickets.example", "https://10.0.0.7:8000", "10.0.0.7:8000", True),
        ("https://tickets.example", "http://tickets.example", "tickets.example", False),
        ("https://tickets.example", "https://tickets.example.evil.example", "tickets.example", False),
        ("https://tickets.example", "https://tickets.example:444", "tickets.example", False),
        ("http://localhost:8000", "http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("http://localhost:8000", "null", "localhost:8000", False),
        ("http://localhost:8000", "", "", False),
    ],
)
async def test_an_origin_is_ours_by_name_or_by_the_host_asked(
    app: Application, settings: Settings, base_url: str, origin: str, host: str, is_ours: bool
):
    app.site = replace(app.site, settings=settings.model_copy(update={"base_url": base_url}))
    async with app.app_context():
        assert allowed_origin(origin, host) is is_ours


@on_sqlite
@pytest.mark.parametrize(
    ("base_url", "origin", "host", "is_told"),
    [
        ("https://tickets.example", "https://tickets.example:8443", "tickets.example", True),
        ("http://10.0.0.7", "http://10.0.0.7:8080", "10.0.0.7", True),
        ("http://[fd00::7]", "http://[fd00::7]:8080", "[fd00::7]", True),
        ("https://tickets.example", "https://evil.example:8443", "tickets.example", False),
        ("https://tickets.example", "https://evil.example:8443", "evil.example", False),
        ("https://tickets.example", "https://tickets.example:99999", "tickets.example", False),
        ("https://tickets.example", "https://tickets.example:8\x1b[31m", "tickets.example", False),
        ("https://tickets.example", "null", "tickets.example", False),
    ],
)
async def test_a_port_that_a_proxy_took_away_is_told_with_the_setting(
    app: Application,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    base_url: str,
    origin: str,
    host: str,
    is_told: bool,
):
    logged = LogCapture()
    monkeypatch.setattr(origins, "log", structlog.wrap_logger(None, [logged], structlog.BoundLogger))
    ours = settings.model_copy(update={"base_url": base_url, "var_dir": tmp_path})
    app.site = replace(app.site, settings=ours)
    async with app.app_context():
        assert not allowed_origin(origin, host)
        assert not allowed_origin(origin, host)
    assert ["$http_host" in line["fix"] for line in logged.entries] == [True] * is_told
    assert refused_for_its_port(ours) == (origin if is_told else "")
    assert refused_for_its_port(ours.model_copy(update={"base_url": origin})) == ""


@on_sqlite
async def test_a_note_that_cannot_be_written_changes_no_answer(
    app: Application, settings: Settings, tmp_path: Path
):
    gone = {"base_url": "https://tickets.example", "var_dir": tmp_path / "gone"}
    app.site = replace(app.site, settings=settings.model_copy(update=gone))
    async with app.app_context():
        assert not allowed_origin("https://tickets.example:8443", "tickets.example")


@on_sqlite
@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("unix:", "unix:"),
        ("x" * 900, "x" * 64),
    ],
)
async def test_a_clients_network(app: Application, settings: Settings, address: str, network: str):
    app.site = replace(app.site, settings=settings.model_copy(update={"trusted_proxies": 1}))
    async with app.test_request_context("/", headers={"X-Forwarded-For": address}):
        assert networks.client_network() == network


async def test_mail_links_lead_to_the_base_url_whatever_host_was_asked(
    app: Application, log_in_as: LogIn, door: Door
):
    client, token = await log_in_as("olga")
    form = {"first_name": "Nina", "last_name": "New", "email": "nina@example.com", "language": "en"}
    headers = token | {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    await client.post("/organizer/event/1/staff", form=form, headers=headers)
    texts = [text for mail in await waiting_mails(door.database) for text in (mail.text, mail.html)]
    assert texts
    assert all("http://localhost:8000/staff/invite/" in text and "evil" not in text for text in texts)


@pytest.mark.parametrize("number", [2**31, 10**18, 10**30])
async def test_a_number_that_no_row_has_is_not_there(app: Application, log_in_as: LogIn, number: int):
    client, _ = await log_in_as("olga")
    for rule in app.url_map.iter_rules():
        if rule.websocket or "GET" not in (rule.methods or ()) or "event_id" not in rule.arguments:
            continue
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<int:{name}>", str(number)).replace(f"<{name}>", "x")
        assert (await client.get(path)).status_code == 404, path


async def test_a_form_token_is_kept_by_a_cookie_of_its_own(app: Application):
    client = app.test_client()
    assert await token_of(client, "/login") == await token_of(client, "/register/organizer")
