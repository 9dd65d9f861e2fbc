"""A form whose answer leads to a payment service: Chromium holds the policy against redirects, too."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypercorn.asyncio import serve
from hypercorn.config import Config
from playwright.async_api import Browser, Page
from quart import redirect
from werkzeug.wrappers import Response

from netevent import blueprints
from netevent.app import create_app
from netevent.identity import guards
from netevent.settings import Settings, read_settings
from tests.routes_once import register_anew
from tests.servers import processes, stripe
from tests.servers.stripe import StripeServer

LEAD_ON = "form => { form.noValidate = true; form.action = '/leave' }"


@pytest.fixture(autouse=True)
def routes_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more is added here; those that the tests share take no more."""
    monkeypatch.setattr(blueprints, "register", register_anew)


@pytest.fixture
def stripe_server() -> Iterator[StripeServer]:
    server = StripeServer()
    yield server
    server.close()


def settings_of(sqlite_url: str, folder: Path, stripe_server: StripeServer, key: str) -> Settings:
    return read_settings(
        secret_key="k" * 40,
        database_url=sqlite_url,
        var_dir=folder,
        base_url=f"http://127.0.0.1:{processes.free_port()}",
        stripe_key=key,
        stripe_api=stripe_server.url,
        _env_file=None,
    )


@asynccontextmanager
async def leaving(settings: Settings, address: str) -> AsyncIterator[None]:
    """The application, with a form's answer that leads to `address`."""
    app = create_app(settings)

    @guards.public
    async def leave() -> Response:
        return redirect(address, 303)

    app.add_url_rule("/leave", view_func=leave, methods=["POST"])
    stop = asyncio.Event()
    config = Config()
    # It listens from here on: who comes before it is ready waits.
    listening = socket.create_server(("127.0.0.1", int(settings.base_url.rpartition(":")[2])))
    config.bind = [f"fd://{listening.detach()}"]
    running = asyncio.create_task(serve(app, config, shutdown_trigger=stop.wait))
    yield
    stop.set()
    await running


async def send_form(page: Page, settings: Settings) -> None:
    await page.goto(f"{settings.base_url}/login")
    await page.locator("main form").first.evaluate(LEAD_ON)
    await page.locator("main form button.main").click()


async def test_a_form_leads_to_the_page_of_a_service_that_there_is_a_key_for(
    browser: Browser, sqlite_url: str, tmp_path: Path, stripe_server: StripeServer
):
    settings = settings_of(sqlite_url, tmp_path, stripe_server, stripe.KEY)
    async with leaving(settings, f"{stripe_server.url}/pay/cs_1"), await browser.new_context() as context:
        page = await context.new_page()
        await send_form(page, settings)
        await page.get_by_role("heading", name="Stripe's page").wait_for()


async def test_without_the_key_the_browser_refuses_to_go_there(
    browser: Browser, sqlite_url: str, tmp_path: Path, stripe_server: StripeServer
):
    settings = settings_of(sqlite_url, tmp_path, stripe_server, "")
    async with leaving(settings, f"{stripe_server.url}/pay/cs_1"), await browser.new_context() as context:
        page = await context.new_page()
        async with page.expect_console_message(lambda said: "form-action" in said.text):
            await send_form(page, settings)
        assert stripe_server.asked == []
