"""Whom a kiosk takes somebody for: by the code of their badge, or by their address and name. No web in it."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.badges.kiosks.kiosk import Kiosk
from netevent.badges.kiosks.page.queries import select_registered
from netevent.badges.kiosks.refusals import NotRecognized
from netevent.checkin.scan import Device, Scan, Scanner
from netevent.checkin.service import read_badge
from netevent.core import clock
from netevent.core.badge_codes import LONGEST_LINK, code_in
from netevent.core.database import Transaction
from netevent.core.text.comparing import normalize_email, plain, search_key

FEWEST_LETTERS = 2
LONGEST_CODE, LONGEST_EMAIL, LONGEST_LETTERS = 64, 255, 100


@dataclass(frozen=True, slots=True)
class Recognized:
    """Who seems to stand there: no more than the page may show."""

    id: int
    first_name: str
    type_name: str


def by_code(tx: Transaction, kiosk: Kiosk, text: str) -> Recognized:
    """
    Raises:
        NotRecognized: it is no badge of this event.
    """
    text = text.strip()[:LONGEST_LINK]
    code = code_in(text) or text.upper()[:LONGEST_CODE]
    _, badge = read_badge(tx, Scan("", kiosk.event_id, scanner(kiosk), clock.now(), code, text=text))
    if not code or badge is None or badge.event_id != kiosk.event_id:
        raise NotRecognized
    return Recognized(badge.person.id, badge.person.first_name, badge.person.type_name)


def by_name(tx: Transaction, kiosk: Kiosk, letters: str, email: str) -> Recognized:
    """
    Raises:
        NotRecognized: nobody of this event has this address and such a name.
    """
    found = select_registered(tx, kiosk.event_id, normalize_email(email[: LONGEST_EMAIL + 1]))
    if found is None or not begins(found.last_name, letters):
        raise NotRecognized
    return Recognized(found.id, found.first_name, found.type_name)


def begins(last_name: str, letters: str) -> bool:
    """Whether the name, or one of its words, begins so: `berg` for van den Berg, and `mue` for Müller."""
    typed = plain(letters[:LONGEST_LETTERS]).replace(" ", "")
    words = plain(last_name).split()
    tails = {"".join(words[number:]) for number in range(len(words))} | set(search_key(last_name).split())
    if len(typed) < FEWEST_LETTERS:
        return bool(typed) and typed in tails
    return any(tail.startswith(typed) for tail in tails)


def scanner(kiosk: Kiosk) -> Scanner:
    return Scanner(Device.kiosk, kiosk.id, kiosk.name)
