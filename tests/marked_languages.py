"""Two languages whose texts tell which they are, for tests of readers: no translator's word is in it."""

from __future__ import annotations

import re
from gettext import NullTranslations
from html import unescape
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.core import i18n

ONE, OTHER = "nl", "de"
NAMED = "netevent_language"


class Marked(NullTranslations):
    """English, with the language's code before each text: `[nl] Log in`."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._mark = f"[{code}] "

    def gettext(self, message: str) -> str:
        return self._mark + message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._mark + (msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._mark + message

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self._mark + (msgid1 if n == 1 else msgid2)


def marks(text: str) -> set[str]:
    """The languages of which the text has something."""
    return {code for code in (ONE, OTHER) if f"[{code}]" in text}


@pytest.fixture
def two_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dutch and German are marked; whatever else is spoken stays what it is."""
    catalogues, real = {code: Marked(code) for code in (ONE, OTHER)}, i18n._catalogue

    def catalogue() -> NullTranslations:
        return catalogues.get(i18n.current_language()) or real()

    monkeypatch.setattr(i18n, "_catalogue", catalogue)


async def text_of(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


def language_in(page: str) -> str:
    return page.split('<html lang="')[1].split('"')[0]


async def language_of(client: Client, path: str = "/login", browser: str = "") -> str:
    headers = {"Accept-Language": browser} if browser else {}
    return language_in(await text_of(await client.get(path, headers=headers)))


def links_in(page: str) -> dict[str, str]:
    """Where the switcher of a guest leads, by language."""
    found = re.findall(r'<a class="nav" href="([^"]+)" rel="nofollow" lang="(\w+)" hreflang="(\w+)"', page)
    assert all(one == other for _, one, other in found)
    return {code: unescape(address) for address, code, _ in found}


def forms_in(page: str) -> dict[str, str]:
    """Where the switcher of somebody who is logged in posts to, by language."""
    found = re.findall(r'<form method="post" action="(/language/(\w+)[^"]*)">', page)
    return {code: unescape(address) for address, code in found}
