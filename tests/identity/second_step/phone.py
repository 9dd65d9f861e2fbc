"""A phone with an authenticator app, and the browser of who has one."""

from __future__ import annotations

import html
import re
import time
from dataclasses import dataclass
from typing import Any

import pyotp
from quart import Quart

from tests.door import PASSWORD, token_of

SECRET = re.compile(r'class="secret"[^>]*>([A-Z2-7 ]+)<')
CODE = re.compile(r"<code>([A-Z2-9]{5}-[A-Z2-9]{5})</code>")
STEP = 30


@dataclass(slots=True)
class Phone:
    """What the app knows, and the recovery codes on paper."""

    secret: str
    recovery: list[str]

    def code(self, steps: int = 0) -> str:
        """The code of now, or of so many half minutes later: each counts once."""
        return pyotp.TOTP(self.secret).at(int(time.time()) + steps * STEP)


async def set_up(client: Any, token: dict[str, str]) -> Phone:
    """As the page says: scan, type the code with the password, keep the recovery codes."""
    text = await (await client.get("/account/second-step")).get_data(as_text=True)
    found = SECRET.search(text)
    assert found, text
    phone = Phone(found[1].replace(" ", ""), [])
    form = {"code": phone.code(-1), "proof": PASSWORD}
    shown = await client.post("/account/second-step", form=form, headers=token)
    text = await shown.get_data(as_text=True)
    assert shown.status_code == 200, text
    phone.recovery = CODE.findall(html.unescape(text))
    return phone


async def first_step(app: Quart, email: str, password: str = PASSWORD, **form: str) -> tuple[Any, Any]:
    """A browser of its own in which the password was typed, and the answer."""
    client = app.test_client()
    sent = {"email": email, "password": password, "csrf_token": await token_of(client, "/login")} | form
    return client, await client.post("/login", form=sent)


async def second_step(client: Any, code: str) -> Any:
    form = {"code": code, "csrf_token": await token_of(client, "/login/code")}
    return await client.post("/login/code", form=form)


async def is_logged_in(client: Any) -> bool:
    return bool((await client.get("/accounts")).status_code == 200)
