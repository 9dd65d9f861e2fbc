"""Whether a page that sends something is ours. Called for forms by `requests`, for sockets by `live`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import time
from urllib.parse import urlsplit

import structlog

from netevent.core.site import site
from netevent.settings import Settings

log = structlog.get_logger()

# In the settings' folder: read by `netevent doctor`, which is another process.
REFUSED = "refused_origin"
# Seconds between two notes of it, and for how long the doctor tells one.
PAUSE, LATELY = 60, 24 * 3600
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
    if not is_ours and (shown := _with_another_port(origin, host, settings)):
        _tell(shown, host, settings)
    return is_ours


def refused_for_its_port(settings: Settings) -> str:
    """The origin that was refused for its port lately; empty where none was, or where it is ours now."""
    try:
        file = settings.var_dir / REFUSED
        origin = file.read_text() if time() - file.stat().st_mtime < LATELY else ""
    except OSError:
        return ""
    return "" if origin == settings.origin else origin


def _with_another_port(origin: str, host: str, settings: Settings) -> str:
    """The origin, where only its port is foreign: a proxy in front may pass Host on without it.

    Both are a stranger's words. So the host must be the base URL's, and only what was understood is told.
    """
    try:
        page, asked, own = urlsplit(origin), urlsplit(f"//{host}"), urlsplit(settings.base_url)
        is_own = page.scheme in ("http", "https") and page.hostname == asked.hostname == own.hostname
        is_told = is_own and page.port is not None and page.port != asked.port
    except ValueError:
        return ""
    name = f"[{own.hostname}]" if ":" in (own.hostname or "") else own.hostname
    return f"{page.scheme}://{name}:{page.port}" if is_told else ""


def _tell(origin: str, host: str, settings: Settings) -> None:
    """Now and then: whoever wants may send more of them. Nobody's answer depends on it."""
    file: Path = settings.var_dir / REFUSED
    with suppress(OSError):
        if file.exists() and time() - file.stat().st_mtime < PAUSE:
            return
        log.warning("origin_refused", origin=origin, host=host, base_url=settings.base_url, fix=FIX)
        file.write_text(origin)
