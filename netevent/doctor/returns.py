"""Checks of what comes back: the mailbox opens, Brevo's webhook has an address. Called by `examine`."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from netevent.bounces.imap.collecting import reason
from netevent.bounces.imap.mailbox import Mailbox, Trouble
from netevent.doctor.finding import Finding, Health
from netevent.doctor.sender.providers import is_brevo
from netevent.settings import LOCAL, Settings

PAGES = "docs/mail/bounces.md, and docs/mail/brevo.md for Brevo."


async def bounces(settings: Settings) -> Finding:
    if not settings.bounces_imap_url:
        return _without(settings)
    host = urlsplit(settings.bounces_imap_url).hostname
    try:
        said = await asyncio.to_thread(_opened, settings.bounces_imap_url)
    except Trouble as error:
        text = f"{host} does not open the mailbox: {reason(error)}"
        fix = "Check NETEVENT_BOUNCES_IMAP_URL: host, port (993 for imaps://), user, password and folder."
        return Finding("bounces", Health.broken, text, fix)
    return Finding("bounces", Health.good, f"{host} opens {said}")


def _without(settings: Settings) -> Finding:
    is_told = bool(settings.brevo_webhook_secret.get_secret_value())
    if is_told or not settings.smtp_url:
        return Finding("bounces", Health.good, "No mailbox is set.")
    text = "Nobody reads what comes back: addresses that do not work are mailed again and again."
    return Finding("bounces", Health.doubtful, text, f"Set NETEVENT_BOUNCES_IMAP_URL: {PAGES}")


def _opened(url: str) -> str:
    mailbox = Mailbox(url)
    try:
        return f"{mailbox.folder}; {len(mailbox.unread())} mails wait there."
    finally:
        mailbox.close()


async def brevo(settings: Settings) -> Finding:
    """The route's address; here no route is registered."""
    address = f"{settings.base_url}/mail/brevo"
    if not settings.brevo_webhook_secret.get_secret_value():
        if not is_brevo(settings):
            return Finding("Brevo", Health.good, "Mail does not go by it.")
        fix = f"Set NETEVENT_BREVO_WEBHOOK_SECRET, and enter {address} there: docs/mail/brevo.md."
        return Finding("Brevo", Health.doubtful, "It cannot tell which mails come back.", fix)
    if urlsplit(settings.base_url).hostname in LOCAL:
        fix = "Set NETEVENT_BASE_URL to an address that it can reach."
        return Finding("Brevo", Health.doubtful, f"It cannot call {address}", fix)
    return Finding("Brevo", Health.good, f"Its webhook is {address}")
