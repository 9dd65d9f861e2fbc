"""Names of which mail programs would make links."""

import pytest

from netevent.core.text.links import has_link

LINKS = [
    "https://evil.example", "Win at HTTP://evil", "www.evil", "evil.com", "Your bank: secure-bank.com/login",
    "Prize at evil.zip", "bit.ly/x", "evil.co.uk", "Conf (evil.org)", "paypal.com.", "javascript://x",
    "evil.events",
]  # fmt: skip
NAMES = [
    "J.R.R. Tolkien", "St.John", "Dr.Ir. Jansen", "Node.js Conf", "Web 2.0", "Anne-Marie d'Artagnan", "31C3",
    "Prof. Dr. h.c. Müller", "Smart Cities Summit 26.11.2026", "Q&A: what now?", "U.S. Day", "Sr.",
    "Łódź e.V.",
]  # fmt: skip


@pytest.mark.attack("a link in the name of a person or an event, for mails to strangers", "refused")
@pytest.mark.parametrize("name", LINKS)
def test_a_name_with_an_address_is_seen(name: str):
    assert has_link(name)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_names(name: str):
    assert not has_link(name)
