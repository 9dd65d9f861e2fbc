"""The addresses of this site, by the names of their routes. Called by routes, services and templates.

They come from the application's URL map, so that they are there outside a request too: in pushes and mails.
"""

from __future__ import annotations

from werkzeug.routing import Map, MapAdapter

_addresses: MapAdapter = Map().bind("")


def use(url_map: Map) -> None:
    """Build addresses by this map from now on. Called once, by who registers the routes."""
    global _addresses
    _addresses = url_map.bind("")


def path(endpoint: str, /, **values: object) -> str:
    """The address of a route, such as `path("contacts.person", person_id=7)`.

    Values that are no part of it follow as its query; None is left out. A socket's address is without scheme
    and host, like all others.

    Raises:
        werkzeug.routing.BuildError: there is no such route, or a part of its address is missing.
    """
    return _addresses.build(endpoint, values).removeprefix("ws://")


def in_language(address: str, code: str) -> str:
    """The same page in the language that is asked for."""
    return f"{address}{'&' if '?' in address else '?'}lang={code}"


def url(base_url: str, endpoint: str, /, **values: object) -> str:
    """The address with the site in front, for who reads it elsewhere: in a mail, a calendar, a QR code."""
    return base_url + path(endpoint, **values)
