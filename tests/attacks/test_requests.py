"""Requests that no browser sends: too large, too many fields, readable in two ways, another protocol."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection

from tests.attacks.wire import answer_to, request, status
from tests.proof import Observe
from tests.servers import application, processes
from tests.servers.application import Server, start_netevent
from tests.servers.databases import SqliteDatabases

FORM = "Content-Type: application/x-www-form-urlencoded"
PARTS = "Content-Type: multipart/form-data; boundary=x"
LOGIN, HOME = "/login", "/"
BAD = {400, 411, 413, 414, 431, 505}

HEADS = {
    "five thousand headers": (request("GET", HOME, *(f"X-{number}: a" for number in range(5000))), {431}),
    "two hundred headers": (request("GET", HOME, *(f"X-{number}: a" for number in range(200))), {431}),
    "a head of 40 kB": (request("GET", HOME, "X-A: " + "a" * 40_000), {431}),
    "thousands of cookies": (request("GET", HOME, "Cookie: " + "a=b; " * 2000), {431}),
    "thousands of values": (request("GET", "/login?" + "a&" * 2000), {414, 431}),
    "an address of 10 kB": (request("GET", "/" + "a" * 10_000), {414}),
    "two lengths": (
        request("POST", LOGIN, "Content-Length: 5", "Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
        {400},
    ),
    "two different lengths": (
        request("POST", LOGIN, "Content-Length: 5", "Content-Length: 6", body=b"12345"),
        {400},
    ),
    "no length": (
        request("POST", LOGIN, FORM, "Transfer-Encoding: chunked", body=b"1\r\na\r\n0\r\n\r\n"),
        {411},
    ),
    "an unknown coding": (request("POST", LOGIN, "Transfer-Encoding: gzip", body=b"1"), {400, 501}),
    "a header on two lines": (request("GET", HOME, "X-A: a", " b"), {400}),
    "no host": (b"GET / HTTP/1.1\r\n\r\n", {400}),
    "two hosts": (request("GET", HOME, "Host: evil.example"), {400}),
    "a null byte": (request("GET", HOME, "X-A: a\0b"), {400}),
    "no HTTP at all": (b"\x16\x03\x01" + b"\0" * 300 + b"\r\n\r\n", {400}),
}
BODIES = {
    "10 MB of tiny fields": (request("POST", LOGIN, FORM, body=b"a&" * 5_000_000), {413}),
    "65 kB of tiny fields": (request("POST", LOGIN, FORM, body=b"a&" * 33_000), {413}),
    "10 MB to nowhere": (request("POST", "/nowhere", FORM, body=b"a" * 10_000_000), {413}),
    "10 MB of a photo, by a stranger": (
        request("POST", "/attendee/photo", PARTS, body=b"--x\r\n" + b"a" * 10_000_000),
        {401},
    ),
    "an upload from another site": (
        request("POST", "/attendee/photo", PARTS, "Origin: https://evil.example", body=b"a" * 10_000_000),
        {401},
    ),
    "an upload larger than any": (
        request("POST", "/attendee/photo", "Content-Length: 99999999999"),
        {413, 422},
    ),
}


@pytest.fixture(scope="module")
def server(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of them: none may break it for the next."""
    folder = tmp_path_factory.mktemp("attacked")
    started = Server(folder, application.settings_for(folder, sqlite_databases.new(folder)))
    started.start()
    yield started
    started.kill()


@pytest.mark.attack("a request that is malformed or has too much before its body", "refused unread")
@pytest.mark.parametrize("name", HEADS)
async def test_what_comes_before_a_body_has_bounds(server: Server, name: str):
    sent, expected = HEADS[name]
    assert status(await answer_to(server.base_url, sent)) in expected
    assert server.is_ready()


@pytest.mark.attack("a body that is larger than its address takes", "refused unread")
@pytest.mark.parametrize("name", BODIES)
async def test_a_body_has_the_bounds_of_its_address(server: Server, name: str):
    """The server may have hung up before all was sent; then it said so in what it still could."""
    sent, expected = BODIES[name]
    assert status(await answer_to(server.base_url, sent)) in expected | {0}
    assert server.is_ready()


@pytest.mark.attack("a body that is larger than its address takes", "refused unread")
@pytest.mark.parametrize("name", ["65 kB of tiny fields", "an upload larger than any"])
async def test_the_refusal_says_so(server: Server, name: str):
    sent, expected = BODIES[name]
    head, _, _ = sent.partition(b"\r\n\r\n")
    assert status(await answer_to(server.base_url, head + b"\r\n\r\n")) in expected


@pytest.mark.attack("HTTP/2 with prior knowledge", "declined")
async def test_http2_with_prior_knowledge_is_declined(server: Server):
    connection = H2Connection(H2Configuration(client_side=True))
    connection.initiate_connection()
    answer = await answer_to(server.base_url, connection.data_to_send())
    assert status(answer) in {0, 400, 505}


@pytest.mark.attack("an upgrade to HTTP/2 (h2c)", "ignored: answered as HTTP/1.1")
async def test_an_upgrade_to_http2_is_ignored(server: Server):
    upgrade = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__")
    assert status(await answer_to(server.base_url, request("GET", "/healthz", *upgrade))) == 200


@pytest.mark.attack("HTTP/2 chosen in the TLS handshake (ALPN)", "HTTP/1.1 is all that is offered")
async def test_the_demo_offers_no_http2_in_its_handshake(tmp_path: Path, observe: Observe):
    port = processes.free_port()
    settings = {"NETEVENT_VAR_DIR": str(tmp_path / "var")}
    log = tmp_path / "demo.log"
    demo = start_netevent(["demo", "--host", "0.0.0.0", "--port", str(port)], tmp_path, log, settings)  # noqa: S104 - a port of this machine, for a second
    try:
        processes.wait_until(lambda: processes.accepts_connections(port), demo, log)
        chosen = await asyncio.to_thread(chosen_protocol, port)
    finally:
        processes.kill(demo)
    observe(f"chosen: {chosen}")
    assert chosen == "http/1.1"


def chosen_protocol(port: int) -> str | None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2", "http/1.1"])
    with socket.create_connection(("127.0.0.1", port)) as plain, context.wrap_socket(plain) as secured:
        return secured.selected_alpn_protocol()


@pytest.mark.attack("an address with two slashes", "no redirect")
@pytest.mark.parametrize(
    "path",
    ["//evil.example", "//evil.example/%2e%2e", "/\\evil.example", "//login", "/attendee//people/find"],
)
async def test_two_slashes_lead_nowhere(server: Server, path: str):
    answer = await answer_to(server.base_url, request("GET", path))
    assert status(answer) in {200, 404}
    assert b"location:" not in answer.lower()


@pytest.mark.attack("JSON nested sixty thousand deep", "refused")
async def test_deep_json_is_refused(server: Server):
    body = b"[" * 60_000
    answer = await answer_to(
        server.base_url, request("POST", LOGIN, "Content-Type: application/json", body=body)
    )
    assert status(answer) == 403
