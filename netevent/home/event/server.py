"""What the day needs of the server itself, as far as is known without asking another machine: for that there
is `netevent doctor`. Called by `routes`; the texts are in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from netevent.core.i18n import gettext
from netevent.core.jobs.job import LastTry
from netevent.settings import LOCAL, Settings


@dataclass(frozen=True, slots=True)
class ServerNeed:
    icon: str
    title: str
    is_met: bool
    said: str


def server_needs(settings: Settings, last_mail: LastTry | None) -> tuple[ServerNeed, ...]:
    return (_mail(settings, last_mail), _phones(settings))


def _mail(settings: Settings, last: LastTry | None) -> ServerNeed:
    is_met, said = _mail_stands(settings, last)
    return ServerNeed("mail", gettext("Mail goes out"), is_met, said)


def _mail_stands(settings: Settings, last: LastTry | None) -> tuple[bool, str]:
    if not settings.can_mail:
        return False, gettext(
            "No mail server is set: invitations and links wait. Whoever runs the server sets "
            "NETEVENT_SMTP_URL."
        )
    if not settings.smtp_url:
        return True, gettext("The demo shows its mail on this computer and sends none.")
    if last is None:
        return True, gettext("A mail server is set. No mail has been sent yet.")
    if last.went_wrong:
        return False, gettext(
            "The last mail could not be sent. Whoever runs the server finds out why with netevent doctor."
        )
    return True, gettext("The last mail was sent.")


def _phones(settings: Settings) -> ServerNeed:
    is_met, said = _phones_stand(settings)
    return ServerNeed("smartphone", gettext("Phones reach the server"), is_met, said)


def _phones_stand(settings: Settings) -> tuple[bool, str]:
    if urlsplit(settings.base_url).hostname in LOCAL:
        text = gettext(
            "%(address)s works on this computer alone. Whoever runs the server sets NETEVENT_BASE_URL to the "
            "address that phones use."
        )
    elif not settings.secure:
        text = gettext(
            "%(address)s has no HTTPS: phones then give no camera to the desk. Whoever runs the server adds "
            "it."
        )
    else:
        return True, gettext("They use %(address)s, with HTTPS.") % {"address": settings.base_url}
    return False, text % {"address": settings.base_url}
