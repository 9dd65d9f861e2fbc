"""A link opens one device, also when several open it at once."""

from __future__ import annotations

from netevent.badges.kiosks import service
from netevent.badges.kiosks.refusals import LinkUsed
from netevent.core.credentials import token_hash
from tests.badges.kiosks.kiosks import Kiosks
from tests.badges.printers import at_once

DEVICES = 6


async def test_of_many_devices_at_once_one_becomes_the_kiosk(kiosks: Kiosks):
    hashed = token_hash((await kiosks.add()).token)
    opening = (
        kiosks.printers.do(service.open_on_device, hashed, kiosks.printers.now) for _ in range(DEVICES)
    )
    results = await at_once(*opening)
    assert len([one for one in results if isinstance(one, LinkUsed)]) == DEVICES - 1
    [(kiosk, kept)] = [one for one in results if not isinstance(one, LinkUsed)]
    assert await kiosks.printers.do(service.find_open, kept) == kiosk


async def test_look_then_write_would_open_it_on_two(kiosks: Kiosks):
    hashed = token_hash((await kiosks.add()).token)
    looking = (kiosks.printers.do(service.find_of_link, hashed) for _ in range(2))
    first, second = await at_once(*looking)
    assert first == second


async def test_the_device_keeps_what_stands_in_no_link(kiosks: Kiosks):
    made = await kiosks.add()
    _, kept = await kiosks.printers.do(service.open_on_device, token_hash(made.token), kiosks.printers.now)
    assert kept != token_hash(made.token)
