"""Two languages whose texts tell which they are, for tests of readers: no translator's word is in it."""

from __future__ import annotations

from gettext import NullTranslations

import pytest

from netevent.core import i18n

ONE, OTHER = "nl", "de"


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
