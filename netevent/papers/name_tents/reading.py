"""One tent for each who presents, however many sessions that are."""

from __future__ import annotations

from netevent.core.database import Transaction
from netevent.core.database.ordering import order_key
from netevent.core.text.comparing import plain_name
from netevent.documents.name_tents.drawing import Tent
from netevent.papers.name_tents.queries import select_presented


def read_tents(tx: Transaction, event_id: int, language: str) -> list[Tent]:
    """In the order of names. Who presents one session alone has its name below the own one."""
    found: dict[str, tuple[str, list[str]]] = {}
    for one in select_presented(tx, event_id):
        _, titles = found.setdefault(plain_name(one.name), (one.name, []))
        if one.session not in titles:
            titles.append(one.session)
    tents = [Tent(name, titles[0] if len(titles) == 1 else "") for name, titles in found.values()]
    return sorted(tents, key=lambda tent: order_key(language, tent.name))
