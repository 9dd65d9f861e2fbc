"""What a button gets back: the regions of the page that has it, as its socket would have sent them.

So the answer and the push cannot disagree. They carry the ids of what they replace, and a page leaves out
those that it has not. Called by the routes; a page whose socket is down gets the same (`live.routes`).
"""

from __future__ import annotations

from quart import request

from netevent.core.database import Transaction
from netevent.core.i18n import current_language
from netevent.core.site import read, site
from netevent.identity.guards import viewer
from netevent.live.publisher import Publisher
from netevent.live.screen import LiveItem, Shown


async def answer(*items: tuple[LiveItem, int], refusal: str = "") -> str:
    """The attendee's page that the form names (`view`), and these items with their subjects.

    `refusal` is why the button's action was refused; the toasts show it.
    """
    shown = await read(_shown, viewer().id, _kind((await request.form).get("view", "")), items)
    return rendered(shown, refusal=refusal)


def rendered(shown: list[Shown], **context: object) -> str:
    return "\n".join(one.render(current_language(), {"whole": True, **context}) for one in shown)


def _shown(tx: Transaction, key: int, kind: str, items: tuple[tuple[LiveItem, int], ...]) -> list[Shown]:
    found = site().part(Publisher).shown(tx, kind, key)
    return found + [shown for item, subject in items for shown in item.shown(tx, key, subject)]


def _kind(view: str) -> str:
    screen = site().part(Publisher).screens.get(view)
    return screen.kind if screen and screen.key == "attendee_id" else "attendee"
