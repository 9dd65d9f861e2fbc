"""Mail services whose servers hand mails on by other addresses than the one that takes them."""

from __future__ import annotations

from urllib.parse import urlsplit

from netevent.settings import Settings

# How their mail servers' names end, and what one of which an SPF record includes for them.
INCLUDES = {
    "gmail.com": {"_spf.google.com"},
    "google.com": {"_spf.google.com"},
    "office365.com": {"spf.protection.outlook.com"},
    "outlook.com": {"spf.protection.outlook.com"},
    "amazonaws.com": {"amazonses.com"},
    "mailgun.org": {"mailgun.org", "eu.mailgun.org"},
    "sendgrid.net": {"sendgrid.net"},
    "mailjet.com": {"spf.mailjet.com"},
    "postmarkapp.com": {"spf.mtasv.net"},
    "ionos.de": {"_spf-eu.ionos.com"},
    "ionos.com": {"_spf-us.ionos.com", "_spf-eu.ionos.com"},
    "ovh.net": {"mx.ovh.com"},
    "gandi.net": {"_mailcust.gandi.net"},
    "zoho.eu": {"zohomail.eu", "zoho.eu"},
    "zoho.com": {"zohomail.com", "zoho.com"},
    "infomaniak.com": {"spf.infomaniak.ch"},
    "fastmail.com": {"spf.messagingengine.com"},
    "migadu.com": {"spf.migadu.com"},
    "protonmail.ch": {"_spf.protonmail.ch"},
}
# They send with a return address of their own, so that SPF says nothing about the sender's domain.
BREVO = ("brevo.com", "sendinblue.com")


def host_of(settings: Settings) -> str:
    return (urlsplit(settings.smtp_url).hostname or "").lower()


def is_brevo(settings: Settings) -> bool:
    return any(_ends_with(host_of(settings), name) for name in BREVO)


def includes_of(host: str) -> set[str]:
    return next((includes for name, includes in INCLUDES.items() if _ends_with(host, name)), set())


def _ends_with(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")
