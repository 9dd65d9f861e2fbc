"""Every page of every role, in each of the seven languages, at three widths: nothing runs over or is cut, and
no English is left. Only the longest name there can be is shortened, where a list has no room for it.

In German and Polish, which are long and have between them all the letters that need a font, axe finds nothing
in light and dark; in German what one taps is large enough, too. No page of the English ones has a fault in
its scripts.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.async_api import Page, expect

from netevent.core.i18n import SEVEN
from netevent.core.i18n.catalogues import catalogue_file
from netevent.resources import resource_path
from tests.browser.acquaintances import LONGEST, Acquaintances, attendee_pages, make_acquaintances
from tests.browser.furnished import Furnished
from tests.browser.pages import Faults, Visits, is_live
from tests.browser.role_pages import ROLES
from tests.browser.sold import Sold, office_pages, order_pages, sell_seats
from tests.browser.test_accessibility import AXE, WHOLE_HEIGHT, audited, faults_of, faults_of_scripts
from tests.browser.venue import OPERATOR, Venue

# Walks go on beside each other, each in a browser of its own: what one waits for, others use.
WALKS_AT_ONCE = 3
PAGES_OF_A_WALK = 30
WIDTHS = (360, 768, 1440)
CODES = [language.code for language in SEVEN]
# What the venue calls its own is no text of the product, though it may read like one.
OF_THE_VENUE = {"Main entrance", "East"}
# The demo shows mails as they went out: in the language of whom they went to.
MAILS = "/dev/mail"
# What arrives by itself shows on a page that is open; one at a time, and one of each kind is enough.
TOASTS_AT = "/attendee/dashboard"
TOASTS = ("announcement", "connection", "appointment")
OF_AGE = "(card, age) => { card.dataset.age = age; }"
NEW, OLD = "0", "1e15"
READ = (Path(__file__).parent / "read_texts.js").read_text("utf-8")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")


@pytest.fixture
async def acquaintances(venue: Venue) -> Acquaintances:
    return await make_acquaintances(venue)


@pytest.fixture
async def sold(venue: Venue) -> Sold:
    return await sell_seats(venue)


# Some 180 pages: it has more to do than other tests, also where the machine has other work.
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("language", CODES)
async def test_pages_have_room_for_each_language(
    language: str, furnished: Furnished, acquaintances: Acquaintances, sold: Sold, visits: Visits
):
    walks = [(who(furnished.venue), pages(furnished)) for who, pages in ROLES.values()]
    walks += [(OPERATOR, ["/organizer/languages"]), (acquaintances.sanne, attendee_pages(acquaintances))]
    walks += [("", order_pages(sold)), (furnished.venue.organizer, office_pages(sold))]
    at_once = asyncio.Semaphore(WALKS_AT_ONCE)
    found = await asyncio.gather(
        *(_walk(visits, at_once, language, who, part) for who, paths in walks for part in batched(paths))
    )
    assert not any(found), "\n".join(chain(*found))


def batched(paths: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(paths), PAGES_OF_A_WALK):
        yield paths[first : first + PAGES_OF_A_WALK]


async def _walk(
    visits: Visits, at_once: asyncio.Semaphore, language: str, who: str, paths: list[str]
) -> list[str]:
    """In a browser of its own, with faults of its own."""
    found: list[str] = []
    own = Visits(visits.base_url, Faults(), visits.browser)
    async with at_once:
        page = await own.open("/", who, reduced_motion="reduce")
        for path in paths:
            own.faults.all.clear()
            answer = await page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
            # Its toasts are exchanged when the socket opens, with what the test writes into them.
            if path == TOASTS_AT:
                await is_live(page)
            found += [f"{path} {fault}" async for fault in _faults(page, path, language)]
            if path == TOASTS_AT:
                found += [fault async for fault in _faults_of_toasts(page, language)]
            if language == "en":
                found += faults_of_scripts(own, path, answer)
        await own.close()
    return found


async def _faults_of_toasts(page: Page, language: str) -> AsyncIterator[str]:
    for kind in TOASTS:
        card = page.locator(f"#toasts .toast[id^={kind}]").first
        await card.evaluate(OF_AGE, NEW)
        await expect(card).to_be_visible()
        async for fault in _faults(page, TOASTS_AT, language):
            yield f"toast of {kind}: {fault}"
        await card.evaluate(OF_AGE, OLD)
        await expect(card).to_be_hidden()


async def _faults(page: Page, path: str, language: str) -> AsyncIterator[str]:
    told: set[str] = set()
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        seen = await page.evaluate(READ)
        assert seen["lang"] == language, path
        tight = {f"{width} px: {fault}" for fault in {*seen["faults"]} - told if LONGEST[:40] not in fault}
        left = () if path.startswith(MAILS) else {*seen["texts"]} - told
        for fault in (*tight, *(f"English is left: {text}" for text in left if _is_english(text, language))):
            yield fault
        told |= {*seen["faults"], *seen["texts"]}
    if language in AUDITS:
        for fault in await AUDITS[language](page):
            yield fault


async def _audited(page: Page) -> list[str]:
    await page.set_viewport_size({"width": WIDTHS[0], "height": await page.evaluate(WHOLE_HEIGHT)})
    await page.evaluate(AXE.read_text())
    # What lies under the tabs at the thumb is scrolled out from there.
    return [fault for fault in await audited(page) if "obscured" not in fault]


AUDITS = {"de": faults_of, "pl": _audited}


def _is_english(text: str, language: str) -> bool:
    if language == "en" or text in OF_THE_VENUE:
        return False
    whole, with_values = _english(language)
    return text in whole or any(pattern.fullmatch(text) for pattern in with_values)


@cache
def _english(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The English texts that this language says otherwise; those with values in them as patterns."""
    whole, with_values = set(), []
    for english in _translated(language):
        if PLACEHOLDER.search(english):
            pieces = [re.escape(piece) for piece in PLACEHOLDER.split(english)]
            if sum(map(len, pieces)) > 12:
                with_values.append(re.compile(".+?".join(pieces)))
        elif "<" not in english:
            whole.add(english)
    return frozenset(whole), tuple(with_values)


def _translated(language: str) -> Iterator[str]:
    with catalogue_file(resource_path("translations"), language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    # German "Tag" is a day, and no tag that was left in English.
    own = {text for message in catalogue for text in _texts(message.string)}
    for message in catalogue:
        yield from (text for text in _texts(message.id) if text and text not in own)


def _texts(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())
