"""The roster as a workbook, in the language of who asks for it. Called by `presenters.routes`."""

from __future__ import annotations

from collections.abc import Iterable

from netevent.core import clock
from netevent.core.i18n import N_, gettext, pgettext
from netevent.core.web.pages import by_name
from netevent.documents.workbook import Value, workbook
from netevent.presenters.reading import Listed, Roster

# With the widths of their columns.
HEADINGS = {
    N_("Name"): 30,
    N_("Organisation"): 30,
    N_("Role"): 30,
    N_("Email"): 34,
    N_("Status"): 26,
    N_("In the room since"): 20,
}


def roster_workbook(roster: Roster, title: str) -> bytes:
    """Who has a seat by name, then the line."""
    columns = {gettext(heading): width for heading, width in HEADINGS.items()}
    people = [*by_name(roster.seated), *roster.waiting]
    return workbook(title, columns, _rows(people, roster.zone))


def _rows(people: Iterable[Listed], zone: str) -> Iterable[tuple[Value, ...]]:
    for one in people:
        card = one.card
        since = clock.local(one.entered_at, zone).replace(tzinfo=None) if one.entered_at else None
        yield (
            card.name or gettext("Name hidden"),
            card.organisation,
            card.role,
            card.email,
            _status(one),
            since,
        )


def _status(one: Listed) -> str:
    if one.place is None:
        return pgettext("one person", "registered")
    return gettext("no. %(place)s on the waiting list") % {"place": one.place}
