"""The link of a station, its token, and what is neither."""

from __future__ import annotations

import pytest

from netevent.printing_agent.link import Link, LinkWrong, link_of

TOKEN = "Abc-123_x"


@pytest.mark.parametrize(
    ("server", "secret", "origin"),
    [
        ("", f"https://tickets.example.org/print/open/{TOKEN}\n", "https://tickets.example.org"),
        ("https://tickets.example.org/", TOKEN, "https://tickets.example.org"),
        ("http://[::1]:8000", TOKEN, "http://[::1]:8000"),
        ("http://inside:8000", f"https://tickets.example.org/print/open/{TOKEN}", "http://inside:8000"),
    ],
)
def test_a_link_or_a_token_and_an_address_say_which_station_it_is(server: str, secret: str, origin: str):
    assert link_of(server, secret) == Link(origin, TOKEN)


def test_its_sockets_are_as_safe_as_its_pages():
    assert Link("https://tickets.example.org", TOKEN).sockets == "wss://tickets.example.org"
    assert Link("http://127.0.0.1:8000", TOKEN).sockets == "ws://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("server", "secret", "words"),
    [
        (f"https://tickets.example.org/print/open/{TOKEN}", "", "Whoever lists the processes"),
        ("https://tickets.example.org", "", "missing"),
        ("", TOKEN, "address is missing"),
        ("ftp://tickets.example.org", TOKEN, "not the address of a server"),
        ("https://tickets.example.org:high", TOKEN, "not the address of a server"),
        ("https://tickets.example.org", "two\nlines", "neither the link"),
    ],
)
def test_what_is_missing_or_wrong_is_told(server: str, secret: str, words: str):
    with pytest.raises(LinkWrong, match=words):
        link_of(server, secret)


def test_the_token_is_in_no_traceback():
    assert TOKEN not in repr(Link("https://tickets.example.org", TOKEN))
