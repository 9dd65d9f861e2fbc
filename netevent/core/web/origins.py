"""Whether a page that sends something is ours. Called for forms by `requests`, for sockets by `live`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import structlog

from netevent.core.site import site
from netevent.settings import Settings

log = structlog.get_logger()

# In the settings' folder: read by `netevent doctor`, which is another process.
REFUSED = "refused_origin"
FIX = (
    "Set NETEVENT_BASE_URL to the address that browsers show, with its port, and let the proxy pass that on "
    "as Host (nginx: proxy_set_header Host $http_host)."
)


def allowed_origin(origin: str, host: str) -> bool:
    """Whether a browser's ``Origin`` is this site: the base URL's, or the very host that was asked.

    The host asked is believed, so that a server answers at each of its names: a foreign name made to lead
    here (DNS rebinding) gains nothing, for the cookies of this site are not sent to it, and links in mails
    use the base URL. Behind HTTPS a page that came without it is foreign: others may have written it.
    """
    origin = origin.lower()
    settings = site().settings
    scheme, _, asked = origin.partition("://")
    is_asked = asked != "" and asked == host.lower()
    is_ours = origin == settings.origin or (is_asked and (scheme == "https" or not settings.secure))
    if not is_ours and _differs_in_port(origin, host):
        _tell(origin, host, settings)
    return is_ours


def refused_for_its_port(settings: Settings) -> str:
    """The last origin of this host that was refused for its port; empty where none was, or it is ours now."""
    file = settings.var_dir / REFUSED
    origin = file.read_text() if file.exists() else ""
    return "" if origin == settings.origin else origin


def _differs_in_port(origin: str, host: str) -> bool:
    """As when a proxy in front passes Host on without a port that is not the usual one."""
    try:
        page, asked = urlsplit(origin), urlsplit(f"//{host}")
        return page.hostname is not None and page.hostname == asked.hostname and page.port != asked.port
    except ValueError:
        return False


def _tell(origin: str, host: str, settings: Settings) -> None:
    """Once for an origin: whoever wants may send more of them."""
    file: Path = settings.var_dir / REFUSED
    if not file.exists() or file.read_text() != origin:
        log.warning("origin_refused", origin=origin, host=host, base_url=settings.base_url, fix=FIX)
        file.write_text(origin)
