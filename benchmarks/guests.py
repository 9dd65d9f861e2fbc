"""Guests who register: a browser each, with its cookies and an address of its own.

`registrations` calls it. The server trusts one proxy, so that a guest's address is what the request says:
from one address so many registrations are refused.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import parse_qs, urlencode, urlsplit

from quart import Quart
from quart.sessions import SecureCookieSessionInterface

from benchmarks.load import Answer, Line, connect, request_bytes
from benchmarks.servers import Server
from benchmarks.shops import PRICE, Shop
from netevent.core.web.browsers import BROWSER
from netevent.core.web.cookies import SESSION_COOKIE
from netevent.payments.providers.demo import Demo
from netevent.registration.screens import FORMS

# What the server is started with beside the usual.
SETTINGS = {"NETEVENT_TRUSTED_PROXIES": "1", "NETEVENT_DEMO": "true"}
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
SET_COOKIE = re.compile(rb"(?im)^set-cookie: ([^=]+)=([^;\r]*)")
LOCATION = re.compile(rb"(?im)^location: ([^\r]+)")
PAYS = b'name="method" value="demo"'
FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Browser:
    """One guest's, which has one connection."""

    server: Server
    line: Line
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    page: Answer = field(default_factory=lambda: Answer(0, b"", b""))

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, b"", {})

    async def send(self, path: str, form: Mapping[str, object]) -> Answer:
        """The form of the page that it shows."""
        found = TOKEN.search(self.page.body)
        assert found, (self.page.status, self.page.body[:500])
        body = urlencode({**form, "csrf_token": found[1].decode()}).encode()
        return await self._ask("POST", path, body, {"Content-Type": FORM})

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        headers |= addressed(self.server, self.address)
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.page = await self.line.ask(request_bytes(method, path, headers, body))
        for name, value in SET_COOKIE.findall(self.page.head):
            self.cookies[name.decode()] = value.decode()
        return self.page


@dataclass(frozen=True, slots=True)
class Registered:
    """`took` is of sending the form, in milliseconds. `statuses`: of all that was asked, in order."""

    took: float
    placed: int
    is_paid: bool
    statuses: Sequence[int]


async def open_browser(server: Server, number: int) -> Browser:
    return Browser(server, await connect(server.port), network(number))


def form_cookies(server: Server, event_id: int, guests: int) -> list[str]:
    """Of browsers that have opened the event's simple form, which is live."""
    app = Quart(__name__)
    app.secret_key = server.secret_key
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    sessions = ({FORMS: [event_id], BROWSER: f"guest{number}"} for number in range(guests))
    return [f"{SESSION_COOKIE}={signer.dumps(one)}" for one in sessions]


def network(number: int) -> str:
    """A guest's address: each number has another one."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def addressed(server: Server, address: str) -> dict[str, str]:
    return {"Host": f"127.0.0.1:{server.port}", "Origin": server.base_url, "X-Forwarded-For": address}


async def register(browser: Browser, shop: Shop, number: int, type_id: int) -> Registered:
    """The page is shown, its form sent, the page of the order opened; who gets a priced seat pays for it.

    Who is not shown the page has sent nothing.
    """
    statuses = [(await browser.get(shop.path)).status]
    if statuses != [200]:
        return Registered(0.0, 0, False, statuses)
    began = perf_counter()
    placed = await browser.send(shop.path, filled_in(shop, number, type_id))
    took, is_paid = (perf_counter() - began) * 1000, False
    statuses.append(placed.status)
    if placed.status == 303:
        statuses.append((await browser.get(location(placed))).status)
        if PAYS in browser.page.body:
            paying = await pay(browser, shop, location(placed))
            statuses, is_paid = statuses + paying, paying[1:2] == [200]
    return Registered(took, placed.status, is_paid, statuses)


def filled_in(shop: Shop, number: int, type_id: int) -> dict[str, object]:
    person = {"first_name": f"Guest{number}", "last_name": "Bench", "organisation": "Bench"}
    return {**person, "email": f"guest{number}@e{shop.event_id}.example", "type": type_id}


async def pay(browser: Browser, shop: Shop, order: str) -> list[int]:
    """As the demo's provider does: its webhook comes over the network, signed.

    Returns what was answered to the button, to the webhook, and to who comes back.
    """
    reference = parse_qs(urlsplit(order).query)["order"][0]
    begun = await browser.send(f"/event/{shop.code}/payment", {"order": reference, "method": "demo"})
    if begun.status != 303:
        return [begun.status]
    number = urlsplit(location(begun)).path.rsplit("/", 1)[-1]
    told = await tell_paid(browser, number)
    return [begun.status, told.status, (await browser.get(order)).status]


async def tell_paid(browser: Browser, number: str) -> Answer:
    provider = Demo(browser.server.secret_key, browser.server.base_url)
    signed, body = provider.telling(number, "pay", PRICE)
    headers = addressed(browser.server, browser.address) | signed | {"Content-Type": "application/json"}
    return await browser.line.ask(request_bytes("POST", "/payments/demo/webhook", headers, body))


def location(answer: Answer) -> str:
    found = LOCATION.search(answer.head)
    assert found, answer.head
    return found[1].decode()
