"""Reads the addresses in a page, and walks from page to page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from quart import Quart
from quart.typing import TestClientProtocol
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.door import badge

GETS = {"href", "src", "hx-get", "data-poll"}
POSTS = {"hx-post", "formaction"}
SOCKETS = {"hx-ws:connect", "data-path"}
# Pages behind one rule are alike: so many of them are opened.
PAGES_OF_A_RULE = 4
# Where each begins, by whom `log_in_as` knows.
STARTS = {
    "nobody": ("/", "/register/organizer", "/register/attendee/EVENT1", "/staff/CODE1", f"/c/{badge(1)}"),
    "olga": ("/organizer/dashboard", f"/c/{badge(1)}"),
    "marta": ("/staff/dashboard", f"/c/{badge(1)}"),
    "guest1": ("/attendee/dashboard", f"/attendee/scan/{badge(2)}"),
    "guest2": ("/attendee/dashboard",),
}


@dataclass(frozen=True, slots=True)
class Address:
    """What a page shows, as it asks for it: `method` is GET, POST or SOCKET."""

    method: str
    path: str


class Addresses(HTMLParser):
    """All addresses of this site in a page."""

    def __init__(self, page_path: str) -> None:
        super().__init__()
        self._page_path = page_path
        self._form = ("", "")
        self.found: set[Address] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "hreflang" in given:  # the page itself in another language: the switcher's own tests open it
            return
        if tag == "form":
            self._form = given.get("method", "get").upper(), given.get("action", "")
        for method, value in self._asked(tag, given):
            parts = urlsplit(urljoin(f"http://localhost{self._page_path}", value))
            if parts.scheme == "http" and parts.netloc == "localhost":
                self.found.add(Address(method, parts.path + (f"?{parts.query}" if parts.query else "")))

    def _asked(self, tag: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        for name, value in given.items():
            if name in GETS and not value.startswith(("#", "data:")):
                yield "GET", value
            elif name in POSTS:
                yield "POST", value
            elif name in SOCKETS:
                yield "SOCKET", value
            elif name == "srcset":
                yield from (("GET", one.split()[0]) for one in value.split(","))
        # A form whose buttons all lead elsewhere, or stand elsewhere, is sent nowhere itself.
        if tag == "button" and given.get("type") != "button" and not given.keys() & {"formaction", "form"}:
            yield self._form


def addresses_in(text: str, page_path: str) -> set[Address]:
    reader = Addresses(page_path)
    reader.feed(text)
    return reader.found


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    status: int
    text: str
    addresses: frozenset[Address]


async def walk(client: TestClientProtocol, app: Quart, starts: Iterable[str]) -> AsyncIterator[Page]:
    """Open `starts`, then what they show, and so on: of each rule a few pages."""
    urls = app.url_map.bind("localhost")
    opened: Counter[str] = Counter()
    waiting = [Address("GET", path) for path in starts]
    known = set(waiting)
    while waiting:
        address = waiting.pop(0)
        endpoint = endpoint_of(urls, address)
        opened[endpoint] += 1
        if opened[endpoint] > PAGES_OF_A_RULE:
            continue
        page = await _opened(client, address.path)
        yield page
        found = {one for one in page.addresses if one.method == "GET"} - known
        known |= found
        waiting += sorted(found, key=lambda one: one.path)


def endpoint_of(urls: MapAdapter, address: Address) -> str:
    """Which route answers; empty where none does."""
    is_socket = address.method == "SOCKET"
    try:
        endpoint, _ = urls.match(
            urlsplit(address.path).path, "GET" if is_socket else address.method, websocket=is_socket
        )
    except HTTPException:
        return ""
    return str(endpoint)


async def _opened(client: TestClientProtocol, path: str) -> Page:
    answer: Any = await client.get(path)
    text = await answer.get_data(as_text=False)
    is_page = answer.mimetype == "text/html"
    shown = text.decode() if is_page else ""
    found = addresses_in(shown, path) if is_page else set()
    location = answer.headers.get("Location", "")
    if re.match("/(?!/)", location):
        found.add(Address("GET", location))
    return Page(path, answer.status_code, shown, frozenset(found))
