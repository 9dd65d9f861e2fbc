"""The screens of sessions among the screenshots: the organizer's, the presenter's, the room's desk.

Called by `screenshots`. Those who are scanned at the room are taken back at the end.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta

from pictures import LAPTOP, PHONE, logged_in, take
from playwright.sync_api import Browser, FilePayload, Page

from netevent.core import clock
from netevent.demo.people import Guest
from netevent.demo.story import ORGANIZER, PRESENTER, SESSIONS, STAFF, story

# Whom the room's desk has let in.
IN_THE_ROOM = 7
UNDO = """async ([address, code]) => {
    const token = document.querySelector("meta[name=csrf-token]").content;
    const answer = await fetch(`${address}/checkin/undo`, {
        method: "POST",
        headers: { "X-CSRF-Token": token, "Content-Type": "application/json" },
        body: JSON.stringify({ scan_id: crypto.randomUUID(), code }),
    });
    return answer.ok;
}"""


def the_sessions(browser: Browser, base_url: str) -> None:
    with logged_in(browser, base_url, ORGANIZER, LAPTOP) as page:
        _programme(page, base_url)
        _import(page, base_url)
    _at_the_room(browser, base_url)


def _programme(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/organizer/event/1/breakout-sessions")
    _is_live(page)
    take(page, "sessions")
    page.goto(f"{base_url}/organizer/event/1/breakout-sessions?view=timetable")
    _is_live(page)
    take(page, "timetable")


def _import(page: Page, base_url: str) -> None:
    """The preview alone: nothing comes in, and the upload is forgotten after an hour."""
    page.goto(f"{base_url}/organizer/event/1/breakout-sessions/import")
    table = FilePayload(name="programme.csv", mimeType="text/csv", buffer=_table().encode())
    page.set_input_files("[name=file]", table)
    page.click("form.form .actions button")
    page.wait_for_selector(".timetable")
    take(page, "import")


def _table() -> str:
    """The demo's programme with another room and time, and one session more."""
    first, second, *_ = SESSIONS
    rows = [
        "code,title,start,end,room,track,description,seats",
        _row(first.code, first.name, first.after, first.minutes, "Quay hall", first.track, first.description),
        _row(
            second.code,
            second.name,
            second.after + 15,
            second.minutes,
            second.location,
            second.track,
            second.description,
        ),
        _row("T1", "Lightning talks", 480, 45, "Loft", "Teams", "Five minutes each.", "30"),
    ]
    return "\n".join(rows)


def _row(code: str, name: str, after: int, minutes: int, room: str, track: str, *more: str) -> str:
    start = story(clock.now()).start + timedelta(minutes=after)
    times = (f"{moment:%Y-%m-%dT%H:%M}Z" for moment in (start, start + timedelta(minutes=minutes)))
    description, seats = [*more, "", ""][:2]
    return ",".join([code, name, *times, room, track, f'"{description}"', seats])


def _at_the_room(browser: Browser, base_url: str) -> None:
    with logged_in(browser, base_url, PRESENTER, PHONE) as presenter:
        presenter.goto(f"{base_url}/presenter/dashboard")
        presenter.locator("#presented-sessions a.name").first.click()
        presenter.wait_for_selector("#roster li")
        address = presenter.url.replace("/presenter/session/", "/rooms/")
        codes = _codes_of(presenter.locator("#roster .name").all_inner_texts())[:IN_THE_ROOM]
        with logged_in(browser, base_url, STAFF, PHONE) as desk:
            desk.goto(address)
            desk.wait_for_selector("[data-camera=reading]")
            _let_in(desk, codes)
            take(desk, "room")
            _of_the_presenter(browser, base_url, presenter)
            if not all(desk.evaluate(UNDO, [address, code]) for code in codes):
                sys.exit("The entries of the pictures could not be taken back.")


def _codes_of(names: list[str]) -> list[str]:
    """Of those whom the name alone tells apart."""
    guests = story(clock.now()).guests
    count = Counter(_name(guest) for guest in guests)
    codes = {_name(guest): guest.code for guest in guests if guest.state not in ("not_attending", "unpaid")}
    return [codes[name] for name in names if count[name] == 1 and name in codes]


def _name(guest: Guest) -> str:
    return f"{guest.first_name} {guest.last_name}"


def _let_in(desk: Page, codes: list[str]) -> None:
    for code in codes:
        desk.keyboard.press("Escape")
        desk.fill("#desk-field", code)
        desk.press("#desk-field", "Enter")
        desk.wait_for_selector("#desk-answer [data-kind=yes]")
    desk.keyboard.press("Escape")
    desk.wait_for_selector("#desk-answer:not(:has([data-kind]))", state="attached")


def _of_the_presenter(browser: Browser, base_url: str, page: Page) -> None:
    page.wait_for_selector("#roster .pill.yes")
    take(page, "presenter")
    with logged_in(browser, base_url, PRESENTER, LAPTOP) as wall:
        wall.goto(f"{page.url}/projector")
        _is_live(wall)
        take(wall, "projector")


def _is_live(page: Page) -> None:
    page.wait_for_selector("html[data-live=on]")
