"""What mailed links are made of on this server. Called by routes; rules are given it."""

from __future__ import annotations

from netevent.core.site import site
from netevent.registration.personal_link.service import Links


def links() -> Links:
    settings = site().settings
    return Links(settings.base_url, site().secret, settings.can_mail)
