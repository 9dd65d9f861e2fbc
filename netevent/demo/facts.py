"""What somebody needs to know to try the demo: for people in the terminal, for programs in var/demo.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from netevent.core import clock
from netevent.core.badge_codes import badge_link
from netevent.core.certificate import print_address_qr
from netevent.core.database import Transaction
from netevent.demo import queries
from netevent.demo.printing import KIOSK_PIN, STATION_TOKEN
from netevent.demo.queries import DemoBadge, DemoEvent
from netevent.demo.sale import SPEAKERS_CODE, VOUCHER
from netevent.demo.session_queries import DemoSession, select_demo_sessions
from netevent.demo.story import ACCOUNTS, ZONE

BADGES = 60


@dataclass(frozen=True, slots=True)
class Facts:
    base_url: str
    event: DemoEvent
    badges: Sequence[DemoBadge]
    sessions: Sequence[DemoSession]

    @property
    def badge_to_scan(self) -> DemoBadge | None:
        return next((badge for badge in self.badges if not badge.checked_in), None)


def select_facts(tx: Transaction, base_url: str, event: DemoEvent) -> Facts:
    badges = queries.select_badges(tx, event.id, BADGES)
    return Facts(base_url, event, badges, select_demo_sessions(tx, event.id))


def write_facts(facts: Facts, file: Path) -> None:
    """Write the whole file or nothing: a program may be waiting for it."""
    event = {"id": facts.event.id, "code": facts.event.code, "name": facts.event.name}
    accounts = [{"role": one.role, "email": one.email, "password": one.password} for one in ACCOUNTS]
    content = {
        "base_url": facts.base_url,
        "accounts": accounts,
        "event": event,
        "badges": [asdict(badge) for badge in facts.badges],
        "sessions": [asdict(session) for session in facts.sessions],
    }
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    fresh.replace(file)


def greet(facts: Facts, stream: TextIO, *, is_local: bool, now: datetime) -> None:
    """Print the address, the accounts and six things to try."""
    lines = [
        "",
        f"NetEvent is running at {facts.base_url}",
        f"The demo event: {facts.event.name} (code {facts.event.code})",
        *_old_event(facts.event, now),
        "",
        *_account_table(),
        "",
    ]
    print(*lines, sep="\n", file=stream)
    if not is_local:
        _show_address(facts.base_url, stream)
    _show_what_to_try(facts, stream)
    print("Ctrl-C stops the server. A later start goes on where this one stops.", file=stream, flush=True)


def _old_event(event: DemoEvent, now: datetime) -> list[str]:
    if clock.local(event.start, ZONE).date() == clock.local(now, ZONE).date():
        return []
    return ["It was made on another day; `make demo-reset` makes one of today."]


def _account_table() -> list[str]:
    rows = [("Log in as", "Email", "Password"), *((one.role, one.email, one.password) for one in ACCOUNTS)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def _show_address(base_url: str, stream: TextIO) -> None:
    print(
        "Scan this to open it on a phone. The browser warns once of a certificate that it does", file=stream
    )
    print("not know, for it was made on this machine: choose to go on.\n", file=stream)
    print_address_qr(base_url, stream)
    print(file=stream)


def _show_what_to_try(facts: Facts, stream: TextIO) -> None:
    desk = f"{facts.base_url}/staff/{facts.event.id}/dashboard"
    dashboard = f"{facts.base_url}/organizer/event/{facts.event.id}"
    print("Six things to try:\n", file=stream)
    print(f"  1. Log in as staff and open the desk at {desk}", file=stream)
    if badge := facts.badge_to_scan:
        print(f"     Scan the badge of {badge.first_name} {badge.last_name}, who is not in yet", file=stream)
        print(f"     (or type its code, {badge.code}, and Enter):\n", file=stream)
        print_address_qr(badge_link(facts.base_url, badge.code), stream)
    print(f"\n  2. Beside it, in another browser, log in as organizer and open {dashboard}", file=stream)
    print("     Counts, chart and list move with each scan, without a reload.", file=stream)
    print(
        "  3. Scan the same badge again: already in, with time and gate. Then search the desk for",
        file=stream,
    )
    print("     “Anna Nowak”: there are three of them.", file=stream)
    print(
        "  4. In two browsers (or on two phones), log in as the two attendees. Find the one from the",
        file=stream,
    )
    print("     other under People and connect: the request arrives by itself.", file=stream)
    _show_sale(facts, stream)
    _show_printing(facts, stream)


def _show_sale(facts: Facts, stream: TextIO) -> None:
    form = f"{facts.base_url}/event/register/{facts.event.code}"
    print(f"  5. Register for the demo event and pay: {form}", file=stream)
    print(
        f"     The voucher {VOUCHER.code} takes a fifth off, the code {SPEAKERS_CODE} shows one more type;",
        file=stream,
    )
    print(
        "     no money moves. The organizer's Payments and Orders follow, and /dev/mail has the mails.",
        file=stream,
    )


def _show_printing(facts: Facts, stream: TextIO) -> None:
    station = f"{facts.base_url}/print/open/{STATION_TOKEN}"
    print(f"  6. In one more browser, open the print station: {station}", file=stream)
    print("     Scan somebody at the desk, and Print badge: it comes out there.", file=stream)
    print(
        "     The organizer's Badges has sheets, the link of a kiosk (Make a new link; its PIN is "
        f"{KIOSK_PIN}) and more.\n",
        file=stream,
    )
